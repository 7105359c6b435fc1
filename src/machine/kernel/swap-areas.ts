/** A swap area in use. Nothing is ever swapped out: an estimate of memory has no pages to move. */
export interface SwapArea {
  path: string
  type: 'file' | 'partition'
  /** In bytes, without the header's page. */
  size: number
  priority: number
}

/** What swapon(2) has turned on. */
export class SwapAreas {
  readonly #areas: SwapArea[] = []
  #lastPriority = -1

  list(): readonly SwapArea[] {
    return this.#areas
  }

  get total(): number {
    return this.#areas.reduce((sum, { size }) => sum + size, 0)
  }

  /** An area without a priority comes after all that came before it. */
  add({ priority, ...area }: Omit<SwapArea, 'priority'> & { priority?: number }): void {
    this.#areas.push({ ...area, priority: priority ?? --this.#lastPriority })
  }

  /** @returns whether it was in use. */
  remove(path: string): boolean {
    const at = this.#areas.findIndex((area) => area.path === path)
    if (at >= 0) this.#areas.splice(at, 1)
    return at >= 0
  }
}

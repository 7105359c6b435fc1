/** Where processes wait for something to change; whoever changes it wakes all of them, and they look again. */
export class WaitQueue {
  #waiting = new Set<() => void>()

  /** @returns how to leave the queue again. */
  add(wake: () => void): () => void {
    this.#waiting.add(wake)
    return () => this.#waiting.delete(wake)
  }

  wake(): void {
    if (this.#waiting.size === 0) return
    const woken = this.#waiting
    this.#waiting = new Set()
    for (const wake of woken) wake()
  }
}

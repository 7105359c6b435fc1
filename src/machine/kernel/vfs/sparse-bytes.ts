const pageSize = 4096

/** The content of a file in memory: pages, where holes cost nothing. */
export class SparseBytes {
  readonly #pages = new Map<number, Uint8Array>()
  length = 0

  get allocated(): number {
    return this.#pages.size * pageSize
  }

  /** Bytes that a write there would add to `allocated`. */
  growthFor(offset: number, length: number): number {
    let missing = 0
    for (let page = Math.floor(offset / pageSize); page * pageSize < offset + length; page++)
      if (!this.#pages.has(page)) missing++
    return missing * pageSize
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.length - offset)))
    this.#each(offset, bytes.length, (page, at, from, count) => {
      const content = this.#pages.get(page)
      if (content) bytes.set(content.subarray(at, at + count), from)
    })
    return bytes
  }

  write(offset: number, bytes: Uint8Array): void {
    this.#each(offset, bytes.length, (page, at, from, count) => {
      let content = this.#pages.get(page)
      if (!content) this.#pages.set(page, (content = new Uint8Array(pageSize)))
      content.set(bytes.subarray(from, from + count), at)
    })
    if (bytes.length > 0) this.length = Math.max(this.length, offset + bytes.length)
  }

  truncate(size: number): void {
    if (size < this.length) {
      for (const page of this.#pages.keys()) if (page * pageSize >= size) this.#pages.delete(page)
      this.#pages.get(Math.floor(size / pageSize))?.fill(0, size % pageSize)
    }
    this.length = size
  }

  #each(
    offset: number,
    length: number,
    visit: (page: number, at: number, from: number, count: number) => void,
  ): void {
    for (let from = 0; from < length;) {
      const page = Math.floor((offset + from) / pageSize)
      const at = (offset + from) % pageSize
      const count = Math.min(pageSize - at, length - from)
      visit(page, at, from, count)
      from += count
    }
  }
}

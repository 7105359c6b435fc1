/** Bytes in the order they came, taken out in pieces of any size. */
export class ByteQueue {
  #chunks: Uint8Array[] = []
  #length = 0

  get length(): number {
    return this.#length
  }

  /** The queue keeps a copy: writers use their buffers again. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#chunks.push(bytes.slice())
    this.#length += bytes.length
  }

  take(limit: number): Uint8Array {
    const first = this.#chunks[0]
    if (!first) return new Uint8Array(0)
    if (this.#chunks.length === 1 && first.length <= limit) {
      this.clear()
      return first
    }
    const taken = new Uint8Array(Math.min(limit, this.#length))
    let filled = 0
    let used = 0
    while (filled < taken.length) {
      const chunk = this.#chunks[used]!
      const part = chunk.subarray(0, taken.length - filled)
      taken.set(part, filled)
      filled += part.length
      if (part.length === chunk.length) used++
      else this.#chunks[used] = chunk.subarray(part.length)
    }
    this.#chunks.splice(0, used)
    this.#length -= filled
    return taken
  }

  clear(): void {
    this.#chunks = []
    this.#length = 0
  }
}

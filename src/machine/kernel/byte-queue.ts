/** Bytes in the order they came, taken out in pieces of any size. */
export class ByteQueue {
  #chunks: Uint8Array[] = []
  /** The first chunk that is not used up: taking a byte must not move all chunks. */
  #head = 0
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
    const first = this.#chunks[this.#head]
    if (!first) return new Uint8Array(0)
    if (first.length === this.#length && first.length <= limit) {
      this.clear()
      return first
    }
    const taken = new Uint8Array(Math.min(limit, this.#length))
    let filled = 0
    while (filled < taken.length) {
      const chunk = this.#chunks[this.#head]!
      const part = chunk.subarray(0, taken.length - filled)
      taken.set(part, filled)
      filled += part.length
      if (part.length === chunk.length) this.#head++
      else this.#chunks[this.#head] = chunk.subarray(part.length)
    }
    this.#length -= filled
    if (this.#head > this.#chunks.length / 2) {
      this.#chunks.splice(0, this.#head)
      this.#head = 0
    }
    return taken
  }

  clear(): void {
    this.#chunks = []
    this.#head = 0
    this.#length = 0
  }
}

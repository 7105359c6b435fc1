const nothing = new Uint8Array()

/** Bytes in the order in which they come, as many at a time as somebody wants. */
export class ByteReader {
  #held: Uint8Array = nothing
  #ended = false
  /** How many bytes have been taken. */
  position = 0

  /** @param more gives the next bytes, and none at the end. */
  constructor(private readonly more: () => Promise<Uint8Array>) {}

  static over(chunks: AsyncIterable<Uint8Array>): ByteReader {
    const iterator = chunks[Symbol.asyncIterator]()
    return new ByteReader(async () => {
      for (;;) {
        const next = await iterator.next()
        if (next.done) return nothing
        if (next.value.length > 0) return next.value
      }
    })
  }

  async #fill(): Promise<boolean> {
    if (this.#ended) return false
    const chunk = await this.more()
    if (chunk.length === 0) {
      this.#ended = true
      return false
    }
    this.#held = joined(this.#held, chunk)
    return true
  }

  /** The next bytes, which stay there; fewer at the end only. */
  async peek(length: number): Promise<Uint8Array> {
    while (this.#held.length < length && (await this.#fill()));
    return this.#held.subarray(0, length)
  }

  /** Exactly so many bytes; fewer at the end only. */
  async take(length: number): Promise<Uint8Array> {
    const bytes = await this.peek(length)
    this.#held = this.#held.subarray(bytes.length)
    this.position += bytes.length
    return bytes
  }

  /** What is there, at most so many bytes; none at the end. */
  async some(most: number): Promise<Uint8Array> {
    if (this.#held.length === 0) await this.#fill()
    return this.take(Math.min(most, this.#held.length))
  }

  /** Leaves bytes out, and says how many there were. */
  async skip(length: number): Promise<number> {
    let left = length
    while (left > 0) {
      const { length: got } = await this.some(left)
      if (got === 0) break
      left -= got
    }
    return length - left
  }

  /** Gives back the bytes that were taken last. */
  unread(bytes: Uint8Array): void {
    this.#held = joined(bytes, this.#held)
    this.position -= bytes.length
  }
}

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  if (a.length === 0) return b
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

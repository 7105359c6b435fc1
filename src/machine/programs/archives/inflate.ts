import type { ByteReader } from './byte-reader.ts'

/** Compressed data that is damaged, or ends too early. */
export class DataError extends Error {}

const windowLength = 32_768

const lengthBases = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258] // prettier-ignore
const lengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const distanceBases = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12_289, 16_385, 24_577] // prettier-ignore
const distanceExtra = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13] // prettier-ignore
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** A Huffman code as a table over its longest code: symbol * 16 + length, 0 where no code leads. */
interface Code {
  table: Uint16Array
  bits: number
}

const makeCode = (lengths: readonly number[] | Uint8Array): Code => {
  let bits = 0
  const counts = new Uint16Array(17)
  for (const length of lengths) {
    counts[length]!++
    if (length > bits) bits = length
  }
  counts[0] = 0
  let room = 1
  const next = new Uint16Array(17)
  for (let length = 1; length <= 15; length++) {
    room = room * 2 - counts[length]!
    if (room < 0) throw new DataError('too many codes')
    next[length + 1] = (next[length]! + counts[length]!) << 1
  }
  const table = new Uint16Array(1 << bits)
  lengths.forEach((length, symbol) => {
    if (length === 0) return
    let code = next[length]!++
    let reversed = 0
    for (let i = 0; i < length; i++) {
      reversed = (reversed << 1) | (code & 1)
      code >>= 1
    }
    for (let at = reversed; at < table.length; at += 1 << length) table[at] = symbol * 16 + length
  })
  return { table, bits }
}

const fixedCodes = (): readonly [Code, Code] => [
  makeCode(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
  makeCode(Array.from({ length: 30 }, () => 5)),
]

/**
 * RFC 1951's decompression on a bounded memory: 32 KiB at a time, and it stops exactly where the data ends,
 * which the libraries' streams do not tell. Throws DataError.
 */
export class Inflater {
  #chunk: Uint8Array = new Uint8Array()
  #at = 0
  #hold = 0
  #held = 0
  readonly #window = new Uint8Array(windowLength)
  #out = 0
  /** Whether a whole window has come, so that every distance leads to something. */
  #full = false

  constructor(private readonly reader: ByteReader) {}

  async *blocks(): AsyncGenerator<Uint8Array> {
    for (let last = false; !last;) {
      last = (await this.#bits(1)) === 1
      const kind = await this.#bits(2)
      if (kind === 0) yield* this.#stored()
      else if (kind === 1) yield* this.#coded(...fixedCodes())
      else if (kind === 2) yield* this.#coded(...(await this.#codes()))
      else throw new DataError('unknown block type')
    }
    if (this.#out > 0) yield this.#window.slice(0, this.#out)
    this.#giveBack()
  }

  /** Bytes that were taken from the reader and belong to what comes behind the data. */
  #giveBack(): void {
    const whole = this.#held >> 3
    this.reader.unread(this.#chunk.subarray(this.#at - whole))
    this.#chunk = this.#chunk.subarray(0, 0)
    this.#at = this.#hold = this.#held = 0
  }

  /** Makes sure that a symbol with all its extra bits is there, where the data is that long. */
  async #ensure(): Promise<void> {
    const rest = this.#chunk.subarray(this.#at)
    const more = await this.reader.some(65_536)
    // What the bits held come from stays in front, so that it can be given back.
    const kept = this.#chunk.subarray(Math.max(0, this.#at - 4), this.#at)
    const chunk = new Uint8Array(kept.length + rest.length + more.length)
    chunk.set(kept)
    chunk.set(rest, kept.length)
    chunk.set(more, kept.length + rest.length)
    this.#chunk = chunk
    this.#at = kept.length
  }

  async #bits(count: number): Promise<number> {
    if (this.#chunk.length - this.#at < 4) await this.#ensure()
    return this.#take(count)
  }

  #refill(count: number): void {
    while (this.#held < count && this.#at < this.#chunk.length) {
      this.#hold |= this.#chunk[this.#at++]! << this.#held
      this.#held += 8
    }
  }

  #take(count: number): number {
    if (this.#held < count) this.#refill(count)
    if (this.#held < count) throw new DataError('unexpected end of file')
    const value = this.#hold & ((1 << count) - 1)
    this.#hold >>>= count
    this.#held -= count
    return value
  }

  #symbol({ table, bits }: Code): number {
    if (this.#held < bits) this.#refill(bits)
    const entry = table[this.#hold & ((1 << bits) - 1)]!
    const length = entry & 15
    if (length === 0) throw new DataError('invalid code')
    if (length > this.#held) throw new DataError('unexpected end of file')
    this.#hold >>>= length
    this.#held -= length
    return entry >> 4
  }

  async *#stored(): AsyncGenerator<Uint8Array> {
    this.#take(this.#held & 7)
    const length = await this.#bits(16)
    const inverse = await this.#bits(16)
    if (length !== (inverse ^ 0xffff)) throw new DataError('invalid stored block')
    this.#giveBack()
    for (let left = length; left > 0;) {
      const bytes = await this.reader.some(Math.min(left, windowLength - this.#out))
      if (bytes.length === 0) throw new DataError('unexpected end of file')
      this.#window.set(bytes, this.#out)
      this.#out += bytes.length
      left -= bytes.length
      if (this.#out === windowLength) yield this.#turn()
    }
  }

  async #codes(): Promise<readonly [Code, Code]> {
    const literals = (await this.#bits(5)) + 257
    const distances = (await this.#bits(5)) + 1
    const count = (await this.#bits(4)) + 4
    if (literals > 286 || distances > 30) throw new DataError('too many symbols')
    const own = new Uint8Array(19)
    for (let i = 0; i < count; i++) own[codeLengthOrder[i]!] = await this.#bits(3)
    const code = makeCode(own)
    const lengths = new Uint8Array(literals + distances)
    for (let i = 0; i < lengths.length;) {
      if (this.#chunk.length - this.#at < 8) await this.#ensure()
      const symbol = this.#symbol(code)
      if (symbol < 16) {
        lengths[i++] = symbol
        continue
      }
      if (symbol === 16 && i === 0) throw new DataError('nothing to repeat')
      const value = symbol === 16 ? lengths[i - 1]! : 0
      const times = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7)
      if (i + times > lengths.length) throw new DataError('too many lengths')
      lengths.fill(value, i, i + times)
      i += times
    }
    return [makeCode(lengths.subarray(0, literals)), makeCode(lengths.subarray(literals))]
  }

  #turn(): Uint8Array {
    this.#out = 0
    this.#full = true
    return this.#window.slice()
  }

  async *#coded(literals: Code, distances: Code): AsyncGenerator<Uint8Array> {
    const window = this.#window
    for (;;) {
      if (this.#chunk.length - this.#at < 8) await this.#ensure()
      const symbol = this.#symbol(literals)
      if (symbol < 256) {
        window[this.#out++] = symbol
        if (this.#out === windowLength) yield this.#turn()
        continue
      }
      if (symbol === 256) return
      if (symbol > 285) throw new DataError('invalid length')
      const length = lengthBases[symbol - 257]! + this.#take(lengthExtra[symbol - 257]!)
      const far = this.#symbol(distances)
      if (far > 29) throw new DataError('invalid distance')
      const distance = distanceBases[far]! + this.#take(distanceExtra[far]!)
      if (distance > this.#out && !this.#full) throw new DataError('distance too far back')
      let from = (this.#out - distance) & (windowLength - 1)
      for (let i = 0; i < length; i++) {
        window[this.#out++] = window[from]!
        from = (from + 1) & (windowLength - 1)
        if (this.#out === windowLength) yield this.#turn()
      }
    }
  }
}

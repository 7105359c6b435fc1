import { Decompress, Deflate, Gunzip, Gzip, Inflate, Unzlib, Zlib as ZlibStream } from 'fflate'
import { AsyncWrap } from '../async-wrap.ts'
import { plainView } from '../bytes/views.ts'
import { encodeText } from '../bytes/encode.ts'
import { hold, letGo, nextTurn } from '../event-loop.ts'
import { dataOf, facts } from '../facts.ts'
import { unavailable } from './unavailable.ts'

const z = (facts.bindings.constants as { zlib: Record<string, number> }).zlib

interface Stream {
  ondata: (bytes: Uint8Array, final: boolean) => void
  push(bytes: Uint8Array, final?: boolean): void
  flush?(sync?: boolean): void
}

function makeStream(mode: number, level: number): Stream {
  const options = { level: (level < 0 ? 6 : level) as 6 }
  const nothing = () => {}
  switch (mode) {
    case z.DEFLATE:
      return new ZlibStream(options, nothing)
    case z.GZIP:
      return new Gzip(options, nothing)
    case z.DEFLATERAW:
      return new Deflate(options, nothing)
    case z.INFLATE:
      return new Unzlib(nothing)
    case z.GUNZIP:
      return new Gunzip(nothing)
    case z.INFLATERAW:
      return new Inflate(nothing)
    default:
      return new Decompress(nothing)
  }
}

const compresses = (mode: number): boolean => mode === z.DEFLATE || mode === z.GZIP || mode === z.DEFLATERAW

/** One deflate or inflate stream of zlib's, on fflate's. */
class Zlib extends AsyncWrap {
  declare onerror?: (message: string, errno: number, code: string) => void
  readonly #mode: number
  #level = -1
  #stream!: Stream
  #output: Uint8Array[] = []
  #finished = false
  #pendingFlush = false
  #state!: Uint32Array
  #processed!: () => void
  #closed = false
  #writing = false

  constructor(mode: number) {
    super('ZLIB')
    this.#mode = mode
  }

  init(
    _windowBits: number,
    level: number,
    _memLevel: number,
    _strategy: number,
    state: Uint32Array,
    processed: () => void,
    dictionary?: Uint8Array,
  ): void {
    if (dictionary && dictionary.length > 0)
      throw unavailable('A zlib dictionary', 'this Node compresses without native code')
    this.#level = level
    this.#state = state
    this.#processed = processed
    this.reset()
  }

  reset(): void {
    this.#stream = makeStream(this.#mode, this.#level)
    this.#stream.ondata = (bytes) => {
      if (bytes.length > 0) this.#output.push(bytes)
    }
    this.#output = []
    this.#finished = false
    this.#pendingFlush = false
  }

  params(level: number): void {
    this.#level = level
  }

  writeSync(...args: [number, Uint8Array | null, number, number, Uint8Array, number, number]): void {
    this.#work(...args)
  }

  write(...args: [number, Uint8Array | null, number, number, Uint8Array, number, number]): void {
    hold()
    this.#writing = true
    nextTurn(() => {
      letGo()
      this.#writing = false
      if (this.#closed) return
      if (this.#work(...args)) this.#callProcessed()
    })
  }

  #callProcessed(): void {
    ;(this as unknown as Record<string, unknown>).processed = this.#processed
    this.callBack('processed')
  }

  close(): void {
    this.#closed = true
    if (!this.#writing) this.#output = []
  }

  /** @returns false when it failed, and the error was reported. */
  #work(
    flush: number,
    input: Uint8Array | null,
    offset: number,
    length: number,
    out: Uint8Array,
    outOffset: number,
    outLength: number,
  ): boolean {
    try {
      this.#push(input ? plainView(input).slice(offset, offset + length) : new Uint8Array(0), flush)
    } catch (error) {
      this.#fail(error as Error)
      return false
    }
    const target = plainView(out).subarray(outOffset, outOffset + outLength)
    let at = 0
    while (at < target.length && this.#output.length > 0) {
      const first = this.#output[0]!
      const count = Math.min(first.length, target.length - at)
      target.set(first.subarray(0, count), at)
      at += count
      if (count === first.length) this.#output.shift()
      else this.#output[0] = first.subarray(count)
    }
    this.#state[0] = target.length - at
    this.#state[1] = 0
    return true
  }

  /** Everything is taken at once; the caller comes back for the output as long as its buffer was filled. */
  #push(bytes: Uint8Array, flush: number): void {
    if (this.#finished) return
    const isFinish = flush === z.Z_FINISH
    if (isFinish) this.#finished = true
    if (bytes.length > 0) this.#pendingFlush = true
    if (bytes.length > 0 || isFinish) this.#stream.push(bytes, isFinish)
    const wantsFlush = flush === z.Z_SYNC_FLUSH || flush === z.Z_FULL_FLUSH || flush === z.Z_PARTIAL_FLUSH
    if (wantsFlush && this.#pendingFlush && compresses(this.#mode)) {
      this.#pendingFlush = false
      this.#stream.flush?.(true)
    }
  }

  #fail({ message }: Error): void {
    this.#finished = true
    const [text, code] = /unexpected EOF/i.test(message)
      ? ['unexpected end of file', 'Z_BUF_ERROR']
      : /invalid (?:zlib|gzip)/i.test(message)
        ? ['incorrect header check', 'Z_DATA_ERROR']
        : ['invalid stored block lengths', 'Z_DATA_ERROR']
    this.callBack('onerror', text, z[code], code)
  }
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

function crc32(data: string | ArrayBufferView, start = 0): number {
  let value = ~start
  for (const byte of typeof data === 'string' ? encodeText(data) : plainView(data))
    value = table[(value ^ byte) & 255]! ^ (value >>> 8)
  return ~value >>> 0
}

const missing = (what: string) =>
  class {
    constructor() {
      throw unavailable(what, 'this Node compresses without native code; gzip and deflate work')
    }
  }

export const binding = {
  ...dataOf('zlib'),
  Zlib,
  BrotliEncoder: missing('Brotli compression'),
  BrotliDecoder: missing('Brotli decompression'),
  ZstdCompress: missing('Zstandard compression'),
  ZstdDecompress: missing('Zstandard decompression'),
  crc32,
}

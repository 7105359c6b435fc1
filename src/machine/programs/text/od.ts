import { chunksOf, eachInput } from '../inputs.ts'
import { Failure, program, quoted, type Invocation } from '../program.ts'
import { parseSize } from '../sizes.ts'

const spec = {
  short: 'A:abcdfHhiIlLj:N:oOsSt:vw::xX',
  long: {
    'address-radix': 'A:',
    'skip-bytes': 'j:',
    'read-bytes': 'N:',
    format: 't:',
    'output-duplicates': 'v',
    width: 'w::',
  },
  usage: '[OPTION]... [FILE]...',
}

/** One way to show bytes: how many make a number, and how wide it stands. */
interface Format {
  size: number
  width: number
  show(view: DataView, at: number): string
  /** z: the printable characters at the line's end. */
  trailer: boolean
}

const names = ['nul', 'soh', 'stx', 'etx', 'eot', 'enq', 'ack', 'bel', 'bs', 'ht', 'nl', 'vt', 'ff', 'cr', 'so', 'si', 'dle', 'dc1', 'dc2', 'dc3', 'dc4', 'nak', 'syn', 'etb', 'can', 'em', 'sub', 'esc', 'fs', 'gs', 'rs', 'us', 'sp'] // prettier-ignore
const escapes: Readonly<Record<number, string>> = {
  0: '\\0',
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
}

const unsigned = (view: DataView, at: number, size: number): bigint => {
  let value = 0n
  for (let i = size - 1; i >= 0; i--)
    value = (value << 8n) | BigInt(at + i < view.byteLength ? view.getUint8(at + i) : 0)
  return value
}

const digits: Readonly<Record<string, readonly number[]>> = {
  o: [3, 6, 11, 22],
  x: [2, 4, 8, 16],
  u: [3, 5, 10, 20],
  d: [4, 6, 11, 20],
}

const numberFormat = (kind: string, size: number, trailer: boolean): Format => {
  const width = digits[kind]![Math.log2(size)]!
  const show = (view: DataView, at: number): string => {
    const value = unsigned(view, at, size)
    if (kind === 'o') return value.toString(8).padStart(width, '0')
    if (kind === 'x') return value.toString(16).padStart(width, '0')
    return String(kind === 'd' ? BigInt.asIntN(size * 8, value) : value)
  }
  return { size, width, show, trailer }
}

const floatFormat = (size: number, trailer: boolean): Format => ({
  size,
  width: size === 4 ? 15 : 24,
  show: (view, at) => {
    const bytes = new DataView(new ArrayBuffer(8))
    for (let i = 0; i < size; i++) bytes.setUint8(i, at + i < view.byteLength ? view.getUint8(at + i) : 0)
    return size === 4
      ? String(Number(bytes.getFloat32(0, true).toPrecision(8)))
      : String(bytes.getFloat64(0, true))
  },
  trailer,
})

const characters = (trailer: boolean): Format => ({
  size: 1,
  width: 3,
  show: (view, at) => {
    const byte = view.getUint8(at)
    return (
      escapes[byte] ??
      (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : byte.toString(8).padStart(3, '0'))
    )
  },
  trailer,
})

const named = (trailer: boolean): Format => ({
  size: 1,
  width: 3,
  show: (view, at) => {
    const byte = view.getUint8(at) & 127
    return byte === 127 ? 'del' : (names[byte] ?? String.fromCharCode(byte))
  },
  trailer,
})

const sizeLetters: Readonly<Record<string, number>> = { C: 1, S: 2, I: 4, L: 8 }

const parseFormats = (text: string): Format[] => {
  const formats: Format[] = []
  const pattern = /([acdfoux])([1248CSIL]|[FD])?(z)?/y
  for (let at = 0; at < text.length; at = pattern.lastIndex) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (!match) throw new Failure(`invalid character '${text[at]}' in type string ${quoted(text)}`)
    const [, kind, sizeText, z] = match as unknown as [string, string, string | undefined, string | undefined]
    const trailer = z !== undefined
    if (kind === 'a') formats.push(named(trailer))
    else if (kind === 'c') formats.push(characters(trailer))
    else if (kind === 'f') formats.push(floatFormat(sizeText === 'F' || sizeText === '4' ? 4 : 8, trailer))
    else
      formats.push(
        numberFormat(kind, sizeText === undefined ? 4 : (sizeLetters[sizeText] ?? Number(sizeText)), trailer),
      )
  }
  return formats
}

const short: Readonly<Record<string, string>> = { a: 'a', b: 'o1', c: 'c', d: 'u2', f: 'fF', h: 'x2', H: 'x4', i: 'dI', I: 'dL', l: 'dL', L: 'dL', o: 'o2', O: 'o4', s: 'd2', S: 'd2', x: 'x2', X: 'x4' } // prettier-ignore

export const od = program('od', spec, async (invocation) => {
  const formats = invocation.options.flatMap(({ name, value }) =>
    name === 't' ? parseFormats(value!) : short[name] ? parseFormats(short[name]) : [],
  )
  if (formats.length === 0) formats.push(numberFormat('o', 2, false))
  const radix = invocation.value('A') ?? 'o'
  if (!/^[doxn]$/.test(radix))
    throw new Failure(`invalid output address radix '${radix}'; it must be one character from [doxn]`)
  const width = invocation.has('w') ? Number(invocation.value('w') ?? 32) : 16
  const skip = sizeOf(invocation, 'j') ?? 0
  const limit = sizeOf(invocation, 'N') ?? Infinity
  const dump = new Dump(invocation, formats, radix, width, skip)
  let [skipped, taken] = [0, 0]
  await eachInput(invocation, invocation.operands, async (fd) => {
    for await (const chunk of chunksOf(invocation, fd)) {
      const rest = chunk.subarray(Math.min(chunk.length, skip - skipped))
      skipped += chunk.length - rest.length
      const part = rest.subarray(0, Math.min(rest.length, limit - taken))
      taken += part.length
      await dump.add(part)
      if (taken >= limit) break
    }
  })
  if (skipped < skip) throw new Failure('cannot skip past end of combined input')
  // Where nothing could be read, there is no address to show.
  if (taken > 0 || invocation.status === 0) await dump.end()
  return invocation.status
})

const sizeOf = (invocation: Invocation, option: string): number | undefined => {
  const text = invocation.value(option)
  if (text === undefined) return undefined
  const size = /^0x[0-9a-f]+$/i.test(text) ? Number(text) : parseSize(text)
  if (size === undefined) throw new Failure(`invalid -${option} argument ${quoted(text)}`)
  return size
}

class Dump {
  #held = new Uint8Array()
  #address: number
  #previous: string | undefined
  #isRepeating = false

  constructor(
    private readonly invocation: Invocation,
    private readonly formats: readonly Format[],
    private readonly radix: string,
    private readonly width: number,
    start: number,
  ) {
    this.#address = start
  }

  async add(bytes: Uint8Array): Promise<void> {
    const all = new Uint8Array(this.#held.length + bytes.length)
    all.set(this.#held)
    all.set(bytes, this.#held.length)
    let text = ''
    let at = 0
    for (; at + this.width <= all.length; at += this.width)
      text += this.#row(all.subarray(at, at + this.width))
    this.#held = all.slice(at)
    if (text !== '') await this.invocation.write(text)
  }

  async end(): Promise<void> {
    const last = this.#held.length > 0 ? this.#row(this.#held) : ''
    await this.invocation.write(`${last}${this.radix === 'n' ? '' : `${this.#place()}\n`}`)
  }

  #place(): string {
    if (this.radix === 'n') return ''
    const base = this.radix === 'd' ? 10 : this.radix === 'x' ? 16 : 8
    return this.#address.toString(base).padStart(this.radix === 'x' ? 6 : 7, '0')
  }

  #row(bytes: Uint8Array): string {
    const key = String.fromCharCode(...bytes)
    if (bytes.length === this.width && this.#previous === key && !this.invocation.has('v')) {
      this.#address += bytes.length
      if (this.#isRepeating) return ''
      this.#isRepeating = true
      return '*\n'
    }
    this.#previous = key
    this.#isRepeating = false
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    // With several formats, all take as much room as the widest of them.
    const perByte = Math.max(...this.formats.map(({ size, width }) => (width + 1) / size))
    let text = ''
    this.formats.forEach((format, i) => {
      const cell = Math.round(perByte * format.size)
      const lead = i === 0 ? this.#place() : ' '.repeat(this.#place().length)
      let cells = ''
      for (let at = 0; at < bytes.length; at += format.size) cells += format.show(view, at).padStart(cell)
      if (format.trailer) {
        const whole = Math.ceil(this.width / format.size) * cell
        cells = `${cells.padEnd(whole)}  >${[...bytes].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')}<`
      }
      text += `${lead}${cells}\n`
    })
    this.#address += bytes.length
    return text
  }
}

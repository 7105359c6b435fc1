import { chunksOf, eachInput } from '../inputs.ts'
import { program, type Invocation } from '../program.ts'
import { parseSize } from '../sizes.ts'

export const hexByte = (byte: number): string => byte.toString(16).padStart(2, '0')
export const printable = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')

/** Rows of 16 bytes with their offsets, as they come in. */
async function* rowsOf(
  invocation: Invocation,
  fd: number,
  limit: number,
): AsyncGenerator<{ offset: number; rows: Uint8Array[] }> {
  let rest = new Uint8Array(0)
  let [offset, left] = [0, limit]
  for await (const chunk of chunksOf(invocation, fd)) {
    const taken = chunk.subarray(0, Math.min(chunk.length, left))
    left -= taken.length
    const bytes = new Uint8Array(rest.length + taken.length)
    bytes.set(rest)
    bytes.set(taken, rest.length)
    const whole = bytes.length - (bytes.length % 16)
    yield { offset, rows: rowsIn(bytes.subarray(0, whole)) }
    offset += whole
    rest = bytes.slice(whole)
    if (left === 0) break
  }
  if (rest.length > 0) yield { offset, rows: [rest] }
}

const rowsIn = (bytes: Uint8Array): Uint8Array[] =>
  Array.from({ length: bytes.length / 16 }, (_, i) => bytes.subarray(i * 16, i * 16 + 16))

export const hexdump = program(
  'hexdump',
  {
    short: 'Cn:s:v',
    long: { canonical: 'C', length: 'n:' },
    lacking: { s: '-s' },
    usage: '[options] <file>...',
  },
  async (invocation) => {
    const limit = parseSize(invocation.value('n') ?? '') ?? Infinity
    await eachInput(invocation, invocation.operands, async (fd) => {
      let [end, last, starred] = [0, '', false]
      for await (const { offset, rows } of rowsOf(invocation, fd, limit)) {
        let text = ''
        for (const [i, row] of rows.entries()) {
          const at = offset + i * 16
          end = at + row.length
          const key = row.join()
          if (key === last && row.length === 16 && !invocation.has('v')) {
            if (!starred) text += '*\n'
            starred = true
            continue
          }
          last = key
          starred = false
          text += invocation.has('C') ? canonicalRow(at, row) : wordRow(at, row)
        }
        await invocation.write(text)
      }
      await invocation.write(`${end.toString(16).padStart(invocation.has('C') ? 8 : 7, '0')}\n`)
    })
    return invocation.status
  },
)

const canonicalRow = (at: number, row: Uint8Array): string => {
  const cells = Array.from({ length: 16 }, (_, i) => (i < row.length ? hexByte(row[i]!) : '  '))
  return `${at.toString(16).padStart(8, '0')}  ${cells.slice(0, 8).join(' ')}  ${cells.slice(8).join(' ')}  |${printable(row)}|\n`
}

const wordRow = (at: number, row: Uint8Array): string => {
  const words: string[] = []
  for (let i = 0; i < row.length; i += 2)
    words.push((row[i]! | ((row[i + 1] ?? 0) << 8)).toString(16).padStart(4, '0'))
  return `${at.toString(16).padStart(7, '0')} ${words.join(' ').padEnd(39)}\n`
}

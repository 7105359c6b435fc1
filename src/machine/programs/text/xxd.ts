import { isErrno } from '../../errno.ts'
import { allBytes, eachInput } from '../inputs.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { hexByte, printable } from './hex-dump.ts'
import { parseSize } from '../sizes.ts'

const spec = {
  short: 'abc:Cde:Eg:hil:n:o:prs:uv',
  long: { bits: 'b', cols: 'c:', include: 'i', len: 'l:', plain: 'p', ps: 'p', revert: 'r', seek: 's:', uppercase: 'u' },
  lacking: { a: '-a', C: '-C', d: '-d', e: '-e', E: '-E', n: '-n', o: '-o' },
  usage: '[options] [infile [outfile]]',
  failure: 2,
  // xxd's long names have one dash.
  prepare: (args: string[]): string[] =>
    args.map((arg) => (/^-(bits|cols|include|len|plain|ps|revert|seek|uppercase)$/.test(arg) ? `-${arg}` : arg)),
} // prettier-ignore

interface Layout {
  columns: number
  /** Bytes that stand together. */
  group: number
  show: (byte: number) => string
}

export const xxd = program('xxd', spec, async (invocation) => {
  const [input, output] = invocation.operands
  const out = output === undefined ? undefined : await openOutput(invocation, output)
  await eachInput(invocation, input === undefined ? [] : [input], async (fd) => {
    const bytes = await allBytes(invocation, fd)
    const result = invocation.has('r') ? reverted(bytes, invocation.has('p')) : dump(invocation, bytes, input)
    if (out === undefined) await invocation.write(result)
    else await invocation.proc.write(out, result)
  })
  return invocation.status
})

const openOutput = async ({ proc }: Invocation, path: string): Promise<number> => {
  try {
    return await proc.open(path, { write: true, create: true, truncate: true })
  } catch (error) {
    if (isErrno(error)) throw new Failure(`${path}: ${error.message}`, 3)
    throw error
  }
}

const dump = (invocation: Invocation, all: Uint8Array, name: string | undefined): string => {
  const seek = parseSize(invocation.value('s') ?? '') ?? 0
  const length = parseSize(invocation.value('l') ?? '') ?? Infinity
  const bytes = all.subarray(seek, seek + Math.min(length, all.length))
  const upper = invocation.has('u')
  const hex = (byte: number): string => (upper ? hexByte(byte).toUpperCase() : hexByte(byte))
  const columns = Number(invocation.value('c') ?? 0)
  if (invocation.has('p')) return rows(bytes, columns || 30, (row) => `${[...row].map(hex).join('')}\n`)
  if (invocation.has('i')) return included(bytes, name, columns || 12, hex)
  const bits = invocation.has('b')
  const layout: Layout = {
    columns: columns || (bits ? 6 : 16),
    group: Number(invocation.value('g') ?? (bits ? 1 : 2)),
    show: bits ? (byte) => byte.toString(2).padStart(8, '0') : hex,
  }
  let at = seek
  return rows(bytes, layout.columns, (row) => {
    const line = dumpedRow(at, row, layout)
    at += row.length
    return line
  })
}

const rows = (bytes: Uint8Array, columns: number, line: (row: Uint8Array) => string): string => {
  const lines: string[] = []
  for (let i = 0; i < bytes.length; i += columns) lines.push(line(bytes.subarray(i, i + columns)))
  return lines.join('')
}

const dumpedRow = (at: number, row: Uint8Array, { columns, group, show }: Layout): string => {
  const size = group > 0 ? group : columns
  const cell = show(0).length
  let text = ''
  for (const [i, byte] of row.entries()) text += show(byte) + ((i + 1) % size === 0 ? ' ' : '')
  const width = columns * cell + Math.ceil(columns / size)
  return `${at.toString(16).padStart(8, '0')}: ${text.padEnd(width)} ${printable(row)}\n`
}

/** A C array. */
const included = (
  bytes: Uint8Array,
  name: string | undefined,
  columns: number,
  hex: (byte: number) => string,
): string => {
  const lines: string[] = []
  for (let i = 0; i < bytes.length; i += columns)
    lines.push(`  ${[...bytes.subarray(i, i + columns)].map((byte) => `0x${hex(byte)}`).join(', ')}`)
  const body = `${lines.join(',\n')}\n`
  if (name === undefined || name === '-') return body
  const variable = name.replace(/[^A-Za-z0-9]/g, '_').replace(/^(?=\d)/, '__')
  return `unsigned char ${variable}[] = {\n${body}};\nunsigned int ${variable}_len = ${bytes.length};\n`
}

/** -r: the bytes of a dump again; with -p of digits alone. */
const reverted = (text: Uint8Array, plain: boolean): Uint8Array => {
  const bytes: number[] = []
  for (const line of new TextDecoder().decode(text).split('\n')) {
    const digits = plain ? line : /^[0-9a-fA-F]+: ?((?:[0-9a-fA-F]+ ?)+)/.exec(line)?.[1]
    if (digits === undefined) continue
    const offset = plain ? 0 : parseInt(line, 16)
    while (bytes.length < Math.min(offset, 1 << 24)) bytes.push(0)
    for (const [pair] of digits.replace(/\s+/g, '').matchAll(/[0-9a-fA-F]{2}/g))
      bytes.push(parseInt(pair, 16))
  }
  return Uint8Array.from(bytes)
}

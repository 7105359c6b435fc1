import { isErrno } from '../../errno.ts'
import { ByteReader } from '../archives/byte-reader.ts'
import { chunksOf } from '../inputs.ts'
import { UsageError } from '../options.ts'
import { Failure, program, quoted, type Invocation } from '../program.ts'
import { parseSize } from '../sizes.ts'

const spec = {
  short: 'bi:ln:s',
  long: { 'print-bytes': 'b', 'ignore-initial': 'i:', verbose: 'l', bytes: 'n:', quiet: 's', silent: 's' },
  usage: '[OPTION]... FILE1 [FILE2 [SKIP1 [SKIP2]]]',
  failure: 2,
  hint: (name: string) => `${name}: Try '${name} --help' for more information.`,
}

const pieceLength = 65_536

export const cmp = program('cmp', spec, async (invocation) => {
  const { operands } = invocation
  if (operands.length === 0) throw new UsageError(`missing operand after '${invocation.name}'`)
  const names = [operands[0]!, operands[1] ?? '-'] as const
  if (operands.length > 4) throw new Failure(`extra operand ${quoted(operands[4]!)}`, 2)
  const skips = (invocation.value('i') ?? `${operands[2] ?? 0}:${operands[3] ?? 0}`)
    .split(':')
    .map((text) => parseSize(text) ?? 0)
  const readers: ByteReader[] = []
  for (const [i, name] of names.entries()) {
    const reader = await open(invocation, name)
    if (!reader) return 2
    await reader.skip(skips[i] ?? skips[0] ?? 0)
    readers.push(reader)
  }
  return compare(invocation, names, readers as [ByteReader, ByteReader])
})

const open = async (invocation: Invocation, name: string): Promise<ByteReader | undefined> => {
  try {
    const fd = name === '-' ? 0 : await invocation.proc.open(name, { read: true })
    return ByteReader.over(chunksOf(invocation, fd))
  } catch (error) {
    if (!isErrno(error)) throw error
    if (!invocation.has('s'))
      await invocation.proc.stderr.write(`${invocation.name}: ${name}: ${error.message}\n`)
    return undefined
  }
}

const shownByte = (byte: number): string => {
  if (byte >= 128) return `M-${shownByte(byte - 128)}`
  return byte < 32 ? `^${String.fromCharCode(byte + 64)}` : byte === 127 ? '^?' : String.fromCharCode(byte)
}

const compare = async (
  invocation: Invocation,
  names: readonly [string, string],
  [left, right]: [ByteReader, ByteReader],
): Promise<number> => {
  const limit = parseSize(invocation.value('n') ?? '') ?? Infinity
  let [at, line, differences] = [0, 1, 0]
  for (;;) {
    const length = Math.min(pieceLength, limit - at)
    if (length <= 0) return differences > 0 ? 1 : 0
    const [a, b] = [await left.take(length), await right.take(length)]
    const shared = Math.min(a.length, b.length)
    for (let i = 0; i < shared; i++) {
      const [x, y] = [a[i]!, b[i]!]
      if (x !== y) {
        differences++
        if (invocation.has('s')) return 1
        const octal = (byte: number): string => byte.toString(8).padStart(3)
        const both = invocation.has('b')
          ? [`${octal(x)} ${shownByte(x)}`, `${octal(y)} ${shownByte(y)}`]
          : [octal(x), octal(y)]
        if (!invocation.has('l')) {
          const bytes = invocation.has('b') ? ` is ${both[0]} ${both[1]}` : ''
          await invocation.write(`${names[0]} ${names[1]} differ: byte ${at + i + 1}, line ${line}${bytes}\n`)
          return 1
        }
        await invocation.write(
          invocation.has('b')
            ? `${at + i + 1} ${octal(x)} ${shownByte(x).padEnd(4)} ${octal(y)} ${shownByte(y)}\n`
            : `${at + i + 1} ${both[0]} ${both[1]}\n`,
        )
      }
      if (x === 10) line++
    }
    at += shared
    if (a.length !== b.length) {
      if (invocation.has('s')) return 1
      const short = a.length < b.length ? names[0] : names[1]
      const lastLine = (a.length < b.length ? a : b).at(-1) === 10 ? line - 1 : line
      const where =
        at === 0
          ? ' which is empty'
          : invocation.has('l')
            ? ` after byte ${at}`
            : ` after byte ${at}, ${lastLine === line ? 'in ' : ''}line ${lastLine}`
      await invocation.proc.stderr.write(`${invocation.name}: EOF on ${short}${where}\n`)
      return 1
    }
    if (a.length < length) return differences > 0 ? 1 : 0
  }
}

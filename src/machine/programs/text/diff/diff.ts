import { isErrno } from '../../../errno.ts'
import { baseName, isDirectory, join } from '../../files/paths.ts'
import { piecesOf } from '../../inputs.ts'
import { UsageError } from '../../options.ts'
import { Failure, program, type Invocation } from '../../program.ts'
import { formatTime } from '../format-time.ts'
import { compareDirectories } from './directories.ts'
import { context, normal, unified } from './formats.ts'
import { hunksOf, painted, plain, type Comparison, type Paint } from './hunks.ts'
import { differences, type Edit } from './line-difference.ts'
import { sideBySide } from './side-by-side.ts'

const spec = {
  short: 'uU:qrsiwbBNaC:cyW:tx:EZ0123456789',
  long: {
    unified: 'U::', context: 'C::', brief: 'q', recursive: 'r', 'report-identical-files': 's', 'ignore-case': 'i',
    'ignore-all-space': 'w', 'ignore-space-change': 'b', 'ignore-blank-lines': 'B', 'ignore-trailing-space': 'Z',
    'ignore-tab-expansion': 'E', 'strip-trailing-cr': 'strip-trailing-cr', 'new-file': 'N', color: 'color::', text: 'a',
    'side-by-side': 'y', width: 'W:', 'left-column': 'left-column', 'suppress-common-lines': 'suppress-common-lines',
    'expand-tabs': 't', exclude: 'x:', label: 'label:', normal: 'normal',
  },
  usage: '[OPTION]... FILES',
  failure: 2,
  hint: (name: string) => `${name}: Try '${name} --help' for more information.`,
} // prettier-ignore

export const diff = program('diff', spec, async (invocation) => {
  const { proc, operands } = invocation
  if (operands.length !== 2)
    throw new Failure(
      operands.length < 2
        ? `missing operand after '${operands[0] ?? 'diff'}'\ndiff: Try 'diff --help' for more information.`
        : `extra operand '${operands[2]}'\ndiff: Try 'diff --help' for more information.`,
      2,
    )
  let [a, b] = operands as [string, string]
  const compare = (x: string, y: string, heading: string): Promise<number> =>
    compareFiles(invocation, x, y, heading)
  const [aIsDirectory, bIsDirectory] = [await isDirectory(proc, a), await isDirectory(proc, b)]
  if (aIsDirectory && bIsDirectory) return compareDirectories(invocation, [a, b], compare)
  if (aIsDirectory) a = join(a, baseName(b))
  else if (bIsDirectory) b = join(b, baseName(a))
  return compare(a, b, '')
})

const load = async (invocation: Invocation, path: string): Promise<string> => {
  const { proc } = invocation
  try {
    return path === '-' ? await proc.stdin.text() : await proc.readText(path)
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code === 'ENOENT' && invocation.has('N')) return ''
    throw new Failure(`${path}: ${error.message}`, 2)
  }
}

const compareFiles = async (
  invocation: Invocation,
  a: string,
  b: string,
  heading: string,
): Promise<number> => {
  const [left, right] = [await load(invocation, a), await load(invocation, b)]
  const style = styleOf(invocation)
  const same = async (): Promise<number> => {
    if (invocation.has('s')) await invocation.write(`Files ${a} and ${b} are identical\n`)
    return 0
  }
  if (left === right && style !== 'y') return same()
  if (!invocation.has('a') && (left.includes('\0') || right.includes('\0'))) {
    if (left === right) return same()
    await invocation.write(`Binary files ${a} and ${b} differ\n`)
    return 1
  }
  const [old, fresh] = [linesOf(left), linesOf(right)]
  const key = keyOf(invocation)
  const all = await differences(old.map(key), fresh.map(key), () => invocation.proc.yield())
  const comparison = { old, fresh, edits: withoutBlank(invocation, all, old, fresh) }
  const differ = comparison.edits.length > 0
  if (!differ && style !== 'y') return same()
  if (invocation.has('q')) {
    if (differ) await invocation.write(`Files ${a} and ${b} differ\n`)
    return differ ? 1 : 0
  }
  const paint = paintFor(invocation)
  if (differ || heading === '') await invocation.write(paint('header', heading))
  if (style === 'U' || style === 'C') await invocation.write(paint('header', await head(invocation, a, b)))
  for (const piece of piecesOf(output(invocation, style, comparison, paint), ''))
    await invocation.write(piece)
  return differ ? 1 : 0
}

type Style = 'U' | 'C' | 'y' | 'normal'

const styleOf = (invocation: Invocation): Style => {
  const last = invocation.last('u', 'U', 'c', 'C', 'y', 'normal')
  return last === undefined ? 'normal' : (({ u: 'U', c: 'C' }[last] ?? last) as Style)
}

/** `-u1` is an old way to write `-U1`. */
const contextLines = (invocation: Invocation, style: 'U' | 'C'): number => {
  const digits = invocation.options.map(({ name }) => name).filter((name) => /^\d$/.test(name))
  return Number(invocation.value(style) ?? (digits.join('') || 3))
}

const output = (
  invocation: Invocation,
  style: Style,
  comparison: Comparison,
  paint: Paint,
): Iterable<string> => {
  if (style === 'U') return unified(comparison, contextLines(invocation, style), paint)
  if (style === 'C') return context(comparison, contextLines(invocation, style), paint)
  if (style === 'normal') return normal(comparison, paint)
  const options = {
    width: Number(invocation.value('W') ?? 130),
    suppressCommon: invocation.has('suppress-common-lines'),
    leftColumn: invocation.has('left-column'),
    expandTabs: invocation.has('t'),
  }
  return sideBySide(comparison, options)
}

const paintFor = (invocation: Invocation): Paint => {
  const when = invocation.has('color') ? (invocation.value('color') ?? 'auto') : 'never'
  if (!/^(?:auto|always|never)$/.test(when)) throw new UsageError(`invalid color '${when}'`)
  return when === 'always' || (when === 'auto' && invocation.proc.tty(1)) ? painted : plain
}

/** Lines with a mark on a last one without its newline. */
const linesOf = (text: string): string[] => {
  const lines = text.split('\n')
  const last = lines.pop()!
  return last === '' ? lines : [...lines, `${last}\n\\ No newline at end of file`]
}

const keyOf =
  (invocation: Invocation) =>
  (line: string): string => {
    let key = invocation.has('i') ? line.toLowerCase() : line
    if (invocation.has('strip-trailing-cr')) key = key.replace(/\r$/, '')
    if (invocation.has('w')) key = key.replace(/\s+/g, '')
    else if (invocation.has('b')) key = key.replace(/\s+/g, ' ').trimEnd()
    else if (invocation.has('Z')) key = key.trimEnd()
    if (invocation.has('E')) key = expanded(key)
    return key
  }

const expanded = (line: string): string => {
  let text = ''
  for (const char of line) text += char === '\t' ? ' '.repeat(8 - (text.length % 8)) : char
  return text
}

/** With -B, what differs only in empty lines counts where something else differs beside it. */
const withoutBlank = (
  invocation: Invocation,
  edits: readonly Edit[],
  old: readonly string[],
  fresh: readonly string[],
): readonly Edit[] => {
  if (!invocation.has('B')) return edits
  const isBlank = ({ from, to }: Edit): boolean =>
    [...old.slice(...from), ...fresh.slice(...to)].every((line) => line === '')
  const style = styleOf(invocation)
  const near = style === 'U' || style === 'C' ? contextLines(invocation, style) : 0
  return hunksOf(edits, near)
    .filter((hunk) => !hunk.every(isBlank))
    .flat()
}

/** The two lines above the hunks of -u and -c. */
const head = async (invocation: Invocation, a: string, b: string): Promise<string> => {
  const { proc } = invocation
  const labels = invocation.values('label')
  const stamp = async (path: string): Promise<string> => {
    let time = 0
    try {
      time = path === '-' ? proc.system.now() : (await proc.stat(path)).mtime
    } catch (error) {
      if (!isErrno(error, 'ENOENT')) throw error
    }
    return `${path}\t${formatTime('%Y-%m-%d %H:%M:%S.%N %z', new Date(time))}`
  }
  const marks = styleOf(invocation) === 'C' ? ['***', '---'] : ['---', '+++']
  return `${marks[0]} ${labels[0] ?? (await stamp(a))}\n${marks[1]} ${labels[1] ?? (await stamp(b))}\n`
}

import { isErrno } from '../../errno.ts'
import { baseName, isDirectory, join } from '../files/paths.ts'
import { piecesOf } from '../inputs.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { formatTime } from './format-time.ts'
import { differences, type Edit } from './line-difference.ts'

const spec = {
  short: 'uU:qrsiwbBNaC:c',
  long: {
    unified: 'U::',
    brief: 'q',
    recursive: 'r',
    'report-identical-files': 's',
    'ignore-case': 'i',
    'ignore-all-space': 'w',
    'ignore-space-change': 'b',
    'new-file': 'N',
    color: 'color::',
    text: 'a',
  },
  usage: '[OPTION]... FILES',
  failure: 2,
}

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
  const [aIsDirectory, bIsDirectory] = [await isDirectory(proc, a), await isDirectory(proc, b)]
  if (aIsDirectory && bIsDirectory) return compareDirectories(invocation, a, b, 0)
  if (aIsDirectory) a = join(a, baseName(b))
  else if (bIsDirectory) b = join(b, baseName(a))
  return compareFiles(invocation, a, b, '')
})

const load = async ({ proc }: Invocation, path: string): Promise<string> => {
  try {
    return path === '-' ? await proc.stdin.text() : await proc.readText(path)
  } catch (error) {
    if (isErrno(error)) throw new Failure(`${path}: ${error.message}`, 2)
    throw error
  }
}

const compareFiles = async (
  invocation: Invocation,
  a: string,
  b: string,
  heading: string,
): Promise<number> => {
  const [left, right] = [await load(invocation, a), await load(invocation, b)]
  const same = (): Promise<number> =>
    (invocation.has('s') ? invocation.write(`Files ${a} and ${b} are identical\n`) : Promise.resolve()).then(
      () => 0,
    )
  if (left === right) return same()
  if (left.includes('\0') || right.includes('\0')) {
    await invocation.write(`Binary files ${a} and ${b} differ\n`)
    return 2
  }
  const [old, fresh] = [linesOf(left), linesOf(right)]
  const key = keyOf(invocation)
  const edits = await differences(old.map(key), fresh.map(key), () => invocation.proc.yield())
  if (edits.length === 0) return same()
  if (invocation.has('q')) await invocation.write(`Files ${a} and ${b} differ\n`)
  else if (invocation.has('u', 'U'))
    await invocation.write(
      heading +
        (await unifiedHead(invocation, a, b)) +
        unified(edits, old, fresh, Number(invocation.value('U') ?? 3)),
    )
  else {
    await invocation.write(heading)
    for (const piece of piecesOf(
      edits.map((edit) => normal(edit, old, fresh)),
      '',
    ))
      await invocation.write(piece)
  }
  return 1
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
    if (invocation.has('w')) key = key.replace(/\s+/g, '')
    else if (invocation.has('b')) key = key.replace(/\s+/g, ' ').trimEnd()
    return key
  }

const range = ([start, end]: [number, number]): string =>
  end - start <= 1 ? String(end) : `${start + 1},${end}`

const normal = ({ from, to }: Edit, old: readonly string[], fresh: readonly string[]): string => {
  const kind = from[0] === from[1] ? 'a' : to[0] === to[1] ? 'd' : 'c'
  const removed = old.slice(...from).map((line) => `< ${line}\n`)
  const added = fresh.slice(...to).map((line) => `> ${line}\n`)
  return `${range(from)}${kind}${range(to)}\n${removed.join('')}${kind === 'c' ? '---\n' : ''}${added.join('')}`
}

const unifiedHead = async ({ proc }: Invocation, a: string, b: string): Promise<string> => {
  const stamp = async (path: string): Promise<string> => {
    const time = path === '-' ? proc.system.now() : (await proc.stat(path)).mtime
    return formatTime('%Y-%m-%d %H:%M:%S.%N %z', new Date(time))
  }
  return `--- ${a}\t${await stamp(a)}\n+++ ${b}\t${await stamp(b)}\n`
}

const unified = (
  edits: readonly Edit[],
  old: readonly string[],
  fresh: readonly string[],
  context: number,
): string => {
  const hunks: Edit[][] = []
  for (const edit of edits) {
    const last = hunks.at(-1)?.at(-1)
    if (last && edit.from[0] - last.from[1] <= 2 * context) hunks.at(-1)!.push(edit)
    else hunks.push([edit])
  }
  return hunks.map((hunk) => unifiedHunk(hunk, old, fresh, context)).join('')
}

const unifiedHunk = (
  hunk: readonly Edit[],
  old: readonly string[],
  fresh: readonly string[],
  context: number,
): string => {
  const [first, last] = [hunk[0]!, hunk.at(-1)!]
  const before = Math.min(context, first.from[0])
  const after = Math.min(context, old.length - last.from[1])
  const from: [number, number] = [first.from[0] - before, last.from[1] + after]
  const to: [number, number] = [first.to[0] - before, last.to[1] + after]
  const span = ([start, end]: [number, number]): string =>
    end - start === 1 ? String(end) : `${end === start ? start : start + 1},${end - start}`
  let text = `@@ -${span(from)} +${span(to)} @@\n`
  let at = from[0]
  for (const edit of hunk) {
    for (; at < edit.from[0]; at++) text += ` ${old[at]}\n`
    for (const line of old.slice(...edit.from)) text += `-${line}\n`
    for (const line of fresh.slice(...edit.to)) text += `+${line}\n`
    at = edit.from[1]
  }
  for (; at < from[1]; at++) text += ` ${old[at]}\n`
  return text
}

const compareDirectories = async (
  invocation: Invocation,
  a: string,
  b: string,
  depth: number,
): Promise<number> => {
  const { proc } = invocation
  const namesIn = async (path: string): Promise<Set<string>> =>
    new Set(
      (await proc.readdir(path)).map(({ name }) => name).filter((name) => name !== '.' && name !== '..'),
    )
  const [left, right] = [await namesIn(a), await namesIn(b)]
  let status = 0
  for (const name of [...new Set([...left, ...right])].sort()) {
    const [x, y] = [join(a, name), join(b, name)]
    if (!left.has(name) || !right.has(name)) {
      await invocation.write(`Only in ${left.has(name) ? a : b}: ${name}\n`)
      status = Math.max(status, 1)
      continue
    }
    const [xIsDirectory, yIsDirectory] = [await isDirectory(proc, x), await isDirectory(proc, y)]
    if (xIsDirectory && yIsDirectory) {
      if (invocation.has('r') && depth < 100)
        status = Math.max(status, await compareDirectories(invocation, x, y, depth + 1))
      else await invocation.write(`Common subdirectories: ${x} and ${y}\n`)
    } else if (xIsDirectory !== yIsDirectory) {
      const kind = (directory: boolean): string => (directory ? 'directory' : 'regular file')
      await invocation.write(
        `File ${x} is a ${kind(xIsDirectory)} while file ${y} is a ${kind(yIsDirectory)}\n`,
      )
      status = Math.max(status, 1)
    } else {
      const flags = invocation.has('r') ? ' -r' : ''
      status = Math.max(
        status,
        await compareFiles(invocation, x, y, `diff${flags}${invocation.has('u') ? ' -u' : ''} ${x} ${y}\n`),
      )
    }
  }
  return status
}

import { compilePattern } from '../../../shell/expansion/pattern.ts'
import { isDirectory, join } from '../../files/paths.ts'
import type { Invocation } from '../../program.ts'

/** Compares two files; the heading says which, where several are compared. */
export type CompareFiles = (a: string, b: string, heading: string) => Promise<number>

/** The files of two directories in pairs, and with -r those of the directories in them. */
export const compareDirectories = async (
  invocation: Invocation,
  [a, b]: readonly [string, string],
  compareFiles: CompareFiles,
  depth = 0,
): Promise<number> => {
  const { proc } = invocation
  const excluded = invocation.values('x').map((pattern) => compilePattern(pattern))
  const namesIn = async (path: string): Promise<Set<string>> => {
    if (invocation.has('N') && !(await isDirectory(proc, path))) return new Set()
    const names = (await proc.readdir(path)).map(({ name }) => name)
    return new Set(
      names.filter(
        (name) => name !== '.' && name !== '..' && !excluded.some((pattern) => pattern.matches(name)),
      ),
    )
  }
  const [left, right] = [await namesIn(a), await namesIn(b)]
  let status = 0
  for (const name of [...new Set([...left, ...right])].sort()) {
    const [x, y] = [join(a, name), join(b, name)]
    const isMissing = !left.has(name) || !right.has(name)
    if (isMissing && !invocation.has('N')) {
      await invocation.write(`Only in ${left.has(name) ? a : b}: ${name}\n`)
      status = Math.max(status, 1)
      continue
    }
    const [xIsDirectory, yIsDirectory] = [await isDirectory(proc, x), await isDirectory(proc, y)]
    const areDirectories = isMissing ? xIsDirectory || yIsDirectory : xIsDirectory && yIsDirectory
    if (areDirectories) {
      if (invocation.has('r') && depth < 100)
        status = Math.max(status, await compareDirectories(invocation, [x, y], compareFiles, depth + 1))
      else await invocation.write(`Common subdirectories: ${x} and ${y}\n`)
    } else if (xIsDirectory !== yIsDirectory) {
      const kind = (directory: boolean): string => (directory ? 'directory' : 'regular file')
      await invocation.write(
        `File ${x} is a ${kind(xIsDirectory)} while file ${y} is a ${kind(yIsDirectory)}\n`,
      )
      status = Math.max(status, 1)
    } else {
      const heading = ['diff', ...givenOptions(invocation), x, y].join(' ')
      status = Math.max(status, await compareFiles(x, y, `${heading}\n`))
    }
  }
  return status
}

/** The options as they were typed. */
const givenOptions = ({ proc, operands }: Invocation): string[] => {
  const words = proc.argv.slice(1)
  for (const operand of operands) {
    const at = words.lastIndexOf(operand)
    if (at >= 0) words.splice(at, 1)
  }
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
}

import { isErrno } from '../../errno.ts'
import type { FileStat, Process } from '../../kernel/process.ts'

/** What the operators of test, [ and [[ look at: a shell, or just a process. */
export interface TestSubject {
  readonly proc: Process
  isSet?(name: string): boolean
  hasOption?(name: string): boolean
}

export const unaryOperators = new Set(
  '-a -b -c -d -e -f -g -h -k -n -o -p -r -s -t -u -v -w -x -z -G -L -N -O -R -S'.split(' '),
)

/** What `-eq` and the others hold of two numbers. */
export const integerComparisons: Readonly<Record<string, (a: bigint, b: bigint) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
}

const statOrNothing = async (proc: Process, path: string, follow = true): Promise<FileStat | undefined> => {
  try {
    return await (follow ? proc.stat(path) : proc.lstat(path))
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

const types: Record<string, FileStat['type']> = {
  '-b': 'block',
  '-c': 'character',
  '-d': 'directory',
  '-f': 'file',
  '-p': 'fifo',
  '-S': 'socket',
}

const modeBits: Record<string, number> = { '-u': 0o4000, '-g': 0o2000, '-k': 0o1000 }

export const testUnary = async (
  subject: TestSubject,
  operator: string,
  operand: string,
): Promise<boolean> => {
  const { proc } = subject
  switch (operator) {
    case '-n':
      return operand !== ''
    case '-z':
      return operand === ''
    case '-t':
      return /^\s*\d+\s*$/.test(operand) && proc.tty(Number(operand)) !== undefined
    case '-v':
    case '-R':
      return subject.isSet?.(operand) ?? false
    case '-o':
      return subject.hasOption?.(operand) ?? false
    case '-r':
    case '-w':
    case '-x':
      return allowed(proc, operand, {
        read: operator === '-r',
        write: operator === '-w',
        execute: operator === '-x',
      })
  }
  if (operand === '') return false
  const stat = await statOrNothing(proc, operand, operator !== '-h' && operator !== '-L')
  if (!stat) return false
  if (operator in types) return stat.type === types[operator]
  if (operator in modeBits) return (stat.mode & modeBits[operator]!) !== 0
  switch (operator) {
    case '-h':
    case '-L':
      return stat.type === 'symlink'
    case '-s':
      // A directory is never empty on a disk.
      return stat.size > 0 || stat.type === 'directory'
    case '-O':
      return stat.uid === proc.credentials.uid
    case '-G':
      return stat.gid === proc.credentials.gid
    case '-N':
      return stat.mtime > stat.atime
    default:
      return true
  }
}

const allowed = async (
  proc: Process,
  path: string,
  mode: { read?: boolean; write?: boolean; execute?: boolean },
): Promise<boolean> => {
  try {
    await proc.access(path, mode)
    return true
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

/** -nt, -ot, -ef */
export const compareFiles = async (
  { proc }: TestSubject,
  operator: string,
  left: string,
  right: string,
): Promise<boolean> => {
  const [a, b] = [await statOrNothing(proc, left), await statOrNothing(proc, right)]
  if (operator === '-ef') return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev
  if (operator === '-nt') return a !== undefined && (b === undefined || a.mtime > b.mtime)
  return b !== undefined && (a === undefined || a.mtime < b.mtime)
}

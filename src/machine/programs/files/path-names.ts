import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { program, quoted, type Invocation } from '../program.ts'
import { absolutePath, baseName, directoryName } from './paths.ts'
import { misused } from './cp.ts'
import { relativeTo } from './ln.ts'

export const basename = program(
  'basename',
  { short: '+as:z', long: { multiple: 'a', suffix: 's:', zero: 'z' }, usage: 'NAME [SUFFIX]', least: 1 },
  async (invocation) => {
    const { operands } = invocation
    const several = invocation.has('a', 's')
    if (!several && operands.length > 2) return misused(invocation, `extra operand ${quoted(operands[2]!)}`)
    const suffix = several ? (invocation.value('s') ?? '') : (operands[1] ?? '')
    for (const operand of several ? operands : operands.slice(0, 1)) {
      const base = baseName(operand)
      const cut =
        suffix !== '' && base !== suffix && base.endsWith(suffix) ? base.slice(0, -suffix.length) : base
      await invocation.write(`${cut}${invocation.has('z') ? '\0' : '\n'}`)
    }
    return 0
  },
)

export const dirname = program(
  'dirname',
  { short: 'z', long: { zero: 'z' }, usage: '[OPTION] NAME...', least: 1 },
  async (invocation) => {
    const end = invocation.has('z') ? '\0' : '\n'
    await invocation.write(invocation.operands.map((operand) => directoryName(operand) + end).join(''))
  },
)

const failQuietly = (invocation: Invocation, error: unknown): void => {
  if (!isErrno(error)) throw error
  invocation.status = 1
}

export const realpath = program(
  'realpath',
  {
    short: 'eEmLPqsz',
    long: {
      'canonicalize-existing': 'e',
      'canonicalize-missing': 'm',
      'no-symlinks': 's',
      quiet: 'q',
      zero: 'z',
      'relative-to': 'relative-to:',
    },
    lacking: { L: '-L (--logical)' },
    usage: '[OPTION]... FILE...',
    least: 1,
  },
  async (invocation) => {
    const { proc } = invocation
    for (const operand of invocation.operands) {
      const resolve = async (): Promise<string> => {
        if (invocation.has('s')) return absolutePath(proc.cwd, operand)
        return invocation.has('e') ? proc.realpath(operand) : canonical(proc, operand, invocation.has('m'))
      }
      const found = await (invocation.has('q')
        ? resolve().catch((error: unknown) => void failQuietly(invocation, error))
        : invocation.attempt(operand, resolve))
      if (found === undefined) continue
      const base = invocation.value('relative-to')
      const shown = base === undefined ? found : relativeTo(await canonical(proc, base, true), found)
      await invocation.write(`${shown}${invocation.has('z') ? '\0' : '\n'}`)
    }
    return invocation.status
  },
)

/** The last part of the path (with `all`, any part) need not exist. */
const canonical = async (proc: Process, path: string, all: boolean): Promise<string> => {
  const absolute = path.startsWith('/') ? path : `${proc.cwd}/${path}`
  try {
    return await proc.realpath(absolute)
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error
    const parent = directoryName(absolute)
    if (parent === absolute) throw error
    const directory = all ? await canonical(proc, parent, true) : await proc.realpath(parent)
    return absolutePath(directory, baseName(absolute))
  }
}

export const readlink = program(
  'readlink',
  {
    short: 'fenmqsvz',
    long: {
      canonicalize: 'f',
      'canonicalize-existing': 'e',
      'canonicalize-missing': 'm',
      'no-newline': 'n',
      zero: 'z',
      verbose: 'v',
      quiet: 'q',
      silent: 's',
    },
    usage: '[OPTION]... FILE...',
    least: 1,
  },
  async (invocation) => {
    const { proc } = invocation
    for (const operand of invocation.operands) {
      try {
        const found = invocation.has('e')
          ? await proc.realpath(operand)
          : invocation.has('f', 'm')
            ? await canonical(proc, operand, invocation.has('m'))
            : await proc.readlink(operand)
        await invocation.write(`${found}${invocation.has('n') ? '' : invocation.has('z') ? '\0' : '\n'}`)
      } catch (error) {
        if (!isErrno(error)) throw error
        invocation.status = 1
        if (invocation.has('v')) await invocation.complain(`${operand}: ${error.message}`)
      }
    }
    return invocation.status
  },
)

export const pwd = program(
  'pwd',
  {
    short: 'LP',
    long: { logical: 'L', physical: 'P' },
    lacking: { L: '-L (--logical): the shell has a pwd that knows it' },
    usage: '[OPTION]...',
  },
  (invocation) => invocation.write(`${invocation.proc.cwd}\n`),
)

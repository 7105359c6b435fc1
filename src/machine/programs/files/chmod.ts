import { isErrno } from '../../errno.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { misused } from './cp.ts'
import { modeText, parseMode, type ModeChange } from './mode.ts'
import { join } from './paths.ts'

/** `-w` and the like look like options and are modes. */
const isMode = (arg: string): boolean => /^-[rwxXstugo,+=-]+$/.test(arg) && parseMode(arg) !== undefined

export const chmod = program(
  'chmod',
  {
    short: 'cfvR',
    long: { recursive: 'R', verbose: 'v', changes: 'c', silent: 'f', quiet: 'f', reference: 'reference:' },
    usage: '[OPTION]... MODE[,MODE]... FILE...',
    prepare(args) {
      const end = args.indexOf('--')
      const at = args.findIndex((arg, i) => isMode(arg) && (end < 0 || i < end))
      return at < 0
        ? args
        : [...args.filter((arg, i) => i < at && arg.startsWith('-')), '--', ...args.slice(at)]
    },
  },
  async (invocation) => {
    const reference = invocation.value('reference')
    if (reference !== undefined) {
      if (invocation.operands.length === 0) return misused(invocation, 'missing operand')
      const like = await invocation.attempt(`failed to get attributes of ${shellQuoted(reference)}`, () =>
        invocation.proc.stat(reference),
      )
      if (!like) return 1
      for (const path of invocation.operands) await apply(invocation, path, () => like.mode & 0o7777, true)
      return invocation.status
    }
    const [text, ...paths] = invocation.operands
    if (text === undefined) return misused(invocation, 'missing operand')
    if (paths.length === 0) return misused(invocation, `missing operand after ${quoted(text)}`)
    const change = parseMode(text)
    if (!change) throw new Failure(`invalid mode: ${quoted(text)}\nTry 'chmod --help' for more information.`)
    for (const path of paths) await apply(invocation, path, change, true)
    return invocation.status
  },
)

const apply = async (
  invocation: Invocation,
  path: string,
  change: ModeChange,
  top: boolean,
): Promise<void> => {
  const { proc } = invocation
  try {
    const own = await proc.lstat(path)
    if (own.type === 'symlink' && !top) return
    const stat = own.type === 'symlink' ? await proc.stat(path) : own
    const mode = change(stat.mode, stat.type === 'directory', proc.umask())
    await proc.chmod(path, mode)
    const describe = (bits: number): string =>
      `${bits.toString(8).padStart(4, '0')} (${modeText(stat.type, bits).slice(1)})`
    if (mode !== stat.mode && invocation.has('v', 'c'))
      await invocation.write(
        `mode of ${shellQuoted(path)} changed from ${describe(stat.mode)} to ${describe(mode)}\n`,
      )
    else if (invocation.has('v'))
      await invocation.write(`mode of ${shellQuoted(path)} retained as ${describe(mode)}\n`)
    if (!invocation.has('R') || stat.type !== 'directory') return
    for (const { name } of await proc.readdir(path))
      if (name !== '.' && name !== '..') await apply(invocation, join(path, name), change, false)
  } catch (error) {
    if (!isErrno(error)) throw error
    const what =
      error.code === 'EPERM' || error.code === 'EROFS'
        ? 'changing permissions of'
        : error.code === 'EACCES'
          ? 'cannot access'
          : 'cannot access'
    if (invocation.has('f')) invocation.status = 1
    else await invocation.complain(`${what} ${shellQuoted(path)}: ${error.message}`)
  }
}

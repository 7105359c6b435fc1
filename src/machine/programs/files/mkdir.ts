import { isErrno } from '../../errno.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { parseMode } from './mode.ts'
import { directoryName, isDirectory, lstatOrNothing } from './paths.ts'

const spec = {
  short: 'm:pvZ',
  long: { mode: 'm:', parents: 'p', verbose: 'v' },
  lacking: { Z: '-Z: there are no security contexts here' },
  usage: '[OPTION]... DIRECTORY...',
  least: 1,
}

export const mkdir = program('mkdir', spec, async (invocation) => {
  const { proc } = invocation
  const text = invocation.value('m')
  const change = text === undefined ? undefined : parseMode(text)
  if (text !== undefined && !change) throw new Failure(`invalid mode ${quoted(text)}`)
  for (const path of invocation.operands) {
    const made = invocation.has('p') ? await makeParents(invocation, path) : await make(invocation, path)
    if (made && change) await proc.chmod(path, change(0o777, true, proc.umask()))
  }
  return invocation.status
})

const make = async (invocation: Invocation, path: string): Promise<boolean> => {
  try {
    await invocation.proc.mkdir(path, 0o777)
  } catch (error) {
    if (!isErrno(error)) throw error
    await invocation.complain(`cannot create directory ${quoted(path)}: ${error.message}`)
    return false
  }
  if (invocation.has('v')) await invocation.write(`mkdir: created directory ${shellQuoted(path)}\n`)
  return true
}

const makeParents = async (invocation: Invocation, path: string, below = false): Promise<boolean> => {
  if (await isDirectory(invocation.proc, path)) return true
  if (await lstatOrNothing(invocation.proc, path)) {
    await invocation.complain(
      `cannot create directory ${quoted(path)}: ${below ? 'Not a directory' : 'File exists'}`,
    )
    return false
  }
  const parent = directoryName(path)
  if (
    parent !== path &&
    parent !== '.' &&
    !(await isDirectory(invocation.proc, parent)) &&
    !(await makeParents(invocation, parent, true))
  )
    return false
  return make(invocation, path)
}

export const rmdir = program(
  'rmdir',
  {
    short: 'pv',
    long: { parents: 'p', verbose: 'v', 'ignore-fail-on-non-empty': 'ignore' },
    usage: '[OPTION]... DIRECTORY...',
    least: 1,
  },
  async (invocation) => {
    for (const operand of invocation.operands) {
      for (let path = operand; path !== '.' && path !== '/'; path = directoryName(path)) {
        try {
          if (invocation.has('v')) await invocation.write(`rmdir: removing directory, ${shellQuoted(path)}\n`)
          await invocation.proc.rmdir(path)
        } catch (error) {
          if (!isErrno(error)) throw error
          if (!(invocation.has('ignore') && error.code === 'ENOTEMPTY'))
            await invocation.complain(`failed to remove ${shellQuoted(path)}: ${error.message}`)
          break
        }
        if (!invocation.has('p')) break
      }
    }
    return invocation.status
  },
)

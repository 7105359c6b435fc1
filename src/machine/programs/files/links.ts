import { isErrno } from '../../errno.ts'
import { Failure, program, quoted, shellQuoted } from '../program.ts'
import { misused } from './cp.ts'

export const link = program('link', { short: '', usage: 'FILE1 FILE2' }, async (invocation) => {
  const [from, to, extra] = invocation.operands
  if (from === undefined) return misused(invocation, 'missing operand')
  if (to === undefined) return misused(invocation, `missing operand after ${quoted(from)}`)
  if (extra !== undefined) return misused(invocation, `extra operand ${quoted(extra)}`)
  try {
    await invocation.proc.link(from, to)
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new Failure(`cannot create link ${shellQuoted(to)} to ${shellQuoted(from)}: ${error.message}`)
  }
  return 0
})

export const unlink = program('unlink', { short: '', usage: 'FILE' }, async (invocation) => {
  const [path, extra] = invocation.operands
  if (path === undefined) return misused(invocation, 'missing operand')
  if (extra !== undefined) return misused(invocation, `extra operand ${quoted(extra)}`)
  try {
    await invocation.proc.unlink(path)
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new Failure(`cannot unlink ${shellQuoted(path)}: ${error.message}`)
  }
  return 0
})

export const pathchk = program(
  'pathchk',
  { short: 'pP', long: { portability: 'portability' }, usage: '[OPTION]... NAME...' },
  async (invocation) => {
    if (invocation.operands.length === 0) return misused(invocation, 'missing operand')
    const isPortable = invocation.has('p', 'portability')
    for (const path of invocation.operands) {
      const parts = path.split('/')
      const odd = /[^A-Za-z0-9._/-]/.exec(path)
      if (path === '')
        await invocation.complain(
          isPortable ? 'empty file name' : `${shellQuoted('')}: No such file or directory`,
        )
      else if (
        (invocation.has('P') || invocation.has('portability')) &&
        parts.some((part) => part.startsWith('-'))
      )
        await invocation.complain(`leading '-' in a component of file name '${path}'`)
      else if (isPortable && odd)
        await invocation.complain(`nonportable character ${quoted(odd[0])} in file name '${path}'`)
      else {
        const most = isPortable ? 14 : 255
        const long = parts.find((part) => new TextEncoder().encode(part).length > most)
        if (long !== undefined)
          await invocation.complain(
            `limit ${most} exceeded by length ${long.length} of file name component ${quoted(long)}`,
          )
      }
    }
    return invocation.status
  },
)

import { isErrno } from '../../errno.ts'
import { program, shellQuoted, type Invocation } from '../program.ts'
import { backUp, backupLong, backupShort } from './backup.ts'
import { allAttributes, Copier, destinations } from './copy.ts'
import { misused } from './cp.ts'
import { confirm, lstatOrNothing, statOrNothing } from './paths.ts'
import { removeTree } from './remove.ts'

const spec = {
  short: `fint:Tuv${backupShort}`,
  long: {
    force: 'f',
    interactive: 'i',
    'no-clobber': 'n',
    verbose: 'v',
    update: 'u',
    'target-directory': 't:',
    'no-target-directory': 'T',
    ...backupLong,
  },
  usage: '[OPTION]... SOURCE... DEST',
}

export const mv = program('mv', spec, async (invocation) => {
  const { operands } = invocation
  if (operands.length === 0) return misused(invocation, 'missing file operand')
  if (operands.length === 1 && !invocation.has('t'))
    return misused(invocation, `missing destination file operand after ${shellQuoted(operands[0]!)}`)
  const targets = await destinations(invocation, false)
  if (!targets) return 1
  for (const [from, to] of targets) await move(invocation, from, to)
  return invocation.status
})

const move = async (invocation: Invocation, from: string, to: string): Promise<void> => {
  const { proc } = invocation
  const source = await lstatOrNothing(proc, from)
  if (!source) return invocation.complain(`cannot stat ${shellQuoted(from)}: No such file or directory`)
  const target = await lstatOrNothing(proc, to)
  if (target) {
    if (target.ino === source.ino && target.dev === source.dev)
      return invocation.complain(`${shellQuoted(from)} and ${shellQuoted(to)} are the same file`)
    const last = invocation.last('f', 'i', 'n')
    if (last === 'n' || (invocation.has('u') && target.mtime >= source.mtime)) return undefined
    if (target.type === 'directory' && source.type !== 'directory')
      return invocation.complain(`cannot overwrite directory ${shellQuoted(to)} with non-directory`)
    if (target.type !== 'directory' && source.type === 'directory')
      return invocation.complain(
        `cannot overwrite non-directory ${shellQuoted(to)} with directory ${shellQuoted(from)}`,
      )
    if (last === 'i' && !(await confirm(invocation, `overwrite ${shellQuoted(to)}? `))) return undefined
    await backUp(invocation, to)
  }
  try {
    await proc.rename(from, to)
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code === 'EXDEV') return moveAcross(invocation, from, to)
    if (error.code === 'EINVAL')
      return invocation.complain(
        `cannot move ${shellQuoted(from)} to a subdirectory of itself, ${shellQuoted(to)}`,
      )
    const parent = target ? undefined : await statOrNothing(proc, to.replace(/\/+$/, ''))
    const message = error.code === 'ENOTDIR' && parent ? 'Not a directory' : error.message
    return invocation.complain(`cannot move ${shellQuoted(from)} to ${shellQuoted(to)}: ${message}`)
  }
  if (invocation.has('v')) await invocation.write(`renamed ${shellQuoted(from)} -> ${shellQuoted(to)}\n`)
}

/** To another file system: copy, then remove. */
const moveAcross = async (invocation: Invocation, from: string, to: string): Promise<void> => {
  const copier = new Copier(invocation, {
    recursive: true,
    keepLinks: true,
    preserve: allAttributes,
    force: true,
    interactive: false,
    noClobber: false,
    update: false,
    verbose: invocation.has('v'),
  })
  if (!(await copier.copy(from, to))) return
  await removeTree(invocation, from, {
    recursive: true,
    force: true,
    interactive: false,
    emptyDirectories: true,
    verbose: false,
  })
}

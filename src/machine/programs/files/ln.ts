import { isErrno } from '../../errno.ts'
import { program, shellQuoted } from '../program.ts'
import { misused } from './cp.ts'
import { baseName, directoryName, isDirectory, join, lstatOrNothing } from './paths.ts'

const spec = {
  short: 'bfinPrsTt:v',
  long: {
    symbolic: 's',
    force: 'f',
    'no-dereference': 'n',
    verbose: 'v',
    relative: 'r',
    interactive: 'i',
    'no-target-directory': 'T',
    'target-directory': 't:',
  },
  lacking: { i: '-i (--interactive)' },
  usage: '[OPTION]... TARGET... LINK_NAME',
}

export const ln = program('ln', spec, async (invocation) => {
  const { proc, operands } = invocation
  if (operands.length === 0) return misused(invocation, 'missing file operand')
  const into = invocation.value('t') ?? (operands.length === 1 ? '.' : undefined)
  const last = operands.at(-1)!
  const lastIsLink = invocation.has('n') && (await lstatOrNothing(proc, last))?.type === 'symlink'
  const directory =
    into ?? (!invocation.has('T') && !lastIsLink && (await isDirectory(proc, last)) ? last : undefined)
  const targets = into === undefined ? operands.slice(0, -1) : operands
  if (directory === undefined && targets.length > 1) {
    await invocation.complain(`target ${shellQuoted(last)}: Not a directory`)
    return 1
  }
  const symbolic = invocation.has('s')
  for (const target of targets) {
    const path = directory === undefined ? last : join(directory, baseName(target)).replace(/^\.\//, './')
    const pointed =
      symbolic && invocation.has('r')
        ? relativeTo(
            await proc.realpath(directoryName(path)),
            await realOrSelf(proc.realpath(target), target),
          )
        : target
    try {
      if (invocation.has('f') && (await lstatOrNothing(proc, path))) await proc.unlink(path)
      if (symbolic) await proc.symlink(pointed, path)
      else {
        if (await isDirectory(proc, target)) {
          await invocation.complain(`${target}: hard link not allowed for directory`)
          continue
        }
        await proc.link(target, path)
      }
      if (invocation.has('v'))
        await invocation.write(`${shellQuoted(path)} ${symbolic ? '->' : '=>'} ${shellQuoted(pointed)}\n`)
    } catch (error) {
      if (!isErrno(error)) throw error
      const missing = !symbolic && error.code === 'ENOENT' && !(await lstatOrNothing(proc, target))
      if (missing) await invocation.complain(`failed to access ${shellQuoted(target)}: ${error.message}`)
      else {
        const arrow = symbolic || error.code === 'EEXIST' ? '' : ` => ${shellQuoted(target)}`
        await invocation.complain(
          `failed to create ${symbolic ? 'symbolic' : 'hard'} link ${shellQuoted(path)}${arrow}: ${error.message}`,
        )
      }
    }
  }
  return invocation.status
})

const realOrSelf = async (real: Promise<string>, fallback: string): Promise<string> => {
  try {
    return await real
  } catch (error) {
    if (isErrno(error)) return fallback
    throw error
  }
}

export const relativeTo = (from: string, to: string): string => {
  const [a, b] = [from.split('/').filter(Boolean), to.split('/').filter(Boolean)]
  let same = 0
  while (same < a.length && a[same] === b[same]) same++
  return [...a.slice(same).map(() => '..'), ...b.slice(same)].join('/') || '.'
}

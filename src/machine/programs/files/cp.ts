import { program, shellQuoted } from '../program.ts'
import { Copier, destinations } from './copy.ts'

const spec = {
  short: 'abdfiHlLnpPrRsStTuvx',
  long: {
    archive: 'a',
    force: 'f',
    interactive: 'i',
    'no-clobber': 'n',
    preserve: 'p::',
    recursive: 'r',
    verbose: 'v',
    update: 'u',
    dereference: 'L',
    'no-dereference': 'P',
    'no-target-directory': 'T',
    'target-directory': 't:',
  },
  usage: '[OPTION]... SOURCE... DEST',
}

export const cp = program('cp', { ...spec, short: spec.short.replace('t', 't:') }, async (invocation) => {
  const { operands } = invocation
  if (operands.length === 0) return misused(invocation, 'missing file operand')
  if (operands.length === 1 && !invocation.has('t'))
    return misused(invocation, `missing destination file operand after ${shellQuoted(operands[0]!)}`)
  const targets = await destinations(invocation)
  if (!targets) return 1
  const recursive = invocation.has('r', 'R', 'a')
  const last = invocation.last('i', 'n', 'f')
  const copier = new Copier(invocation, {
    recursive,
    keepLinks: invocation.has('a', 'd', 'P') || (recursive && !invocation.has('L')),
    preserve: invocation.has('a', 'p'),
    force: invocation.has('f'),
    interactive: last === 'i',
    noClobber: last === 'n',
    update: invocation.has('u'),
    verbose: invocation.has('v'),
  })
  for (const [from, to] of targets) await copier.copy(from, to)
  return invocation.status
})

export const misused = async (
  invocation: { proc: { stderr: { write(text: string): Promise<void> } }; name: string },
  message: string,
): Promise<number> => {
  await invocation.proc.stderr.write(
    `${invocation.name}: ${message}\nTry '${invocation.name} --help' for more information.\n`,
  )
  return 1
}

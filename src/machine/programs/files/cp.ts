import { Failure, program, shellQuoted, type Invocation } from '../program.ts'
import { backUp, backupLong } from './backup.ts'
import { lstatOrNothing } from './paths.ts'
import { Copier, destinations } from './copy.ts'

const spec = {
  short: 'abdfiHlLnpPrRsS:tTuvx',
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
    ...backupLong,
    'symbolic-link': 's',
    link: 'l',
    parents: 'parents',
    'attributes-only': 'attributes-only',
    'one-file-system': 'x',
    'no-preserve': 'no-preserve:',
    sparse: 'sparse:',
    reflink: 'reflink::',
    'strip-trailing-slashes': 'strip-trailing-slashes',
    'remove-destination': 'remove-destination',
  },
  usage: '[OPTION]... SOURCE... DEST',
}

export const cp = program('cp', { ...spec, short: spec.short.replace('t', 't:') }, async (invocation) => {
  const { operands } = invocation
  for (const { name } of invocation.options)
    if (lacking[name]) throw new Failure(`Sandcloud's cp has no ${lacking[name]}`)
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
    backUp: (path) => backUp(invocation, path),
  })
  for (const [from, to] of targets) {
    if (invocation.has('s', 'l')) await linkInstead(invocation, from, to)
    else await copier.copy(from, to)
  }
  return invocation.status
})

/** Options that GNU's cp has and that would change the copy here: better none than another. */
const lacking: Readonly<Record<string, string>> = {
  parents: '--parents',
  'attributes-only': '--attributes-only',
  x: '--one-file-system',
  'no-preserve': '--no-preserve',
  'strip-trailing-slashes': '--strip-trailing-slashes',
  'remove-destination': '--remove-destination',
}

/** -s and -l: a link in place of a copy. */
const linkInstead = async (invocation: Invocation, from: string, to: string): Promise<void> => {
  const { proc } = invocation
  if (invocation.has('f') && (await lstatOrNothing(proc, to))) await proc.unlink(to)
  else await backUp(invocation, to)
  const isSymbolic = invocation.last('s', 'l') === 's'
  const what = isSymbolic ? 'symbolic link' : 'hard link'
  await invocation.attempt(`cannot create ${what} ${shellQuoted(to)} to ${shellQuoted(from)}`, () =>
    isSymbolic ? proc.symlink(from, to) : proc.link(from, to),
  )
}

export const misused = async (
  invocation: { proc: { stderr: { write(text: string): Promise<void> } }; name: string },
  message: string,
): Promise<number> => {
  await invocation.proc.stderr.write(
    `${invocation.name}: ${message}\nTry '${invocation.name} --help' for more information.\n`,
  )
  return 1
}

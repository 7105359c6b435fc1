import { program, quoted, shellQuoted, Failure } from '../program.ts'
import { readGroups, readUsers } from '../users.ts'
import { Copier, destinations } from './copy.ts'
import { misused } from './cp.ts'
import { parseMode } from './mode.ts'
import { directoryName, lstatOrNothing } from './paths.ts'

const spec = {
  short: 'bcCdDg:m:o:pst:TvZ',
  long: { directory: 'd', group: 'g:', mode: 'm:', owner: 'o:', 'preserve-timestamps': 'p', 'target-directory': 't:', 'no-target-directory': 'T', verbose: 'v' },
  lacking: { 'T': "-T", 'Z': "-Z: there are no security contexts here" },
usage: '[OPTION]... SOURCE... DEST',
} // prettier-ignore

export const install = program('install', spec, async (invocation) => {
  const { proc, operands } = invocation
  if (invocation.has('s', 'C', 'b'))
    throw new Failure("Sandcloud's install does not strip, compare or keep backups")
  const change = parseMode(invocation.value('m') ?? '755')
  if (!change) throw new Failure(`invalid mode ${quoted(invocation.value('m')!)}`)
  const uid = await idOf(
    invocation.value('o'),
    (await readUsers(proc)).map(({ name, uid: id }) => ({ name, id })),
    'user',
  )
  const gid = await idOf(
    invocation.value('g'),
    (await readGroups(proc)).map(({ name, gid: id }) => ({ name, id })),
    'group',
  )
  const finish = async (path: string, isDirectory: boolean): Promise<void> => {
    if (uid !== -1 || gid !== -1) await proc.chown(path, uid, gid)
    await proc.chmod(path, change(0, isDirectory, 0))
  }
  const makeAll = async (path: string): Promise<void> => {
    if (await lstatOrNothing(proc, path)) return
    if (directoryName(path) !== path) await makeAll(directoryName(path))
    await proc.mkdir(path, 0o755)
    if (invocation.has('v'))
      await invocation.write(`${invocation.name}: creating directory ${shellQuoted(path)}\n`)
  }
  if (invocation.has('d')) {
    if (operands.length === 0) return misused(invocation, 'missing file operand')
    for (const operand of operands)
      await invocation.attempt(`cannot create directory ${quoted(operand)}`, async () => {
        await makeAll(operand)
        await finish(operand, true)
      })
    return invocation.status
  }
  if (operands.length === 0) return misused(invocation, 'missing file operand')
  if (operands.length === 1 && !invocation.has('t'))
    return misused(invocation, `missing destination file operand after ${shellQuoted(operands[0]!)}`)
  if (invocation.has('D')) await makeAll(invocation.value('t') ?? directoryName(operands.at(-1)!))
  const targets = await destinations(invocation)
  if (!targets) return 1
  const copier = new Copier(invocation, {
    recursive: false, keepLinks: false, preserve: new Set(), force: true, interactive: false, noClobber: false, update: false, verbose: invocation.has('v'),
  }) // prettier-ignore
  for (const [from, to] of targets) {
    const stat = await lstatOrNothing(proc, from)
    if (stat?.type === 'directory') {
      await invocation.complain(`omitting directory ${shellQuoted(from)}`)
      continue
    }
    if (await lstatOrNothing(proc, to))
      await invocation.attempt(`cannot remove ${shellQuoted(to)}`, () => proc.unlink(to))
    if (!(await copier.copy(from, to))) continue
    await invocation.attempt(`cannot change ${shellQuoted(to)}`, async () => {
      await finish(to, false)
      if (invocation.has('p') && stat) await proc.utimes(to, stat.atime, stat.mtime)
    })
  }
  return invocation.status
})

const idOf = async (
  text: string | undefined,
  known: { name: string; id: number }[],
  what: string,
): Promise<number> => {
  if (text === undefined) return -1
  const found = known.find(({ name }) => name === text)
  if (found) return found.id
  if (/^\d+$/.test(text)) return Number(text)
  throw new Failure(`invalid ${what} ${quoted(text)}`)
}

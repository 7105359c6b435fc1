import { Failure, quoted, type Invocation } from '../program.ts'
import { baseName, directoryName, join, lstatOrNothing } from './paths.ts'

/** The options that cp and mv share for what they would overwrite. */
export const backupShort = 'bS:'
export const backupLong = { backup: 'backup::', suffix: 'S:' } as const

const controls: Readonly<Record<string, 'none' | 'numbered' | 'existing' | 'simple'>> = {
  none: 'none', off: 'none', numbered: 'numbered', t: 'numbered', existing: 'existing', nil: 'existing', simple: 'simple', never: 'simple',
} // prettier-ignore

const controlOf = (invocation: Invocation): 'none' | 'numbered' | 'existing' | 'simple' => {
  if (!invocation.has('b', 'backup', 'S')) return 'none'
  const text = invocation.value('backup') ?? invocation.proc.env.get('VERSION_CONTROL') ?? 'existing'
  const control = controls[text]
  if (!control) throw new Failure(`invalid argument ${quoted(text)} for ${quoted('backup type')}`)
  return control
}

/** Gives what stands at a path another name, if that was asked for; whether it did. */
export const backUp = async (invocation: Invocation, path: string): Promise<boolean> => {
  const control = controlOf(invocation)
  if (control === 'none') return false
  const { proc } = invocation
  const there = await lstatOrNothing(proc, path)
  if (!there || there.type === 'directory') return false
  let name = path + (invocation.value('S') ?? proc.env.get('SIMPLE_BACKUP_SUFFIX') ?? '~')
  if (control !== 'simple') {
    const own = `${baseName(path)}.~`
    const numbers = (await proc.readdir(directoryName(path)))
      .filter((entry) => entry.name.startsWith(own) && /^\d+~$/.test(entry.name.slice(own.length)))
      .map((entry) => Number.parseInt(entry.name.slice(own.length), 10))
    if (control === 'numbered' || numbers.length > 0)
      name = join(directoryName(path), `${own}${Math.max(0, ...numbers) + 1}~`)
  }
  await proc.rename(path, name)
  return true
}

import { parseMode, type ModeChange } from '../../files/mode.ts'
import { parseDate } from '../../text/parse-date.ts'
import { readGroups, readUsers } from '../../users.ts'
import { Fatal, type TarRun } from './run.ts'

/** Names for numbers; empty where there is none. */
export interface OwnerNames {
  user(uid: number): string
  group(gid: number): string
}

export interface Owner {
  /** The file's own when only a name was given that nobody has here. */
  id?: number
  name?: string
}

/** What --owner, --group, --mode and --mtime say instead of the files themselves. */
export interface Overrides {
  owner?: Owner
  group?: Owner
  mode?: ModeChange
  mtime?: number
}

export const ownerNames = async (run: TarRun): Promise<OwnerNames> => {
  const users = new Map((await readUsers(run.proc)).map(({ uid, name }) => [uid, name]))
  const groups = new Map((await readGroups(run.proc)).map(({ gid, name }) => [gid, name]))
  return { user: (uid) => users.get(uid) ?? '', group: (gid) => groups.get(gid) ?? '' }
}

const ownerFrom = (text: string, known: readonly { name: string; id: number }[]): Owner => {
  const [name = '', number] = text.split(':')
  if (number !== undefined && /^\d+$/.test(number)) return { id: Number(number), name }
  if (/^\+?\d+$/.test(name)) return { id: Number(name) }
  return known.find((candidate) => candidate.name === name) ?? { name }
}

export const readOverrides = async (run: TarRun): Promise<Overrides> => {
  const owner = run.value('owner')
  const group = run.value('group')
  const mode = run.value('mode')
  const mtime = run.value('mtime')
  const overrides: Overrides = {}
  if (owner !== undefined) {
    const users = (await readUsers(run.proc)).map(({ name, uid }) => ({ name, id: uid }))
    overrides.owner = ownerFrom(owner, users)
  }
  if (group !== undefined) {
    const groups = (await readGroups(run.proc)).map(({ name, gid }) => ({ name, id: gid }))
    overrides.group = ownerFrom(group, groups)
  }
  if (mode !== undefined) {
    const change = parseMode(mode)
    if (!change) throw new Fatal('Invalid mode given on option')
    overrides.mode = change
  }
  if (mtime !== undefined) {
    const time = /^[./]/.test(mtime)
      ? (await run.proc.stat(mtime)).mtime
      : parseDate(mtime, run.proc.system.now())
    if (time === undefined) throw new Fatal(`Substituting epoch for unknown date format '${mtime}'`)
    overrides.mtime = time
  }
  return overrides
}

import { fail } from '../../errno.ts'
import type { Stat } from '../../fs/file-system.ts'
import type { Credentials } from '../process.ts'

export const mayRead = 4
export const mayWrite = 2
export const mayExecute = 1

export const inGroup = (who: Credentials, gid: number): boolean => who.gid === gid || who.groups.includes(gid)

/** Owner, else group, else others; root may everything but execute what nobody may. */
export function allowed(stat: Stat, who: Credentials, wanted: number): boolean {
  if (who.uid === 0)
    return (wanted & mayExecute) === 0 || stat.type === 'directory' || (stat.mode & 0o111) !== 0
  const shift = who.uid === stat.uid ? 6 : inGroup(who, stat.gid) ? 3 : 0
  return ((stat.mode >> shift) & wanted) === wanted
}

export function require(stat: Stat, who: Credentials, wanted: number): void {
  if (!allowed(stat, who, wanted)) fail('EACCES')
}

/** In a sticky directory (/tmp) only the owner of a file, or of the directory, removes or renames it. */
export function requireMayRemove(directory: Stat, entry: Stat, who: Credentials): void {
  require(directory, who, mayWrite | mayExecute)
  const sticky = (directory.mode & 0o1000) !== 0
  if (sticky && who.uid !== 0 && who.uid !== entry.uid && who.uid !== directory.uid) fail('EPERM')
}

export function requireOwner(stat: Stat, who: Credentials): void {
  if (who.uid !== 0 && who.uid !== stat.uid) fail('EPERM')
}

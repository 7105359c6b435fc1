import { fail } from '../../errno.ts'
import type { Stat } from '../../fs/file-system.ts'
import type { OpenFile } from '../open-file.ts'
import type { OpenFlags } from '../process.ts'
import type { Task } from '../task.ts'
import { mayExecute, mayRead, mayWrite, require } from './permissions.ts'
import type { Place } from './place.ts'
import { DirectoryFile, RegularFile } from './regular-file.ts'
import { walkPath } from './path-walk.ts'
import type { Walked } from './path-walk.ts'

export const walk = (task: Task, path: string, follow = true): Promise<Walked> =>
  walkPath({ task, from: task.cwd, root: task.kernel.mounts.root, path, who: task.credentials, follow })

/** What is at the path, or ENOENT. */
export const locate = async (task: Task, path: string, follow = true): Promise<Place> =>
  (await walk(task, path, follow)).place ?? fail('ENOENT')

/** open(2). */
export async function openPath(task: Task, path: string, flags: OpenFlags, mode: number): Promise<OpenFile> {
  const exclusive = flags.create === true && flags.exclusive === true
  const walked = await walk(task, path, !(flags.noFollow || exclusive))
  if (walked.magic) return reopen(task, walked.magic, flags)
  if (exclusive && walked.place) fail('EEXIST')
  if (!walked.place && !flags.create) fail('ENOENT')
  if (walked.directoryOnly && flags.create) fail('EISDIR')
  const created = walked.place ? undefined : await createFile(task, walked, mode, exclusive)
  const place = walked.place ?? created!.place
  const stat = await place.mount.run((fs) => fs.stat(place.ino))
  // Whoever creates a file may open it, whatever the mode says.
  if (!created?.fresh) checkAccess(task, stat, flags)
  return openPlace(task, place, stat, flags)
}

async function createFile(
  task: Task,
  { parent, name }: Walked,
  mode: number,
  exclusive: boolean,
): Promise<{ place: Place; fresh: boolean }> {
  const { mount } = parent
  if (mount.readOnly) fail('EROFS')
  const { uid, gid } = task.credentials
  const { ino, fresh } = await mount.run((fs) => {
    // Somebody may have been faster between the walk and now.
    const there = fs.lookup(parent.ino, name)
    if (there !== undefined) return exclusive ? fail('EEXIST') : { ino: there, fresh: false }
    const directory = fs.stat(parent.ino)
    require(directory, task.credentials, mayWrite | mayExecute)
    const node = { mode: mode & 0o7777 & ~task.umask, uid, gid: groupFor(directory, gid) }
    return { ino: fs.create(parent.ino, name, node), fresh: true }
  })
  return { place: { mount, ino, name, parent }, fresh }
}

/** A directory with the set-gid bit passes its group on. */
export const groupFor = (directory: Stat, gid: number): number =>
  (directory.mode & 0o2000) !== 0 ? directory.gid : gid

function checkAccess(task: Task, stat: Stat, flags: OpenFlags): void {
  if (stat.type === 'symlink') fail('ELOOP')
  if (flags.directory && stat.type !== 'directory') fail('ENOTDIR')
  if (stat.type === 'directory' && (flags.write || flags.create)) fail('EISDIR')
  const wanted = (flags.read ? mayRead : 0) | (flags.write || flags.truncate ? mayWrite : 0)
  require(stat, task.credentials, wanted)
}

async function openPlace(task: Task, place: Place, stat: Stat, flags: OpenFlags): Promise<OpenFile> {
  const access = { read: flags.read === true, write: flags.write === true }
  if (stat.type === 'directory') return new DirectoryFile(place, access)
  if (stat.type === 'block' || stat.type === 'character')
    return task.kernel.devices.open(task, { type: stat.type, rdev: stat.rdev, place, access })
  if (stat.type === 'fifo') return task.kernel.fifos.open(task, place, access)
  if (stat.type !== 'file') fail('ENXIO')
  if ((flags.write || flags.truncate) && place.mount.readOnly) fail('EROFS')
  if (flags.truncate) await place.mount.run((fs) => fs.truncate(place.ino, 0))
  return new RegularFile(place, access, flags.append === true)
}

/** Through /proc/<pid>/fd a file is opened anew, with a position of its own; pipes and terminals are shared. */
function reopen(task: Task, file: OpenFile, flags: OpenFlags): OpenFile | Promise<OpenFile> {
  if (!(file instanceof RegularFile)) return file
  const { place } = file
  return place.mount
    .run((fs) => fs.stat(place.ino))
    .then((stat) => {
      checkAccess(task, stat, flags)
      return openPlace(task, place, stat, flags)
    })
}

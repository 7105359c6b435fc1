import { fail } from '../../errno.ts'
import type { FileSystem, NewNode, Stat } from '../../fs/file-system.ts'
import type { Process } from '../process.ts'
import type { Task } from '../task.ts'
import { groupFor, locate, walk } from '../vfs/open-path.ts'
import type { Walked } from '../vfs/path-walk.ts'
import { allowed, inGroup, mayExecute, mayWrite, require, requireMayRemove, requireOwner } from '../vfs/permissions.ts' // prettier-ignore
import type { Place } from '../vfs/place.ts'

type NodeCalls = Pick<
  Process,
  'mkdir' | 'rmdir' | 'unlink' | 'rename' | 'link' | 'symlink' | 'mknod' | 'chmod' | 'chown' | 'utimes'
> // prettier-ignore

/** Making, removing and changing files: the calls that write to directories and inodes. */
export function nodeCalls(task: Task): NodeCalls {
  return {
    mkdir: (path, mode = 0o777) =>
      task.call(async () => {
        const walked = await walk(task, path, false)
        await makeEntry(task, walked, mode & ~task.umask, (fs, node) =>
          fs.mkdir(walked.parent.ino, walked.name, node),
        )
      }),
    symlink: (target, path) =>
      task.call(async () => {
        if (target === '') fail('ENOENT')
        const walked = await walk(task, path, false)
        if (walked.directoryOnly) fail('ENOENT')
        await makeEntry(task, walked, 0o777, (fs, node) =>
          fs.symlink(walked.parent.ino, walked.name, target, node),
        )
      }),
    mknod: (path, { type, mode = 0o666, rdev = 0 }) =>
      task.call(async () => {
        if (type !== 'fifo' && task.credentials.uid !== 0) fail('EPERM')
        const walked = await walk(task, path, false)
        if (walked.directoryOnly) fail('ENOENT')
        await makeEntry(task, walked, mode & ~task.umask, (fs, node) =>
          fs.mknod(walked.parent.ino, walked.name, { ...node, type, rdev }),
        )
      }),
    link: (from, to) =>
      task.call(async () => {
        const { mount, ino } = await locate(task, from, false)
        const walked = await walk(task, to, false)
        if (walked.parent.mount !== mount) fail('EXDEV')
        await makeEntry(task, walked, 0, (fs) => {
          if (fs.stat(ino).type === 'directory') fail('EPERM')
          fs.link(ino, walked.parent.ino, walked.name)
        })
      }),
    unlink: (path) => task.call(() => removeEntry(task, path, 'file')),
    rmdir: (path) => task.call(() => removeEntry(task, path, 'directory')),
    rename: (from, to) => task.call(() => rename(task, from, to)),
    chmod: (path, mode) =>
      change(task, path, true, (fs, ino, stat) => {
        requireOwner(stat, task.credentials)
        // Only members may let others run as their group.
        const keep = task.credentials.uid === 0 || inGroup(task.credentials, stat.gid) ? 0o7777 : 0o5777
        fs.setAttributes(ino, { mode: mode & keep })
      }),
    chown: (path, uid, gid, options) =>
      change(task, path, !options?.noFollow, (fs, ino, stat) => {
        const who = task.credentials
        const owner = uid < 0 ? stat.uid : uid
        const group = gid < 0 ? stat.gid : gid
        const mayGroup = group === stat.gid || (who.uid === stat.uid && inGroup(who, group))
        if (who.uid !== 0 && (owner !== stat.uid || !mayGroup)) fail('EPERM')
        const mode = stat.type === 'file' ? stat.mode & 0o1777 : stat.mode
        fs.setAttributes(ino, { uid: owner, gid: group, mode })
      }),
    utimes: (path, atime, mtime, options) =>
      change(task, path, !options?.noFollow, (fs, ino, stat) => {
        if (!allowed(stat, task.credentials, mayWrite)) requireOwner(stat, task.credentials)
        fs.setAttributes(ino, { atime, mtime })
      }),
  }
}

/** Makes a new name in a directory, with the checks that every kind of file needs. */
export async function makeEntry<T>(
  task: Task,
  { parent, place }: Walked,
  mode: number,
  make: (fs: FileSystem, node: NewNode) => T,
): Promise<T> {
  if (place) fail('EEXIST')
  if (parent.mount.readOnly) fail('EROFS')
  return parent.mount.run((fs) => {
    const directory = fs.stat(parent.ino)
    require(directory, task.credentials, mayWrite | mayExecute)
    // A set-gid directory gives its group, and to directories also the bit.
    const { uid, gid } = task.credentials
    return make(fs, { mode: mode & 0o7777, uid, gid: groupFor(directory, gid) })
  })
}

async function removeEntry(task: Task, path: string, kind: 'file' | 'directory'): Promise<void> {
  const { parent, name, place, directoryOnly } = await walk(task, path, false)
  if (!place) return fail('ENOENT')
  if (name === '') fail(kind === 'directory' ? (path.endsWith('..') ? 'ENOTEMPTY' : 'EINVAL') : 'EISDIR')
  if (place.mount !== parent.mount) fail('EBUSY')
  if (parent.mount.readOnly) fail('EROFS')
  await parent.mount.run((fs) => {
    const stat = fs.stat(place.ino)
    requireMayRemove(fs.stat(parent.ino), stat, task.credentials)
    if (kind === 'directory') {
      if (stat.type !== 'directory') fail('ENOTDIR')
      fs.rmdir(parent.ino, name)
    } else {
      if (stat.type === 'directory') fail('EISDIR')
      if (directoryOnly) fail('ENOTDIR')
      fs.unlink(parent.ino, name)
    }
  })
}

async function rename(task: Task, from: string, to: string): Promise<void> {
  const source = await walk(task, from, false)
  const target = await walk(task, to, false)
  const moved = source.place ?? fail('ENOENT')
  const { mount } = source.parent
  if (source.name === '' || target.name === '') fail('EBUSY')
  if (target.parent.mount !== mount) fail('EXDEV')
  if (moved.mount !== mount || (target.place && target.place.mount !== mount)) fail('EBUSY')
  if (mount.readOnly) fail('EROFS')
  await mount.run((fs) => {
    const stat = fs.stat(moved.ino)
    if (stat.type !== 'directory' && (source.directoryOnly || target.directoryOnly)) fail('ENOTDIR')
    requireMayRemove(fs.stat(source.parent.ino), stat, task.credentials)
    const directory = fs.stat(target.parent.ino)
    require(directory, task.credentials, mayWrite | mayExecute)
    const replaced = fs.lookup(target.parent.ino, target.name)
    if (replaced !== undefined) checkReplace(task, fs, stat, directory, replaced)
    fs.rename(source.parent.ino, source.name, target.parent.ino, target.name)
  })
}

function checkReplace(task: Task, fs: FileSystem, moved: Stat, directory: Stat, replaced: number): void {
  const old = fs.stat(replaced)
  requireMayRemove(directory, old, task.credentials)
  if (moved.type === 'directory' && old.type !== 'directory') fail('ENOTDIR')
  if (moved.type !== 'directory' && old.type === 'directory') fail('EISDIR')
}

function change(
  task: Task,
  path: string,
  follow: boolean,
  work: (fs: FileSystem, ino: number, stat: Stat) => void,
): Promise<void> {
  return task.call(async () => {
    const { mount, ino }: Place = await locate(task, path, follow)
    if (mount.readOnly) fail('EROFS')
    await mount.run((fs) => work(fs, ino, fs.stat(ino)))
  })
}

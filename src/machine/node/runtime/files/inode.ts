import type { FileType } from '../../../fs/file-system.ts'
import { SystemError } from '../uv.ts'

/** A file as the process sees it: what came in the image, and what it or others did since. */
export interface Inode {
  dev: number
  ino: number
  type: FileType
  mode: number
  uid: number
  gid: number
  nlink: number
  rdev: number
  size: number
  /** 512-byte units that the file takes on its file system. */
  blocks: number
  atime: number
  mtime: number
  ctime: number
  birthtime: number
  /** A directory's. */
  children?: Map<string, Inode>
  parent?: Inode
  /** A symbolic link's. */
  target?: string
  /** A regular file's bytes, possibly with room behind `size`; undefined when they were not sent. */
  content?: Uint8Array
}

export const typeBits: Record<FileType, number> = {
  fifo: 0o010000,
  character: 0o020000,
  directory: 0o040000,
  block: 0o060000,
  file: 0o100000,
  symlink: 0o120000,
  socket: 0o140000,
}

/** Numbers of files made here; the file system's own are far below. */
let nextIno = 2 ** 40

export function newInode(
  type: FileType,
  mode: number,
  dev: number,
  owner: { uid: number; gid: number },
  now: number,
): Inode {
  return {
    dev,
    ino: nextIno++,
    type,
    mode,
    ...owner,
    nlink: type === 'directory' ? 2 : 1,
    rdev: 0,
    size: type === 'directory' ? 4096 : 0,
    blocks: type === 'directory' ? 8 : 0,
    atime: now,
    mtime: now,
    ctime: now,
    birthtime: now,
    ...(type === 'directory' && { children: new Map() }),
    ...(type === 'file' && { content: new Uint8Array(0) }),
  }
}

/** Makes room for `size` bytes, doubling so that appending stays cheap. */
export function reserve(inode: Inode, size: number): Uint8Array {
  const content = inode.content!
  if (content.length >= size) return content
  const larger = new Uint8Array(Math.max(size, Math.min(content.length * 2, content.length + 2 ** 24)))
  larger.set(content.subarray(0, inode.size))
  inode.content = larger
  return larger
}

export interface Credentials {
  uid: number
  gid: number
  groups: readonly number[]
}

export const canRead = 4
export const canWrite = 2
export const canExecute = 1

export function permits(inode: Inode, who: Credentials, wanted: number): boolean {
  if (who.uid === 0) return !(wanted & canExecute) || inode.type === 'directory' || (inode.mode & 0o111) !== 0
  const inGroup = inode.gid === who.gid || who.groups.includes(inode.gid)
  const bits = inode.uid === who.uid ? inode.mode >> 6 : inGroup ? inode.mode >> 3 : inode.mode
  return (bits & wanted) === wanted
}

export function demand(inode: Inode, who: Credentials, wanted: number): void {
  if (!permits(inode, who, wanted)) throw new SystemError('EACCES')
}

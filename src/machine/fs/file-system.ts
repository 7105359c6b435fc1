/** An inode number, unique within its file system. */
export type Ino = number

export type FileType = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'block' | 'character'

/** `mode` holds the 12 permission bits (07777) only; the type stands beside it. Times are milliseconds since the epoch. */
export interface Stat {
  ino: Ino
  type: FileType
  mode: number
  uid: number
  gid: number
  nlink: number
  size: number
  /** 512-byte units really allocated, as stat(2)'s st_blocks. */
  blocks: number
  atime: number
  mtime: number
  ctime: number
  birthtime: number
  /** major * 256 + minor, for block and character devices. */
  rdev: number
}

export interface DirectoryEntry {
  name: string
  ino: Ino
  type: FileType
}

export interface StatFs {
  blockSize: number
  /** All three in blocks. */
  blocks: number
  free: number
  /** Free to others than root. */
  available: number
  files: number
  filesFree: number
}

export interface NewNode {
  mode: number
  uid: number
  gid: number
}

export type Attributes = Partial<Pick<Stat, 'mode' | 'uid' | 'gid' | 'atime' | 'mtime'>>

/**
 * What every mounted file system offers the kernel. All operations are synchronous and atomic: they
 * happen whole, or throw an ErrnoError and leave nothing changed. Permissions, path walking, symlinks
 * in the middle of paths and mounts are the kernel's; a file system knows inodes and single names.
 *
 * A file system on a block device may throw ChunkMissing from any of them (a part of the device is
 * not in memory yet). The caller goes through `Mounted.run`, which loads the chunk and tries again.
 */
export interface FileSystem {
  readonly type: string
  readonly root: Ino
  readonly readOnly: boolean
  /** Knows `.` and `..` too; the root is its own parent. */
  lookup(directory: Ino, name: string): Ino | undefined
  stat(ino: Ino): Stat
  /** Without `.` and `..`. */
  readdir(directory: Ino): DirectoryEntry[]
  readlink(ino: Ino): string
  create(directory: Ino, name: string, node: NewNode): Ino
  mkdir(directory: Ino, name: string, node: NewNode): Ino
  symlink(directory: Ino, name: string, target: string, node: NewNode): Ino
  mknod(directory: Ino, name: string, node: NewNode & { type: FileType; rdev: number }): Ino
  link(ino: Ino, directory: Ino, name: string): void
  unlink(directory: Ino, name: string): void
  rmdir(directory: Ino, name: string): void
  rename(fromDirectory: Ino, from: string, toDirectory: Ino, to: string): void
  /** Up to `length` bytes; fewer at the end of the file, holes read as zeros. */
  read(ino: Ino, offset: number, length: number): Uint8Array
  /** Writes all or throws. */
  write(ino: Ino, offset: number, bytes: Uint8Array): void
  truncate(ino: Ino, size: number): void
  setAttributes(ino: Ino, attributes: Attributes): void
  statfs(): StatFs
  /** An open file keeps its inode alive after unlink; release of the last one frees it. */
  retain(ino: Ino): void
  release(ino: Ino): void
}

/** A file system with the means to wait for its device. Those in memory have a `run` that just calls. */
export interface Mounted<F extends FileSystem = FileSystem> {
  readonly fs: F
  /** Runs one synchronous operation (or several that shall be one), loading chunks and retrying as needed. */
  run<T>(operation: (fs: F) => T): Promise<T>
  /** Writes everything dirty to the device, durably (fsync, sync, umount). */
  sync(): Promise<void>
  unmount(): Promise<void>
  /** The disk was pulled out or the power went: forgets what is not written; operations give EIO from now on. */
  abandon?(): void
  /** mount -o remount,ro or rw. Throws EROFS when the device cannot be written to. */
  setReadOnly?(readOnly: boolean): Promise<void>
}

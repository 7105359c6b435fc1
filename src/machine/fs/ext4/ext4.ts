import { ErrnoError, fail } from '../../errno.ts'
import type {
  Attributes,
  DirectoryEntry,
  FileSystem,
  FileType,
  Ino,
  NewNode,
  Stat,
  StatFs,
} from '../file-system.ts'
import type { PageCache } from '../cache/page-cache.ts'
import { Naming } from '../naming.ts'
import { readGeometry } from './geometry.ts'
import type { Inode } from './inode.ts'
import { blockSize, fastSymlinkLength, rootInode } from './layout.ts'
import { Nodes } from './nodes.ts'
import { freeSpace } from './free-space.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export interface Ext4Options {
  now: () => number
  readOnly?: boolean
}

/** A mounted ext4. Everything it knows is in the pages; in memory are only open files and what is derived. */
export class Ext4 implements FileSystem {
  readonly type = 'ext4'
  readonly root = rootInode
  readOnly: boolean
  readonly nodes: Nodes
  readonly #naming: Naming

  /** Reads the superblock: through `run`, as everything else. */
  constructor(
    readonly pages: PageCache,
    deviceSize: number,
    { now, readOnly = false }: Ext4Options,
  ) {
    this.readOnly = readOnly
    this.nodes = new Nodes(pages, deviceSize, readOnly, now)
    this.#naming = new Naming(this.nodes)
    pages.onRollback = () => this.nodes.forget()
  }

  lookup(directory: Ino, name: string): Ino | undefined {
    return this.#naming.lookup(directory, name)
  }

  stat(ino: Ino): Stat {
    const inode = this.#read(ino)
    const type = inode.type!
    return {
      ino,
      type,
      mode: inode.mode,
      uid: inode.uid,
      gid: inode.gid,
      nlink: inode.links,
      size: inode.size,
      blocks: inode.sectors,
      atime: inode.time('atime'),
      mtime: inode.time('mtime'),
      ctime: inode.time('ctime'),
      birthtime: inode.time('birthtime'),
      rdev: type === 'block' || type === 'character' ? inode.device : 0,
    }
  }

  readdir(directory: Ino): DirectoryEntry[] {
    const inode = this.#read(directory)
    if (inode.type !== 'directory') fail('ENOTDIR')
    return this.nodes.directories.list(inode)
  }

  readlink(ino: Ino): string {
    const inode = this.#read(ino)
    if (inode.type !== 'symlink') fail('EINVAL')
    // A forged size must not become an enormous allocation.
    if (inode.size > blockSize) fail('EUCLEAN')
    const isFast = !inode.hasExtents
    if (isFast && inode.size > fastSymlinkLength) fail('EUCLEAN')
    return decoder.decode(
      isFast ? inode.content.subarray(0, inode.size) : this.nodes.data.read(inode, 0, inode.size),
    )
  }

  create(directory: Ino, name: string, node: NewNode): Ino {
    return this.#change(() => this.#naming.create(directory, name, 'file', node))
  }

  mkdir(directory: Ino, name: string, node: NewNode): Ino {
    return this.#change(() => this.#naming.create(directory, name, 'directory', node))
  }

  symlink(directory: Ino, name: string, target: string, node: NewNode): Ino {
    const bytes = encoder.encode(target)
    if (bytes.length === 0) fail('ENOENT')
    if (bytes.length >= blockSize) fail('ENAMETOOLONG')
    return this.#change(() => {
      const ino = this.#naming.create(directory, name, 'symlink', { ...node, mode: 0o777 })
      const inode = this.nodes.inodes.write(ino)
      if (bytes.length <= fastSymlinkLength) {
        inode.content.set(bytes)
        inode.size = bytes.length
      } else {
        this.nodes.extents.initialize(inode)
        this.nodes.data.write(inode, 0, bytes)
      }
      return ino
    })
  }

  mknod(
    directory: Ino,
    name: string,
    { type, rdev, ...node }: NewNode & { type: FileType; rdev: number },
  ): Ino {
    if (type === 'directory' || type === 'symlink') fail('EINVAL')
    return this.#change(() => {
      const ino = this.#naming.create(directory, name, type, node)
      if (type === 'block' || type === 'character') this.nodes.inodes.write(ino).device = rdev
      return ino
    })
  }

  link(ino: Ino, directory: Ino, name: string): void {
    this.#change(() => this.#naming.link(ino, directory, name))
  }

  unlink(directory: Ino, name: string): void {
    this.#change(() => this.#naming.unlink(directory, name))
  }

  rmdir(directory: Ino, name: string): void {
    this.#change(() => this.#naming.rmdir(directory, name))
  }

  rename(fromDirectory: Ino, from: string, toDirectory: Ino, to: string): void {
    this.#change(() => this.#naming.rename(fromDirectory, from, toDirectory, to))
  }

  read(ino: Ino, offset: number, length: number): Uint8Array {
    return this.nodes.data.read(this.#file(this.#read(ino)), offset, length)
  }

  write(ino: Ino, offset: number, bytes: Uint8Array): void {
    this.#change(() => {
      const inode = this.#file(this.nodes.inodes.write(ino))
      if (bytes.length === 0) return
      this.nodes.data.write(inode, offset, bytes)
      this.#modified(inode)
    })
  }

  truncate(ino: Ino, size: number): void {
    if (size < 0 || !Number.isSafeInteger(size)) fail('EINVAL')
    this.#change(() => {
      const inode = this.#file(this.nodes.inodes.write(ino))
      this.nodes.data.truncate(inode, size)
      this.#modified(inode)
    })
  }

  setAttributes(ino: Ino, { mode, uid, gid, atime, mtime }: Attributes): void {
    this.#change(() => {
      const inode = this.nodes.inodes.write(ino)
      if (mode !== undefined) inode.mode = mode
      if (uid !== undefined) inode.uid = uid
      if (gid !== undefined) inode.gid = gid
      if (atime !== undefined) inode.setTime('atime', atime)
      if (mtime !== undefined) inode.setTime('mtime', mtime)
      inode.setTime('ctime', this.nodes.now())
    })
  }

  /** Throws EINVAL when the file system has features that we can read but not write. */
  setReadOnly(readOnly: boolean, deviceSize: number): void {
    readGeometry(this.nodes.superblock, readOnly, deviceSize)
    this.readOnly = readOnly
  }

  statfs(): StatFs {
    return freeSpace(this.nodes)
  }

  retain(ino: Ino): void {
    this.nodes.orphans.retain(ino)
  }

  release(ino: Ino): void {
    this.pages.transaction(() => this.nodes.orphans.release(ino))
  }

  #change<T>(operation: () => T): T {
    if (this.readOnly) throw new ErrnoError('EROFS')
    return this.pages.transaction(operation)
  }

  #read(ino: Ino): Inode {
    return this.nodes.inodes.read(ino)
  }

  #file(inode: Inode): Inode {
    if (inode.type === 'directory') fail('EISDIR')
    if (inode.type !== 'file') fail('EINVAL')
    return inode
  }

  #modified(inode: Inode): void {
    const now = this.nodes.now()
    inode.setTime('mtime', now)
    inode.setTime('ctime', now)
  }
}

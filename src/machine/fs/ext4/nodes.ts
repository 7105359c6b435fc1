import type { FileType, Ino, NewNode } from '../file-system.ts'
import type { NodeStore } from '../naming.ts'
import type { PageCache } from '../cache/page-cache.ts'
import { Directories } from './directories.ts'
import { Extents } from './extents.ts'
import { FileData } from './file-data.ts'
import { Superblock, readGeometry } from './geometry.ts'
import { Groups } from './groups.ts'
import { Inodes } from './inodes.ts'
import type { Inode } from './inode.ts'
import { maxLinks } from './layout.ts'
import { Orphans } from './orphans.ts'
import { Space } from './space.ts'

/** The parts of an ext4, put together as the store of nodes that POSIX's rules work on. */
export class Nodes implements NodeStore {
  readonly superblock: Superblock
  readonly groups: Groups
  readonly space: Space
  readonly orphans: Orphans
  readonly inodes: Inodes
  readonly extents: Extents
  readonly data: FileData
  readonly directories: Directories
  readonly maxLinks = maxLinks

  constructor(
    readonly pages: PageCache,
    deviceSize: number,
    readOnly: boolean,
    readonly now: () => number,
  ) {
    this.superblock = new Superblock(pages)
    this.groups = new Groups(pages, readGeometry(this.superblock, readOnly, deviceSize))
    this.space = new Space(this.superblock, this.groups)
    this.orphans = new Orphans(pages, this.space)
    this.inodes = new Inodes(this.superblock, this.groups, this.orphans)
    this.extents = new Extents(pages, this.space, this.orphans)
    this.data = new FileData(pages, this.extents)
    this.directories = new Directories(pages, this.extents)
  }

  /** Everything derived, after a rollback. */
  forget(): void {
    this.directories.forgetAll()
    this.space.forget()
  }

  typeOf(ino: Ino): FileType {
    return this.inodes.read(ino).type!
  }

  linksOf(ino: Ino): number {
    const inode = this.inodes.read(ino)
    // ext4 writes 1 where a directory has too many subdirectories to count.
    return inode.type === 'directory' && inode.links === 1 ? 2 : inode.links
  }

  find(directory: Ino, name: string): Ino | undefined {
    return this.directories.find(this.inodes.read(directory), name)
  }

  isEmpty(directory: Ino): boolean {
    return this.directories.isEmpty(this.inodes.read(directory))
  }

  allocate(type: FileType, node: NewNode, near: Ino): Ino {
    const ino = this.inodes.take(near, type === 'directory')
    const inode = this.inodes.locate(ino, true)
    inode.initialize(type, node, this.now())
    if (type === 'file' || type === 'directory') this.extents.initialize(inode)
    if (type === 'directory') this.directories.initialize(inode, near)
    inode.links = type === 'directory' ? 2 : 1
    return ino
  }

  addEntry(directory: Ino, name: string, ino: Ino, type: FileType): void {
    this.directories.add(this.inodes.write(directory), name, ino, type)
  }

  replaceEntry(directory: Ino, name: string, ino: Ino, type: FileType): void {
    this.directories.replace(this.inodes.write(directory), name, ino, type)
  }

  removeEntry(directory: Ino, name: string): void {
    this.directories.remove(this.inodes.write(directory), name)
  }

  setParent(directory: Ino, parent: Ino): void {
    this.directories.setParent(this.inodes.write(directory), parent)
  }

  changeLinks(ino: Ino, difference: number): number {
    const inode = this.inodes.write(ino)
    const links = this.linksOf(ino) + difference
    const isUncounted = inode.type === 'directory' && (inode.links === 1 || links >= maxLinks) && links > 0
    inode.links = isUncounted ? 1 : links
    inode.setTime('ctime', this.now())
    return links
  }

  touchDirectory(directory: Ino): void {
    const inode = this.inodes.write(directory)
    const now = this.now()
    inode.setTime('mtime', now)
    inode.setTime('ctime', now)
  }

  touch(ino: Ino): void {
    this.inodes.write(ino).setTime('ctime', this.now())
  }

  drop(ino: Ino): void {
    const inode = this.inodes.locate(ino, true)
    const isDirectory = inode.type === 'directory'
    if (this.orphans.isOpen(ino)) this.#orphan(inode)
    else if (inode.hasExtents) this.extents.cut(inode, 0)
    this.inodes.give(ino, isDirectory, this.now())
    this.directories.forget(ino)
  }

  #orphan(inode: Inode): void {
    this.orphans.adopt(inode)
    if (!inode.hasExtents) return
    for (const run of this.extents.runs(inode)) {
      this.space.unlist(run)
      this.orphans.took(inode.ino, run)
    }
  }
}

import type { FileImage, FileOperation, FileSystemRoom } from '../../protocol.ts'
import { SystemError } from '../uv.ts'
import { canExecute, canRead, canWrite, type Credentials, demand, type Inode, newInode } from './inode.ts'
import { Space } from './space.ts'
import { FileTree, type Place } from './tree.ts'
import { Watchers } from './watchers.ts'

export interface FilesOptions {
  image: FileImage
  who: Credentials
  cwd(): string
  umask(): number
  now(): number
  log(operation: FileOperation): void
}

/** Paths and directories: what a process's copy of the files is called. Every change is told to the kernel. */
export abstract class Names {
  protected readonly tree: FileTree
  protected readonly space: Space
  readonly watchers = new Watchers()

  constructor(protected readonly options: FilesOptions) {
    this.tree = new FileTree(options.image)
    this.space = new Space(options.image.room)
  }

  // Paths

  absolute(path: string): string {
    return path.startsWith('/') ? path : `${this.options.cwd()}/${path}`
  }

  protected walk(path: string, follow = true): Place {
    return this.tree.walk(this.absolute(path), this.tree.root, this.options.who, follow)
  }

  protected find(path: string, follow = true): Inode {
    const { inode } = this.walk(path, follow)
    if (!inode) throw new SystemError('ENOENT')
    return inode
  }

  /** Where the path leads now, without links in it: what the kernel is asked to look at. */
  target(path: string, follow = true): string {
    const absolute = this.absolute(path)
    try {
      const { directory, name } = this.walk(path, follow)
      return name === '.' || name === '..'
        ? absolute
        : `${this.tree.pathOf(directory)}/${name}`.replace('//', '/')
    } catch {
      return absolute
    }
  }

  stat(path: string, follow = true): Inode {
    return this.find(path, follow)
  }

  exists(path: string): boolean {
    try {
      return this.walk(path).inode !== undefined
    } catch {
      return false
    }
  }

  access(path: string, mode: number): void {
    const inode = this.find(path)
    if (mode & canWrite && this.isReadOnly(inode)) throw new SystemError('EROFS')
    demand(inode, this.options.who, mode)
  }

  readdir(path: string): [name: string, inode: Inode][] {
    const inode = this.find(path)
    if (!inode.children) throw new SystemError('ENOTDIR')
    demand(inode, this.options.who, canRead)
    return [...inode.children]
  }

  readlink(path: string): string {
    const inode = this.find(path, false)
    if (inode.type !== 'symlink') throw new SystemError('EINVAL')
    return inode.target!
  }

  realpath(path: string): string {
    const { directory, name, inode } = this.walk(path)
    if (!inode) throw new SystemError('ENOENT')
    if (inode.children) return this.tree.pathOf(inode)
    const parent = this.tree.pathOf(directory)
    return parent === '/' ? `/${name}` : `${parent}/${name}`
  }

  changeDirectory(path: string): string {
    const inode = this.find(path)
    if (!inode.children) throw new SystemError('ENOTDIR')
    demand(inode, this.options.who, canExecute)
    return this.tree.pathOf(inode)
  }

  room(path: string): FileSystemRoom | undefined {
    return this.space.room(this.find(path).dev)
  }

  // Names

  /** An entry of a directory is about to change. */
  protected demandWritable(directory: Inode): void {
    if (this.isReadOnly(directory)) throw new SystemError('EROFS')
    demand(directory, this.options.who, canWrite | canExecute)
  }

  protected isReadOnly(inode: Inode): boolean {
    return inode.type !== 'character' && this.space.room(inode.dev) === undefined
  }

  protected add(directory: Inode, name: string, inode: Inode): void {
    const now = this.options.now()
    directory.children!.set(name, inode)
    directory.mtime = directory.ctime = now
    if (inode.children) {
      inode.parent = directory
      directory.nlink++
    }
    this.watchers.notify(directory, 'rename', name)
  }

  protected remove(directory: Inode, name: string, inode: Inode): void {
    directory.children!.delete(name)
    directory.mtime = directory.ctime = this.options.now()
    if (inode.children) directory.nlink--
    inode.nlink -= inode.children ? 2 : 1
    inode.ctime = this.options.now()
    if (inode.nlink <= 0 && !this.isOpen(inode)) this.space.free(inode)
    this.watchers.notify(directory, 'rename', name)
    this.watchers.notify(inode, 'rename', name)
  }

  /** Descriptors keep a file alive that has no name any more, and follow one that is renamed. */
  protected abstract isOpen(inode: Inode): boolean
  protected abstract renamed(inode: Inode, directory: Inode, name: string): void

  protected create(place: Place, type: Inode['type'], mode: number): Inode {
    if (place.inode) throw new SystemError('EEXIST')
    this.demandWritable(place.directory)
    this.space.takeInode(place.directory.dev)
    const { uid, gid } = this.options.who
    // A set-group-ID directory hands its group on.
    const group = place.directory.mode & 0o2000 ? place.directory.gid : gid
    const inode = newInode(type, mode, place.directory.dev, { uid, gid: group }, this.options.now())
    this.add(place.directory, place.name, inode)
    return inode
  }

  mkdir(path: string, mode: number): void {
    const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path
    const masked = mode & 0o1777 & ~this.options.umask()
    this.create(this.walk(trimmed, false), 'directory', masked)
    this.options.log({ do: 'mkdir', path: this.absolute(trimmed), mode: masked })
  }

  symlink(target: string, path: string): void {
    const inode = this.create(this.walk(path, false), 'symlink', 0o777)
    inode.target = target
    inode.size = target.length
    this.options.log({ do: 'symlink', target, path: this.absolute(path) })
  }

  link(from: string, to: string): void {
    const inode = this.find(from, false)
    const place = this.walk(to, false)
    if (inode.children) throw new SystemError('EPERM')
    if (place.inode) throw new SystemError('EEXIST')
    if (inode.dev !== place.directory.dev) throw new SystemError('EXDEV')
    this.demandWritable(place.directory)
    inode.nlink++
    inode.ctime = this.options.now()
    this.add(place.directory, place.name, inode)
    this.options.log({ do: 'link', from: this.absolute(from), to: this.absolute(to) })
  }

  /** In a sticky directory (/tmp) only owners remove. */
  protected demandRemovable(directory: Inode, inode: Inode): void {
    this.demandWritable(directory)
    const { uid } = this.options.who
    if (directory.mode & 0o1000 && uid !== 0 && uid !== inode.uid && uid !== directory.uid)
      throw new SystemError('EPERM')
  }

  unlink(path: string): void {
    const { directory, name, inode } = this.walk(path, false)
    if (!inode) throw new SystemError('ENOENT')
    this.demandRemovable(directory, inode)
    if (inode.children) throw new SystemError('EISDIR')
    this.remove(directory, name, inode)
    this.options.log({ do: 'unlink', path: this.absolute(path) })
  }

  rmdir(path: string): void {
    const { directory, name, inode } = this.walk(path.length > 1 ? path.replace(/\/+$/, '') : path, false)
    if (!inode) throw new SystemError('ENOENT')
    if (!inode.children) throw new SystemError('ENOTDIR')
    if (name === '.') throw new SystemError('EINVAL')
    if (inode.children.size > 0) throw new SystemError('ENOTEMPTY')
    this.demandRemovable(directory, inode)
    this.remove(directory, name, inode)
    this.options.log({ do: 'rmdir', path: this.absolute(path) })
  }

  rename(from: string, to: string): void {
    const source = this.walk(from, false)
    const target = this.walk(to, false)
    if (!source.inode) throw new SystemError('ENOENT')
    if (source.inode === target.inode) return
    if (source.inode.dev !== target.directory.dev) throw new SystemError('EXDEV')
    for (let at = target.directory; at !== this.tree.root; at = at.parent!) {
      if (at === source.inode) throw new SystemError('EINVAL')
    }
    this.demandRemovable(source.directory, source.inode)
    this.demandWritable(target.directory)
    if (target.inode) {
      if (source.inode.children && !target.inode.children) throw new SystemError('ENOTDIR')
      if (!source.inode.children && target.inode.children) throw new SystemError('EISDIR')
      if (target.inode.children?.size) throw new SystemError('ENOTEMPTY')
      this.demandRemovable(target.directory, target.inode)
      this.remove(target.directory, target.name, target.inode)
    }
    const { nlink } = source.inode
    this.remove(source.directory, source.name, { ...source.inode, nlink: 3 })
    source.inode.nlink = nlink
    this.add(target.directory, target.name, source.inode)
    this.renamed(source.inode, target.directory, target.name)
    this.options.log({ do: 'rename', from: this.absolute(from), to: this.absolute(to) })
  }
}

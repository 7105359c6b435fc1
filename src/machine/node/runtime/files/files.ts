import type { FileChange } from '../../protocol.ts'
import { copyOf } from '../bytes/views.ts'
import { facts } from '../facts.ts'
import { SystemError } from '../uv.ts'
import { canRead, canWrite, demand, type Inode, permits, reserve } from './inode.ts'
import { Names } from './names.ts'
import { device, type OpenFile } from './open-file.ts'

const flag = (facts.bindings.constants as { fs: Record<string, number> }).fs as Record<
  'O_WRONLY' | 'O_RDWR' | 'O_CREAT' | 'O_EXCL' | 'O_TRUNC' | 'O_APPEND' | 'O_DIRECTORY' | 'O_NOFOLLOW',
  number
>
const firstDescriptor = 17
const mostDescriptors = 1024

const notSent = new SystemError(
  'EIO',
  'this file is not in the copy of the disk that the process got at its start; read it with an asynchronous call',
)

/** The file system calls of one process, on its own copy; every change is told to the kernel. */
export class Files extends Names {
  readonly #open = new Map<number, OpenFile>()
  #nextFile = 1

  protected isOpen(inode: Inode): boolean {
    for (const open of this.#open.values()) if (open.inode === inode) return true
    return false
  }

  protected renamed(inode: Inode, directory: Inode, name: string): void {
    for (const open of this.#open.values()) if (open.inode === inode) Object.assign(open, { directory, name })
  }

  // Attributes

  #demandOwner(inode: Inode): void {
    if (this.isReadOnly(inode)) throw new SystemError('EROFS')
    const { uid } = this.options.who
    if (uid !== 0 && uid !== inode.uid) throw new SystemError('EPERM')
  }

  chmod(target: string | number, mode: number): void {
    const inode = typeof target === 'number' ? this.#get(target).inode : this.find(target)
    this.#demandOwner(inode)
    inode.mode = mode & 0o7777
    inode.ctime = this.options.now()
    this.options.log({ do: 'chmod', path: this.#pathFor(target), mode: inode.mode })
  }

  chown(target: string | number, uid: number, gid: number, noFollow = false): void {
    const inode = typeof target === 'number' ? this.#get(target).inode : this.find(target, !noFollow)
    const { who } = this.options
    const owner = uid === -1 || uid === 2 ** 32 - 1 ? inode.uid : uid
    const group = gid === -1 || gid === 2 ** 32 - 1 ? inode.gid : gid
    this.#demandOwner(inode)
    const mayGive =
      owner === inode.uid && (group === who.gid || who.groups.includes(group) || group === inode.gid)
    if (who.uid !== 0 && !mayGive) throw new SystemError('EPERM')
    Object.assign(inode, { uid: owner, gid: group, ctime: this.options.now() })
    this.options.log({ do: 'chown', path: this.#pathFor(target), uid: owner, gid: group, noFollow })
  }

  /** Times in milliseconds. */
  utimes(target: string | number, atime: number, mtime: number, noFollow = false): void {
    const inode = typeof target === 'number' ? this.#get(target).inode : this.find(target, !noFollow)
    if (!permits(inode, this.options.who, canWrite)) this.#demandOwner(inode)
    Object.assign(inode, { atime, mtime, ctime: this.options.now() })
    this.options.log({ do: 'utimes', path: this.#pathFor(target), atime, mtime, noFollow })
  }

  #pathFor(target: string | number): string {
    if (typeof target === 'string') return this.absolute(target)
    const { directory, name } = this.#get(target)
    return `${this.tree.pathOf(directory)}/${name}`.replace('//', '/')
  }

  // Open files

  #get(fd: number): OpenFile {
    const open = this.#open.get(fd)
    if (!open) throw new SystemError('EBADF')
    return open
  }

  open(path: string, flags: number, mode: number): number {
    const readable = !(flags & flag.O_WRONLY)
    const writable = (flags & (flag.O_WRONLY | flag.O_RDWR)) !== 0
    const exclusive = (flags & flag.O_CREAT) !== 0 && (flags & flag.O_EXCL) !== 0
    const place = this.walk(path, !exclusive && !(flags & flag.O_NOFOLLOW))
    let { inode } = place
    let created = false
    if (inode) {
      if (exclusive) throw new SystemError('EEXIST')
      if (inode.type === 'symlink') throw new SystemError('ELOOP')
      if (inode.children && (writable || flags & flag.O_CREAT)) throw new SystemError('EISDIR')
      if (!inode.children && flags & flag.O_DIRECTORY) throw new SystemError('ENOTDIR')
      if (writable && this.isReadOnly(inode)) throw new SystemError('EROFS')
      demand(inode, this.options.who, (readable ? canRead : 0) | (writable ? canWrite : 0))
    } else {
      if (!(flags & flag.O_CREAT)) throw new SystemError('ENOENT')
      if (path.endsWith('/')) throw new SystemError('EISDIR')
      inode = this.create(place, 'file', mode & 0o7777 & ~this.options.umask())
      created = true
    }
    device(inode)
    const append = (flags & flag.O_APPEND) !== 0
    const truncate = writable && (flags & flag.O_TRUNC) !== 0 && inode.type === 'file'
    const { directory, name } = place
    const open: OpenFile = {
      inode,
      path: this.absolute(path),
      directory,
      name,
      readable,
      writable,
      append,
      position: 0,
    }
    const fd = this.#freeDescriptor()
    this.#open.set(fd, open)
    if (inode.type === 'file' && (writable || created)) {
      open.file = this.#nextFile++
      this.options.log({
        do: 'open', file: open.file, path: open.path, create: created, truncate, append, mode: inode.mode,
      }) // prettier-ignore
    }
    if (truncate && inode.size > 0) this.#setSize(open, 0)
    return fd
  }

  #freeDescriptor(): number {
    let fd = firstDescriptor
    while (this.#open.has(fd)) fd++
    if (fd >= mostDescriptors) throw new SystemError('EMFILE')
    return fd
  }

  close(fd: number): void {
    const open = this.#get(fd)
    this.#open.delete(fd)
    if (open.file !== undefined) this.options.log({ do: 'close', file: open.file })
    if (open.inode.nlink <= 0 && !this.isOpen(open.inode)) this.space.free(open.inode)
  }

  fstat(fd: number): Inode {
    return this.#get(fd).inode
  }

  /** The path whose content has to be fetched before this file can be read, if it was not sent. */
  missing(fd: number): string | undefined {
    const { inode, path } = this.#get(fd)
    return inode.type === 'file' && !inode.content ? path : undefined
  }

  supply(fd: number, bytes: Uint8Array): void {
    const { inode } = this.#get(fd)
    if (inode.content) return
    inode.content = bytes
    inode.size = bytes.length
  }

  supplyAt(path: string, bytes: Uint8Array): void {
    const inode = this.find(path)
    if (!inode.content) Object.assign(inode, { content: bytes, size: bytes.length })
  }

  /** @param position undefined: where the descriptor is, and moves it. */
  read(fd: number, into: Uint8Array, position?: number): number {
    const open = this.#get(fd)
    const { inode } = open
    if (!open.readable) throw new SystemError('EBADF')
    if (inode.children) throw new SystemError('EISDIR')
    const special = device(inode)
    if (special) return special.read(into)
    if (!inode.content) throw notSent
    const at = position ?? open.position
    const count = Math.max(0, Math.min(into.length, inode.size - at))
    into.set(inode.content.subarray(at, at + count))
    if (position === undefined) open.position += count
    return count
  }

  write(fd: number, bytes: Uint8Array, position?: number): number {
    const open = this.#get(fd)
    const { inode } = open
    if (!open.writable) throw new SystemError('EBADF')
    const special = device(inode)
    if (special) {
      if (special.full) throw new SystemError('ENOSPC')
      return bytes.length
    }
    if (bytes.length === 0) return 0
    const at = open.append ? inode.size : (position ?? open.position)
    const end = at + bytes.length
    if (end > inode.size) {
      this.space.resize(inode, end, this.options.who)
      // Bytes between the old end and the write are zeros, also in room that a truncation left behind.
      if (inode.content) reserve(inode, end).fill(0, inode.size, Math.max(inode.size, at))
      inode.size = end
    }
    inode.content?.set(bytes, at)
    if (position === undefined || open.append) open.position = end
    inode.mtime = inode.ctime = this.options.now()
    // The kernel gets its own copy: the program may reuse its buffer at once.
    this.options.log({ do: 'write', file: open.file!, position: at, bytes: copyOf(bytes) })
    this.watchers.notify(open.directory, 'change', open.name)
    this.watchers.notify(inode, 'change', open.name)
    return bytes.length
  }

  truncate(fd: number, size: number): void {
    const open = this.#get(fd)
    if (!open.writable || open.inode.type !== 'file') throw new SystemError('EINVAL')
    this.#setSize(open, size)
    this.options.log({ do: 'truncate', file: open.file!, size })
  }

  #setSize(open: OpenFile, size: number): void {
    const { inode } = open
    this.space.resize(inode, size, this.options.who)
    if (size === 0) inode.content = new Uint8Array(0)
    else if (inode.content && size > inode.size) reserve(inode, size).fill(0, inode.size, size)
    inode.size = size
    inode.mtime = inode.ctime = this.options.now()
    this.watchers.notify(open.directory, 'change', open.name)
    this.watchers.notify(inode, 'change', open.name)
  }

  /** The kernel's number of an open file, for fsync. */
  fileNumber(fd: number): number | undefined {
    return this.#get(fd).file
  }

  readFile(path: string): Uint8Array {
    const inode = this.find(path)
    if (inode.children) throw new SystemError('EISDIR')
    demand(inode, this.options.who, canRead)
    if (!inode.content) throw notSent
    return inode.content.subarray(0, inode.size)
  }

  /** What another process did. */
  apply(changes: readonly FileChange[]): void {
    for (const change of changes) {
      const place = this.tree.apply(change)
      if (!place) continue
      // That a directory is newer says nothing: what is new in it is told by name.
      if (place.was?.children && change.entry?.type === 'directory') continue
      const kind = place.was && change.entry ? 'change' : 'rename'
      this.watchers.notify(place.directory, kind, place.name)
      if (place.was) this.watchers.notify(place.was, kind, place.name)
    }
  }
}

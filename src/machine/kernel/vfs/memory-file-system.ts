import { fail } from '../../errno.ts'
import type {
  Attributes,
  DirectoryEntry,
  FileSystem,
  FileType,
  Ino,
  Mounted,
  NewNode,
  Stat,
  StatFs,
} from '../../fs/file-system.ts'
import { SparseBytes } from './sparse-bytes.ts'

const blockSize = 4096

interface Node {
  readonly stat: Stat
  readonly content: SparseBytes
  readonly entries: Map<string, Ino>
  target: string
  /** The directory that holds this directory. */
  parent: Ino
  opened: number
}

/** tmpfs (also devtmpfs and devpts): files that live as long as the machine is on. */
export class MemoryFileSystem implements FileSystem {
  readonly root: Ino = 1
  readonly readOnly = false
  readonly #nodes = new Map<Ino, Node>()
  #lastIno = 0

  /** @param limit bytes that all files together may have. */
  constructor(
    readonly now: () => number,
    readonly limit: number,
    readonly type = 'tmpfs',
    rootMode = 0o755,
  ) {
    this.#add('directory', { mode: rootMode, uid: 0, gid: 0 }, 1)
  }

  #used = 0

  lookup(directory: Ino, name: string): Ino | undefined {
    return this.#directory(directory).entries.get(name)
  }

  stat(ino: Ino): Stat {
    const { stat, content, target } = this.#node(ino)
    const size = stat.type === 'file' ? content.length : stat.type === 'symlink' ? target.length : stat.size
    return { ...stat, size, blocks: content.allocated / 512 }
  }

  readdir(directory: Ino): DirectoryEntry[] {
    const { entries } = this.#directory(directory)
    return [...entries].map(([name, ino]) => ({ name, ino, type: this.#node(ino).stat.type }))
  }

  readlink(ino: Ino): string {
    const { stat, target } = this.#node(ino)
    return stat.type === 'symlink' ? target : fail('EINVAL')
  }

  create(directory: Ino, name: string, node: NewNode): Ino {
    return this.#enter(directory, name, () => this.#add('file', node, directory))
  }

  mkdir(directory: Ino, name: string, node: NewNode): Ino {
    const ino = this.#enter(directory, name, () => this.#add('directory', node, directory))
    this.#node(directory).stat.nlink++
    return ino
  }

  symlink(directory: Ino, name: string, target: string, node: NewNode): Ino {
    const ino = this.#enter(directory, name, () => this.#add('symlink', node, directory))
    this.#node(ino).target = target
    return ino
  }

  mknod(directory: Ino, name: string, node: NewNode & { type: FileType; rdev: number }): Ino {
    return this.#enter(directory, name, () => this.#add(node.type, node, directory, node.rdev))
  }

  link(ino: Ino, directory: Ino, name: string): void {
    const node = this.#node(ino)
    if (node.stat.type === 'directory') fail('EPERM')
    this.#enter(directory, name, () => ino)
    node.stat.nlink++
    this.#changed(node)
  }

  unlink(directory: Ino, name: string): void {
    const ino = this.lookup(directory, name) ?? fail('ENOENT')
    const node = this.#node(ino)
    if (node.stat.type === 'directory') fail('EISDIR')
    this.#leave(directory, name)
    node.stat.nlink--
    this.#changed(node)
    this.#collect(ino, node)
  }

  rmdir(directory: Ino, name: string): void {
    const ino = this.lookup(directory, name) ?? fail('ENOENT')
    const node = this.#directory(ino)
    if (node.entries.size > 0) fail('ENOTEMPTY')
    this.#leave(directory, name)
    this.#node(directory).stat.nlink--
    node.stat.nlink = 0
    this.#collect(ino, node)
  }

  rename(fromDirectory: Ino, from: string, toDirectory: Ino, to: string): void {
    const ino = this.lookup(fromDirectory, from) ?? fail('ENOENT')
    const isDirectory = this.#node(ino).stat.type === 'directory'
    if (isDirectory && this.#within(toDirectory, ino)) fail('EINVAL')
    const replaced = this.lookup(toDirectory, to)
    if (replaced === ino) return
    if (replaced !== undefined) {
      if (isDirectory) this.rmdir(toDirectory, to)
      else this.unlink(toDirectory, to)
    }
    this.#leave(fromDirectory, from)
    this.#enter(toDirectory, to, () => ino)
    if (!isDirectory) return
    this.#node(fromDirectory).stat.nlink--
    this.#node(toDirectory).stat.nlink++
    this.#node(ino).parent = toDirectory
  }

  read(ino: Ino, offset: number, length: number): Uint8Array {
    return this.#file(ino).content.read(offset, length)
  }

  write(ino: Ino, offset: number, bytes: Uint8Array): void {
    const node = this.#file(ino)
    const needed = node.content.growthFor(offset, bytes.length)
    if (this.#used + needed > this.limit) fail('ENOSPC')
    node.content.write(offset, bytes)
    this.#used += needed
    this.#modified(node)
  }

  truncate(ino: Ino, size: number): void {
    const node = this.#file(ino)
    const before = node.content.allocated
    node.content.truncate(size)
    this.#used += node.content.allocated - before
    this.#modified(node)
  }

  setAttributes(ino: Ino, attributes: Attributes): void {
    const node = this.#node(ino)
    Object.assign(node.stat, attributes)
    this.#changed(node)
  }

  statfs(): StatFs {
    const blocks = Math.floor(this.limit / blockSize)
    const free = Math.floor((this.limit - this.#used) / blockSize)
    const files = 1_000_000
    return { blockSize, blocks, free, available: free, files, filesFree: files - this.#nodes.size }
  }

  retain(ino: Ino): void {
    this.#node(ino).opened++
  }

  release(ino: Ino): void {
    const node = this.#node(ino)
    node.opened--
    this.#collect(ino, node)
  }

  #node(ino: Ino): Node {
    return this.#nodes.get(ino) ?? fail('ENOENT')
  }

  #directory(ino: Ino): Node {
    const node = this.#node(ino)
    return node.stat.type === 'directory' ? node : fail('ENOTDIR')
  }

  #file(ino: Ino): Node {
    const node = this.#node(ino)
    if (node.stat.type === 'directory') fail('EISDIR')
    return node.stat.type === 'file' ? node : fail('EINVAL')
  }

  #add(type: FileType, { mode, uid, gid }: NewNode, parent: Ino, rdev = 0): Ino {
    const ino = ++this.#lastIno
    const now = this.now()
    const directory = type === 'directory'
    const times = { atime: now, mtime: now, ctime: now, birthtime: now }
    const nlink = directory ? 2 : 1
    const stat = { ino, type, mode, uid, gid, nlink, size: directory ? 40 : 0, blocks: 0, rdev, ...times }
    this.#nodes.set(ino, {
      stat,
      content: new SparseBytes(),
      entries: new Map(),
      target: '',
      parent,
      opened: 0,
    })
    return ino
  }

  #enter(directory: Ino, name: string, make: () => Ino): Ino {
    const node = this.#directory(directory)
    if (node.stat.nlink === 0) fail('ENOENT')
    if (node.entries.has(name)) fail('EEXIST')
    const ino = make()
    node.entries.set(name, ino)
    this.#modified(node)
    return ino
  }

  #leave(directory: Ino, name: string): void {
    const node = this.#directory(directory)
    node.entries.delete(name)
    this.#modified(node)
  }

  /** Whether a directory is, or lies in, another one: it cannot move into itself. */
  #within(directory: Ino, ancestor: Ino): boolean {
    for (let at = directory; ; at = this.#node(at).parent) {
      if (at === ancestor) return true
      if (at === this.root) return false
    }
  }

  #collect(ino: Ino, node: Node): void {
    if (node.stat.nlink > 0 || node.opened > 0) return
    this.#used -= node.content.allocated
    this.#nodes.delete(ino)
  }

  #modified(node: Node): void {
    node.stat.mtime = node.stat.ctime = this.now()
  }

  #changed(node: Node): void {
    node.stat.ctime = this.now()
  }
}

/** What lives in memory waits for nothing. */
export const inMemory = <F extends FileSystem>(fs: F): Mounted<F> => ({
  fs,
  run: async (operation) => operation(fs),
  sync: () => Promise.resolve(),
  unmount: () => Promise.resolve(),
})

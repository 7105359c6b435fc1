import { ErrnoError, fail } from '../errno.ts'
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
} from './file-system.ts'
import { type MemoryNode, MemoryNodes, pageSize } from './memory-nodes.ts'
import { Naming } from './naming.ts'

export interface TmpfsOptions {
  now: () => number
  /** In bytes. */
  size: number
  /** How many files there may be; without it as many as half of the size has pages. */
  files?: number
  /** Of the root directory; 01777 when not given. */
  mode?: number
}

/** A file system in memory, with Linux's tmpfs's limits: pages for contents, a number of files. */
export class Tmpfs implements FileSystem {
  readonly type = 'tmpfs'
  readonly root: Ino
  readonly readOnly = false
  readonly #nodes: MemoryNodes
  readonly #naming: Naming

  constructor({ now, size, files, mode = 0o1777 }: TmpfsOptions) {
    const pages = Math.floor(size / pageSize)
    this.#nodes = new MemoryNodes(now, pages, files ?? Math.max(16, Math.floor(pages / 2)))
    this.#naming = new Naming(this.#nodes)
    this.root = this.#nodes.makeRoot({ mode, uid: 0, gid: 0 })
  }

  lookup(directory: Ino, name: string): Ino | undefined {
    return this.#naming.lookup(directory, name)
  }

  stat(ino: Ino): Stat {
    const { type, mode, uid, gid, links, size, pages, rdev, atime, mtime, ctime, birthtime } = this.#node(ino)
    const blocks = pages.size * (pageSize / 512)
    return { ino, type, mode, uid, gid, nlink: links, size, blocks, atime, mtime, ctime, birthtime, rdev }
  }

  readdir(directory: Ino): DirectoryEntry[] {
    const { entries } = this.#node(directory)
    if (!entries) throw new ErrnoError('ENOTDIR')
    return [...entries].map(([name, ino]) => ({ name, ino, type: this.#nodes.typeOf(ino) }))
  }

  readlink(ino: Ino): string {
    const { type, target } = this.#node(ino)
    return type === 'symlink' ? target : fail('EINVAL')
  }

  create(directory: Ino, name: string, node: NewNode): Ino {
    return this.#naming.create(directory, name, 'file', node)
  }

  mkdir(directory: Ino, name: string, node: NewNode): Ino {
    return this.#naming.create(directory, name, 'directory', node)
  }

  symlink(directory: Ino, name: string, target: string, node: NewNode): Ino {
    const size = new TextEncoder().encode(target).length
    if (size === 0) fail('ENOENT')
    if (size >= pageSize) fail('ENAMETOOLONG')
    const ino = this.#naming.create(directory, name, 'symlink', { ...node, mode: 0o777 })
    Object.assign(this.#node(ino), { target, size })
    return ino
  }

  mknod(
    directory: Ino,
    name: string,
    { type, rdev, ...node }: NewNode & { type: FileType; rdev: number },
  ): Ino {
    if (type === 'directory' || type === 'symlink') fail('EINVAL')
    const ino = this.#naming.create(directory, name, type, node)
    if (type === 'block' || type === 'character') this.#node(ino).rdev = rdev
    return ino
  }

  link(ino: Ino, directory: Ino, name: string): void {
    this.#naming.link(ino, directory, name)
  }

  unlink(directory: Ino, name: string): void {
    this.#naming.unlink(directory, name)
  }

  rmdir(directory: Ino, name: string): void {
    this.#naming.rmdir(directory, name)
  }

  rename(fromDirectory: Ino, from: string, toDirectory: Ino, to: string): void {
    this.#naming.rename(fromDirectory, from, toDirectory, to)
  }

  read(ino: Ino, offset: number, length: number): Uint8Array {
    return this.#nodes.read(this.#file(ino), offset, length)
  }

  write(ino: Ino, offset: number, bytes: Uint8Array): void {
    const node = this.#file(ino)
    if (bytes.length === 0) return
    this.#nodes.write(node, offset, bytes)
    this.#nodes.touchDirectory(ino)
  }

  truncate(ino: Ino, size: number): void {
    if (size < 0 || !Number.isSafeInteger(size)) fail('EINVAL')
    this.#nodes.truncate(this.#file(ino), size)
    this.#nodes.touchDirectory(ino)
  }

  setAttributes(ino: Ino, attributes: Attributes): void {
    const node = this.#node(ino)
    const given = Object.entries(attributes).filter(([, value]) => value !== undefined)
    Object.assign(node, Object.fromEntries(given))
    this.#nodes.touch(ino)
  }

  /** Throws EINVAL when more than that is in use. In bytes. */
  resize(size: number): void {
    this.#nodes.resize(Math.floor(size / pageSize))
  }

  statfs(): StatFs {
    return this.#nodes.statfs()
  }

  retain(ino: Ino): void {
    this.#nodes.retain(ino)
  }

  release(ino: Ino): void {
    this.#nodes.release(ino)
  }

  #node(ino: Ino): MemoryNode {
    return this.#nodes.node(ino)
  }

  #file(ino: Ino): MemoryNode {
    const node = this.#node(ino)
    if (node.type === 'directory') fail('EISDIR')
    if (node.type !== 'file') fail('EINVAL')
    return node
  }
}

export function makeTmpfs(options: TmpfsOptions): Mounted<Tmpfs> {
  const fs = new Tmpfs(options)
  return {
    fs,
    run: async (operation) => operation(fs),
    sync: async () => {},
    unmount: async () => {},
  }
}

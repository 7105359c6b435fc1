import { ErrnoError, fail } from '../errno.ts'
import type { FileType, Ino, NewNode, StatFs } from './file-system.ts'
import type { NodeStore } from './naming.ts'

export const pageSize = 4096
/** As far as Linux's page cache indexes a file. */
const maxFileSize = 2 ** 43 - pageSize

export interface MemoryNode extends NewNode {
  readonly type: FileType
  links: number
  size: number
  /** A directory's names, without `.` and `..`. */
  readonly entries: Map<string, Ino> | undefined
  parent: Ino
  /** By number; a page that was never written is not there. */
  readonly pages: Map<number, Uint8Array>
  target: string
  rdev: number
  atime: number
  mtime: number
  ctime: number
  readonly birthtime: number
}

/** Nodes in memory, up to a number of nodes and of pages. Checks come before changes: nothing is undone. */
export class MemoryNodes implements NodeStore {
  readonly maxLinks = 2 ** 31
  readonly #nodes = new Map<Ino, MemoryNode>()
  readonly #open = new Map<Ino, number>()
  #next = 1
  #pages = 0

  constructor(
    readonly now: () => number,
    private maxPages: number,
    readonly maxNodes: number,
  ) {}

  makeRoot(node: NewNode): Ino {
    const root = this.#next
    return this.allocate('directory', node, root)
  }

  node(ino: Ino): MemoryNode {
    return this.#nodes.get(ino) ?? fail('ENOENT')
  }

  read(node: MemoryNode, offset: number, length: number): Uint8Array {
    const end = Math.min(offset + length, node.size)
    const result = new Uint8Array(Math.max(0, end - offset))
    for (let at = offset; at < end;) {
      const from = at % pageSize
      const to = Math.min(pageSize, from + end - at)
      const page = node.pages.get(Math.floor(at / pageSize))
      if (page) result.set(page.subarray(from, to), at - offset)
      at += to - from
    }
    return result
  }

  write(node: MemoryNode, offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length
    if (end > maxFileSize) throw new ErrnoError('EFBIG')
    let missing = 0
    for (let page = Math.floor(offset / pageSize); page * pageSize < end; page++) {
      if (!node.pages.has(page)) missing++
    }
    if (this.#pages + missing > this.maxPages) throw new ErrnoError('ENOSPC')
    this.#pages += missing
    for (let at = offset; at < end;) {
      const from = at % pageSize
      const to = Math.min(pageSize, from + end - at)
      const number = Math.floor(at / pageSize)
      let page = node.pages.get(number)
      if (!page) node.pages.set(number, (page = new Uint8Array(pageSize)))
      page.set(bytes.subarray(at - offset, at - offset + to - from), from)
      at += to - from
    }
    node.size = Math.max(node.size, end)
  }

  truncate(node: MemoryNode, size: number): void {
    if (size > maxFileSize) throw new ErrnoError('EFBIG')
    if (size < node.size) {
      for (const number of node.pages.keys()) {
        if (number * pageSize < size) continue
        node.pages.delete(number)
        this.#pages--
      }
      node.pages.get(Math.floor(size / pageSize))?.fill(0, size % pageSize)
    }
    node.size = size
  }

  resize(pages: number): void {
    if (pages < this.#pages) fail('EINVAL')
    this.maxPages = pages
  }

  statfs(): StatFs {
    const free = this.maxPages - this.#pages
    return {
      blockSize: pageSize,
      blocks: this.maxPages,
      free,
      available: free,
      files: this.maxNodes,
      filesFree: this.maxNodes - this.#nodes.size,
    }
  }

  retain(ino: Ino): void {
    this.#open.set(ino, (this.#open.get(ino) ?? 0) + 1)
  }

  release(ino: Ino): void {
    const count = (this.#open.get(ino) ?? 0) - 1
    if (count > 0) this.#open.set(ino, count)
    else {
      this.#open.delete(ino)
      if (this.#nodes.get(ino)?.links === 0) this.#free(ino)
    }
  }

  typeOf(ino: Ino): FileType {
    return this.node(ino).type
  }

  linksOf(ino: Ino): number {
    return this.node(ino).links
  }

  find(directory: Ino, name: string): Ino | undefined {
    if (name === '.') return directory
    if (name === '..') return this.node(directory).parent
    return this.#entries(directory).get(name)
  }

  isEmpty(directory: Ino): boolean {
    return this.#entries(directory).size === 0
  }

  allocate(type: FileType, { mode, uid, gid }: NewNode, near: Ino): Ino {
    if (this.#nodes.size >= this.maxNodes) throw new ErrnoError('ENOSPC')
    const ino = this.#next++
    const now = this.now()
    const times = { atime: now, mtime: now, ctime: now, birthtime: now }
    const entries = type === 'directory' ? new Map<string, Ino>() : undefined
    const links = type === 'directory' ? 2 : 1
    const pages = new Map<number, Uint8Array>()
    const rest = { entries, parent: near, pages, target: '', rdev: 0, size: 0 }
    this.#nodes.set(ino, { type, mode: mode & 0o7777, uid, gid, links, ...rest, ...times })
    return ino
  }

  addEntry(directory: Ino, name: string, ino: Ino): void {
    this.#entries(directory).set(name, ino)
  }

  replaceEntry(directory: Ino, name: string, ino: Ino): void {
    this.#entries(directory).set(name, ino)
  }

  removeEntry(directory: Ino, name: string): void {
    this.#entries(directory).delete(name)
  }

  setParent(directory: Ino, parent: Ino): void {
    this.node(directory).parent = parent
  }

  changeLinks(ino: Ino, difference: number): number {
    const node = this.node(ino)
    node.links += difference
    node.ctime = this.now()
    return node.links
  }

  touchDirectory(directory: Ino): void {
    const node = this.node(directory)
    node.mtime = node.ctime = this.now()
  }

  touch(ino: Ino): void {
    this.node(ino).ctime = this.now()
  }

  drop(ino: Ino): void {
    if (!this.#open.has(ino)) this.#free(ino)
  }

  #free(ino: Ino): void {
    this.#pages -= this.node(ino).pages.size
    this.#nodes.delete(ino)
  }

  #entries(directory: Ino): Map<string, Ino> {
    return this.node(directory).entries ?? fail('ENOTDIR')
  }
}

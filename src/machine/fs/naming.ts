import { ErrnoError, fail } from '../errno.ts'
import type { FileType, Ino, NewNode } from './file-system.ts'

/** What the rules below need of a file system's nodes and directories. */
export interface NodeStore {
  readonly maxLinks: number
  /** Throws ENOENT for what is not there. */
  typeOf(ino: Ino): FileType
  linksOf(ino: Ino): number
  /** Knows `.` and `..`. */
  find(directory: Ino, name: string): Ino | undefined
  isEmpty(directory: Ino): boolean
  /**
   * A new node that counts its first link already; `near` is the directory it will be in. A directory has
   * its `.` and `..`, and counts the former.
   */
  allocate(type: FileType, node: NewNode, near: Ino): Ino
  addEntry(directory: Ino, name: string, ino: Ino, type: FileType): void
  replaceEntry(directory: Ino, name: string, ino: Ino, type: FileType): void
  removeEntry(directory: Ino, name: string): void
  setParent(directory: Ino, parent: Ino): void
  /** Sets the change time, too. Returns how many there are now; with none left only `drop` may follow. */
  changeLinks(ino: Ino, difference: number): number
  /** The directory's contents have changed: modification and change time. */
  touchDirectory(directory: Ino): void
  touch(ino: Ino): void
  /** The last link is gone. */
  drop(ino: Ino): void
}

const maxNameBytes = 255
/** No path is deeper; a forged image's circle of parents is. */
const maxDepth = 65_536

/** POSIX's rules for names and links, the same on every file system. The store makes each call atomic. */
export class Naming {
  constructor(readonly store: NodeStore) {}

  lookup(directory: Ino, name: string): Ino | undefined {
    this.#checkDirectory(directory)
    return this.store.find(directory, name)
  }

  create(directory: Ino, name: string, type: FileType, node: NewNode): Ino {
    this.#checkNew(directory, name)
    if (type === 'directory') this.#checkLinks(directory)
    const ino = this.store.allocate(type, node, directory)
    this.store.addEntry(directory, name, ino, type)
    if (type === 'directory') this.store.changeLinks(directory, 1)
    this.store.touchDirectory(directory)
    return ino
  }

  link(ino: Ino, directory: Ino, name: string): void {
    const type = this.store.typeOf(ino)
    if (type === 'directory') fail('EPERM')
    if (this.store.linksOf(ino) === 0) fail('ENOENT')
    this.#checkNew(directory, name)
    this.#checkLinks(ino)
    this.store.addEntry(directory, name, ino, type)
    this.store.changeLinks(ino, 1)
    this.store.touchDirectory(directory)
  }

  unlink(directory: Ino, name: string): void {
    const ino = this.#existing(directory, name)
    if (this.store.typeOf(ino) === 'directory') fail('EISDIR')
    this.store.removeEntry(directory, name)
    this.store.touchDirectory(directory)
    this.#unlinked(ino)
  }

  rmdir(directory: Ino, name: string): void {
    if (name === '.') fail('EINVAL')
    if (name === '..') fail('ENOTEMPTY')
    const ino = this.#existing(directory, name)
    if (this.store.typeOf(ino) !== 'directory') fail('ENOTDIR')
    if (!this.store.isEmpty(ino)) fail('ENOTEMPTY')
    this.store.removeEntry(directory, name)
    this.store.touchDirectory(directory)
    this.#directoryGone(ino, directory)
  }

  rename(fromDirectory: Ino, from: string, toDirectory: Ino, to: string): void {
    const dots = ['.', '..']
    if (dots.includes(from) || dots.includes(to)) fail('EBUSY')
    const ino = this.#existing(fromDirectory, from)
    const isDirectory = this.store.typeOf(ino) === 'directory'
    this.#checkParent(toDirectory)
    checkName(to)
    if (isDirectory && this.#isWithin(toDirectory, ino)) fail('EINVAL')
    const target = this.store.find(toDirectory, to)
    if (target === ino) return
    const moved = fromDirectory !== toDirectory
    if (target !== undefined) {
      const targetIsDirectory = this.store.typeOf(target) === 'directory'
      if (isDirectory && !targetIsDirectory) fail('ENOTDIR')
      if (!isDirectory && targetIsDirectory) fail('EISDIR')
      // The target may even be an ancestor of what is renamed: then it is not empty.
      if (targetIsDirectory && !this.store.isEmpty(target)) fail('ENOTEMPTY')
    } else if (isDirectory && moved) this.#checkLinks(toDirectory)

    if (target === undefined) this.store.addEntry(toDirectory, to, ino, this.store.typeOf(ino))
    else this.store.replaceEntry(toDirectory, to, ino, this.store.typeOf(ino))
    this.store.removeEntry(fromDirectory, from)
    if (target !== undefined && isDirectory) this.#directoryGone(target, toDirectory)
    else if (target !== undefined) this.#unlinked(target)
    if (isDirectory && moved) {
      this.store.setParent(ino, toDirectory)
      this.store.changeLinks(fromDirectory, -1)
      this.store.changeLinks(toDirectory, 1)
    }
    this.store.touch(ino)
    this.store.touchDirectory(fromDirectory)
    if (moved) this.store.touchDirectory(toDirectory)
  }

  #unlinked(ino: Ino): void {
    if (this.store.changeLinks(ino, -1) === 0) this.store.drop(ino)
  }

  #directoryGone(ino: Ino, parent: Ino): void {
    this.store.changeLinks(ino, -this.store.linksOf(ino))
    this.store.changeLinks(parent, -1)
    this.store.drop(ino)
  }

  #existing(directory: Ino, name: string): Ino {
    this.#checkDirectory(directory)
    checkName(name)
    return this.store.find(directory, name) ?? fail('ENOENT')
  }

  #checkNew(directory: Ino, name: string): void {
    this.#checkParent(directory)
    checkName(name)
    if (this.store.find(directory, name) !== undefined) fail('EEXIST')
  }

  /** Nothing can be made in a directory that was removed but is still somebody's working directory. */
  #checkParent(directory: Ino): void {
    this.#checkDirectory(directory)
    if (this.store.linksOf(directory) === 0) fail('ENOENT')
  }

  #checkDirectory(directory: Ino): void {
    if (this.store.typeOf(directory) !== 'directory') fail('ENOTDIR')
  }

  #checkLinks(ino: Ino): void {
    if (this.store.linksOf(ino) >= this.store.maxLinks) fail('EMLINK')
  }

  #isWithin(directory: Ino, ancestor: Ino): boolean {
    let at = directory
    for (let depth = 0; depth < maxDepth; depth++) {
      if (at === ancestor) return true
      const parent = this.store.find(at, '..')
      if (parent === undefined || parent === at) return false
      at = parent
    }
    throw new ErrnoError('EUCLEAN')
  }
}

const encoder = new TextEncoder()

function checkName(name: string): void {
  if (name === '') fail('ENOENT')
  if (name.includes('/') || name.includes('\0')) fail('EINVAL')
  const long = name.length > maxNameBytes || (name.length * 3 > maxNameBytes && bytesOf(name) > maxNameBytes)
  if (long) fail('ENAMETOOLONG')
}

const bytesOf = (name: string): number => encoder.encode(name).length

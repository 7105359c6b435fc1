import type { FileChange, FileImage } from '../../protocol.ts'
import { SystemError } from '../uv.ts'
import { canExecute, type Credentials, demand, type Inode } from './inode.ts'

const longestName = 255
const longestPath = 4096
const mostLinks = 40

/** Where a path leads: the directory and the name in it, and what is there if anything is. */
export interface Place {
  directory: Inode
  name: string
  inode?: Inode
}

/** The files by name: path walking with symbolic links and search permission, as path_resolution(7) says. */
export class FileTree {
  readonly root: Inode

  constructor(image: FileImage) {
    const inodes: Inode[] = []
    const byNumber = new Map<string, Inode>()
    for (const [index, entry] of image.entries.entries()) {
      const { parent, name, content, target, ...rest } = entry
      const key = `${entry.dev}:${entry.ino}`
      const known = entry.type === 'file' && entry.nlink > 1 ? byNumber.get(key) : undefined
      const inode: Inode = known ?? { ...rest }
      if (!known) {
        if (entry.type === 'directory') inode.children = new Map()
        if (target !== undefined) inode.target = target
        if (content !== undefined) inode.content = image.contents.subarray(content, content + entry.size)
        else if (entry.size === 0 && entry.type === 'file' && !isMagic(entry.dev, image))
          inode.content = new Uint8Array(0)
        byNumber.set(key, inode)
      }
      inodes.push(inode)
      if (index === 0) continue
      const directory = inodes[parent]!
      if (inode.children) inode.parent = directory
      directory.children!.set(name, inode)
    }
    this.root = inodes[0]!
    this.root.parent = this.root
  }

  /** @param follow whether a symbolic link at the end is followed. */
  walk(path: string, from: Inode, who: Credentials, follow = true): Place {
    if (path === '') throw new SystemError('ENOENT')
    if (path.length > longestPath) throw new SystemError('ENAMETOOLONG')
    return this.#walk(path, from, who, follow, { links: 0 })
  }

  #walk(path: string, from: Inode, who: Credentials, follow: boolean, count: { links: number }): Place {
    const names = path.split('/').filter((name) => name !== '' && name !== '.')
    const mustBeDirectory = path.endsWith('/') || path.endsWith('/.')
    let directory = path.startsWith('/') ? this.root : from
    if (names.length === 0) return { directory: directory.parent ?? directory, name: '.', inode: directory }
    for (const [index, name] of names.entries()) {
      const isLast = index === names.length - 1
      if (name.length > longestName) throw new SystemError('ENAMETOOLONG')
      demand(directory, who, canExecute)
      const inode = name === '..' ? directory.parent! : directory.children!.get(name)
      if (inode?.type === 'symlink' && (!isLast || follow || mustBeDirectory)) {
        if (++count.links > mostLinks) throw new SystemError('ELOOP')
        const place = this.#walk(inode.target!, directory, who, true, count)
        if (isLast) return place
        directory = enter(place.inode)
        continue
      }
      if (isLast) {
        if (mustBeDirectory && inode && !inode.children) throw new SystemError('ENOTDIR')
        return { directory, name, ...(inode && { inode }) }
      }
      directory = enter(inode)
    }
    throw new SystemError('ENOENT')
  }

  /** The absolute path of a directory without links in it. */
  pathOf(directory: Inode): string {
    const names: string[] = []
    for (let at = directory; at !== this.root; at = at.parent!) {
      const found = [...at.parent!.children!].find(([, inode]) => inode === at)
      if (!found) throw new SystemError('ENOENT')
      names.unshift(found[0])
    }
    return `/${names.join('/')}`
  }

  /** Another process was here. @returns the directory and name, if it is a place we know. */
  apply({ path, entry }: FileChange): { directory: Inode; name: string; was?: Inode } | undefined {
    const names = path.split('/').filter(Boolean)
    const name = names.pop()
    let directory: Inode | undefined = this.root
    for (const step of names) directory = directory?.children?.get(step)
    if (!directory?.children || name === undefined) return undefined
    const was = directory.children.get(name)
    if (!entry) directory.children.delete(name)
    else {
      const { bytes, name: _name, target, ...rest } = entry
      const inode: Inode = was?.type === entry.type ? was : { ...rest }
      Object.assign(inode, rest)
      if (entry.type === 'directory') {
        inode.children ??= new Map()
        inode.parent = directory
      }
      if (target !== undefined) inode.target = target
      if (entry.type === 'file') {
        if (bytes) inode.content = bytes
        else delete inode.content
      }
      directory.children.set(name, inode)
    }
    return { directory, name, ...(was && { was }) }
  }
}

/** Files of proc have no size and still have content. */
const isMagic = (dev: number, image: FileImage): boolean => image.room[dev] === undefined

function enter(inode: Inode | undefined): Inode {
  if (!inode) throw new SystemError('ENOENT')
  if (!inode.children) throw new SystemError('ENOTDIR')
  return inode
}

import type { FileSystem, Ino } from '../fs/file-system.ts'

export interface ImageNode {
  mode: number
  uid: number
  gid: number
  /** A file's; neither it nor `target` makes a directory. */
  content?: string | Uint8Array
  /** A symlink's. */
  target?: string
}

/** What an image holds, by path; directories above a file are made as they are needed (root's, 0755). */
export type ImageTree = ReadonlyMap<string, ImageNode>

const encoder = new TextEncoder()

/** Collects an image's files; the methods return the tree so that a table of files reads as one. */
export class ImageTreeBuilder {
  readonly nodes = new Map<string, ImageNode>()
  #owner = { uid: 0, gid: 0 }

  /** What `add` makes belongs to this user. */
  ownedBy(uid: number, add: (tree: this) => void): this {
    this.#owner = { uid, gid: uid }
    add(this)
    this.#owner = { uid: 0, gid: 0 }
    return this
  }

  directory(path: string, mode = 0o755): this {
    this.nodes.set(path, { mode, ...this.#owner })
    return this
  }

  file(path: string, content: string | Uint8Array, mode = 0o644, gid = this.#owner.gid): this {
    this.nodes.set(path, { mode, ...this.#owner, gid, content })
    return this
  }

  link(path: string, target: string): this {
    this.nodes.set(path, { mode: 0o777, ...this.#owner, target })
    return this
  }
}

export function writeTree(fs: FileSystem, tree: ImageTree): void {
  const inos = new Map<string, Ino>([['', fs.root]])
  const parentOf = (path: string): Ino => {
    const parent = path.slice(0, path.lastIndexOf('/'))
    return inos.get(parent) ?? makeDirectory(parent, { mode: 0o755, uid: 0, gid: 0 })
  }
  const makeDirectory = (path: string, node: ImageNode): Ino => {
    const { mode, uid, gid } = node
    const ino = inos.get(path) ?? fs.mkdir(parentOf(path), nameOf(path), { mode, uid, gid })
    fs.setAttributes(ino, { mode, uid, gid })
    inos.set(path, ino)
    return ino
  }
  for (const [path, node] of tree) {
    const { content, target, ...attributes } = node
    if (target !== undefined) fs.symlink(parentOf(path), nameOf(path), target, attributes)
    else if (content === undefined) makeDirectory(path, node)
    else {
      const ino = fs.create(parentOf(path), nameOf(path), attributes)
      fs.write(ino, 0, typeof content === 'string' ? encoder.encode(content) : content)
    }
  }
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

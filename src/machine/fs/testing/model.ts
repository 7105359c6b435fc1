import { fail } from '../../errno.ts'

export type ModelNode =
  | { type: 'directory'; names: Map<string, ModelNode> }
  | { type: 'file'; content: Uint8Array }
  | { type: 'symlink'; target: string }

export type ModelDirectory = ModelNode & { type: 'directory' }

/** What a tree of files should do, in its plainest form: the real one is compared with it. */
export class Model {
  constructor(readonly root: ModelDirectory = { type: 'directory', names: new Map() }) {}

  /** As it is now, hard links and all. */
  copy(): Model {
    const copies = new Map<ModelNode, ModelNode>()
    const copyOf = (node: ModelNode): ModelNode => {
      const known = copies.get(node)
      if (known) return known
      // Contents are replaced, never changed in place.
      const copy: ModelNode =
        node.type === 'directory' ? { type: 'directory', names: new Map() } : { ...node }
      copies.set(node, copy)
      if (node.type === 'directory' && copy.type === 'directory')
        for (const [name, child] of node.names) copy.names.set(name, copyOf(child))
      return copy
    }
    return new Model(copyOf(this.root) as ModelDirectory)
  }

  /** The directory that a path's last name is in, and what is there. */
  find(path: readonly string[]): { parent: ModelDirectory; name: string; node: ModelNode | undefined } {
    let parent = this.root
    for (const name of path.slice(0, -1)) {
      const next = parent.names.get(name) ?? fail('ENOENT')
      parent = next.type === 'directory' ? next : fail('ENOTDIR')
    }
    const name = path.at(-1)!
    return { parent, name, node: parent.names.get(name) }
  }

  make(path: readonly string[], node: ModelNode): void {
    const { parent, name, node: there } = this.find(path)
    if (there) fail('EEXIST')
    parent.names.set(name, node)
  }

  file(path: readonly string[]): ModelNode & { type: 'file' } {
    const node = this.find(path).node ?? fail('ENOENT')
    if (node.type === 'directory') fail('EISDIR')
    return node.type === 'file' ? node : fail('EINVAL')
  }

  link(from: readonly string[], to: readonly string[]): void {
    const node = this.find(from).node ?? fail('ENOENT')
    // The order of the checks is Linux's: where the new name goes is looked at only afterwards.
    const { parent, name, node: there } = this.find(to)
    if (node.type === 'directory') fail('EPERM')
    if (there) fail('EEXIST')
    parent.names.set(name, node)
  }

  unlink(path: readonly string[]): void {
    const { parent, name, node } = this.find(path)
    if (!node) fail('ENOENT')
    else if (node.type === 'directory') fail('EISDIR')
    parent.names.delete(name)
  }

  rmdir(path: readonly string[]): void {
    const { parent, name, node } = this.find(path)
    if (!node) fail('ENOENT')
    else if (node.type !== 'directory') fail('ENOTDIR')
    else if (node.names.size > 0) fail('ENOTEMPTY')
    parent.names.delete(name)
  }

  rename(from: readonly string[], to: readonly string[]): void {
    const source = this.find(from)
    const target = this.find(to)
    const { node } = source
    if (!node) return fail('ENOENT')
    const isWithin = to.length > from.length && from.every((name, index) => to[index] === name)
    if (node.type === 'directory' && isWithin) fail('EINVAL')
    if (target.node === node) return
    if (target.node) {
      if (node.type === 'directory' && target.node.type !== 'directory') fail('ENOTDIR')
      if (node.type !== 'directory' && target.node.type === 'directory') fail('EISDIR')
      if (target.node.type === 'directory' && target.node.names.size > 0) fail('ENOTEMPTY')
    }
    source.parent.names.delete(source.name)
    target.parent.names.set(target.name, node)
  }
}

export function writeContent(node: ModelNode & { type: 'file' }, offset: number, bytes: Uint8Array): void {
  const content = new Uint8Array(Math.max(node.content.length, offset + bytes.length))
  content.set(node.content)
  content.set(bytes, offset)
  node.content = content
}

export function truncateContent(node: ModelNode & { type: 'file' }, size: number): void {
  const content = new Uint8Array(size)
  content.set(node.content.subarray(0, size))
  node.content = content
}

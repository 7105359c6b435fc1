import { ErrnoError } from '../../errno.ts'
import type { PageCache } from '../cache/page-cache.ts'
import { ExtentNode, maxExtentLength } from './extent-node.ts'
import type { Inode } from './inode.ts'
import { sectorsPerBlock } from './layout.ts'
import type { Orphans } from './orphans.ts'
import type { Run, Space } from './space.ts'

/** Where a logical block lies, and for how many blocks from there that goes on. */
export interface Mapping {
  /** 0: a hole. */
  start: number
  count: number
  /** Allocated, but reads as zeros. */
  unwritten: boolean
}

interface Step {
  node: ExtentNode
  index: number
}

const endOfFile = 2 ** 32

/** The trees that map a file's logical blocks to the disk's. An inode given for a change must be writable. */
export class Extents {
  constructor(
    readonly pages: PageCache,
    readonly space: Space,
    readonly orphans: Orphans,
  ) {}

  /** Begins an empty tree. */
  initialize(inode: Inode): void {
    inode.hasExtents = true
    new ExtentNode(inode.content, 0).initialize(0)
  }

  find(inode: Inode, logical: number): Mapping {
    let node = this.#root(inode)
    let next = endOfFile
    for (;;) {
      const index = node.search(logical)
      if (index + 1 < node.count) next = Math.min(next, node.key(index + 1))
      if (index < 0) return { start: 0, count: next - logical, unwritten: false }
      if (node.depth > 0) {
        node = this.#node(node.child(index), node.depth - 1)
        continue
      }
      const offset = logical - node.key(index)
      const length = node.length(index)
      if (offset >= length) return { start: 0, count: next - logical, unwritten: false }
      const start = this.#checked({ start: node.start(index), count: length }).start
      return { start: start + offset, count: length - offset, unwritten: node.isUnwritten(index) }
    }
  }

  /** Allocates blocks for a hole: as many of `wanted` as come in one run, near `goal`. */
  fill(inode: Inode, logical: number, wanted: number, goal: number): Run {
    const run = this.#take(inode, goal, Math.min(wanted, maxExtentLength))
    this.insert(inode, logical, run)
    return run
  }

  insert(inode: Inode, logical: number, run: Run): void {
    for (;;) {
      const path = this.#path(inode, logical)
      const { node, index } = path.at(-1)!
      if (this.#mergeLeft(node, index, logical, run) || this.#mergeRight(node, index, logical, run, path))
        return
      if (node.count < node.capacity) {
        this.#touch(node)
        node.insertExtent(index + 1, logical, run.start, run.count)
        this.#lowerKeys(path, logical)
        return
      }
      this.#makeRoom(inode, path, run.start)
    }
  }

  /** Preallocated blocks become ordinary ones: the caller has filled them with zeros. */
  markWritten(inode: Inode, logical: number): void {
    const { node, index } = this.#path(inode, logical).at(-1)!
    this.#touch(node)
    node.setLength(index, node.length(index))
  }

  /** Frees everything from the logical block on. */
  cut(inode: Inode, logical: number): void {
    const root = this.#root(inode)
    this.#cutNode(inode, root, logical)
    if (root.count === 0) root.depth = 0
    this.#collapse(inode, root)
  }

  /** All blocks of the file, those of the tree too. */
  *runs(inode: Inode): Generator<Run> {
    let total = 0
    for (const run of this.#runsOf(this.#root(inode))) {
      total += run.count
      // Only a forged tree, one that meets itself, can name more blocks than there are.
      if (total > this.space.groups.geometry.blocks) throw new ErrnoError('EUCLEAN')
      yield run
    }
  }

  *#runsOf(node: ExtentNode): Generator<Run> {
    for (let index = 0; index < node.count; index++) {
      if (node.depth === 0) yield this.#checked({ start: node.start(index), count: node.length(index) })
      else {
        yield this.#checked({ start: node.child(index), count: 1 })
        yield* this.#runsOf(this.#node(node.child(index), node.depth - 1))
      }
    }
  }

  #mergeLeft(node: ExtentNode, index: number, logical: number, run: Run): boolean {
    if (index < 0 || node.isUnwritten(index)) return false
    const length = node.length(index)
    const adjoins = node.key(index) + length === logical && node.start(index) + length === run.start
    if (!adjoins || length + run.count > maxExtentLength) return false
    this.#touch(node)
    node.setLength(index, length + run.count)
    return true
  }

  #mergeRight(node: ExtentNode, index: number, logical: number, run: Run, path: Step[]): boolean {
    const right = index + 1
    if (right >= node.count || node.isUnwritten(right)) return false
    const length = node.length(right)
    const adjoins = logical + run.count === node.key(right) && run.start + run.count === node.start(right)
    if (!adjoins || length + run.count > maxExtentLength) return false
    this.#touch(node)
    node.setKey(right, logical)
    node.setStart(right, run.start)
    node.setLength(right, length + run.count)
    this.#lowerKeys(path, logical)
    return true
  }

  /** After an entry was put first into a leaf: the indexes above must begin where it begins. */
  #lowerKeys(path: Step[], logical: number): void {
    for (const { node, index } of path.slice(0, -1).reverse()) {
      const at = Math.max(index, 0)
      if (node.key(at) <= logical) return
      this.#touch(node)
      node.setKey(at, logical)
    }
  }

  /** Splits the lowest full node whose parent has room, or makes the tree one level deeper. */
  #makeRoom(inode: Inode, path: Step[], goal: number): void {
    let level = path.length - 1
    while (level > 0 && path[level - 1]!.node.count === path[level - 1]!.node.capacity) level--
    const { start: block } = this.#take(inode, goal, 1)
    if (level === 0) {
      const root = path[0]!.node
      const below = new ExtentNode(this.pages.write(block), block).initialize(root.depth)
      below.append(root, 0, root.count)
      const first = root.key(0)
      root.initialize(root.depth + 1)
      root.insertChild(0, first, block)
      return
    }
    const { node, index } = path[level]!
    const parent = path[level - 1]!
    // Files mostly grow at their end: then the full node stays full.
    const middle = index === node.count - 1 ? node.count - 1 : node.count >>> 1
    const right = new ExtentNode(this.pages.write(block), block).initialize(node.depth)
    right.append(node, middle, node.count)
    this.#touch(node)
    node.cut(middle)
    this.#touch(parent.node)
    parent.node.insertChild(Math.max(parent.index, 0) + 1, right.key(0), block)
  }

  #cutNode(inode: Inode, node: ExtentNode, logical: number): void {
    for (let index = node.count - 1; index >= 0; index--) {
      const key = node.key(index)
      if (node.depth > 0) {
        const child = this.#node(node.child(index), node.depth - 1)
        this.#cutNode(inode, child, logical)
        if (child.count > 0) return
        this.#give(inode, { start: child.block, count: 1 })
      } else {
        const keep = Math.max(0, logical - key)
        const length = node.length(index)
        if (keep >= length) return
        this.#give(inode, { start: node.start(index) + keep, count: length - keep })
        if (keep > 0) {
          const flag = node.isUnwritten(index) ? maxExtentLength : 0
          this.#touch(node)
          node.setLength(index, keep + flag)
          return
        }
      }
      this.#touch(node)
      node.cut(index)
    }
  }

  /** A tree that has become small again moves back into the inode. */
  #collapse(inode: Inode, root: ExtentNode): void {
    while (root.depth > 0 && root.count === 1) {
      const child = this.#node(root.child(0), root.depth - 1)
      if (child.count > root.capacity) return
      root.initialize(child.depth)
      root.append(child, 0, child.count)
      this.#give(inode, { start: child.block, count: 1 })
    }
  }

  /** From the root to the leaf where the logical block belongs; an index of -1 is before the first entry. */
  #path(inode: Inode, logical: number): Step[] {
    let node = this.#root(inode)
    const path: Step[] = [{ node, index: node.search(logical) }]
    while (node.depth > 0) {
      node = this.#node(node.child(Math.max(path.at(-1)!.index, 0)), node.depth - 1)
      path.push({ node, index: node.search(logical) })
    }
    return path
  }

  #root(inode: Inode): ExtentNode {
    // Files of ext2 and ext3 with their block lists are not for this implementation.
    if (!inode.hasExtents) throw new ErrnoError('EOPNOTSUPP')
    return new ExtentNode(inode.content, 0).check()
  }

  #node(block: number, depth: number): ExtentNode {
    this.#checked({ start: block, count: 1 })
    return new ExtentNode(this.pages.read(block), block).check(depth)
  }

  /** Before a change: a node in a block of its own is part of the transaction; the root's page is already. */
  #touch(node: ExtentNode): void {
    if (node.block !== 0) this.pages.write(node.block)
  }

  #checked(run: Run): Run {
    const { blocks } = this.space.groups.geometry
    if (run.start === 0 || run.count === 0 || run.start + run.count > blocks) throw new ErrnoError('EUCLEAN')
    return run
  }

  #take(inode: Inode, goal: number, wanted: number): Run {
    const run = this.space.take(goal, wanted, inode.unlisted)
    inode.sectors += run.count * sectorsPerBlock
    if (inode.unlisted) this.orphans.took(inode.ino, run)
    return run
  }

  #give(inode: Inode, run: Run): void {
    this.space.give(run, inode.unlisted)
    inode.sectors -= run.count * sectorsPerBlock
    if (inode.unlisted) this.orphans.gave(inode.ino, run)
  }
}

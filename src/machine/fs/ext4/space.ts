import { ErrnoError } from '../../errno.ts'
import { clearBits, clearRun, findClear, findRun, setBits, testBit } from './bitmap.ts'
import { type Superblock, blocksInGroup } from './geometry.ts'
import type { Groups } from './groups.ts'
import { blockSize, blocksPerGroup, gd, groupFlags, sb } from './layout.ts'

export interface Run {
  start: number
  count: number
}

/** When looking for room for many blocks, this many groups with some room are looked into. */
const groupsToCompare = 16

/** Which blocks are in use. First fit, so that a file system's chunks fill up from the front. */
export class Space {
  /**
   * Blocks of files that are open but have no name any more: free on the disk, so that every checkpoint is
   * consistent as it is, but not given out again before the last close.
   */
  readonly #withheld = new Map<number, Uint8Array>()
  #withheldCount = 0
  /** No block below it is free in its group. */
  readonly #fullBelow = new Map<number, number>()
  #firstGroup = 0
  readonly #merged = new Uint8Array(blockSize)

  constructor(
    readonly superblock: Superblock,
    readonly groups: Groups,
  ) {}

  /** Free to be taken. */
  get free(): number {
    return Math.max(0, this.superblock.get(sb.freeBlocks) - this.#withheldCount)
  }

  /** Up to `wanted` blocks in one run, from `goal` on if that is free. Throws ENOSPC. */
  take(goal: number, wanted: number, withheld: boolean): Run {
    const run = this.#findAt(goal, wanted) ?? this.#findFirst(wanted)
    if (!run) throw new ErrnoError('ENOSPC')
    if (withheld) this.#withhold(run, true)
    else this.#mark(run, true)
    return run
  }

  give(run: Run, withheld: boolean): void {
    if (withheld) this.#withhold(run, false)
    else for (const part of this.#byGroup(run)) this.#mark(part, false)
  }

  /** Frees the blocks on disk only. */
  unlist(run: Run): void {
    for (const part of this.#byGroup(run)) {
      this.#mark(part, false)
      this.#withhold(part, true)
    }
  }

  /** After a rollback what was learned in between may be wrong. */
  forget(): void {
    this.#fullBelow.clear()
    this.#firstGroup = 0
  }

  #findAt(goal: number, wanted: number): Run | undefined {
    if (goal === 0 || goal >= this.groups.geometry.blocks) return undefined
    const group = Math.floor(goal / blocksPerGroup)
    if (this.groups.get(group, gd.freeBlocks) === 0) return undefined
    const bit = goal % blocksPerGroup
    const bitmap = this.#bitmap(group)
    if (testBit(bitmap, bit)) return undefined
    return { start: goal, count: clearRun(bitmap, bit, blocksInGroup(this.groups.geometry, group), wanted) }
  }

  #findFirst(wanted: number): Run | undefined {
    const { groups } = this.groups.geometry
    let best: Run | undefined
    let compared = 0
    for (let group = this.#firstGroup; group < groups; group++) {
      if (best && compared >= groupsToCompare) break
      if (this.groups.get(group, gd.freeBlocks) === 0) {
        if (group === this.#firstGroup) this.#firstGroup++
        continue
      }
      const end = blocksInGroup(this.groups.geometry, group)
      const bitmap = this.#bitmap(group)
      const from = findClear(bitmap, this.#fullBelow.get(group) ?? 0, end)
      this.#fullBelow.set(group, from < 0 ? end : from)
      if (from < 0) continue
      compared++
      const run = findRun(bitmap, from, end, wanted)
      if (run.count > (best?.count ?? 0)) {
        best = { start: group * blocksPerGroup + run.start, count: run.count }
      }
      if (run.count >= wanted) break
    }
    return best
  }

  /** With the withheld blocks marked as taken. */
  #bitmap(group: number): Uint8Array {
    const withheld = this.#withheld.get(group)
    const uninitialized = (this.groups.get(group, gd.flags) & groupFlags.blocksUninitialized) !== 0
    // Filling in a group's bitmap belongs to the transaction that takes a block of it, as happens next.
    const bitmap = uninitialized
      ? this.groups.blockBitmap(group)
      : this.groups.pages.read(this.groups.get(group, gd.blockBitmap))
    if (!withheld) return bitmap
    for (let at = 0; at < blockSize; at++) this.#merged[at] = bitmap[at]! | withheld[at]!
    return this.#merged
  }

  #mark({ start, count }: Run, taken: boolean): void {
    const group = Math.floor(start / blocksPerGroup)
    const from = start % blocksPerGroup
    const bitmap = this.groups.blockBitmap(group)
    if (taken) setBits(bitmap, from, from + count)
    else clearBits(bitmap, from, from + count)
    const difference = taken ? -count : count
    this.groups.add(group, gd.freeBlocks, difference)
    this.superblock.add(sb.freeBlocks, difference)
    if (!taken) this.#freed(group, from)
  }

  #withhold(run: Run, withheld: boolean): void {
    this.#changeWithheld(run, withheld)
    this.groups.pages.undo(() => this.#changeWithheld(run, !withheld))
  }

  #changeWithheld(run: Run, withheld: boolean): void {
    for (const { start, count } of this.#byGroup(run)) {
      const group = Math.floor(start / blocksPerGroup)
      const from = start % blocksPerGroup
      let bitmap = this.#withheld.get(group)
      if (!bitmap) this.#withheld.set(group, (bitmap = new Uint8Array(blockSize)))
      if (withheld) setBits(bitmap, from, from + count)
      else clearBits(bitmap, from, from + count)
      this.#withheldCount += withheld ? count : -count
      if (!withheld) this.#freed(group, from)
    }
    if (this.#withheldCount === 0) this.#withheld.clear()
  }

  #freed(group: number, bit: number): void {
    this.#firstGroup = Math.min(this.#firstGroup, group)
    if (bit < (this.#fullBelow.get(group) ?? 0)) this.#fullBelow.set(group, bit)
  }

  *#byGroup({ start, count }: Run): Generator<Run> {
    const { blocks } = this.groups.geometry
    if (start === 0 || start + count > blocks) throw new ErrnoError('EUCLEAN')
    while (count > 0) {
      const here = Math.min(count, blocksPerGroup - (start % blocksPerGroup))
      yield { start, count: here }
      start += here
      count -= here
    }
  }
}

import type { Ino } from '../file-system.ts'
import type { PageCache } from '../cache/page-cache.ts'
import { Inode } from './inode.ts'
import { inodeSize } from './layout.ts'
import type { Run, Space } from './space.ts'

interface Orphan {
  inode: Inode
  /** All its blocks, so that the last close needs nothing from the device. */
  runs: Run[]
}

/**
 * Files that are open, and those of them that have lost their last name. An orphan is free on the disk
 * (a checkpoint in the meantime has nothing to repair); its inode lives in memory, and its blocks are
 * withheld from others.
 */
export class Orphans {
  readonly #open = new Map<Ino, number>()
  readonly #orphans = new Map<Ino, Orphan>()

  constructor(
    readonly pages: PageCache,
    readonly space: Space,
  ) {}

  has(ino: Ino): boolean {
    return this.#orphans.has(ino)
  }

  isOpen(ino: Ino): boolean {
    return this.#open.has(ino)
  }

  get count(): number {
    return this.#orphans.size
  }

  inode(ino: Ino, write: boolean): Inode | undefined {
    const inode = this.#orphans.get(ino)?.inode
    if (inode && write) {
      const before = inode.bytes.slice()
      this.pages.undo(() => inode.bytes.set(before))
    }
    return inode
  }

  /** Takes over a copy of the inode, whose blocks the caller unlists. */
  adopt(inode: Inode): void {
    const copy = inode.bytes.slice(inode.at, inode.at + inodeSize)
    this.#orphans.set(inode.ino, { inode: new Inode(inode.ino, copy, 0, true), runs: [] })
    this.pages.undo(() => this.#orphans.delete(inode.ino))
  }

  took(ino: Ino, run: Run): void {
    this.#changeRuns(ino, (runs) => [...runs, run])
  }

  gave(ino: Ino, { start, count }: Run): void {
    const end = start + count
    this.#changeRuns(ino, (runs) =>
      runs.flatMap((run) => {
        const runEnd = run.start + run.count
        if (runEnd <= start || run.start >= end) return [run]
        return [
          { start: run.start, count: start - run.start },
          { start: end, count: runEnd - end },
        ].filter((rest) => rest.count > 0)
      }),
    )
  }

  retain(ino: Ino): void {
    this.#count(ino, 1)
  }

  release(ino: Ino): void {
    this.#count(ino, -1)
    const orphan = this.#orphans.get(ino)
    if (!orphan || this.isOpen(ino)) return
    for (const run of orphan.runs) this.space.give(run, true)
    this.#orphans.delete(ino)
    this.pages.undo(() => this.#orphans.set(ino, orphan))
  }

  #count(ino: Ino, difference: number): void {
    const before = this.#open.get(ino) ?? 0
    const after = before + difference
    const set = (count: number): void => {
      if (count > 0) this.#open.set(ino, count)
      else this.#open.delete(ino)
    }
    set(after)
    this.pages.undo(() => set(before))
  }

  #changeRuns(ino: Ino, change: (runs: Run[]) => Run[]): void {
    const orphan = this.#orphans.get(ino)
    if (!orphan) return
    const before = orphan.runs
    orphan.runs = change(before)
    this.pages.undo(() => (orphan.runs = before))
  }
}

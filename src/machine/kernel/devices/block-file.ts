import { fail } from '../../errno.ts'
import { OpenFile } from '../open-file.ts'
import type { FileStat } from '../process.ts'
import type { Task } from '../task.ts'
import { pathOf } from '../vfs/place.ts'
import type { Place } from '../vfs/place.ts'
import { statOf } from '../vfs/regular-file.ts'
import type { BlockNode } from './block-node.ts'

const pageSize = 4096
/** One transaction on the cache touches so many bytes at most. */
const pieceSize = 256 * 1024

/** /dev/nvme1n1, opened: the device's bytes through its page cache. */
export class BlockFile extends OpenFile {
  #position = 0
  #written = false

  constructor(
    private readonly node: BlockNode,
    private readonly place: Place,
    access: { read: boolean; write: boolean },
    /** What was written may be a new partition table or file system: to be looked at once it is on the disk. */
    private readonly onClosed: (closing: Promise<void>, rewritten: boolean) => void,
  ) {
    super(access.read, access.write)
    node.open()
  }

  get description(): string {
    return pathOf(this.place)
  }

  stat(): Promise<FileStat> {
    return statOf(this.place)
  }

  override async read(_task: Task, length: number): Promise<Uint8Array> {
    const from = this.#position
    const bytes = new Uint8Array(Math.max(0, Math.min(length, pieceSize, this.node.device.size - from)))
    const { cache } = this.node
    await cache.run(() =>
      eachPage(from, bytes.length, (page, at, offset, count) => {
        bytes.set(cache.pages.read(page).subarray(at, at + count), offset)
      }),
    )
    this.#position += bytes.length
    return bytes
  }

  override async write(_task: Task, data: Uint8Array): Promise<void> {
    const { cache, device } = this.node
    for (let done = 0; done < data.length; done += pieceSize) {
      const piece = data.subarray(done, done + pieceSize)
      const from = this.#position
      if (from + piece.length > device.size) fail('ENOSPC')
      await cache.run(() =>
        eachPage(from, piece.length, (page, at, offset, count) => {
          cache.pages.write(page).set(piece.subarray(offset, offset + count), at)
        }),
      )
      this.#written = true
      this.#position += piece.length
    }
  }

  override seek(offset: number, whence: 'set' | 'current' | 'end'): Promise<number> {
    const base = whence === 'set' ? 0 : whence === 'current' ? this.#position : this.node.device.size
    if (base + offset < 0) fail('EINVAL')
    return Promise.resolve((this.#position = base + offset))
  }

  override sync(): Promise<void> {
    return this.node.cache.sync()
  }

  protected override closed(): void {
    this.onClosed(this.node.close(), this.#written)
  }
}

function eachPage(
  from: number,
  length: number,
  visit: (page: number, at: number, offset: number, count: number) => void,
): void {
  for (let offset = 0; offset < length;) {
    const at = (from + offset) % pageSize
    const count = Math.min(pageSize - at, length - offset)
    visit(Math.floor((from + offset) / pageSize), at, offset, count)
    offset += count
  }
}

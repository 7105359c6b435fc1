import { ErrnoError } from '../../errno.ts'
import { chunkSize, type BlockDevice, type DirtyChunks } from '../block-device.ts'
import type { GptPartition } from './gpt-format.ts'
import { readGpt } from './gpt.ts'

/** A partition as a device of its own. It must begin at a chunk's boundary, as ours do. */
export class Partition implements BlockDevice {
  readonly #firstChunk: number
  #size: number
  #changed: (() => void) | undefined

  constructor(
    readonly disk: BlockDevice,
    readonly number: number,
    { start, size }: GptPartition,
  ) {
    if (start % chunkSize !== 0 || size <= 0 || start + size > disk.size) throw new ErrnoError('EINVAL')
    this.#firstChunk = start / chunkSize
    this.#size = size
  }

  get serial(): string {
    return this.disk.serial
  }

  get size(): number {
    return this.#size
  }

  get readOnly(): boolean {
    return this.disk.readOnly
  }

  readChunk(index: number): Promise<Uint8Array | undefined> {
    return this.disk.readChunk(index + this.#firstChunk)
  }

  writeChunks(chunks: ReadonlyMap<number, Uint8Array>, durability: 'strict' | 'relaxed'): Promise<void> {
    return this.disk.writeChunks(this.#shift(chunks), durability)
  }

  onFlush(collect: (() => DirtyChunks) | undefined): void {
    const sources = flushSources(this.disk)
    if (!collect) sources.delete(this)
    else {
      sources.set(this, () => {
        const { chunks, written } = collect()
        return { chunks: this.#shift(chunks), written }
      })
    }
    this.disk.onFlush(sources.size === 0 ? undefined : () => flushAll([...sources.values()]))
  }

  onResize(changed: (() => void) | undefined): void {
    this.#changed = changed
  }

  /** Looks at the table again, after growpart (BLKPG_RESIZE_PARTITION). */
  async reread(): Promise<void> {
    const entry = (await readGpt(this.disk))?.partitions.find(({ number }) => number === this.number)
    if (!entry || entry.start / chunkSize !== this.#firstChunk) throw new ErrnoError('EINVAL')
    if (entry.size === this.#size) return
    this.#size = entry.size
    this.#changed?.()
  }

  #shift(chunks: ReadonlyMap<number, Uint8Array>): Map<number, Uint8Array> {
    return new Map(Array.from(chunks, ([index, bytes]) => [index + this.#firstChunk, bytes]))
  }
}

/** Throws ENXIO when the disk has no such partition. */
export async function partition(disk: BlockDevice, number: number): Promise<Partition> {
  const entry = (await readGpt(disk))?.partitions.find((entry) => entry.number === number)
  if (!entry) throw new ErrnoError('ENXIO')
  return new Partition(disk, number, entry)
}

type Collect = () => DirtyChunks

/** A disk asks one collector for what is dirty; each of its partitions may have some. */
const sourcesByDisk = new WeakMap<BlockDevice, Map<Partition, Collect>>()

function flushSources(disk: BlockDevice): Map<Partition, Collect> {
  let sources = sourcesByDisk.get(disk)
  if (!sources) sourcesByDisk.set(disk, (sources = new Map()))
  return sources
}

function flushAll(sources: readonly Collect[]): DirtyChunks {
  const parts = sources.map((collect) => collect())
  return {
    chunks: new Map(parts.flatMap(({ chunks }) => [...chunks])),
    written: (committed) => {
      for (const part of parts) part.written(committed)
    },
  }
}

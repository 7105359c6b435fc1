import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Kernel } from '../kernel/index.ts'
import type { Facilities } from '../kernel/operation.ts'
import { memoryStorage, type Storage, StorageError } from '../storage/index.ts'
import { HandClock } from '../testing/hand-clock.ts'
import { chunkOf } from '../testing/recording-hypervisor.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import {
  type BlockMap,
  BlockStore,
  changedIndexes,
  copySnapshot,
  Devices,
  emptyVolume,
  freeze,
  putBlock,
  startPutting,
  volumeFromSnapshot,
} from './index.ts'

const scope = { account: '123456789012', region: 'us-east-1' }
/** Where copies go. */
const elsewhere = { ...scope, region: 'us-west-2' }
const size = 8 * 524_288

/** A disk as a fill per index: what the real one must read as. */
type Disk = Map<number, number>

type Step =
  | { do: 'write'; which: number; blocks: number[]; fill: number; strict: boolean }
  | {
      do: 'snapshot' | 'restore' | 'delete volume' | 'delete snapshot' | 'copy' | 'delete copy' | 'image'
      which: number
    }
  | { do: 'put'; which: number; blocks: number[]; fill: number }
  | { do: 'storage fails' }
  | { do: 'reload' }

const blocks = fc.array(fc.nat(7), { minLength: 1, maxLength: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      which: fc.nat(9),
      blocks,
      fill: fc.integer({ min: 1, max: 255 }),
      strict: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('snapshot' as const, 'restore', 'delete volume', 'delete snapshot'),
      which: fc.nat(9),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('copy' as const, 'delete copy', 'image'),
      which: fc.nat(9),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('put' as const),
      which: fc.nat(9),
      blocks,
      fill: fc.integer({ min: 1, max: 255 }),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'storage fails' }, { do: 'reload' }) },
)

/** Volumes and snapshots on one storage, beside a model of what they must hold. */
class Bench {
  readonly #inner = memoryStorage()
  #failing = false
  #count = 0
  #kernel!: Kernel
  #store!: BlockStore
  #devices!: Devices
  readonly volumes = new Map<string, Disk>()
  readonly snapshots = new Map<string, Disk>()
  readonly copies = new Map<string, Disk>()
  readonly images = new Map<string, Disk>()

  async open(seed: number) {
    const storage: Storage = {
      ...this.#inner,
      commit: (batch, durability) =>
        this.#failing
          ? Promise.reject(new StorageError('quota', 'full'))
          : this.#inner.commit(batch, durability),
    }
    const random = seededRandom(seed)
    this.#kernel = await Kernel.start({
      storage,
      time: new HandClock(),
      random,
      services: [],
      facilities: {} as Facilities,
    })
    this.#store = new BlockStore(storage, random)
    const commit: Kernel['commit'] = (where, body) => this.#kernel.commit(where, body)
    this.#devices = new Devices({ blocks: this.#store, commit, read: (where) => this.#kernel.read(where) })
  }

  async run(step: Step, seed: number) {
    if (step.do === 'reload') return this.open(seed)
    if (step.do === 'storage fails') {
      this.#failing = true
      await Promise.all([...this.volumes.keys()].map((id) => this.#write(id, [0, 5], 99, true)))
      await this.#attempt((tx) => this.#freeze(tx, [...this.volumes.keys()][0], 'snap-lost'))
      this.#failing = false
      return undefined
    }
    const volume = [...this.volumes.keys()][step.which % Math.max(1, this.volumes.size)]
    const snapshot = [...this.snapshots.keys()][step.which % Math.max(1, this.snapshots.size)]
    if (step.do === 'restore') return this.#create(snapshot)
    if (step.do === 'copy' && snapshot) return this.#copy(snapshot)
    if (step.do === 'image' && snapshot) return this.#image(snapshot)
    if (step.do === 'put') return this.#put(step.which % 2 ? snapshot : undefined, step.blocks, step.fill)
    const copy = [...this.copies.keys()][step.which % Math.max(1, this.copies.size)]
    if (step.do === 'delete copy' && copy) {
      await this.#remove('ebs.snapshot-blocks', copy, elsewhere)
      this.copies.delete(copy)
    }
    if (step.do === 'snapshot' && volume) {
      const id = `snap-${this.#count++}`
      await this.#attempt((tx) => this.#freeze(tx, volume, id))
      this.snapshots.set(id, new Map(this.volumes.get(volume)))
    }
    if (step.do === 'write' && volume) {
      await this.#write(volume, step.blocks, step.fill, step.strict)
      for (const index of step.blocks) this.volumes.get(volume)!.set(index, step.fill)
    }
    if (step.do === 'delete volume' && volume) {
      await this.#remove('ebs.volume-blocks', volume)
      this.volumes.delete(volume)
    }
    if (step.do === 'delete snapshot' && snapshot) {
      await this.#remove('ebs.snapshot-blocks', snapshot)
      this.snapshots.delete(snapshot)
    }
    return undefined
  }

  /** Everything as it is read, volumes through their devices. */
  async contents() {
    const tx = this.#kernel.read(scope)
    const read = async (id: string, map: ReadonlyMap<number, string>, device: boolean) => {
      const disk: Disk = new Map()
      for (let index = 0; index < 8; index++) {
        const cid = map.get(index)
        const bytes = device
          ? await this.#devices.open(scope, id, size).readChunk(index)
          : cid && (await this.#store.read(cid))
        if (bytes) disk.set(index, bytes[0]!)
      }
      return [id, sorted(disk)] as const
    }
    return {
      volumes: await Promise.all(tx.entries('ebs.volume-blocks').map(([id, { map }]) => read(id, map, true))),
      snapshots: await Promise.all(
        tx.entries('ebs.snapshot-blocks').map(([id, { map }]) => read(id, map, false)),
      ),
      copies: await Promise.all(
        tx
          .in(elsewhere.region)
          .entries('ebs.snapshot-blocks')
          .map(([id, { map }]) => read(id, map, false)),
      ),
      images: await Promise.all(
        tx
          .in('global')
          .entries('ebs.image-blocks')
          .map(([id, { map }]) => read(id, map, false)),
      ),
    }
  }

  expected() {
    const all = (disks: Map<string, Disk>) => [...disks].map(([id, disk]) => [id, sorted(disk)] as const)
    return {
      volumes: all(this.volumes),
      snapshots: all(this.snapshots),
      copies: all(this.copies),
      images: all(this.images),
    }
  }

  /** Blobs that a start would leave. */
  async blobsAfterStart(seed: number) {
    await this.open(seed)
    const orphans = new Set(await this.#store.orphans(this.#kernel.read(scope)))
    return (await this.#inner.blobIds()).filter((id) => !orphans.has(id)).length
  }

  liveBlobs() {
    const cids = new Set<string>()
    for (const kind of ['ebs.volume-blocks', 'ebs.snapshot-blocks', 'ebs.image-blocks'] as const)
      for (const { record } of this.#kernel.records.everywhere(kind))
        for (const cid of record.map.values()) cids.add(cid)
    return cids.size
  }

  /** Blobs in storage now; all are named unless a volume has let them go. */
  blobs = async () => (await this.#inner.blobIds()).length

  /** What each snapshot says that it adds to its parent is what it does not share with it. */
  deltas(): [said: readonly number[], changed: number[]][] {
    return [scope, elsewhere].flatMap((where) => {
      const tx = this.#kernel.read(where)
      return tx.list('ebs.snapshot-blocks').flatMap(({ map, parent, delta }) => {
        const before: BlockMap | undefined = parent
          ? tx.get('ebs.snapshot-blocks', parent)?.map
          : new Map<number, string>()
        const pair: [readonly number[], number[]] = [delta, before ? changedIndexes(before, map) : []]
        return before ? [pair] : []
      })
    })
  }

  async #copy(snapshot: string) {
    const id = `copy-${this.#count++}`
    await this.#attempt((tx) => {
      const there = tx.in(elsewhere.region)
      const source = tx.get('ebs.snapshot-blocks', snapshot)!
      const [onto] = there
        .entries('ebs.snapshot-blocks')
        .filter(([, { lineage }]) => lineage === source.lineage)
      const last = onto && { id: onto[0], blocks: onto[1] }
      there.put('ebs.snapshot-blocks', id, copySnapshot(source, last))
    })
    this.copies.set(id, new Map(this.snapshots.get(snapshot)))
  }

  /** An image shares a snapshot's blocks, as the stock images' do theirs. */
  async #image(snapshot: string) {
    const id = `image-${this.#count++}`
    await this.#attempt((tx) =>
      tx.in('global').put('ebs.image-blocks', id, { map: tx.get('ebs.snapshot-blocks', snapshot)!.map }),
    )
    this.images.set(id, new Map(this.snapshots.get(snapshot)))
  }

  /** A snapshot written block by block, each block in a commit of its own. */
  async #put(parent: string | undefined, indexes: readonly number[], fill: number) {
    const id = `snap-${this.#count++}`
    const disk: Disk = new Map(parent ? this.snapshots.get(parent) : [])
    await this.#attempt((tx) => {
      const from = parent && { id: parent, blocks: tx.get('ebs.snapshot-blocks', parent)! }
      tx.put('ebs.snapshot-blocks', id, startPutting(id, from || undefined))
    })
    for (const [turn, index] of [...indexes, ...indexes].entries()) {
      const value = Math.max(1, (fill + turn) % 256)
      await this.#attempt((tx) => {
        const blocks = tx.get('ebs.snapshot-blocks', id)!
        const over = blocks.delta.includes(index) ? blocks.map.get(index) : undefined
        tx.put(
          'ebs.snapshot-blocks',
          id,
          putBlock(blocks, index, this.#store.stage(tx, chunkOf(value), over)),
        )
      })
      disk.set(index, value)
    }
    this.snapshots.set(id, disk)
  }

  async #create(snapshot: string | undefined) {
    const id = `vol-${this.#count++}`
    await this.#attempt((tx) => {
      const blocks = snapshot && tx.get('ebs.snapshot-blocks', snapshot)
      tx.put('ebs.volume-blocks', id, blocks ? volumeFromSnapshot(snapshot, blocks) : emptyVolume(id))
    })
    this.volumes.set(id, new Map(snapshot ? this.snapshots.get(snapshot) : []))
  }

  #write(id: string, indexes: readonly number[], fill: number, strict: boolean) {
    const chunks = new Map(indexes.map((index) => [index, chunkOf(fill)]))
    const device = this.#devices.open(scope, id, size)
    return device.writeChunks(chunks, strict ? 'strict' : 'relaxed').catch(() => {})
  }

  #freeze(tx: Parameters<Parameters<Kernel['commit']>[1]>[0], volume: string | undefined, id: string) {
    const blocks = volume && tx.get('ebs.volume-blocks', volume)
    if (!blocks) return
    const frozen = freeze(blocks, id)
    tx.put('ebs.volume-blocks', volume, frozen.volume)
    tx.put('ebs.snapshot-blocks', id, frozen.snapshot)
  }

  #remove(kind: 'ebs.volume-blocks' | 'ebs.snapshot-blocks', id: string, where = scope) {
    return this.#attempt((root) => {
      const tx = root.in(where.region)
      const { map } = tx.get(kind, id)!
      tx.delete(kind, id)
      this.#store.sweep(tx, map.values())
    })
  }

  #attempt(body: Parameters<Kernel['commit']>[1]) {
    return this.#kernel.commit(scope, body).catch(() => {})
  }
}

const sorted = (disk: Disk) => [...disk].sort(([a], [b]) => a - b)

test('whatever is written, put, frozen, copied, restored, deleted, refused or reloaded: disks read as they should', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), async (steps) => {
      const bench = new Bench()
      await bench.open(1)
      await bench.run({ do: 'restore', which: 0 }, 0)
      for (const [index, each] of steps.entries()) {
        await bench.run(each, index + 2)
        expect(await bench.contents()).toEqual(bench.expected())
        for (const [said, changed] of bench.deltas()) expect(said).toEqual(changed)
        expect(await bench.blobs()).toBeGreaterThanOrEqual(bench.liveBlobs())
      }
      expect(await bench.blobsAfterStart(99)).toBe(bench.liveBlobs())
      expect(await bench.contents()).toEqual(bench.expected())
    }),
    { numRuns: 60, seed: 20_261_001 },
  )
})

test('a snapshot costs what was changed, whatever the size of the volume', () => {
  const map = new Map(Array.from({ length: 3 }, (_, index) => [index * 1_000_000, `block/${index}`]))
  const { volume, snapshot } = freeze(
    { map, own: new Set([1_000_000]), lineage: 'vol-1', parent: 'snap-1' },
    'snap-2',
  )
  expect(snapshot).toEqual({ map, delta: [1_000_000], lineage: 'vol-1', parent: 'snap-1' })
  expect(volume).toEqual({ map, own: new Set(), lineage: 'vol-1', parent: 'snap-2' })
})

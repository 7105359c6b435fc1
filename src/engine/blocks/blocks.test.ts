import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Kernel } from '../kernel/index.ts'
import type { Facilities } from '../kernel/operation.ts'
import { memoryStorage, type Storage, StorageError } from '../storage/index.ts'
import { HandClock } from '../testing/hand-clock.ts'
import { chunkOf } from '../testing/recording-hypervisor.ts'
import { seededRandom } from '../testing/seeded-random.ts'
import { BlockStore, Devices, emptyVolume, freeze, volumeFromSnapshot } from './index.ts'

const scope = { account: '123456789012', region: 'us-east-1' }
const size = 8 * 524_288

/** A disk as a fill per index: what the real one must read as. */
type Disk = Map<number, number>

type Step =
  | { do: 'write'; which: number; blocks: number[]; fill: number; strict: boolean }
  | { do: 'snapshot' | 'restore' | 'delete volume' | 'delete snapshot'; which: number }
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
    }
  }

  expected() {
    const all = (disks: Map<string, Disk>) => [...disks].map(([id, disk]) => [id, sorted(disk)] as const)
    return { volumes: all(this.volumes), snapshots: all(this.snapshots) }
  }

  /** Blobs that a start would leave. */
  async blobsAfterStart(seed: number) {
    await this.open(seed)
    const orphans = new Set(await this.#store.orphans(this.#kernel.read(scope)))
    return (await this.#inner.blobIds()).filter((id) => !orphans.has(id)).length
  }

  liveBlobs() {
    const cids = new Set<string>()
    for (const kind of ['ebs.volume-blocks', 'ebs.snapshot-blocks'] as const)
      for (const { map } of this.#kernel.read(scope).list(kind)) for (const cid of map.values()) cids.add(cid)
    return cids.size
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

  #remove(kind: 'ebs.volume-blocks' | 'ebs.snapshot-blocks', id: string) {
    return this.#attempt((tx) => {
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

test('whatever is written, frozen, restored, deleted, refused or reloaded: disks read as they should', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const bench = new Bench()
      await bench.open(1)
      await bench.run({ do: 'restore', which: 0 }, 0)
      for (const [index, each] of steps.entries()) {
        await bench.run(each, index + 2)
        expect(await bench.contents()).toEqual(bench.expected())
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

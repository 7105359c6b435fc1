import { mountExt4, type MountedExt4 } from '../../../src/machine/fs/index.ts'
import { contentsOf } from './contents.ts'
import type { Lab } from './engine.ts'
import { seededBelow } from './random.ts'

/** What the engine has answered: it must be true for ever, whatever happens to the browser next. */
export type Answered =
  | { type: 'tag'; key: string; version: number }
  | { type: 'file'; name: string; version: number }
  | { type: 'block'; index: number; version: number }
  /** The versions of the files that it may hold: at least those answered before, at most those begun after. */
  | { type: 'snapshot'; id: string; least: Record<string, number>; most: Record<string, number> }
  /** Said before it is deleted: from then on it may be gone. */
  | { type: 'snapshot-doomed'; id: string }
  | { type: 'snapshot-deleted'; id: string }

export interface Volumes {
  /** Holds an ext4. */
  files: string
  /** Written block by block. */
  blocks: string
}

export const fileNames = ['a', 'b', 'c', 'd', 'e', 'f']
export const fileSize = 300_000
export const blockSize = 524_288

/**
 * Works until the browser is killed: records, raw blocks, files and snapshots, all at once. Versions grow over all
 * rounds, from `version` on.
 */
export const work = async (
  lab: Lab,
  volumes: Volumes,
  { seed, version: first }: { seed: number; version: number },
  answered: (fact: Answered) => Promise<void>,
) => {
  let version = first
  const below = seededBelow(seed)
  const loop = async (body: () => Promise<void>) => {
    for (;;) await body()
  }
  const blocks = await lab.device('/dev/sdg')
  const mounted = await mountExt4(await lab.device('/dev/sdf'), { now: () => Date.now() })
  // What an earlier round has written is there too.
  const begun = Object.fromEntries(fileNames.map((name) => [name, first]))
  const done: Record<string, number> = {}
  const kept: string[] = []
  await Promise.all([
    loop(async () => {
      const Value = ++version
      const Key = `k${below(10)}`
      await lab.call('CreateTags', { Resources: [volumes.files], Tags: [{ Key, Value: String(Value) }] })
      await answered({ type: 'tag', key: Key, version: Value })
    }),
    loop(async () => {
      const from = below(40)
      const mine = ++version
      const indexes = Array.from({ length: 1 + below(4) }, (_, index) => from + index)
      const chunks = new Map(indexes.map((index) => [index, contentsOf(mine, blockSize)]))
      await blocks.writeChunks(chunks, below(3) === 0 ? 'strict' : 'relaxed')
      for (const index of indexes) await answered({ type: 'block', index, version: mine })
    }),
    loop(async () => {
      const name = fileNames[below(fileNames.length)]!
      const mine = ++version
      begun[name] = mine
      await writeFile(mounted, name, contentsOf(mine, fileSize))
      await mounted.sync()
      done[name] = mine
      await answered({ type: 'file', name, version: mine })
    }),
    loop(async () => {
      const least = { ...done }
      const { SnapshotId: id } = await lab.call<{ SnapshotId: string }>('CreateSnapshot', {
        VolumeId: volumes.files,
      })
      await answered({ type: 'snapshot', id, least, most: { ...begun } })
      kept.push(id)
      if (kept.length <= 3) return
      const old = kept.splice(below(kept.length), 1)[0]!
      await answered({ type: 'snapshot-doomed', id: old })
      await lab.call('DeleteSnapshot', { SnapshotId: old })
      await answered({ type: 'snapshot-deleted', id: old })
    }),
  ])
}

const writeFile = (mounted: MountedExt4, name: string, bytes: Uint8Array) =>
  mounted.run((fs) => {
    const old = fs.lookup(fs.root, name)
    const ino = old ?? fs.create(fs.root, name, { mode: 0o644, uid: 0, gid: 0 })
    fs.write(ino, 0, bytes)
  })

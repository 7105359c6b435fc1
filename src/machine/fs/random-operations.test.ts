import { expect, test } from 'vitest'
import { MemoryDevice } from '../testing/memory-device.ts'
import { soak } from '../testing/soak.ts'
import { makeExt4 } from './ext4/make.ts'
import { mountExt4 } from './ext4/mount.ts'
import { Exercise } from './testing/exercise.ts'
import { fsck, hasJudge, readOut } from './testing/judge.ts'
import type { Model, ModelDirectory } from './testing/model.ts'
import { Random } from './testing/random.ts'
import { makeTmpfs } from './tmpfs.ts'

const mebibyte = 1024 * 1024
const uuid = '6f1ed002-ab59-49a2-9a4b-a1a2c3d4e5f6'
const now = () => 1_700_000_000_000

interface Play {
  size: number
  seed: number
  rounds: number
  largestWrite?: number
}

/**
 * Random operations on an ext4, its machine losing its power now and then: what is on the disk then is the
 * last checkpoint, whole. e2fsck finds nothing to repair and debugfs reads the same as we do.
 */
async function play({ size, seed, rounds, largestWrite }: Play): Promise<ReadonlyMap<string, number>> {
  const random = new Random(seed)
  const device = new MemoryDevice(size)
  await makeExt4(device, { uuid, now })
  // So little memory that nearly everything has to be loaded again and again.
  const mount = () => mountExt4(device, { now, memory: 4 * mebibyte, timer: () => () => {} })
  const outcomes = new Map<string, number>()
  let mounted = await mount()
  const { blocks } = await mounted.run((fs) => fs.statfs())
  let exercise = new Exercise(mounted, random, largestWrite)
  for (let round = 0; round < rounds; round++) {
    let checkpoint = exercise.model.copy()
    let writes = device.writes.length
    await exercise.run(400, () => {
      if (device.writes.length === writes) return
      writes = device.writes.length
      checkpoint = exercise.model.copy()
    })
    for (const [outcome, count] of exercise.outcomes)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count)
    await exercise.compare()
    if (random.below(2) === 0) {
      mounted.abandon()
      mounted = await mount()
      exercise = new Exercise(mounted, random, largestWrite, checkpoint)
      await exercise.compare()
    } else {
      // In the midst of everything, with files open that have no name any more.
      device.flush()
      exercise.outcomes.clear()
    }
    if (hasJudge) fsck(device)
  }
  await exercise.closeAll()
  await mounted.sync()
  if (hasJudge) {
    fsck(device)
    expectSame(readOut(device), exercise.model)
  }
  const again = await mountExt4(device, { now, readOnly: true })
  await exercise.compare(again)
  expect((await again.run((fs) => fs.statfs())).blocks).toBe(blocks)
  return outcomes
}

function expectSame(found: ReadonlyMap<string, Uint8Array | string | undefined>, model: Model): void {
  const wanted = new Map<string, Uint8Array | string | undefined>()
  const look = (directory: ModelDirectory, path: string): void => {
    for (const [name, node] of directory.names) {
      const below = `${path}/${name}`
      if (node.type === 'file') wanted.set(below, node.content)
      else wanted.set(below, node.type === 'symlink' ? node.target : undefined)
      if (node.type === 'directory') look(node, below)
    }
  }
  look(model.root, '')
  expect([...found.keys()].sort()).toEqual([...wanted.keys()].sort())
  for (const [path, content] of wanted) {
    const read = found.get(path)
    if (!(content instanceof Uint8Array)) expect([path, read]).toEqual([path, content])
    else if (!(read instanceof Uint8Array) || !sameBytes(read, content))
      expect.fail(`debugfs reads ${path} otherwise`)
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

/** What came of it, over all seeds. */
async function playAll(play: (seed: number) => Promise<ReadonlyMap<string, number>>) {
  const all = new Map<string, number>()
  for (let seed = 1; seed <= soak; seed++)
    for (const [outcome, count] of await play(seed)) all.set(outcome, (all.get(outcome) ?? 0) + count)
  return all
}

test.runIf(hasJudge)('an ext4 does what the model does, and every checkpoint is clean', async () => {
  const outcomes = await playAll((seed) => play({ size: 256 * mebibyte, seed, rounds: 5 }))
  for (const errno of ['ok', 'ENOENT', 'EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY', 'EINVAL', 'EPERM'])
    expect(outcomes.get(errno), errno).toBeGreaterThan(0)
})

test.runIf(hasJudge)('an ext4 that is full refuses whole operations and stays clean', async () => {
  const full = { size: 9 * mebibyte, rounds: 4, largestWrite: 700_000 }
  const outcomes = await playAll((seed) => play({ ...full, seed: 1000 + seed }))
  expect(outcomes.get('ENOSPC')).toBeGreaterThan(10)
})

test('a tmpfs does what the model does, too', async () => {
  const exercise = new Exercise(makeTmpfs({ now, size: 64 * mebibyte }), new Random(3))
  await exercise.run(3000 * soak)
  await exercise.compare()
  expect(exercise.outcomes.get('ok')).toBeGreaterThan(100)
})

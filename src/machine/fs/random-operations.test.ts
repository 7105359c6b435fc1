import { expect, test } from 'vitest'
import { MemoryDevice } from '../testing/memory-device.ts'
import { makeExt4 } from './ext4/make.ts'
import { mountExt4 } from './ext4/mount.ts'
import { Exercise } from './testing/exercise.ts'
import { fsck, hasJudge } from './testing/judge.ts'
import { Random } from './testing/random.ts'
import { makeTmpfs } from './tmpfs.ts'

const mebibyte = 1024 * 1024
const uuid = '6f1ed002-ab59-49a2-9a4b-a1a2c3d4e5f6'
const now = () => 1_700_000_000_000

async function exerciseExt4(
  size: number,
  seed: number,
  rounds: number,
  largestWrite?: number,
): Promise<Exercise> {
  const device = new MemoryDevice(size)
  await makeExt4(device, { uuid, now })
  // So little memory that nearly everything has to be loaded again and again.
  const mounted = await mountExt4(device, { now, memory: 4 * mebibyte, timer: () => () => {} })
  const exercise = new Exercise(mounted, new Random(seed), largestWrite)
  const start = await mounted.run((fs) => fs.statfs())
  for (let round = 0; round < rounds; round++) {
    await exercise.run(400)
    await exercise.compare()
    // In the midst of everything, with files open that have no name any more.
    device.flush()
    if (hasJudge) fsck(device)
  }
  await exercise.closeAll()
  await mounted.sync()
  if (hasJudge) fsck(device)
  const again = await mountExt4(device, { now, readOnly: true })
  await exercise.compare(again)
  expect((await again.run((fs) => fs.statfs())).blocks).toBe(start.blocks)
  return exercise
}

test.runIf(hasJudge)('an ext4 does what the model does, and every checkpoint is clean', async () => {
  const { outcomes } = await exerciseExt4(256 * mebibyte, 1, 4)
  for (const errno of ['ok', 'ENOENT', 'EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY', 'EINVAL', 'EPERM']) {
    expect(outcomes.get(errno), errno).toBeGreaterThan(0)
  }
})

test.runIf(hasJudge)('an ext4 that is full refuses whole operations and stays clean', async () => {
  const { outcomes } = await exerciseExt4(9 * mebibyte, 2, 3, 700_000)
  expect(outcomes.get('ENOSPC')).toBeGreaterThan(10)
})

test('a tmpfs does what the model does, too', async () => {
  const exercise = new Exercise(makeTmpfs({ now, size: 64 * mebibyte }), new Random(3))
  await exercise.run(3000)
  await exercise.compare()
  expect(exercise.outcomes.get('ok')).toBeGreaterThan(100)
})

import { expect, test } from 'vitest'
import { ErrnoError } from '../../errno.ts'
import { MemoryDevice } from '../../testing/memory-device.ts'
import type { Ino, NewNode } from '../file-system.ts'
import { Exercise } from '../testing/exercise.ts'
import { fsck, hasJudge, realImage } from '../testing/judge.ts'
import { Random } from '../testing/random.ts'
import { growExt4 } from './grow.ts'
import { makeExt4 } from './make.ts'
import { type MountedExt4, mountExt4 } from './mount.ts'

const mebibyte = 1024 * 1024
const uuid = '6f1ed002-ab59-49a2-9a4b-a1a2c3d4e5f6'
const now = () => 1_700_000_000_000
const node: NewNode = { mode: 0o644, uid: 0, gid: 0 }

test.runIf(hasJudge)('what mke2fs and debugfs made can be read, changed and filled', async () => {
  const links = Array.from({ length: 300 }, (_, index) => `link${index}`)
  const device = realImage(140 * mebibyte, '^64bit,^metadata_csum,uninit_bg', [
    'mkdir sub',
    ...links.map((link) => `symlink sub/${link} target-of-${link}`),
    'write /etc/hostname preallocated',
    'fallocate preallocated 10 60',
  ])
  const mounted = await mountExt4(device, { now })
  await mounted.run((fs) => {
    const sub = fs.lookup(fs.root, 'sub')!
    expect(fs.readlink(fs.lookup(sub, 'link299')!)).toBe('target-of-link299')
    for (const link of links) fs.unlink(sub, link)
    fs.rmdir(fs.root, 'sub')
    // Preallocated blocks read as zeros, whatever they held before.
    const file = fs.lookup(fs.root, 'preallocated')!
    fs.write(file, 100_000, new Uint8Array(5000).fill(9))
    const sum = fs.read(file, 40_960, 200_000).reduce((total, byte) => total + byte, 0)
    expect(sum).toBe(45_000)
    fs.unlink(fs.root, 'preallocated')
  })
  const exercise = new Exercise(mounted, new Random(4))
  await exercise.run(300)
  await exercise.compare()
  await exercise.closeAll()
  await mounted.sync()
  fsck(device)
})

/** Everything that can be done with every file; whatever fails must fail with an errno. */
async function useEverything(mounted: MountedExt4, random: Random): Promise<void> {
  const attempt = async <T>(operation: Parameters<typeof mounted.run<T>>[0]): Promise<T | undefined> => {
    try {
      return await mounted.run(operation)
    } catch (error) {
      if (!(error instanceof ErrnoError)) throw error
      return undefined
    }
  }
  const visit = async (directory: Ino, depth: number): Promise<void> => {
    for (const { name, ino, type } of (await attempt((fs) => fs.readdir(directory))) ?? []) {
      await attempt((fs) => fs.stat(ino))
      await attempt((fs) => fs.readlink(ino))
      await attempt((fs) => fs.read(ino, 0, 200_000))
      if (type === 'directory' && depth < 6) await visit(ino, depth + 1)
      await attempt((fs) => fs.write(ino, random.below(100_000), new Uint8Array(5000)))
      await attempt((fs) => fs.truncate(ino, random.below(100_000)))
      await attempt((fs) => fs.rename(directory, name, fs.root, `moved${random.below(9)}`))
      await attempt((fs) => fs.unlink(directory, name))
    }
  }
  await visit(mounted.fs.root, 0)
  for (let index = 0; index < 10; index++) {
    await attempt((fs) => fs.mkdir(fs.root, `new${index}`, node))
    await attempt((fs) =>
      fs.write(fs.create(fs.root, `file${index}`, node), 0, new Uint8Array(90_000).fill(1)),
    )
  }
  await attempt((fs) => fs.statfs())
  await attempt((fs) => growExt4(fs, 200 * mebibyte))
}

test('a damaged image fails with errnos, never with a crash or an endless loop', async () => {
  for (let seed = 0; seed < 40; seed++) {
    const random = new Random(seed)
    const device = new MemoryDevice(64 * mebibyte)
    await makeExt4(device, { uuid, now })
    const mounted = await mountExt4(device, { now })
    const exercise = new Exercise(mounted, random)
    await exercise.run(60)
    await exercise.closeAll()
    await mounted.unmount()
    const metadata = device.chunks.get(0)!
    for (let hits = 1 + random.below(30); hits > 0; hits--) {
      const at = random.pick([0, 1, 5, 6, 7, 8, 12, 13, 14]) * 4096 + random.below(random.pick([64, 4096]))
      metadata[at] = random.pick([0, 255, random.below(256)])
    }
    const damaged = await mountExt4(device, { now }).catch((error: unknown) => {
      expect(error).toBeInstanceOf(ErrnoError)
    })
    if (damaged) await useEverything(damaged, random)
  }
})

import { describe, expect, test } from 'vitest'
import { mountExt4, partition } from '../fs/index.ts'
import type { FileSystem, Stat } from '../fs/file-system.ts'
import { fsck, hasJudge } from '../fs/testing/judge.ts'
import { sameBytes } from '../net/bytes.ts'
import { MemoryDevice } from '../testing/index.ts'
import { buildImage, imageNames } from './build-image.ts'

const size = 8 * 1024 ** 3
const partitionStart = 2
const moment = Date.UTC(2025, 7, 1)

async function built(name: string): Promise<MemoryDevice> {
  const disk = new MemoryDevice(size)
  await buildImage(name, disk, { now: () => moment })
  return disk
}

function find(fs: FileSystem, path: string): Stat | undefined {
  let ino: number | undefined = fs.root
  for (const name of path.split('/').slice(1)) ino = ino === undefined ? undefined : fs.lookup(ino, name)
  return ino === undefined ? undefined : fs.stat(ino)
}

describe.each(imageNames)('the image %s', (name) => {
  test('is small, and the same at the same moment', async () => {
    const [first, second] = [await built(name), await built(name)]
    expect(first.chunks.size).toBeLessThanOrEqual(10)
    expect([...first.chunks.keys()]).toEqual([...second.chunks.keys()])
    for (const [index, bytes] of first.chunks) expect(sameBytes(bytes, second.chunks.get(index)!)).toBe(true)
  })

  test.skipIf(!hasJudge)('is an ext4 that e2fsck has nothing to say about', async () => {
    const disk = await built(name)
    const { size: partitionSize } = await partition(disk, 1)
    const root = new MemoryDevice(partitionSize)
    for (const [index, bytes] of disk.chunks)
      if (index >= partitionStart && (index - partitionStart) * bytes.length < partitionSize)
        root.chunks.set(index - partitionStart, bytes)
    expect(() => fsck(root)).not.toThrow()
  })
})

test('Amazon Linux comes with sudo set-uid, secrets closed, and without git and node', async () => {
  const root = await partition(await built('al2023'), 1)
  const mounted = await mountExt4(root, { now: () => moment, readOnly: true })
  const at = (path: string): Promise<Stat | undefined> => mounted.run((fs) => find(fs, path))
  expect(await at('/usr/bin/sudo')).toMatchObject({ mode: 0o4755, uid: 0 })
  expect(await at('/etc/shadow')).toMatchObject({ mode: 0 })
  expect(await at('/home/ec2-user')).toMatchObject({ mode: 0o700, uid: 1000 })
  expect(await at('/tmp')).toMatchObject({ mode: 0o1777 })
  expect(await at('/usr/bin/bash')).toMatchObject({ mode: 0o755 })
  for (const name of ['git', 'node', 'npm']) expect(await at(`/usr/bin/${name}`)).toBeUndefined()
})

test('there is no image of another name', async () => {
  await expect(buildImage('constructor', new MemoryDevice(size), { now: () => 0 })).rejects.toThrow(
    "there is no image 'constructor'",
  )
})

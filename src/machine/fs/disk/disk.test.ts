import { expect, test } from 'vitest'
import { MemoryDevice } from '../../testing/memory-device.ts'
import { crc32 } from '../crc32.ts'
import { makeExt4 } from '../ext4/make.ts'
import { growExt4 } from '../ext4/grow.ts'
import { mountExt4 } from '../ext4/mount.ts'
import { u32, u64 } from '../little-endian.ts'
import { growPartition, readGpt, writeGpt } from './gpt.ts'
import { partition } from './partition.ts'
import { probe } from './probe.ts'

const gibibyte = 1024 ** 3
const diskGuid = '0c2ecd67-9a1b-4f5f-8b9b-2f9d5f4a1f11'
const partitionGuid = '5d6f8a4e-1c2b-4a3d-9e8f-7a6b5c4d3e2f'
const uuid = '6f1ed002-ab59-49a2-9a4b-a1a2c3d4e5f6'
const now = () => 1_700_000_000_000
const mebibyte = 1024 * 1024

async function rootDisk(size: number): Promise<MemoryDevice> {
  const device = new MemoryDevice(size)
  await writeGpt(device, { diskGuid, partitionGuid })
  return device
}

test('a partition table stands at both ends of the disk, with checksums that agree', async () => {
  const device = await rootDisk(8 * gibibyte)
  const sectors = device.size / 512
  const first = device.chunks.get(0)!
  const last = device.chunks.get(device.size / 524_288 - 1)!
  expect([...first.subarray(510, 512)]).toEqual([0x55, 0xaa])
  expect([first[450], u32(first, 454), u32(first, 458)]).toEqual([0xee, 1, sectors - 1])
  for (const header of [first.slice(512, 604), last.slice(524_288 - 512, 524_288 - 420)]) {
    const checksum = u32(header, 16)
    header.fill(0, 16, 20)
    expect(crc32(header)).toBe(checksum)
    expect([u64(header, 40), u64(header, 48)]).toEqual([34, sectors - 34])
  }
  expect(first.subarray(1024, 1024 + 16_384)).toEqual(last.subarray(524_288 - 33 * 512, 524_288 - 512))
  expect(device.chunks.size).toBe(2)
})

test('a partition table is read as it was written', async () => {
  const device = await rootDisk(8 * gibibyte)
  const size = 8 * gibibyte - mebibyte - 33 * 512
  const type = '0fc63daf-8483-4772-8e79-3d69d8477de4'
  const expected = { number: 1, start: mebibyte, size, type, guid: partitionGuid, name: 'Linux' }
  expect(await readGpt(device)).toEqual({ diskGuid, partitions: [expected] })
  device.chunks.get(0)![1024 + 40] = 77
  expect(await readGpt(device)).toBeUndefined()
  await expect(partition(device, 1)).rejects.toThrow('No such device or address')
})

test('a file system on a partition lies behind the first MiB of the disk', async () => {
  const device = await rootDisk(gibibyte)
  const p1 = await partition(device, 1)
  await makeExt4(p1, { uuid, label: 'root', now })
  expect(u32(device.chunks.get(2)!, 1024 + 4)).toBe(Math.floor(p1.size / 4096))
  const mounted = await mountExt4(p1, { now })
  await mounted.run((fs) => fs.mkdir(fs.root, 'home', { mode: 0o755, uid: 0, gid: 0 }))
  // The snapshot of the disk has what is only in the cache.
  expect(device.flush()).toBeGreaterThan(0)
  const again = await mountExt4(await partition(device, 1), { now, readOnly: true })
  expect(await again.run((fs) => fs.lookup(fs.root, 'home'))).toBeDefined()
})

test('disk, partition and file system grow one after the other', async () => {
  const device = await rootDisk(gibibyte)
  const p1 = await partition(device, 1)
  await makeExt4(p1, { uuid, now })
  const mounted = await mountExt4(p1, { now })
  expect(await growPartition(device, 1)).toEqual({ before: p1.size, after: p1.size })
  let noticed = 0
  p1.onResize(() => noticed++)
  device.resize(3 * gibibyte)
  const { before, after } = await growPartition(device, 1)
  expect(after - before).toBe(2 * gibibyte)
  await p1.reread()
  expect([p1.size, noticed]).toEqual([after, 1])
  const grown = await mounted.run((fs) => growExt4(fs, p1.size))
  expect(grown.after).toBe(Math.floor(after / 4096))
  await mounted.unmount()
  expect((await readGpt(device))?.partitions[0]?.size).toBe(after)
})

test('a device tells what is on it', async () => {
  const device = await rootDisk(gibibyte)
  expect(await probe(device)).toEqual({ type: 'gpt', uuid: diskGuid })
  const p1 = await partition(device, 1)
  expect(await probe(p1)).toBeUndefined()
  await makeExt4(p1, { uuid, label: 'größe', now })
  expect(await probe(p1)).toEqual({ type: 'ext4', uuid, label: 'größe' })
  await makeExt4(device, { uuid, now })
  expect(await probe(device)).toEqual({ type: 'ext4', uuid, label: '' })
})

import { describe, expect, test } from 'vitest'
import { MemoryDevice } from '../../testing/memory-device.ts'
import type { NewNode } from '../file-system.ts'
import { setU16, setU32 } from '../little-endian.ts'
import { fsck, hasJudge, judge } from '../testing/judge.ts'
import { growExt4 } from './grow.ts'
import { makeExt4 } from './make.ts'
import { type MountedExt4, mountExt4 } from './mount.ts'

const mebibyte = 1024 ** 2
const gibibyte = 1024 ** 3
const uuid = '6f1ed002-ab59-49a2-9a4b-a1a2c3d4e5f6'
const now = () => 1_700_000_000_000
const node: NewNode = { mode: 0o644, uid: 1000, gid: 1000 }
const page = new Uint8Array(4096).fill(1)

async function fresh(size: number): Promise<{ device: MemoryDevice; mounted: MountedExt4 }> {
  const device = new MemoryDevice(size)
  await makeExt4(device, { uuid, label: 'data', now })
  return { device, mounted: await mountExt4(device, { now }) }
}

describe.runIf(hasJudge)('a new file system', () => {
  test.each([
    [16, 1],
    [1024, 1],
    [8192, 2],
    [100 * 1024 + 7, 4],
    [1024 * 1024, 5],
  ])('of %d MiB is clean and takes at most %d chunks', async (size, chunks) => {
    const device = new MemoryDevice(size * mebibyte)
    await makeExt4(device, { uuid, now })
    expect(device.chunks.size).toBeLessThanOrEqual(chunks)
    fsck(device)
  })

  test('has the label and the UUID, and no trace of what the device held before', async () => {
    const { device, mounted } = await fresh(gibibyte / 16)
    const ino = await mounted.run((fs) => fs.create(fs.root, 'old', node))
    await mounted.run((fs) => fs.write(ino, 0, new Uint8Array(30_000_000).fill(0xff)))
    await mounted.unmount()
    for (const chunk of device.chunks.values()) chunk.fill(0xff, 8192)
    await makeExt4(device, { uuid, label: 'a label that is too long', now })
    fsck(device)
    const facts = judge(device, 'dumpe2fs', '-h')
    expect(facts).toMatch(/volume name: +a label that is \n/)
    expect(facts).toMatch(`UUID:          ${uuid}`)
  })

  test('finds no room on a device of a few MiB, and nothing to write to on a read-only one', async () => {
    await expect(makeExt4(new MemoryDevice(4_000_000), { uuid, now })).rejects.toThrow('No space left')
    await expect(makeExt4(new MemoryDevice(gibibyte, { readOnly: true }), { uuid, now })).rejects.toThrow(
      'Read-only',
    )
  })
})

describe.runIf(hasJudge)('what a real Linux would find', () => {
  test('are the files as they were written', async () => {
    const { device, mounted } = await fresh(gibibyte)
    await mounted.run((fs) => {
      const etc = fs.mkdir(fs.root, 'etc', { ...node, mode: 0o755 })
      const file = fs.create(etc, 'motd', { mode: 0o600, uid: 100_000, gid: 70_000 })
      fs.write(file, 0, new TextEncoder().encode('welcome\n'))
      fs.symlink(fs.root, 'long', 'x/'.repeat(100), node)
      fs.mknod(fs.root, 'null', { ...node, type: 'character', rdev: 259 })
      fs.mknod(fs.root, 'disk', { ...node, type: 'block', rdev: 300 * 256 + 2 })
    })
    await mounted.unmount()
    fsck(device)
    expect(judge(device, 'debugfs', '-R', 'cat /etc/motd')).toBe('welcome\n')
    expect(judge(device, 'debugfs', '-R', 'stat /etc/motd')).toMatch(
      /Mode: +0600[^]*User: 100000 +Group: 70000/,
    )
    expect(judge(device, 'debugfs', '-R', 'stat /null')).toMatch(/Device major\/minor number: 01:03/)
    expect(judge(device, 'debugfs', '-R', 'stat /disk')).toMatch(/Device major\/minor number: 300:02/)
  })

  test('are files in thousands of pieces, and what is left when they shrink', async () => {
    const { device, mounted } = await fresh(gibibyte)
    const ino = await mounted.run((fs) => fs.create(fs.root, 'sparse', node))
    // From the middle outwards and every other block: no two extents can be merged.
    const pieces = 3000
    for (let piece = 0; piece < pieces; piece++) {
      const block = pieces + (piece % 2 === 0 ? piece : -piece)
      await mounted.run((fs) => fs.write(ino, block * 2 * 4096, new Uint8Array(10).fill(piece)))
    }
    await mounted.sync()
    fsck(device)
    expect(judge(device, 'debugfs', '-R', 'stat /sparse')).toContain('(ETB0)')
    const byteOf = (block: number) => mounted.run((fs) => fs.read(ino, block * 2 * 4096, 1)[0])
    expect([await byteOf(pieces + 2998), await byteOf(pieces - 999)]).toEqual([2998 & 255, 999 & 255])
    for (const blocks of [7000, 3001, 100, 0]) {
      await mounted.run((fs) => fs.truncate(ino, blocks * 4096))
      await mounted.sync()
      fsck(device)
    }
    expect((await mounted.run((fs) => fs.stat(ino))).blocks).toBe(0)
  })

  test('is a clean file system while open files have no name', async () => {
    const { device, mounted } = await fresh(gibibyte)
    await mounted.run((fs) => {
      const ino = fs.create(fs.root, 'log', node)
      fs.write(ino, 0, new Uint8Array(5_000_000).fill(1))
      fs.retain(ino)
      fs.unlink(fs.root, 'log')
      fs.write(ino, 5_000_000, page)
    })
    device.flush()
    fsck(device)
  })
})

test('room is used again when the last open file without a name is closed', async () => {
  const { mounted } = await fresh(gibibyte / 32)
  const before = await mounted.run((fs) => fs.statfs())
  const ino = await mounted.run((fs) => {
    const ino = fs.create(fs.root, 'log', node)
    fs.retain(ino)
    fs.write(ino, 0, new Uint8Array((before.free - 10) * 4096).fill(1))
    fs.unlink(fs.root, 'log')
    return ino
  })
  const other = await mounted.run((fs) => fs.create(fs.root, 'other', node))
  const fill = () => mounted.run((fs) => fs.write(other, 0, new Uint8Array(100 * 4096).fill(2)))
  await expect(fill()).rejects.toThrow('No space left on device')
  await mounted.run((fs) => fs.release(ino))
  await fill()
  await mounted.run((fs) => fs.unlink(fs.root, 'other'))
  expect(await mounted.run((fs) => fs.statfs())).toEqual(before)
})

test('few chunks change when little is written', async () => {
  const { device, mounted } = await fresh(8 * gibibyte)
  const write = (name: string) => mounted.run((fs) => fs.write(fs.create(fs.root, name, node), 0, page))
  await write('a')
  await mounted.sync()
  device.writes.length = 0
  await write('b')
  await mounted.sync()
  expect(device.writes[0]!.chunks).toHaveLength(3)
})

describe('mounting', () => {
  test('writes nothing', async () => {
    const { device, mounted } = await fresh(gibibyte)
    await mounted.unmount()
    device.writes.length = 0
    await (await mountExt4(device, { now })).unmount()
    expect(device.writes).toHaveLength(0)
  })

  test('read-only refuses every change', async () => {
    const { device } = await fresh(gibibyte)
    const { run, fs } = await mountExt4(device, { now, readOnly: true }).then((mounted) => ({
      run: mounted.run.bind(mounted),
      fs: mounted.fs,
    }))
    expect(fs.readOnly).toBe(true)
    await expect(run((fs) => fs.mkdir(fs.root, 'x', node))).rejects.toThrow('Read-only file system')
    expect(await run((fs) => fs.readdir(fs.root))).toHaveLength(1)
  })

  test('is refused for anything but an ext4', async () => {
    await expect(mountExt4(new MemoryDevice(gibibyte), { now })).rejects.toThrow('Invalid argument')
    const { device } = await fresh(gibibyte)
    setU32(device.chunks.get(0)!, 1024 + 0x60, 0x80 | 0x42) // 64bit
    await expect(mountExt4(device, { now })).rejects.toThrow('Invalid argument')
  })

  test('a damaged file system gives errors, no hangs', async () => {
    const { device, mounted } = await fresh(gibibyte / 16)
    await mounted.unmount()
    const root = 1 + 1 + 3 + 2
    const directory = device.chunks.get(0)!.subarray(root * 4096)
    setU16(directory, 4, 0)
    const damaged = await mountExt4(device, { now })
    await expect(damaged.run((fs) => fs.readdir(fs.root))).rejects.toThrow('Structure needs cleaning')
  })
})

describe.runIf(hasJudge)('growing', () => {
  test.each([
    [16, 1024],
    [8192, 20_480],
    [8192, 8202],
    [20_480, 1024 * 1024],
  ])('from %d to %d MiB keeps the files and is clean, while mounted', async (from, to) => {
    const { device, mounted } = await fresh(from * mebibyte)
    const before = await mounted.run((fs) => fs.statfs())
    const ino = await mounted.run((fs) => fs.create(fs.root, 'kept', node))
    await mounted.run((fs) => fs.write(ino, 0, page))
    device.resize(to * mebibyte)
    const grown = await mounted.run((fs) => growExt4(fs, device.size))
    expect(grown.after).toBeGreaterThan((to * mebibyte) / 4096 - 1000)
    await mounted.run((fs) => fs.write(ino, 4096, new Uint8Array(1_000_000).fill(3)))
    await mounted.sync()
    fsck(device)
    const after = await mounted.run((fs) => fs.statfs())
    expect(after.blocks).toBeGreaterThan(before.blocks)
    expect(device.chunks.size).toBeLessThan(20)
    expect(await mounted.run((fs) => growExt4(fs, device.size))).toEqual({
      before: grown.after,
      after: grown.after,
    })
  })

  test('uses the room that it has gained', async () => {
    const { device, mounted } = await fresh(gibibyte / 32)
    const ino = await mounted.run((fs) => fs.create(fs.root, 'big', node))
    const big = new Uint8Array(60_000_000).fill(1)
    await expect(mounted.run((fs) => fs.write(ino, 0, big))).rejects.toThrow('No space left')
    device.resize(gibibyte / 4)
    await mounted.run((fs) => growExt4(fs, device.size))
    await mounted.run((fs) => fs.write(ino, 0, big))
    await mounted.unmount()
    fsck(device)
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { MemoryDevice, testMachine, type TestMachine, type TestTerminal } from '../../testing/index.ts'
import { fsck, hasJudge, judge } from '../../fs/testing/judge.ts'

const volume = new MemoryDevice(1024 ** 3)
let it: TestMachine
let screen: TestTerminal

const run = (command: string) => screen.run(command)

beforeAll(async () => {
  it = await testMachine()
  it.machine.attachDisk('nvme1n1', volume, '/dev/sdf')
  screen = await it.terminal()
  await run('sudo mkfs -t ext4 -q -L old /dev/sdf')
})
afterAll(() => it.machine.shutdown())

test('a file system gets another label and UUID, and is as clean as before', async () => {
  expect(await run('sudo e2label /dev/sdf; sudo e2label /dev/sdf data; sudo e2label /dev/sdf')).toBe(
    'old\ndata',
  )
  const uuid = '6f1ed002-ab59-49a2-9a4b-a1a2c3d4e5f6'
  await run(`sudo tune2fs -U ${uuid} /dev/sdf`)
  expect(await run('sudo blkid -o value -s UUID /dev/sdf; ls /dev/disk/by-uuid')).toContain(`${uuid}\n`)
  expect(await run('sudo tune2fs -U nonsense /dev/sdf')).toContain('Invalid UUID format')
  expect(await run('sudo tune2fs -l /dev/sdf')).toMatch(
    /volume name: +data\nFilesystem UUID: +6f1ed002[^]*has_journal[^]*Block count: +262144/,
  )
  if (!hasJudge) return
  volume.flush()
  fsck(volume)
  expect(judge(volume, 'dumpe2fs', '-h')).toContain(uuid)
})

test('the UUID of what is mounted stays', async () => {
  await run('sudo mount /dev/sdf /mnt')
  expect(await run('sudo tune2fs -U random /dev/sdf')).toContain(
    'only be changed when the filesystem is unmounted',
  )
  expect(await run('sudo fsck /dev/sdf')).toContain('/dev/nvme1n1 is mounted.')
  await run('sudo umount /mnt')
})

test('fsck says what the superblock says, and that it does no more', async () => {
  expect(await run('sudo fsck -T /dev/sdf')).toMatch(/^data: clean, 11\/65536 files, \d+\/262144 blocks$/)
  expect(await run('sudo e2fsck -f /dev/sdf; echo $?')).toMatch(/reads the superblock only[^]*\n8$/)
  expect(await run('sudo fsck.ext4 /dev/nvme0n1')).toContain('Bad magic number in super-block')
})

test('fallocate takes blocks that stay empty, as far as there are any', async () => {
  await run('sudo mount /dev/sdf /mnt; sudo chmod 777 /mnt; echo kept > /mnt/a')
  const before = volume.chunks.size
  expect(await run('fallocate -l 50M /mnt/a; head -1 /mnt/a; du -m /mnt/a; stat -c %s /mnt/a')).toBe(
    'kept\n50      /mnt/a\n52428800',
  )
  await run('sync')
  expect(volume.chunks.size).toBeLessThan(before + 10)
  expect(await run('fallocate -l 2G /mnt/b')).toBe('fallocate: fallocate failed: No space left on device')
  expect(await run('fallocate /mnt/b; fallocate -l x /mnt/b')).toBe(
    'fallocate: no length argument specified\nfallocate: invalid length value specified',
  )
  await run('sudo umount /mnt')
})

test('fdisk lists the tables that there are', async () => {
  const listed = await run('sudo fdisk -l')
  expect(listed).toMatch(/^Disk \/dev\/nvme0n1: 8 GiB, 8589934592 bytes, 16777216 sectors$/m)
  expect(listed).toMatch(/^\/dev\/nvme0n1p1 +2048 +16777182 16775135 +8G Linux filesystem$/m)
  expect(await run('sudo fdisk /dev/sdf')).toContain('makes none')
  expect(await run('sudo blockdev --getsize64 /dev/sdf; blockdev --getsz /dev/sdf')).toBe(
    '1073741824\nblockdev: cannot open /dev/sdf: Permission denied',
  )
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { MemoryDevice, testMachine, type TestMachine, type TestTerminal } from '../../testing/index.ts'

const gibibyte = 1024 ** 3
let it: TestMachine
let screen: TestTerminal

const run = (command: string) => screen.run(command)

beforeAll(async () => {
  it = await testMachine()
  it.machine.attachDisk('nvme1n1', new MemoryDevice(gibibyte), '/dev/sdf')
  screen = await it.terminal()
  await run('sudo mkfs -t ext4 -q /dev/sdf; sudo mkdir /data')
})
afterAll(() => it.machine.shutdown())

test('a volume is mounted read-only, and again for writing when nobody is in the way', async () => {
  expect(await run('sudo mount -v -o ro,noatime /dev/sdf /data')).toBe(
    'mount: /dev/nvme1n1 mounted on /data.',
  )
  expect(await run('sudo touch /data/a')).toContain('Read-only file system')
  expect(await run('mount -o remount,rw /data')).toBe('mount: /data: must be superuser to use mount.')
  expect(await run('sudo mount -o remount,rw /data; findmnt -n -o OPTIONS /data')).toBe('rw,noatime')
  await run('sudo chown ec2-user /data; exec 5>/data/open')
  expect(await run('sudo mount -o remount,ro /data')).toBe('mount: /data: mount point is busy.')
  await run('exec 5>&-; sudo mount -o remount,ro /data')
  expect(await run('touch /data/b')).toContain('Read-only')
  await run('sudo umount /data')
})

test('what is mounted noexec or nosuid gives no programs and no rights', async () => {
  await run('sudo mount -o noexec,nosuid,nodev /dev/nvme1n1 /data')
  await run('sudo cp /usr/bin/id /data/id')
  await run("printf '#!/bin/sh\\n' > /data/s; chmod +x /data/s")
  expect(await run('/data/s')).toContain('Permission denied')
  expect(await run('findmnt -n -o OPTIONS /data')).toBe('rw,nosuid,nodev,noexec,relatime')
  await run('sudo mount -o remount,exec /data; sudo chmod 4755 /data/id')
  expect(await run('/data/id -u')).toBe('1000')
  await run('sudo mount -o remount,suid /data')
  expect(await run('/data/id -u')).toBe('0')
  await run('sudo umount /data')
})

test('fstab says how a volume is mounted, by its UUID; a name that no volume has is told', async () => {
  const line = 'UUID=$(sudo blkid -s UUID -o value /dev/sdf) /data ext4 defaults,nofail,noatime 0 2'
  await run(`echo "${line}" | sudo tee -a /etc/fstab > /dev/null`)
  expect(await run('sudo mount -a; findmnt -o TARGET,SOURCE,FSTYPE,OPTIONS /data')).toBe(
    'TARGET SOURCE       FSTYPE OPTIONS\n/data  /dev/nvme1n1 ext4   rw,noatime',
  )
  expect(await run('mountpoint /data; mountpoint -q /home; echo $?')).toBe('/data is a mountpoint\n32')
  await run('sudo umount /data; sudo sed -i s/nofail,// /etc/fstab')
  await run("sudo sed -i '/data/s/UUID=/UUID=0/' /etc/fstab")
  expect(await run('sudo mount /data')).toContain("mount: /data: can't find UUID=0")
  expect(await run('sudo mount -a')).toContain("can't find UUID=0")
  await run("sudo sed -i '$d' /etc/fstab")
})

test('a lazy umount takes the directory away at once and the volume when its last user has gone', async () => {
  await run('sudo mount /dev/sdf /data; cd /data')
  expect(await run('sudo umount /data')).toBe('umount: /data: target is busy.')
  expect(await run('sudo umount -lv /data')).toBe('umount: /data (/dev/nvme1n1) unmounted')
  expect(await run('findmnt /data; echo $?')).toBe('1')
  await run('cd')
  expect(await run('sudo mount /dev/sdf /data && sudo umount /data && echo free')).toBe('free')
})

test('a tmpfs has the size that it is given, also afterwards', async () => {
  await run('sudo mkdir -p /scratch; sudo mount -t tmpfs -o size=1m,mode=1777 tmpfs /scratch')
  expect(await run('head -c 2000000 /dev/zero > /scratch/a')).toContain('No space left on device')
  await run('sudo mount -o remount,size=4m /scratch')
  expect(await run('head -c 2000000 /dev/zero > /scratch/a && echo fits')).toBe('fits')
  expect(await run('sudo mount -o remount,size=1m /scratch')).toContain('bad option')
  await run('sudo umount /scratch')
})

test('what mount cannot do, it says', async () => {
  expect(await run('sudo mount --bind /home /data')).toContain("Sandcloud's mount does not have this")
  expect(await run('sudo mount -o loop x /data')).toContain("loop: Sandcloud's mount does not have this")
  expect(await run('sudo mount -o nonsense /dev/sdf /data')).toContain('wrong fs type, bad option')
  expect(await run('sudo mount -q; echo $?')).toContain('mount: bad usage')
})

test('findmnt shows the tree of mounts', async () => {
  expect(await run('findmnt -o TARGET,FSTYPE')).toBe(
    [
      'TARGET       FSTYPE',
      '/            ext4',
      '├─/dev       devtmpfs',
      '│ ├─/dev/pts devpts',
      '│ └─/dev/shm tmpfs',
      '├─/proc      proc',
      '└─/run       tmpfs',
    ].join('\n'),
  )
  expect(await run('findmnt -T /etc/passwd -n -o SOURCE')).toBe('/dev/nvme0n1p1')
})

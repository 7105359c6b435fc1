import { describe, expect, test } from 'vitest'
import { chunkSize, partition } from '../fs/index.ts'
import { fsck, hasJudge } from '../fs/testing/judge.ts'
import {
  copyDisk,
  imageDisk,
  MemoryDevice,
  serveMetadata,
  TestInternet,
  testMachine,
} from '../testing/index.ts'
import { nextTurn } from '../kernel/turns.ts'
import { bootMachine } from './boot-machine.ts'
import { testHardware } from '../testing/test-kernel.ts'

const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIDy test-key'
const gibibyte = 1024 ** 3

function metadataFor(instanceId: string, more: Record<string, string> = {}): TestInternet {
  const internet = new TestInternet()
  serveMetadata(internet, {
    'meta-data/instance-id': instanceId,
    'meta-data/local-hostname': 'ip-172-31-44-70.ec2.internal',
    'meta-data/public-keys/0/openssh-key': publicKey,
    ...more,
  })
  return internet
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** The partition as a disk of its own, as e2fsck wants it. */
async function firstPartition(disk: MemoryDevice): Promise<MemoryDevice> {
  const { size } = await partition(disk, 1)
  const root = new MemoryDevice(size)
  const first = (1024 * 1024) / chunkSize
  for (const [index, bytes] of disk.chunks)
    if (index >= first && (index - first) * chunkSize < size) root.chunks.set(index - first, bytes)
  return root
}

describe('the first boot of an instance', () => {
  test('gives it a name, the learner’s key with closed modes, and a host key of its own', async () => {
    const { machine, terminal } = await testMachine({ internet: metadataFor('i-0aaa') })
    expect(machine.hostname).toBe('ip-172-31-44-70.ec2.internal')
    expect(text(await machine.readFile('/home/ec2-user/.ssh/authorized_keys'))).toBe(`${publicKey}\n`)
    expect(text(await machine.readFile('/root/.ssh/authorized_keys'))).toContain('Please login as the user')
    expect(text(await machine.readFile('/etc/ssh/ssh_host_ed25519_key'))).toContain('OPENSSH PRIVATE KEY')
    const screen = await terminal()
    const closed = await screen.run(
      "stat -c '%a %U' ~/.ssh ~/.ssh/authorized_keys /etc/ssh/ssh_host_ed25519_key",
    )
    expect(closed).toBe('700 ec2-user\n600 ec2-user\n600 root')
    expect(screen.text).toContain('[ec2-user@ip-172-31-44-70 ~]$')
    await machine.shutdown()
  })

  test('runs the user data once per instance: not at the next boot, but again for another instance', async () => {
    const userData = { 'user-data': '#!/bin/bash\necho "ran on $HOSTNAME" >> /root/ran\necho told\n' }
    const root = await imageDisk('al2023')
    const boots = ['i-0aaa', 'i-0aaa', 'i-0bbb']
    const keys: string[] = []
    for (const instanceId of boots) {
      const { machine } = await testMachine({ root, internet: metadataFor(instanceId, userData) })
      keys.push(text(await machine.readFile('/etc/ssh/ssh_host_ed25519_key.pub')))
      if (instanceId === 'i-0bbb')
        expect(text(await machine.readFile('/root/ran'))).toBe(
          'ran on ip-172-31-44-70.ec2.internal\n'.repeat(2),
        )
      expect(text(await machine.readFile('/var/log/cloud-init-output.log'))).toContain('told')
      await machine.shutdown()
    }
    expect(keys[0]).toBe(keys[1])
    expect(keys[2]).not.toBe(keys[0])
  })
})

test('a machine without a root file system panics, and says so on its console', async () => {
  const disks = new Map([['nvme0n1', new MemoryDevice(gibibyte)]])
  const machine = bootMachine(testHardware({ disks }))
  await expect(machine.booted).rejects.toThrow('Kernel panic')
  expect(machine.consoleOutput()).toContain('VFS: Cannot open root device "nvme0n1p1"')
})

describe('the end of a machine', () => {
  test('pulling the plug while it boots ends the boot', async () => {
    const internet = metadataFor('i-0aaa', { 'user-data': '#!/bin/bash\nwhile :; do :; done\n' })
    const disks = new Map([['nvme0n1', await imageDisk('al2023')]])
    const machine = bootMachine(testHardware({ disks, network: internet.plug('172.31.0.10') }))
    while (!machine.consoleOutput().includes("running 'modules:final'")) await nextTurn()
    machine.powerOff()
    await expect(machine.booted).rejects.toThrow()
  })

  test.skipIf(!hasJudge)('shutting down leaves a clean file system with everything on it', async () => {
    const { machine, root, terminal } = await testMachine()
    const screen = await terminal()
    await screen.run('echo kept > kept; exec 3> open; echo also >&3')
    await machine.shutdown()
    expect(await screen.exited).toBeGreaterThan(0)
    const partitionDisk = await firstPartition(root)
    expect(() => fsck(partitionDisk)).not.toThrow()
    const again = await testMachine({ root })
    expect(text(await again.machine.readFile('/home/ec2-user/kept'))).toBe('kept\n')
    await again.machine.shutdown()
  })

  test('pulling the plug loses what was not synced and keeps what was', async () => {
    const { machine, root, terminal } = await testMachine()
    await machine.writeFile('/home/ec2-user/written', new TextEncoder().encode('x'), {
      mode: 0o600,
      owner: 'ec2-user',
    })
    const screen = await terminal()
    const before = copyOf(root)
    await screen.run('echo lost > lost')
    machine.powerOff()
    const again = await testMachine({ root: before })
    await expect(again.machine.readFile('/home/ec2-user/lost')).rejects.toThrow('No such file')
    again.machine.powerOff()
  })

  test('poweroff inside the guest is told to the host, once all is unmounted', async () => {
    const { machine, terminal } = await testMachine()
    const event = new Promise<string>((resolve) => machine.onPower(resolve))
    const screen = await terminal()
    expect(await screen.run('poweroff')).toContain('Interactive authentication required')
    screen.type('sudo reboot\r')
    expect(await event).toBe('reboot')
    expect(machine.consoleOutput()).toContain('All filesystems unmounted.')
  })
})

/** What is on the platter now, without what is still in the machine's cache. */
function copyOf(disk: MemoryDevice): MemoryDevice {
  const copy = new MemoryDevice(disk.size)
  for (const [index, bytes] of disk.chunks) copy.chunks.set(index, bytes.slice())
  return copy
}

describe('a data volume', () => {
  test('is attached, formatted, mounted, snapshotted while it is used, and mounted elsewhere', async () => {
    const { machine, terminal } = await testMachine()
    const volume = new MemoryDevice(gibibyte, { serial: 'vol0bbb' })
    machine.attachDisk('nvme1n1', volume, '/dev/sdf')
    const screen = await terminal()
    expect(await screen.run('sudo file -s /dev/nvme1n1')).toBe('/dev/nvme1n1: data')
    expect(await screen.run('sudo mount /dev/nvme1n1 /mnt')).toContain('wrong fs type')
    expect(await screen.run('sudo mkfs -t ext4 /dev/xvdf')).toContain(
      'Creating filesystem with 262144 4k blocks',
    )
    expect(await screen.run('sudo mount /dev/sdf /mnt')).toBe('')
    expect(await screen.run('lsblk -n -o NAME,SIZE,MOUNTPOINTS /dev/nvme1n1')).toBe('nvme1n1 1G /mnt')
    await screen.run('sudo bash -c "echo precious > /mnt/file"')
    const snapshot = copyDisk(volume)
    await screen.run('cd /mnt')
    expect(await screen.run('sudo umount /mnt')).toBe('umount: /mnt: target is busy.')
    await screen.run('cd')
    expect(
      await screen.run('sudo umount /mnt; mount | while read a b c d; do [ $c = /mnt ] && echo still; done'),
    ).toBe('')
    machine.detachDisk('nvme1n1')
    machine.attachDisk('nvme1n1', snapshot, '/dev/sdg')
    await screen.run('sudo mount /dev/sdg /mnt')
    expect(text(await machine.readFile('/mnt/file'))).toBe('precious\n')
    await machine.shutdown()
  })

  test('that grows lets its partition and file system follow', async () => {
    const { machine, root, terminal } = await testMachine()
    const screen = await terminal()
    expect(await screen.run('lsblk -n -o SIZE /dev/nvme0n1p1')).toBe('8G')
    root.resize(16 * gibibyte)
    expect(await screen.run('lsblk -n -o SIZE /dev/nvme0n1')).toBe('16G\n 8G')
    expect(await screen.run('sudo growpart /dev/nvme0n1 1')).toContain('CHANGED: partition=1')
    expect(await screen.run('sudo resize2fs /dev/nvme0n1p1')).toContain('is now 4194043 (4k) blocks long')
    await machine.shutdown()
    const partitionDisk = await firstPartition(root)
    if (hasJudge) expect(() => fsck(partitionDisk)).not.toThrow()
  })

  test('that is pulled out gives I/O errors and takes the machine nowhere', async () => {
    const { machine, terminal } = await testMachine()
    const screen = await terminal()
    machine.attachDisk('nvme1n1', new MemoryDevice(gibibyte))
    await screen.run('sudo mkfs.ext4 -q /dev/nvme1n1; sudo mount /dev/nvme1n1 /mnt')
    machine.detachDisk('nvme1n1')
    expect(await screen.run('read line < /mnt/file')).toContain('Input/output error')
    expect(await screen.run('echo fine')).toBe('fine')
    await machine.shutdown()
  })
})

test('a machine that is switched off in the middle of its boot does not go on with it', async () => {
  const disks = new Map([['nvme0n1', await imageDisk('al2023')]])
  const network = new TestInternet().plug('172.31.44.71')
  const machine = bootMachine(testHardware({ kind: 'instance', disks, network }))
  const booted = machine.booted.then(
    () => 'up',
    () => 'gone',
  )
  await expect.poll(() => machine.consoleOutput(), { interval: 1 }).toContain('Starting')
  machine.powerOff()
  expect(await booted).toBe('gone')
  expect(machine.consoleOutput()).not.toContain('Reached target multi-user.target')
})

import { expect, test } from 'vitest'
import { MemoryDevice } from '../../testing/index.ts'
import { administeredMachine } from '../testing/administered-machine.ts'

test('a swap file is made, used, shown everywhere, and there again after a reboot', async () => {
  const on = await administeredMachine()
  await on.run('sudo fallocate -l 64M /swapfile')
  expect(await on.run('sudo swapon /swapfile')).toBe(
    'swapon: /swapfile: insecure permissions 0644, 0600 suggested.\nswapon: /swapfile: read swap header failed',
  )
  expect(await on.run('sudo mkswap /swapfile')).toMatch(
    /^mkswap: \/swapfile: insecure permissions 0644, fix with: chmod 0600 \/swapfile\nSetting up swapspace version 1, size = 64 MiB \(67104768 bytes\)\nno label, UUID=[\da-f-]{36}$/,
  )
  await on.run('sudo chmod 600 /swapfile')
  expect(await on.run('swapon /swapfile')).toBe('swapon: cannot open /swapfile: Permission denied')
  expect(await on.run('sudo swapon /swapfile; echo $?')).toBe('0')
  expect(await on.run('sudo swapon /swapfile')).toBe(
    'swapon: /swapfile: swapon failed: Device or resource busy',
  )
  expect(await on.run('swapon --show')).toBe('NAME      TYPE SIZE USED PRIO\n/swapfile file  64M   0B   -2')
  expect(await on.run('free -m | tail -1; grep Swap /proc/meminfo; tail -1 /proc/swaps')).toMatch(
    /^Swap: +63 +0 +63\nSwapTotal: +65532 kB\nSwapFree: +65532 kB\n\/swapfile +file +65532\s+0\s+-2$/,
  )
  await on.run('echo "/swapfile none swap sw 0 0" | sudo tee -a /etc/fstab')
  await on.machine.shutdown()

  const again = await administeredMachine({ root: on.root })
  expect(await again.run('swapon --show=NAME --noheadings; systemctl is-active swapfile.swap')).toContain(
    '\nactive',
  )
  expect(await again.run('sudo swapoff -a; swapon --show; free -m | tail -1')).toMatch(/^Swap: +0 +0 +0$/)
  expect(await again.run('sudo swapon -a; sudo swapoff /swapfile; sudo swapoff /swapfile')).toBe(
    'swapoff: /swapfile: swapoff failed: Invalid argument',
  )
  await again.machine.shutdown()
})

test('a volume can be swapped to, a file with holes cannot', async () => {
  const on = await administeredMachine()
  on.machine.attachDisk('nvme1n1', new MemoryDevice(1024 ** 3), '/dev/sdf')
  expect(await on.run('sudo mkswap -L more /dev/sdf')).toContain('LABEL=more, UUID=')
  expect(await on.run('sudo blkid /dev/nvme1n1')).toMatch(
    /^\/dev\/nvme1n1: LABEL="more" UUID="[^"]+" TYPE="swap"$/,
  )
  await on.run('sudo swapon -p 5 LABEL=more')
  expect(await on.run('sudo mkswap /dev/nvme0n1p1; sudo mkswap /dev/sdf')).toBe(
    'mkswap: error: /dev/nvme0n1p1 is mounted; will not make swapspace\nmkswap: error: /dev/sdf is mounted; will not make swapspace',
  )
  expect(await on.run('swapon --show; lsblk -no MOUNTPOINTS /dev/nvme1n1')).toBe(
    'NAME         TYPE       SIZE USED PRIO\n/dev/nvme1n1 partition 1024M   0B    5\n[SWAP]',
  )
  // What udev found is no secret of root's.
  expect(await on.run('lsblk -no FSTYPE,LABEL /dev/nvme0n1p1 /dev/nvme1n1')).toMatch(/^ext4 .*\nswap +more$/)
  await on.run('sudo truncate -s 64M /holes; sudo chmod 600 /holes; sudo mkswap /holes')
  expect(await on.run('sudo swapon /holes')).toBe('swapon: /holes: skipping - it appears to have holes.')
  await on.machine.shutdown()
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { Learner } from './testing/learner.ts'
import { testCloud, type TestCloud } from './testing/test-cloud.ts'

let cloud: TestCloud
let learner: Learner
let instanceId: string
let zone: string

beforeAll(async () => {
  cloud = await testCloud()
  learner = await Learner.at(cloud)
  await learner.createKeyPair('key')
  await learner.run('chmod 400 ~/Downloads/key.pem')
  ;({ instanceId, zone } = await learner.launch('key'))
  const { PublicIpAddress } = await learner.running(instanceId)
  await learner.ssh('key', PublicIpAddress)
}, 90_000)
afterAll(() => cloud.engine.stop())

const run = (command: string) => learner.run(command)

const volume = async (VolumeId: string) => {
  const { Volumes } = await learner.ec2<{ Volumes: { State: string; Size: number }[] }>('DescribeVolumes', {
    VolumeIds: [VolumeId],
  })
  return Volumes[0]!
}

const grow = async (VolumeId: string, Size: number) => {
  await learner.ec2('ModifyVolume', { VolumeId, Size })
  await learner.until(
    () => volume(VolumeId),
    (seen) => seen.Size === Size,
  )
}

let data: string

test('an extra volume is made, attached, formatted, and mounted by its UUID in fstab', async () => {
  const { VolumeId } = await learner.ec2<{ VolumeId: string }>('CreateVolume', {
    AvailabilityZone: zone,
    Size: 1,
    VolumeType: 'gp3',
  })
  data = VolumeId
  await learner.until(
    () => volume(data),
    ({ State }) => State === 'available',
  )
  await learner.ec2('AttachVolume', { VolumeId, InstanceId: instanceId, Device: '/dev/sdf' })
  await learner.until(
    () => run('lsblk -n -o NAME,SIZE /dev/nvme1n1'),
    (shown) => shown === 'nvme1n1 1G',
  )
  expect(await run('sudo file -s /dev/nvme1n1')).toBe('/dev/nvme1n1: data')
  expect(await run('sudo mkfs -t ext4 /dev/nvme1n1')).toContain('262144 4k blocks')
  await run('uuid=$(sudo blkid -s UUID -o value /dev/nvme1n1); sudo mkdir /data')
  await run('echo "UUID=$uuid /data ext4 defaults,nofail 0 2" | sudo tee -a /etc/fstab')
  expect(await run('sudo mount -a; findmnt -n -o SOURCE /data')).toBe('/dev/nvme1n1')
  await run('echo precious | sudo tee /data/file')
}, 90_000)

test('it is there again after stop and start, at another address', async () => {
  await learner.stop(instanceId)
  // What is typed before the laptop's prompt is back would be taken for its answer.
  await learner.terminal.see(/Connection to [\d.]+ closed[^$]*\$$/)
  await learner.ssh('key', await learner.start(instanceId))
  expect(await run('cat /data/file; findmnt -n -o FSTYPE /data')).toBe('precious\next4')
}, 90_000)

test('a full volume says so, and loses nothing', async () => {
  expect(await run('sudo dd if=/dev/zero of=/data/big bs=1M 2>&1 | head -1')).toBe(
    "dd: error writing '/data/big': No space left on device",
  )
  expect(await run('df /data | tail -1')).toContain(' 100% ')
  await run('echo more | sudo tee /data/more')
  expect(await run('stat -c %s /data/more; cat /data/file')).toBe('0\nprecious')
}, 90_000)

test('it grows by ModifyVolume and resize2fs while it is in use, and takes more; the root by growpart too', async () => {
  await grow(data, 2)
  await learner.until(
    () => run('lsblk -n -o SIZE /dev/nvme1n1'),
    (shown) => shown.trim() === '2G',
  )
  expect(await run('sudo resize2fs /dev/nvme1n1')).toContain('is now 524288 (4k) blocks long.')
  expect(await run('df -h /data | tail -1')).toMatch(/ (1\.9|2\.0)G /)
  expect(await run('echo more | sudo tee /data/more; cat /data/more')).toBe('more\nmore')

  const { BlockDeviceMappings } = await learner.instance(instanceId)
  const root = BlockDeviceMappings.find(({ DeviceName }) => DeviceName === '/dev/xvda')!.Ebs.VolumeId
  await grow(root, 12)
  await learner.until(
    () => run('lsblk -n -d -o SIZE /dev/nvme0n1'),
    (shown) => shown.trim() === '12G',
  )
  expect(await run('sudo growpart /dev/nvme0n1 1')).toContain('CHANGED: partition=1')
  expect(await run('sudo resize2fs /dev/nvme0n1p1')).toContain('on-line resizing required')
  expect(await run('df -h / | tail -1')).toMatch(/ 12G /)
}, 90_000)

test('a snapshot of it becomes a volume elsewhere, with the file on it', async () => {
  const { SnapshotId } = await learner.ec2<{ SnapshotId: string }>('CreateSnapshot', { VolumeId: data })
  await learner.until(
    async () => {
      const { Snapshots } = await learner.ec2<{ Snapshots: { State: string }[] }>('DescribeSnapshots', {
        SnapshotIds: [SnapshotId],
      })
      return Snapshots[0]!.State
    },
    (state) => state === 'completed',
  )
  const { VolumeId } = await learner.ec2<{ VolumeId: string }>('CreateVolume', {
    AvailabilityZone: zone,
    SnapshotId,
  })
  await learner.until(
    () => volume(VolumeId),
    ({ State }) => State === 'available',
  )
  await learner.ec2('AttachVolume', { VolumeId, InstanceId: instanceId, Device: '/dev/sdg' })
  await learner.until(
    () => run('lsblk -n -o SIZE /dev/nvme2n1'),
    (shown) => shown.trim() === '2G',
  )
  expect(await run('sudo mount -o ro /dev/nvme2n1 /mnt; cat /mnt/file /mnt/more')).toBe('precious\nmore')
}, 90_000)

import * as ebs from '@aws-sdk/client-ebs'
import * as ec2 from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { checksumOf } from './services/ebs/checksum.ts'
import { type Fact, factStage } from './testing/fact-stage.ts'
import { chunkOf, refusal } from './testing/index.ts'

// What learners notice about snapshots: one row for each fact.
// Left out, since nothing here can bring them about:
// - slow first reads of a volume from a snapshot, and what helps against them: blocks are there at once;
// - five pending snapshots of one volume: small ones are done before the fifth may begin;
// - the recycle bin (recoverable, recovering), archiving, time-based copies: refused or not served;
// - DataEncryptionKeyId: there are no customer keys whose lineages it could tell apart;
// - the event of a copy and what copies cost: no events are sent and nobody pays;
// - that a second copy waits for the first, and the limit of 20: copies here take no longer when there are many.

const minutes = (count: number) => ({ minutes: count })

const snapshots: Fact[] = [
  [
    'CreateSnapshot answers pending and an empty progress; later there is a percentage, and what is complete says when',
    async ({ ec2: client, launch, create, attach, write, snapshot, skip }) => {
      const InstanceId = await launch()
      const VolumeId = await create({ Size: 2 })
      await attach(VolumeId, InstanceId)
      await write(InstanceId, '/dev/sdf', { 0: 1 })
      const begun = await client.send(new ec2.CreateSnapshotCommand({ VolumeId }))
      expect([begun.State, begun.Progress]).toEqual(['pending', ''])
      await skip({ seconds: 2 })
      expect(await snapshot(begun.SnapshotId!)).toMatchObject({ State: 'pending', Progress: '99%' })
      await skip(minutes(2))
      const done = await snapshot(begun.SnapshotId!)
      expect(done).toMatchObject({
        State: 'completed',
        Progress: '100%',
        FullSnapshotSizeInBytes: 524_288,
        StorageTier: 'standard',
        TransferType: 'standard',
        OwnerId: '123456789012',
        Encrypted: false,
      })
      expect(done.CompletionTime!.getTime()).toBeGreaterThan(done.StartTime!.getTime())
    },
  ],
  [
    'a snapshot holds what had been written when it was asked for, whatever is written while it is pending',
    async ({ ec2: client, ebs: direct, launch, create, attach, write, skip, blocksOf }) => {
      const InstanceId = await launch()
      const VolumeId = await create()
      await attach(VolumeId, InstanceId)
      await write(InstanceId, '/dev/sdf', { 0: 1 })
      const { SnapshotId } = await client.send(new ec2.CreateSnapshotCommand({ VolumeId }))
      await write(InstanceId, '/dev/sdf', { 0: 9, 5: 9 })
      await skip(minutes(2))
      expect(await blocksOf(SnapshotId!)).toEqual([0])
      const { Blocks } = await direct.send(new ebs.ListSnapshotBlocksCommand({ SnapshotId }))
      const { BlockToken } = Blocks![0]!
      const block = await direct.send(
        new ebs.GetSnapshotBlockCommand({ SnapshotId, BlockIndex: 0, BlockToken }),
      )
      expect(checksumOf(await block.BlockData!.transformToByteArray())).toBe(checksumOf(chunkOf(1)))
    },
  ],
  [
    'the first snapshot holds all written blocks, a later one adds what has changed, and each is whole',
    async ({ launch, create, attach, write, take, snapshot, blocksOf, changedBetween }) => {
      const InstanceId = await launch()
      const VolumeId = await create()
      await attach(VolumeId, InstanceId)
      await write(InstanceId, '/dev/sdf', { 0: 1, 1: 1, 2: 1 })
      const first = await take(VolumeId)
      await write(InstanceId, '/dev/sdf', { 2: 2, 7: 2 })
      const second = await take(VolumeId)
      expect((await changedBetween(first, second)).map(({ BlockIndex }) => BlockIndex)).toEqual([2, 7])
      expect([await blocksOf(first), await blocksOf(second)]).toEqual([
        [0, 1, 2],
        [0, 1, 2, 7],
      ])
      // The size of all written blocks, not of the increment.
      expect((await snapshot(second)).FullSnapshotSizeInBytes).toBe(4 * 524_288)
    },
  ],
  [
    'deleting a snapshot frees what no other needs, and the others stay whole; deleting the volume harms none',
    async ({ ec2: client, storage, launch, create, attach, write, take, blocksOf, skip }) => {
      const InstanceId = await launch()
      const VolumeId = await create()
      await attach(VolumeId, InstanceId)
      await write(InstanceId, '/dev/sdf', { 0: 1, 1: 1 })
      const first = await take(VolumeId)
      await write(InstanceId, '/dev/sdf', { 1: 2 })
      const second = await take(VolumeId)
      const stored = async () => (await storage.blobIds()).filter((id) => id.startsWith('block/')).length
      const before = await stored()
      await client.send(new ec2.DeleteSnapshotCommand({ SnapshotId: first }))
      // Block 0 is the second's too.
      expect(before - (await stored())).toBe(1)
      await client.send(new ec2.DetachVolumeCommand({ VolumeId }))
      await skip({ seconds: 10 })
      await client.send(new ec2.DeleteVolumeCommand({ VolumeId }))
      await skip({ seconds: 30 })
      expect(await blocksOf(second)).toEqual([0, 1])
    },
  ],
  [
    'a volume from a snapshot is as large at least, is usable in any zone of the region, and keeps its data without it',
    async ({ ec2: client, create, written, volume, launch, attach, write, take, blocksOf }) => {
      const SnapshotId = await written({ 3: 1 }, { VolumeSize: 2 })
      expect(await refusal(create({ SnapshotId, Size: 1 }))).toMatch(/expect size >= 2GB$/)
      expect((await volume(await create({ SnapshotId, AvailabilityZone: 'us-east-1b' }))).Size).toBe(2)
      const here = await create({ SnapshotId, Size: 3 })
      await client.send(new ec2.DeleteSnapshotCommand({ SnapshotId }))
      const InstanceId = await launch()
      await attach(here, InstanceId)
      await write(InstanceId, '/dev/sdf', { 4: 1 })
      expect(await blocksOf(await take(here))).toEqual([3, 4])
    },
  ],
  [
    'one snapshot of a volume for throughput may be pending at a time',
    async ({ ec2: client, create, skip }) => {
      const begin = async (VolumeId: string) => {
        await skip({ seconds: 16 })
        await client.send(new ec2.CreateSnapshotCommand({ VolumeId }))
      }
      const slow = await create({ VolumeType: 'st1', Size: 125 })
      await begin(slow)
      expect(await refusal(begin(slow))).toBe(
        'ConcurrentSnapshotLimitExceeded: Maximum allowed in-progress snapshots for a single volume exceeded.',
      )
    },
  ],
  [
    'the snapshot of an image stays while the image does; deregistering may take it along',
    async ({ ec2: client, launch, skip, snapshot }) => {
      const InstanceId = await launch()
      const { ImageId } = await client.send(
        new ec2.CreateImageCommand({ InstanceId, Name: 'golden', NoReboot: true }),
      )
      await skip(minutes(3))
      const { Images } = await client.send(new ec2.DescribeImagesCommand({ ImageIds: [ImageId!] }))
      const { SnapshotId = '' } = Images![0]!.BlockDeviceMappings![0]!.Ebs!
      expect(await refusal(client.send(new ec2.DeleteSnapshotCommand({ SnapshotId })))).toBe(
        `InvalidSnapshot.InUse: The snapshot ${SnapshotId} is currently in use by ${ImageId}`,
      )
      await client.send(new ec2.DeregisterImageCommand({ ImageId, DeleteAssociatedSnapshots: true }))
      expect(await refusal(snapshot(SnapshotId))).toMatch(/^InvalidSnapshot\.NotFound: /)
    },
  ],
  [
    'a copy has an id of its own, a volume id that is none, AWS’s description, and neither tags nor permissions',
    async ({ ec2: client, written, snapshot, skip }) => {
      const source = await written({ 0: 1 })
      await client.send(
        new ec2.CreateTagsCommand({ Resources: [source], Tags: [{ Key: 'Name', Value: 'source' }] }),
      )
      const { SnapshotId = '' } = await client.send(
        new ec2.CopySnapshotCommand({ SourceRegion: 'us-east-1', SourceSnapshotId: source }),
      )
      await skip(minutes(2))
      const copy = await snapshot(SnapshotId)
      expect(copy).toMatchObject({
        State: 'completed',
        VolumeId: 'vol-ffffffff',
        Description: `[Copied ${source} from us-east-1]`,
      })
      expect([SnapshotId === source, copy.Tags]).toEqual([false, undefined])
      expect((await snapshot(source)).VolumeId).toBe('vol-ffffffff')
    },
  ],
  [
    'a copy of what cannot be copied is pending first, and then in error',
    async ({ ec2: client, snapshot, skip }) => {
      const { SnapshotId = '' } = await client.send(
        new ec2.CopySnapshotCommand({
          SourceRegion: 'us-east-1',
          SourceSnapshotId: 'snap-0123456789abcdef0',
        }),
      )
      expect((await snapshot(SnapshotId)).State).toBe('pending')
      await skip(minutes(2))
      expect((await snapshot(SnapshotId)).State).toBe('error')
    },
  ],
  [
    'a copy of the same account and region stores nothing more, nor does one to another region here',
    async ({ ec2: client, ec2In, storage, written, skip }) => {
      const SourceSnapshotId = await written({ 0: 1, 1: 2 })
      const stored = async () => (await storage.blobIds()).filter((id) => id.startsWith('block/')).length
      const before = await stored()
      const copy = new ec2.CopySnapshotCommand({ SourceRegion: 'us-east-1', SourceSnapshotId })
      await client.send(copy)
      await ec2In('us-west-2').send(copy)
      await skip(minutes(2))
      expect(await stored()).toBe(before)
    },
  ],
  [
    'snapshots are shared by createVolumePermission, but not when the default key encrypts them',
    async ({ ec2: client, create, take }) => {
      const share = (SnapshotId: string) =>
        client.send(
          new ec2.ModifySnapshotAttributeCommand({
            SnapshotId,
            CreateVolumePermission: { Add: [{ UserId: '210987654321' }] },
          }),
        )
      const open = await take(await create())
      await share(open)
      const { CreateVolumePermissions } = await client.send(
        new ec2.DescribeSnapshotAttributeCommand({ SnapshotId: open, Attribute: 'createVolumePermission' }),
      )
      expect(CreateVolumePermissions).toEqual([{ UserId: '210987654321' }])
      expect(await refusal(share(await take(await create({ Encrypted: true }))))).toBe(
        'InvalidParameter: Encrypted snapshots with EBS default key cannot be shared',
      )
    },
  ],
  [
    'CreateImage reboots the instance unless it is told not to',
    async ({ ec2: client, hypervisor, launch, skip }) => {
      const InstanceId = await launch()
      const reboots = () => hypervisor.calls.filter((call) => call === `reboot ${InstanceId}`).length
      const image = (Name: string, NoReboot?: boolean) =>
        client.send(new ec2.CreateImageCommand({ InstanceId, Name, NoReboot }))
      await image('quiet', true)
      expect(reboots()).toBe(0)
      await skip(minutes(1))
      await image('rebooted')
      expect(reboots()).toBe(1)
    },
  ],
]

test.for(snapshots)('%s', async ([, check]) => check(await factStage()))

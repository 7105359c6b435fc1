import * as ebs from '@aws-sdk/client-ebs'
import * as ec2 from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { checksumOf } from './services/ebs/checksum.ts'
import { type Fact, factStage } from './testing/fact-stage.ts'
import { chunkOf, refusal } from './testing/index.ts'

// What learners notice about volumes, snapshots and their blocks: one row for each fact.
// Left out, since nothing here can bring them about or since they are seen elsewhere:
// - volumes in `error`, modifications that fail: disks here do not fail;
// - Multi-Attach and Outposts: refused in the open; a detachment that hangs at `busy`: the engine pulls a disk out
//   of a machine whatever is mounted there, and the machine's tests see what that does;
// - CopyVolumes, the clone of 2025: not served;
// - slow first reads of a volume from a snapshot, and what helps against them: blocks are there at once;
// - five pending snapshots of one volume: small ones are done before the fifth may begin;
// - the recycle bin (recoverable, recovering), archiving, time-based copies: refused or not served;
// - DataEncryptionKeyId: there are no customer keys whose lineages it could tell apart;
// - the event of a copy and what copies cost: no events are sent and nobody pays; that a second copy waits for the
//   first: both are quick;
// - an id with a wrong check digit: what AWS checks is unknown.

const minutes = (count: number) => ({ minutes: count })

const volumes: Fact[] = [
  [
    'a volume is creating, then available; attached it is in use, detached available again, deleted gone',
    async ({ ec2: client, launch, create, volume, skip }) => {
      const InstanceId = await launch()
      const made = await client.send(
        new ec2.CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1, VolumeType: 'gp3' }),
      )
      const VolumeId = made.VolumeId!
      const states = [made.State]
      await skip({ seconds: 5 })
      states.push((await volume(VolumeId)).State)
      const attached = await client.send(
        new ec2.AttachVolumeCommand({ VolumeId, InstanceId, Device: '/dev/sdf' }),
      )
      const attachments = [attached.State]
      const look = async () => {
        const { State, Attachments } = await volume(VolumeId)
        states.push(State)
        attachments.push(Attachments![0]?.State)
        await skip({ seconds: 5 })
      }
      await look()
      await look()
      await client.send(new ec2.DetachVolumeCommand({ VolumeId }))
      await look()
      await look()
      expect(states).toEqual(['creating', 'available', 'in-use', 'in-use', 'in-use', 'available'])
      expect(attachments).toEqual(['attaching', 'attaching', 'attached', 'detaching', undefined])
      await client.send(new ec2.DeleteVolumeCommand({ VolumeId }))
      await skip({ seconds: 30 })
      expect(await refusal(volume(VolumeId))).toMatch(/^InvalidVolume\.NotFound: /)
      expect(await create()).not.toBe(VolumeId)
    },
  ],
  [
    'a modification is modifying, optimizing and completed, and its progress climbs to 100',
    async ({ ec2: client, create, volume, skip }) => {
      const VolumeId = await create({ Size: 100 })
      await client.send(new ec2.ModifyVolumeCommand({ VolumeId, Size: 200 }))
      const seen: [string, number][] = []
      while (seen.at(-1)?.[0] !== 'completed') {
        const { VolumesModifications } = await client.send(
          new ec2.DescribeVolumesModificationsCommand({ VolumeIds: [VolumeId] }),
        )
        const { ModificationState, Progress } = VolumesModifications![0]!
        seen.push([ModificationState!, Progress!])
        await skip({ seconds: 1 })
      }
      expect([...new Set(seen.map(([state]) => state))]).toEqual(['modifying', 'optimizing', 'completed'])
      const progress = seen.map(([, each]) => each)
      expect(progress).toEqual(progress.toSorted((a, b) => a - b))
      expect([progress[0], progress.at(-1)]).toEqual([0, 100])
      expect((await volume(VolumeId)).Size).toBe(200)
    },
  ],
  ...(
    [
      ['gp3', 1, 65_536, {}],
      ['gp2', 1, 16_384, {}],
      ['io1', 4, 16_384, { Iops: 100 }],
      ['io2', 4, 65_536, { Iops: 100 }],
      ['st1', 125, 16_384, {}],
      ['sc1', 125, 16_384, {}],
      ['standard', 1, 1024, {}],
    ] as const
  ).map(([VolumeType, least, most, more]): Fact => [
    `${VolumeType} is from ${least} to ${most} GiB`,
    async ({ create }) => {
      const sized = (Size: number) => create({ VolumeType, Size, ...more })
      await sized(least)
      await sized(most)
      expect(await refusal(sized(least - 1))).toMatch(/must be at least/)
      expect(await refusal(sized(most + 1))).toMatch(/must not exceed/)
    },
  ]),
  ...(
    [
      ['gp3', 3000, 80_000, 1000],
      ['io1', 100, 64_000, 2000],
      ['io2', 100, 256_000, 1000],
    ] as const
  ).map(([VolumeType, least, most, Size]): Fact => [
    `${VolumeType} has from ${least} to ${most} IOPS`,
    async ({ create, volume }) => {
      const having = (Iops: number) => create({ VolumeType, Size, Iops })
      expect((await volume(await having(least))).Iops).toBe(least)
      expect((await volume(await having(most))).Iops).toBe(most)
      expect(await refusal(having(least - 1))).toBe(
        `InvalidParameterValue: Volume iops of ${least - 1} is too low; minimum is ${least}.`,
      )
      expect(await refusal(having(most + 1))).toBe(
        `InvalidParameterValue: Volume iops of ${most + 1} is too high; maximum is ${most}.`,
      )
    },
  ]),
  [
    'without a type a volume is gp2, with 100 IOPS at 1 GiB; gp3 has 3000 and 125, standard reports none',
    async ({ create, volume }) => {
      const figures = async (VolumeType?: ec2.VolumeType) => {
        const { VolumeType: type, Iops, Throughput } = await volume(await create({ VolumeType }))
        return [type, Iops, Throughput]
      }
      expect(await figures()).toEqual(['gp2', 100, undefined])
      expect(await figures('gp3')).toEqual(['gp3', 3000, 125])
      expect(await figures('standard')).toEqual(['standard', undefined, undefined])
    },
  ],
  [
    'a throughput below 125 is raised to 125',
    async ({ create, volume }) => {
      expect((await volume(await create({ Throughput: 124 }))).Throughput).toBe(125)
    },
  ],
  [
    'a volume goes into running and stopped instances of its zone, and into no other',
    async ({ ec2: client, launch, create, attach, volume, skip }) => {
      const id = await launch()
      await attach(await create(), id, '/dev/sdf')
      await client.send(new ec2.StopInstancesCommand({ InstanceIds: [id] }))
      await skip(minutes(1))
      const cold = await create()
      await attach(cold, id, '/dev/sdg')
      expect((await volume(cold)).Attachments![0]!.State).toBe('attached')
      const elsewhere = await create({ AvailabilityZone: 'us-east-1b' })
      expect(await refusal(attach(elsewhere, id, '/dev/sdh'))).toMatch(/^InvalidVolume\.ZoneMismatch: /)
    },
  ],
  [
    'the root volume may be detached when the instance is stopped, and put back',
    async ({ ec2: client, launch, describe, attach, volume, skip }) => {
      const id = await launch()
      const { VolumeId } = (await describe(id)).BlockDeviceMappings![0]!.Ebs!
      const detach = () => client.send(new ec2.DetachVolumeCommand({ VolumeId }))
      expect(await refusal(detach())).toMatch(/^OperationNotPermitted: /)
      await client.send(new ec2.StopInstancesCommand({ InstanceIds: [id] }))
      await skip(minutes(1))
      await detach()
      await skip({ seconds: 10 })
      expect((await volume(VolumeId!)).State).toBe('available')
      await attach(VolumeId!, id, '/dev/xvda')
      await client.send(new ec2.StartInstancesCommand({ InstanceIds: [id] }))
      await skip(minutes(1))
      expect((await describe(id)).State!.Name).toBe('running')
    },
  ],
  [
    't3.nano takes 27 attachments, which it shares with network interfaces',
    async ({ ec2: client }) => {
      const { InstanceTypes } = await client.send(
        new ec2.DescribeInstanceTypesCommand({ InstanceTypes: ['t3.nano'] }),
      )
      expect(InstanceTypes![0]!.EbsInfo).toMatchObject({
        MaximumEbsAttachments: 27,
        AttachmentLimitType: 'shared',
      })
    },
  ],
  [
    "the root device is /dev/xvda on Amazon Linux and /dev/sda1 on Ubuntu; /dev/sdf to /dev/sdp are the others'",
    async ({ ec2: client, launch, create, attach }) => {
      const { Images } = await client.send(
        new ec2.DescribeImagesCommand({ Filters: [{ Name: 'architecture', Values: ['x86_64'] }] }),
      )
      const roots = (name: string) => [
        ...new Set(
          Images!.filter((image) => image.Name!.includes(name)).map((image) => image.RootDeviceName),
        ),
      ]
      expect([roots('al2023'), roots('ubuntu')]).toEqual([['/dev/xvda'], ['/dev/sda1']])
      const id = await launch()
      for (const device of ['/dev/sdf', '/dev/sdp']) await attach(await create(), id, device)
    },
  ],
  [
    'a volume only grows',
    async ({ ec2: client, create }) => {
      const VolumeId = await create({ Size: 2 })
      expect(await refusal(client.send(new ec2.ModifyVolumeCommand({ VolumeId, Size: 1 })))).toBe(
        'InvalidParameterValue: New size cannot be smaller than existing size',
      )
    },
  ],
  [
    'four modifications fit into 24 hours, each once the earlier is completed, and those that change nothing count',
    async ({ ec2: client, create, skip }) => {
      const VolumeId = await create()
      const modify = () => client.send(new ec2.ModifyVolumeCommand({ VolumeId, Size: 1 }))
      await modify()
      expect(await refusal(modify())).toMatch(/^IncorrectModificationState: /)
      for (let count = 0; count < 3; count++) {
        await skip(minutes(10))
        await modify()
      }
      await skip(minutes(10))
      expect(await refusal(modify())).toMatch(/^VolumeModificationRateExceeded: /)
      await skip({ hours: 24 })
      await modify()
    },
  ],
  [
    'encryption is off unless the region encrypts by default, and is handed on from snapshot to volume to snapshot',
    async ({ ec2: client, create, take, volume, snapshot }) => {
      expect((await volume(await create())).Encrypted).toBe(false)
      const secret = await create({ Encrypted: true })
      const taken = await take(secret)
      expect((await snapshot(taken)).Encrypted).toBe(true)
      expect((await volume(await create({ SnapshotId: taken }))).Encrypted).toBe(true)
      expect(await refusal(create({ SnapshotId: taken, Encrypted: false }))).toMatch(
        /^InvalidParameterCombination: /,
      )
      await client.send(new ec2.EnableEbsEncryptionByDefaultCommand({}))
      expect((await volume(await create())).Encrypted).toBe(true)
    },
  ],
]

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

const direct: Fact[] = [
  [
    'blocks have 512 KiB, and their checksum must come with them',
    async ({ ebs: client, written, put }) => {
      const SnapshotId = await written({ 0: 1 })
      const { BlockSize } = await client.send(new ebs.ListSnapshotBlocksCommand({ SnapshotId }))
      expect(BlockSize).toBe(524_288)
      const begun = await client.send(new ebs.StartSnapshotCommand({ VolumeSize: 1 }))
      await put(begun.SnapshotId!, 0, 1)
      const wrong = new ebs.PutSnapshotBlockCommand({
        SnapshotId: begun.SnapshotId,
        BlockIndex: 1,
        BlockData: chunkOf(1),
        DataLength: 524_288,
        Checksum: checksumOf(chunkOf(2)),
        ChecksumAlgorithm: 'SHA256',
      })
      expect(await refusal(client.send(wrong))).toMatch(
        /^InvalidSignatureException: The value passed in as x-amz-Checksum does not match/,
      )
    },
  ],
  [
    'StartSnapshot and PutSnapshotBlock answer 201, CompleteSnapshot 202; then nothing more is written',
    async ({ ebs: client, put, skip }) => {
      const started = await client.send(new ebs.StartSnapshotCommand({ VolumeSize: 1 }))
      const SnapshotId = started.SnapshotId!
      const stored = await put(SnapshotId, 0, 1)
      const complete = new ebs.CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount: 1 })
      const completed = await client.send(complete)
      expect([started, stored, completed].map(({ $metadata }) => $metadata.httpStatusCode)).toEqual([
        201, 201, 202,
      ])
      expect([started.Status, completed.Status]).toEqual(['pending', 'pending'])
      await skip(minutes(2))
      expect((await client.send(complete)).Status).toBe('completed')
      expect(await refusal(put(SnapshotId, 1, 1))).toBe('ValidationException: Snapshot is already completed')
    },
  ],
  [
    'a parent and encryption are not asked for together, nor more than 65,536 GiB',
    async ({ ebs: client, written }) => {
      const ParentSnapshotId = await written({ 0: 1 })
      const start = (more: Partial<ebs.StartSnapshotCommandInput>) =>
        refusal(client.send(new ebs.StartSnapshotCommand({ VolumeSize: 1, ...more })))
      expect(await start({ ParentSnapshotId, Encrypted: true })).toMatch(/^ValidationException: /)
      expect(await start({ VolumeSize: 65_537 })).toMatch(/^ValidationException: /)
    },
  ],
  [
    'of several writes to one block the last one counts, and counts once',
    async ({ ebs: client, put, skip, snapshot, blocksOf }) => {
      const { SnapshotId = '' } = await client.send(new ebs.StartSnapshotCommand({ VolumeSize: 1 }))
      await put(SnapshotId, 0, 1)
      await put(SnapshotId, 0, 2)
      await client.send(new ebs.CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount: 1 }))
      await skip(minutes(2))
      expect([(await snapshot(SnapshotId)).State, await blocksOf(SnapshotId)]).toEqual(['completed', [0]])
      const { Blocks } = await client.send(new ebs.ListSnapshotBlocksCommand({ SnapshotId }))
      const { BlockToken } = Blocks![0]!
      const { Checksum } = await client.send(
        new ebs.GetSnapshotBlockCommand({ SnapshotId, BlockIndex: 0, BlockToken }),
      )
      expect(Checksum).toBe(checksumOf(chunkOf(2)))
    },
  ],
  [
    'a writer that stays away for as long as it said loses its snapshot',
    async ({ ebs: client, skip, snapshot }) => {
      const { SnapshotId = '' } = await client.send(new ebs.StartSnapshotCommand({ VolumeSize: 1 }))
      await skip(minutes(59))
      expect((await snapshot(SnapshotId)).State).toBe('pending')
      await skip(minutes(2))
      expect((await snapshot(SnapshotId)).State).toBe('error')
    },
  ],
  [
    'a count that does not match the writes is answered 202 pending, and ends in error',
    async ({ written, snapshot }) => {
      expect((await snapshot(await written({ 0: 1 }, {}, 2))).State).toBe('error')
    },
  ],
  [
    'a changed block that the first snapshot does not have lacks the first token',
    async ({ written, changedBetween }) => {
      const parent = await written({ 0: 1 })
      const child = await written({ 0: 2, 3: 2 }, { ParentSnapshotId: parent })
      expect(
        (await changedBetween(parent, child)).map((each) => [each.BlockIndex, 'FirstBlockToken' in each]),
      ).toEqual([
        [0, true],
        [3, false],
      ])
    },
  ],
  [
    'snapshots of two lineages are not compared',
    async ({ written, changedBetween }) => {
      const [one, other] = [await written({ 0: 1 }), await written({ 0: 1 })]
      await changedBetween(one, other).then(
        () => expect.unreachable(),
        (error: ebs.ValidationException) =>
          expect([error.name, error.Reason]).toEqual(['ValidationException', 'UNRELATED_SNAPSHOTS']),
      )
    },
  ],
  [
    'pages have from 100 to 10,000 results',
    async ({ ebs: client, written }) => {
      const SnapshotId = await written({ 0: 1 })
      const list = (MaxResults: number) =>
        client.send(new ebs.ListSnapshotBlocksCommand({ SnapshotId, MaxResults }))
      await list(100)
      await list(10_000)
      expect(await refusal(list(99))).toMatch(/^ValidationException: /)
      expect(await refusal(list(10_001))).toMatch(/^ValidationException: /)
    },
  ],
  ...(
    [
      ['SNAPSHOT_NOT_FOUND', 'snap-0123456789abcdef0', {}],
      ['INVALID_BLOCK_TOKEN', undefined, { BlockToken: 'AAAA' }],
      ['INVALID_PAGE_TOKEN', undefined, { NextToken: 'AAAA' }],
    ] as const
  ).map(([reason, id, more]): Fact => [
    `the reason ${reason} is told`,
    async ({ ebs: client, written }) => {
      const SnapshotId = id ?? (await written({ 0: 1 }))
      const call: Promise<unknown> =
        'BlockToken' in more
          ? client.send(new ebs.GetSnapshotBlockCommand({ SnapshotId, BlockIndex: 0, ...more }))
          : client.send(new ebs.ListSnapshotBlocksCommand({ SnapshotId, ...more }))
      await call.then(
        () => expect.unreachable(),
        (error: ebs.ValidationException) => expect(error.Reason).toBe(reason),
      )
    },
  ]),
  [
    'a child inherits what it does not write, and identical bytes written again count as changed',
    async ({ written, blocksOf, changedBetween }) => {
      const parent = await written({ 0: 1, 1: 1 })
      const child = await written({ 1: 1 }, { ParentSnapshotId: parent })
      expect(await blocksOf(child)).toEqual([0, 1])
      expect((await changedBetween(parent, child)).map(({ BlockIndex }) => BlockIndex)).toEqual([1])
    },
  ],
  [
    'zeros that were written stay allocated',
    async ({ written, blocksOf }) => {
      expect(await blocksOf(await written({ 4: 0 }))).toEqual([4])
    },
  ],
  [
    'a deleted parent is gone from EC2, and its child keeps the data',
    async ({ ec2: client, written, blocksOf, snapshot }) => {
      const parent = await written({ 0: 1 })
      const child = await written({ 1: 1 }, { ParentSnapshotId: parent })
      await client.send(new ec2.DeleteSnapshotCommand({ SnapshotId: parent }))
      expect(await refusal(snapshot(parent))).toMatch(/^InvalidSnapshot\.NotFound: /)
      expect(await blocksOf(child)).toEqual([0, 1])
    },
  ],
]

test.for([...volumes, ...snapshots, ...direct])('%s', async ([, check]) => check(await factStage()))

import { ListChangedBlocksCommand, ListSnapshotBlocksCommand } from '@aws-sdk/client-ebs'
import {
  AttachVolumeCommand,
  CopySnapshotCommand,
  type CopySnapshotCommandInput,
  CreateSnapshotCommand,
  CreateSnapshotsCommand,
  CreateVolumeCommand,
  DeleteSnapshotCommand,
  DescribeImagesCommand,
  DescribeSnapshotAttributeCommand,
  DescribeSnapshotsCommand,
  ModifySnapshotAttributeCommand,
  ResetSnapshotAttributeCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { stockImagesIn } from '../../../catalog/index.ts'
import { chunkOf, refusal, testEngine } from '../../../testing/index.ts'

const withSnapshot = async () => {
  const engine = await testEngine()
  const { ec2, skip, hypervisor } = engine
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      Placement: { AvailabilityZone: 'us-east-1a' },
    }),
  )
  await skip({ seconds: 10 })
  const InstanceId = Instances![0]!.InstanceId!
  const { VolumeId = '' } = await ec2.send(
    new CreateVolumeCommand({
      AvailabilityZone: 'us-east-1a',
      Size: 1,
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'of', Value: 'volume' }] }],
    }),
  )
  await skip({ seconds: 5 })
  await ec2.send(new AttachVolumeCommand({ VolumeId, InstanceId, Device: '/dev/sdf' }))
  await skip({ seconds: 5 })
  const write = (index: number, fill: number) =>
    hypervisor.device(InstanceId, '/dev/sdf').writeChunks(new Map([[index, chunkOf(fill)]]), 'relaxed')
  const snapshot = async () => {
    const { SnapshotId } = await ec2.send(new CreateSnapshotCommand({ VolumeId }))
    await skip({ minutes: 2 })
    return SnapshotId!
  }
  const copy = async (
    SourceSnapshotId: string,
    more: Partial<CopySnapshotCommandInput> = {},
    client = ec2,
  ) => {
    const request = { SourceSnapshotId, SourceRegion: 'us-east-1', ...more }
    const { SnapshotId } = await client.send(new CopySnapshotCommand(request))
    return SnapshotId!
  }
  const describe = async (id: string, client = ec2) =>
    (await client.send(new DescribeSnapshotsCommand({ SnapshotIds: [id] }))).Snapshots![0]!
  return { ...engine, InstanceId, VolumeId, write, snapshot, copy, describe }
}

test('a copy has the source’s blocks and nothing else of it, and outlives it', async () => {
  const { ec2, ec2In, ebs, storage, write, snapshot, copy, describe, skip } = await withSnapshot()
  const blocks = async () => (await storage.blobIds()).filter((id) => id.startsWith('block/')).length
  await write(1, 1)
  const source = await snapshot()
  const stored = await blocks()
  const here = await copy(source)
  const west = ec2In('us-west-2')
  const there = await copy(source, { Description: 'far away' }, west)
  expect(await describe(here)).toMatchObject({ State: 'pending', VolumeId: 'vol-ffffffff' })
  await skip({ minutes: 1 })
  expect(await describe(here)).toMatchObject({
    State: 'completed',
    Description: `[Copied ${source} from us-east-1]`,
    FullSnapshotSizeInBytes: 524_288,
  })
  expect(await describe(there, west)).toMatchObject({ State: 'completed', Description: 'far away' })
  const compare = { FirstSnapshotId: source, SecondSnapshotId: here }
  expect((await ebs.send(new ListChangedBlocksCommand(compare))).ChangedBlocks).toEqual([])
  expect(await blocks()).toBe(stored)
  await ec2.send(new DeleteSnapshotCommand({ SnapshotId: source }))
  await ec2.send(new DeleteSnapshotCommand({ SnapshotId: here }))
  await write(1, 2)
  expect(await blocks()).toBe(stored + 1)
  await west.send(new DeleteSnapshotCommand({ SnapshotId: there }))
  expect(await blocks()).toBe(stored)
})

test('encryption is inherited, and an encrypted copy is another lineage', async () => {
  const { ec2, ebs, write, snapshot, copy, describe, skip } = await withSnapshot()
  await write(1, 1)
  const plain = await snapshot()
  const secret = await copy(plain, { Encrypted: true })
  await skip({ minutes: 1 })
  const again = await copy(secret)
  await skip({ minutes: 1 })
  expect((await describe(again)).Encrypted).toBe(true)
  const compare = (FirstSnapshotId: string, SecondSnapshotId: string) =>
    ebs.send(new ListChangedBlocksCommand({ FirstSnapshotId, SecondSnapshotId }))
  expect((await compare(secret, again)).ChangedBlocks).toEqual([])
  expect(await refusal(compare(plain, secret))).toMatch(/are not related/)
  const make = (SnapshotId: string, Encrypted?: boolean) =>
    ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'us-east-1b', SnapshotId, Encrypted }))
  expect((await make(again)).Encrypted).toBe(true)
  expect((await make(plain, true)).Encrypted).toBe(true)
  expect(await refusal(make(again, false))).toBe(
    'InvalidParameterCombination: EncryptedVolume parameter [false] is inconsistent with snapshot encryption state [true]',
  )
  const share = { SnapshotId: again, Attribute: 'createVolumePermission', OperationType: 'add' } as const
  expect(
    await refusal(ec2.send(new ModifySnapshotAttributeCommand({ ...share, UserIds: ['210987654321'] }))),
  ).toBe('InvalidParameter: Encrypted snapshots with EBS default key cannot be shared')
})

test('a copy of what is not there is pending, and then in error', async () => {
  const { copy, describe, skip } = await withSnapshot()
  const id = await copy('snap-0123456789abcdef0')
  expect((await describe(id)).State).toBe('pending')
  await skip({ minutes: 1 })
  expect(await describe(id)).toMatchObject({ State: 'error', StateMessage: expect.any(String) as string })
  expect(await refusal(copy('snap-x'))).toMatch(/^InvalidSnapshotID.Malformed: /)
  expect(await refusal(copy(id, { SourceRegion: 'mars-1' }))).toMatch(/^InvalidParameterValue: /)
  for (let count = 0; count < 20; count++) await copy('snap-0123456789abcdef0')
  expect(await refusal(copy('snap-0123456789abcdef0'))).toMatch(/^ResourceLimitExceeded: /)
})

test('all disks of an instance at one moment', async () => {
  const { ec2, InstanceId, VolumeId, describe } = await withSnapshot()
  const take = async (more: object, CopyTagsFromSource?: 'volume') => {
    const InstanceSpecification = { InstanceId, ...more }
    const { Snapshots } = await ec2.send(
      new CreateSnapshotsCommand({ InstanceSpecification, CopyTagsFromSource, Description: 'both' }),
    )
    return Snapshots!
  }
  expect(await refusal(take({ ExcludeDataVolumeIds: ['vol-1'] }))).toMatch(/^InvalidParameterValue: /)
  const both = await take({}, 'volume')
  expect(both.map((each) => [each.VolumeSize, each.State, each.Tags])).toEqual([
    [8, 'pending', []],
    [1, 'pending', [{ Key: 'of', Value: 'volume' }]],
  ])
  expect((await describe(both[1]!.SnapshotId!)).VolumeId).toBe(VolumeId)
  expect(await refusal(take({ ExcludeBootVolume: true }))).toMatch(/^SnapshotCreationPerVolumeRateExceeded: /)
})

test('a volume for throughput has one snapshot in progress at a time', async () => {
  const { ec2, skip } = await withSnapshot()
  const { VolumeId } = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 125, VolumeType: 'st1' }),
  )
  await skip({ seconds: 5 })
  const take = () => ec2.send(new CreateSnapshotCommand({ VolumeId }))
  await take()
  await skip({ seconds: 20 })
  expect(await refusal(take())).toBe(
    'ConcurrentSnapshotLimitExceeded: Maximum allowed in-progress snapshots for a single volume exceeded.',
  )
  await skip({ minutes: 1 })
  expect((await take()).State).toBe('pending')
})

test('who may make volumes of a snapshot', async () => {
  const { ec2, snapshot } = await withSnapshot()
  const SnapshotId = await snapshot()
  const Attribute = 'createVolumePermission' as const
  const permissions = async () =>
    (await ec2.send(new DescribeSnapshotAttributeCommand({ SnapshotId, Attribute }))).CreateVolumePermissions
  const add = { SnapshotId, Attribute, OperationType: 'add' as const }
  await ec2.send(new ModifySnapshotAttributeCommand({ ...add, UserIds: ['210987654321'] }))
  await ec2.send(new ModifySnapshotAttributeCommand({ ...add, GroupNames: ['all'] }))
  expect(await permissions()).toEqual([{ UserId: '210987654321' }, { Group: 'all' }])
  const CreateVolumePermission = { Remove: [{ UserId: '210987654321' }] }
  await ec2.send(new ModifySnapshotAttributeCommand({ SnapshotId, CreateVolumePermission }))
  expect(await permissions()).toEqual([{ Group: 'all' }])
  await ec2.send(new ResetSnapshotAttributeCommand({ SnapshotId, Attribute }))
  expect(await permissions()).toEqual([])
  expect(await refusal(ec2.send(new ModifySnapshotAttributeCommand({ ...add, UserIds: ['somebody'] })))).toBe(
    'InvalidParameterValue: Invalid user id: "somebody"',
  )
})

test('Amazon’s snapshots are there for those who ask, and may be copied but not read block by block', async () => {
  const { ec2, ebs, snapshot, copy, describe, skip } = await withSnapshot()
  const own = await snapshot()
  const stock = 'snap-0dfe6a58a4239667b'
  const everyStock = stockImagesIn('us-east-1').map(({ snapshotId }) => snapshotId)
  const list = async (request: object) =>
    (await ec2.send(new DescribeSnapshotsCommand(request))).Snapshots!.map((each) => each.SnapshotId)
  expect(await list({})).toEqual([own])
  expect(await list({ OwnerIds: ['self'] })).toEqual([own])
  expect((await list({ OwnerIds: ['amazon'] })).toSorted()).toEqual(everyStock.toSorted())
  expect((await list({ RestorableByUserIds: ['self'] })).toSorted()).toEqual([own, ...everyStock].toSorted())
  expect((await list({ RestorableByUserIds: ['all'] })).toSorted()).toEqual(everyStock.toSorted())
  expect(await list({ Filters: [{ Name: 'volume-size', Values: ['1'] }] })).toEqual([own])
  expect((await describe(stock)).OwnerAlias).toBe('amazon')
  expect(await refusal(ebs.send(new ListSnapshotBlocksCommand({ SnapshotId: stock })))).toBe(
    'ValidationException: Public snapshots are not supported',
  )
  const mine = await copy(stock)
  await skip({ minutes: 1 })
  expect((await ebs.send(new ListSnapshotBlocksCommand({ SnapshotId: mine }))).Blocks).toHaveLength(3)
})

test.each([
  { account: '137112412989', name: /^al2023-ami-/, count: 2 },
  { account: '099720109477', name: /^ubuntu\/images\//, count: 8 },
  { account: '136693071363', name: /^debian-12-/, count: 4 },
])('$account owns its stock images and the snapshots below them', async ({ account, name, count }) => {
  const { ec2 } = await testEngine()
  const { Images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: [account] }))
  expect(Images.filter((image) => image.OwnerId === account && name.test(image.Name!))).toHaveLength(count)
  expect(Images).toHaveLength(count)
  const { Snapshots = [] } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: [account] }))
  expect(new Set(Snapshots.map(({ OwnerId }) => OwnerId))).toEqual(new Set([account]))
  expect(Snapshots.map(({ SnapshotId }) => SnapshotId).toSorted()).toEqual(
    Images.map((image) => image.BlockDeviceMappings![0]!.Ebs!.SnapshotId).toSorted(),
  )
})

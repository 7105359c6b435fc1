import { GetSnapshotBlockCommand, ListSnapshotBlocksCommand } from '@aws-sdk/client-ebs'
import {
  CopyImageCommand,
  CreateImageCommand,
  type CreateImageCommandInput,
  CreateTagsCommand,
  DeleteSnapshotCommand,
  DeregisterImageCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  ModifyImageAttributeCommand,
  RegisterImageCommand,
  ResetImageAttributeCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { chunkOf, refusal, testEngine } from '../../../testing/index.ts'

const al2023 = 'ami-0fef201115eefe936'

const withInstance = async () => {
  const engine = await testEngine()
  const { ec2, skip, hypervisor } = engine
  const launch = async (ImageId: string, more: Partial<RunInstancesCommandInput> = {}) => {
    const { Instances } = await ec2.send(
      new RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...more }),
    )
    await skip({ seconds: 10 })
    return Instances![0]!.InstanceId!
  }
  const InstanceId = await launch(al2023)
  const image = async (more: Partial<CreateImageCommandInput> = {}) => {
    const { ImageId } = await ec2.send(new CreateImageCommand({ InstanceId, Name: 'web', ...more }))
    await skip({ minutes: 2 })
    return ImageId!
  }
  const describe = async (id: string, client = ec2) =>
    (await client.send(new DescribeImagesCommand({ ImageIds: [id] }))).Images![0]!
  const write = (index: number, fill: number, id = InstanceId) =>
    hypervisor.device(id).writeChunks(new Map([[index, chunkOf(fill)]]), 'relaxed')
  const read = async (index: number, id = InstanceId) => (await hypervisor.device(id).readChunk(index))?.[0]
  return { ...engine, InstanceId, launch, image, describe, write, read }
}

test('an image of an instance launches others with its disks, and goes without taking them along', async () => {
  const { ec2, hypervisor, InstanceId, launch, image, describe, write, read } = await withInstance()
  await write(7, 42)
  const id = await image()
  expect(hypervisor.calls.at(-1)).toBe(`reboot ${InstanceId}`)
  await write(7, 43)
  const twin = await launch(id, {
    BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20, DeleteOnTermination: false } }],
  })
  expect(await read(7, twin)).toBe(42)
  expect(await read(0, twin)).toBe(1)
  const Filters = [{ Name: 'attachment.instance-id', Values: [twin] }]
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({ Filters }))
  const SnapshotId = (await describe(id)).BlockDeviceMappings![0]!.Ebs!.SnapshotId!
  expect(Volumes).toMatchObject([
    { Size: 20, VolumeType: 'gp3', Iops: 3000, SnapshotId, Attachments: [{ DeleteOnTermination: false }] },
  ])
  const { Snapshots } = await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId] }))
  expect(Snapshots![0]!.Description).toBe(`Created by CreateImage(${InstanceId}) for ${id}`)
  expect(await refusal(ec2.send(new DeleteSnapshotCommand({ SnapshotId })))).toBe(
    `InvalidSnapshot.InUse: The snapshot ${SnapshotId} is currently in use by ${id}`,
  )
  const gone = await ec2.send(new DeregisterImageCommand({ ImageId: id, DeleteAssociatedSnapshots: true }))
  expect(gone).toMatchObject({ Return: true, DeleteSnapshotResults: [{ SnapshotId, ReturnCode: 'success' }] })
  expect(await refusal(ec2.send(new DeregisterImageCommand({ ImageId: id })))).toMatch(
    /^InvalidAMIID.Unavailable: /,
  )
  expect(await refusal(launch(id))).toMatch(/^InvalidAMIID.Unavailable: /)
  expect(await read(7, twin)).toBe(42)
})

test('an image is asked for in AWS’s words, and may leave the instance and disks alone', async () => {
  const { ec2, hypervisor, image, describe, launch } = await withInstance()
  const before = hypervisor.calls.length
  const BlockDeviceMappings = [{ DeviceName: '/dev/sdf', Ebs: { VolumeSize: 3 } }]
  const id = await image({ NoReboot: true, BlockDeviceMappings })
  expect(hypervisor.calls).toHaveLength(before)
  expect((await describe(id)).BlockDeviceMappings!.map((each) => each.Ebs!.VolumeSize)).toEqual([8, 3])
  const twin = await launch(id)
  expect(await hypervisor.device(twin, '/dev/sdf').readChunk(0)).toBeUndefined()
  const bare = await launch(id, { BlockDeviceMappings: [{ DeviceName: '/dev/sdf', NoDevice: '' }] })
  expect(() => hypervisor.device(bare, '/dev/sdf')).toThrow()
  expect(await refusal(image())).toBe(`InvalidAMIName.Duplicate: AMI name web is already in use by AMI ${id}`)
  expect(await refusal(image({ Name: 'a' }))).toMatch(/^InvalidAMIName.Malformed: /)
  expect(await refusal(image({ InstanceId: 'i-0123456789abcdef0', Name: 'abc' }))).toBe(
    "InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist",
  )
  expect(await refusal(image({ Name: 'dry', DryRun: true }))).toMatch(/^DryRunOperation: /)
  const { ImageId: pending = '' } = await ec2.send(
    new CreateImageCommand({ InstanceId: twin, Name: 'pending' }),
  )
  expect(await refusal(launch(pending))).toMatch(/^InvalidAMIID.Unavailable: /)
})

test('a launch may change an image’s disks as far as their snapshots allow', async () => {
  const { ec2, image, describe, launch } = await withInstance()
  const id = await image({ BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 20 } }] })
  const { SnapshotId } = (await describe(id)).BlockDeviceMappings![0]!.Ebs!
  const rootOf = async (Ebs: object) => {
    const instance = await launch(id, { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs }] })
    const Filters = [{ Name: 'attachment.instance-id', Values: [instance] }]
    return (await ec2.send(new DescribeVolumesCommand({ Filters }))).Volumes![0]!
  }
  expect(await rootOf({})).toMatchObject({ Size: 20, Encrypted: false })
  expect(await rootOf({ VolumeSize: 10, Encrypted: true, SnapshotId })).toMatchObject({
    Size: 10,
    Encrypted: true,
  })
  expect(await refusal(rootOf({ VolumeSize: 4 }))).toBe(
    `InvalidBlockDeviceMapping: Volume of size 4GB is smaller than snapshot '${SnapshotId}', expect size >= 8GB`,
  )
  expect(await refusal(rootOf({ SnapshotId: 'snap-0dfe6a58a4239667b' }))).toMatch(
    /^InvalidBlockDeviceMapping: /,
  )
  expect(await refusal(rootOf({ Encrypted: true, KmsKeyId: 'alias/mine' }))).toMatch(
    /^UnsupportedOperation: .*customer managed keys/,
  )
})

test('an image is registered on a snapshot, and must fit the instance type', async () => {
  const { ec2, image, describe, launch, skip, read } = await withInstance()
  const SnapshotId = (await describe(await image())).BlockDeviceMappings![0]!.Ebs!.SnapshotId!
  const register = async (Name: string, more: object) => {
    const { ImageId } = await ec2.send(
      new RegisterImageCommand({
        Name,
        RootDeviceName: '/dev/xvda',
        BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId, VolumeType: 'gp3' } }],
        ...more,
      }),
    )
    await skip({ seconds: 5 })
    return ImageId!
  }
  const right = { Architecture: 'x86_64', VirtualizationType: 'hvm', EnaSupport: true }
  expect(await read(0, await launch(await register('right', right)))).toBe(1)
  expect(await refusal(launch(await register('defaults', {})))).toMatch(
    /^InvalidParameterValue: The architecture 'x86_64' .* does not match the architecture 'i386' /,
  )
  expect(await refusal(register('rootless', { ...right, RootDeviceName: '/dev/sda1' }))).toBe(
    'InvalidBlockDeviceMapping: No root snapshot specified in device mapping',
  )
  const deregistered = await ec2.send(
    new DeregisterImageCommand({
      ImageId: (await describe(await register('again', right))).ImageId,
      DeleteAssociatedSnapshots: true,
    }),
  )
  expect(deregistered.DeleteSnapshotResults).toEqual([{ SnapshotId, ReturnCode: 'skipped' }])
})

test('an image is copied to another region with its blocks, but without permissions and tags', async () => {
  const { ec2, ec2In, ebs, image, describe, write, skip } = await withInstance()
  await write(7, 42)
  const id = await image()
  await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'a', Value: 'b' }] }))
  expect((await describe(id)).Tags).toEqual([{ Key: 'a', Value: 'b' }])
  const west = ec2In('us-west-2')
  const copy = { Name: 'web', SourceImageId: id, SourceRegion: 'us-east-1' }
  const { ImageId = '' } = await west.send(new CopyImageCommand({ ...copy, Encrypted: true }))
  await skip({ minutes: 2 })
  expect(await refusal(describe(ImageId))).toBe(
    `InvalidAMIID.NotFound: The image id '[${ImageId}]' does not exist`,
  )
  const copied = await describe(ImageId, west)
  expect(copied).toMatchObject({ State: 'available', SourceImageId: id, SourceImageRegion: 'us-east-1' })
  expect(copied.Tags).toBeUndefined()
  const { SnapshotId = '', Encrypted } = copied.BlockDeviceMappings![0]!.Ebs!
  expect(Encrypted).toBe(true)
  const { Snapshots } = await west.send(new DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId] }))
  expect(Snapshots![0]!.Description).toMatch(`Copied for DestinationAmi ${ImageId} from SourceAmi ${id} for`)
  expect(Snapshots![0]).toMatchObject({ VolumeId: 'vol-ffffffff', FullSnapshotSizeInBytes: 4 * 524_288 })
  expect(await refusal(ebs.send(new ListSnapshotBlocksCommand({ SnapshotId })))).toMatch(/does not exist/)
  const stock = await west.send(new CopyImageCommand({ ...copy, Name: 'mine', SourceImageId: al2023 }))
  await skip({ minutes: 2 })
  const { Images } = await west.send(new DescribeImagesCommand({ Owners: ['self'] }))
  expect(Images!.map((each) => [each.ImageId, each.Public])).toEqual([
    [ImageId, false],
    [stock.ImageId, false],
  ])
})

test('who may launch an image, and its other attributes', async () => {
  const { ec2, image, describe } = await withInstance()
  const ImageId = await image()
  const attribute = (Attribute: string, id = ImageId) =>
    ec2.send(new DescribeImageAttributeCommand({ ImageId: id, Attribute: Attribute as never }))
  await ec2.send(
    new ModifyImageAttributeCommand({
      ImageId,
      LaunchPermission: { Add: [{ UserId: '210987654321' }, { Group: 'all' }] },
    }),
  )
  expect((await attribute('launchPermission')).LaunchPermissions).toEqual([
    { UserId: '210987654321' },
    { Group: 'all' },
  ])
  expect((await describe(ImageId)).Public).toBe(true)
  const remove = { Attribute: 'launchPermission', OperationType: 'remove' as const, UserGroups: ['all'] }
  await ec2.send(new ModifyImageAttributeCommand({ ImageId, ...remove }))
  expect((await describe(ImageId)).Public).toBe(false)
  const { Images } = await ec2.send(new DescribeImagesCommand({ ExecutableUsers: ['210987654321'] }))
  expect(Images!.map((each) => each.ImageId)).toEqual([ImageId])
  await ec2.send(new ResetImageAttributeCommand({ ImageId, Attribute: 'launchPermission' }))
  expect((await attribute('launchPermission')).LaunchPermissions).toEqual([])
  await ec2.send(new ModifyImageAttributeCommand({ ImageId, Description: { Value: 'the web server' } }))
  expect((await attribute('description')).Description).toEqual({ Value: 'the web server' })
  expect(await refusal(attribute('blockDeviceMapping'))).toBe(
    'AuthFailure: Unauthorized attempt to access restricted resource',
  )
  expect(await refusal(attribute('bad'))).toMatch(/Unknown attribute/)
  expect(await refusal(attribute('description', al2023))).toMatch(/^AuthFailure: /)
  const filtered = (Name: string, value: string) =>
    ec2.send(new DescribeImagesCommand({ Filters: [{ Name, Values: [value] }] }))
  expect((await filtered('source-image-id', al2023)).Images).toHaveLength(1)
  expect(await refusal(filtered('bad', 'x'))).toBe("InvalidParameterValue: The filter 'bad' is invalid")
})

test('blocks of an image that nothing else needs leave the storage', async () => {
  const { ec2, ebs, storage, image, describe, write } = await withInstance()
  const blocks = async () => (await storage.blobIds()).filter((id) => id.startsWith('block/')).length
  await write(7, 1)
  const id = await image()
  await write(7, 2)
  expect(await blocks()).toBe(5)
  const { SnapshotId = '' } = (await describe(id)).BlockDeviceMappings![0]!.Ebs!
  const { Blocks } = await ebs.send(new ListSnapshotBlocksCommand({ SnapshotId }))
  const { BlockIndex, BlockToken } = Blocks!.at(-1)!
  const block = await ebs.send(new GetSnapshotBlockCommand({ SnapshotId, BlockIndex, BlockToken }))
  expect((await block.BlockData!.transformToByteArray())[0]).toBe(1)
  await ec2.send(new DeregisterImageCommand({ ImageId: id, DeleteAssociatedSnapshots: true }))
  expect(await blocks()).toBe(4)
})

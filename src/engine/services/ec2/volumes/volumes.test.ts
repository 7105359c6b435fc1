import { ListChangedBlocksCommand } from '@aws-sdk/client-ebs'
import {
  AttachVolumeCommand,
  CreateSnapshotCommand,
  CreateVolumeCommand,
  type CreateVolumeCommandInput,
  DeleteSnapshotCommand,
  DeleteVolumeCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  DetachVolumeCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { chunkOf, refusal, testEngine } from '../../../testing/index.ts'

const withInstance = async () => {
  const { ec2, skip, ...rest } = await testEngine()
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      Placement: { AvailabilityZone: 'us-east-1a' },
    }),
  )
  const InstanceId = Instances![0]!.InstanceId!
  await skip({ seconds: 10 })
  const create = async (request: CreateVolumeCommandInput = {}) => {
    const { VolumeId } = await ec2.send(
      new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1, ...request }),
    )
    await skip({ seconds: 5 })
    return VolumeId!
  }
  const describe = async (id: string) =>
    (await ec2.send(new DescribeVolumesCommand({ VolumeIds: [id] }))).Volumes![0]!
  const attach = async (VolumeId: string, Device = '/dev/sdf') => {
    await ec2.send(new AttachVolumeCommand({ VolumeId, InstanceId, Device }))
    await skip({ seconds: 5 })
  }
  const snapshot = async (VolumeId: string) => {
    const { SnapshotId } = await ec2.send(new CreateSnapshotCommand({ VolumeId }))
    await skip({ minutes: 2 })
    return SnapshotId!
  }
  return { ec2, skip, ...rest, InstanceId, create, describe, attach, snapshot }
}

test('a volume is asked for in AWS’s limits, and refused in its words', async () => {
  const { ec2 } = await testEngine()
  const refused = (request: CreateVolumeCommandInput) =>
    refusal(ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', ...request })))
  expect(await refused({})).toBe('MissingParameter: The request must contain the parameter size/snapshot')
  expect(await refused({ AvailabilityZone: 'not-a-zone', Size: 1 })).toBe(
    "InvalidZone.NotFound: The zone 'not-a-zone' does not exist.",
  )
  expect(await refused({ Size: 0, VolumeType: 'gp3' })).toBe(
    'InvalidParameterValue: The volume size is invalid for gp3 volumes: 0 GiB. gp3 volumes must be at least 1 GiB in size. Please specify a volume size above the minimum limit.',
  )
  expect(await refused({ Size: -1 })).toBe(
    'InvalidParameterValue: Value (-1) for parameter size is invalid. Value must be a positive integer.',
  )
  expect(await refused({ Size: 1, VolumeType: 'bad' as never })).toBe(
    "UnknownVolumeType: Unsupported volume type 'bad' for volume creation. ",
  )
  expect(await refused({ Size: 1, VolumeType: 'gp3', Iops: 3001 })).toBe(
    'InvalidParameterValue: Iops to volume size ratio of 3001.000000 is too high; maximum is 500',
  )
  expect(await refused({ Size: 10, VolumeType: 'gp3', Throughput: 751 })).toBe(
    'InvalidParameterValue: Throughput (MiBps) to iops ratio of 0.250333 is too high; maximum is 0.250000 MiBps per iops',
  )
  expect(await refused({ Size: 1, Iops: 100 })).toBe(
    'InvalidParameterCombination: The parameter iops is not supported for gp2 volumes.',
  )
  expect(await refused({ Size: 4, VolumeType: 'io1' })).toBe(
    'InvalidParameterCombination: The parameter iops must be specified for io1 volumes.',
  )
  expect(await refused({ Size: 1, DryRun: true })).toBe(
    'DryRunOperation: Request would have succeeded, but DryRun flag is set.',
  )
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({}))
  expect(Volumes).toEqual([])
})

test('the same client token makes one volume, and no other', async () => {
  const { ec2 } = await testEngine()
  const ask = (Size: number) =>
    ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size, ClientToken: 'once' }))
  const { VolumeId } = await ask(1)
  expect((await ask(1)).VolumeId).toBe(VolumeId)
  expect(await refusal(ask(2))).toMatch(/^IdempotentParameterMismatch: Parameters on this idempotent request/)
})

test('a disk is plugged into a running machine and pulled out again with what its cache held', async () => {
  const { ec2, skip, hypervisor, InstanceId, create, describe, attach } = await withInstance()
  const id = await create()
  await attach(id)
  expect((await describe(id)).Attachments![0]).toMatchObject({ State: 'attached', Device: '/dev/sdf' })
  expect(hypervisor.calls.at(-1)).toBe(`attach ${id} to ${InstanceId} as /dev/sdf`)
  const device = hypervisor.device(InstanceId, '/dev/sdf')
  const written: boolean[] = []
  device.onFlush(() => ({
    chunks: new Map([[3, chunkOf(33)]]),
    written: (committed) => written.push(committed),
  }))
  await ec2.send(new DetachVolumeCommand({ VolumeId: id }))
  expect(written).toEqual([true])
  expect(hypervisor.calls.at(-1)).toBe(`detach ${id} from ${InstanceId}`)
  await expect(device.writeChunks(new Map([[0, chunkOf(1)]]), 'strict')).rejects.toThrow('detached')
  await skip({ seconds: 5 })
  expect(await describe(id)).toMatchObject({ State: 'available', Attachments: [] })
  await attach(id, '/dev/sdg')
  expect((await hypervisor.device(InstanceId, '/dev/sdg').readChunk(3))![0]).toBe(33)
})

test('volumes do not go where they do not fit', async () => {
  const { ec2, InstanceId, create, attach, describe } = await withInstance()
  const id = await create()
  await attach(id)
  expect(await refusal(attach(id, '/dev/sdg'))).toBe(`VolumeInUse: ${id} is already attached to an instance`)
  expect(await refusal(attach(await create()))).toBe(
    "InvalidParameterValue: Invalid value '/dev/sdf' for unixDevice. Attachment point /dev/sdf is already in use",
  )
  const elsewhere = await create({ AvailabilityZone: 'us-east-1b' })
  expect(await refusal(attach(elsewhere, '/dev/sdh'))).toBe(
    `InvalidVolume.ZoneMismatch: The volume '${elsewhere}' is not in the same availability zone as instance '${InstanceId}'`,
  )
  expect(await refusal(ec2.send(new DeleteVolumeCommand({ VolumeId: id })))).toBe(
    `VolumeInUse: Volume ${id} is currently attached to ${InstanceId}`,
  )
  expect(await refusal(ec2.send(new DetachVolumeCommand({ VolumeId: elsewhere })))).toBe(
    `IncorrectState: Volume '${elsewhere}' is in the 'available' state.`,
  )
  const { Volumes } = await ec2.send(
    new DescribeVolumesCommand({ Filters: [{ Name: 'attachment.device', Values: ['/dev/xvd?'] }] }),
  )
  const root = Volumes![0]!.VolumeId!
  expect(await refusal(ec2.send(new DetachVolumeCommand({ VolumeId: root })))).toBe(
    `OperationNotPermitted: Unable to detach root volume '${root}' from instance '${InstanceId}'`,
  )
  expect((await describe(root)).State).toBe('in-use')
})

test('deleting frees the blocks that nothing else needs, and only those', async () => {
  const { ec2, ebs, skip, storage, hypervisor, InstanceId, create, attach, snapshot } = await withInstance()
  const ofImage = 3
  const blocks = async () => (await storage.blobIds()).length - ofImage
  const id = await create()
  await attach(id)
  const disk = hypervisor.device(InstanceId, '/dev/sdf')
  const write = (index: number, fill: number) =>
    disk.writeChunks(new Map([[index, chunkOf(fill)]]), 'relaxed')
  await write(0, 1)
  await write(1, 1)
  const first = await snapshot(id)
  await write(0, 2)
  await write(0, 3)
  const second = await snapshot(id)
  await write(0, 4)
  expect(await blocks()).toBe(4)

  const copy = await create({ SnapshotId: first })
  await ec2.send(new DeleteSnapshotCommand({ SnapshotId: first }))
  expect(await blocks()).toBe(4)
  await ec2.send(new DeleteSnapshotCommand({ SnapshotId: second }))
  expect(await blocks()).toBe(3)
  expect(await refusal(ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [second] })))).toBe(
    `InvalidSnapshot.NotFound: The snapshot '${second}' does not exist.`,
  )
  await ec2.send(new DetachVolumeCommand({ VolumeId: id }))
  await skip({ seconds: 5 })
  await ec2.send(new DeleteVolumeCommand({ VolumeId: id }))
  await skip({ seconds: 5 })
  expect(await blocks()).toBe(2)
  await attach(copy)
  expect((await hypervisor.device(InstanceId, '/dev/sdf').readChunk(0))![0]).toBe(1)
  const unrelated = await create()
  const [third, fourth] = [await snapshot(copy), await snapshot(unrelated)]
  const compare = ebs.send(new ListChangedBlocksCommand({ FirstSnapshotId: third, SecondSnapshotId: fourth }))
  expect(await refusal(compare)).toBe(
    `ValidationException: The snapshot ${third} and ${fourth} are not related.`,
  )
})

test('a snapshot cannot be used before it is completed, and its percentage climbs', async () => {
  const { ec2, skip, create, attach, hypervisor, InstanceId } = await withInstance()
  const id = await create()
  await attach(id)
  const many = new Map(Array.from({ length: 200 }, (_, index) => [index, chunkOf(1)]))
  await hypervisor.device(InstanceId, '/dev/sdf').writeChunks(many, 'relaxed')
  const { SnapshotId } = await ec2.send(new CreateSnapshotCommand({ VolumeId: id }))
  expect(await refusal(create({ SnapshotId }))).toBe('IncorrectState: Snapshot is in invalid state - pending')
  expect(await refusal(ec2.send(new CreateSnapshotCommand({ VolumeId: id })))).toMatch(
    /^SnapshotCreationPerVolumeRateExceeded: /,
  )
  const seen: string[] = []
  for (let polls = 0; polls < 20; polls++) {
    const { Snapshots } = await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId!] }))
    if (Snapshots![0]!.Progress !== seen.at(-1)) seen.push(Snapshots![0]!.Progress!)
    await skip({ seconds: 4 })
  }
  const figures = seen.map((text) => Number.parseInt(text, 10))
  expect(figures).toEqual(figures.toSorted((a, b) => a - b))
  expect(figures.length).toBeGreaterThan(4)
  expect(seen.slice(-2)).toEqual(['99%', '100%'])
})

test('an image is taken at one moment, whatever is written while it is read', async () => {
  const { engine, hypervisor, InstanceId, create, attach } = await withInstance()
  const id = await create()
  await attach(id)
  const disk = hypervisor.device(InstanceId, '/dev/sdf')
  await disk.writeChunks(
    new Map([
      [0, chunkOf(1)],
      [1, chunkOf(1)],
    ]),
    'strict',
  )
  const image = await engine.volumes.image('us-east-1', id)
  expect(image.size).toBe(2 ** 30)
  expect((await image.readChunk(0))![0]).toBe(1)
  await disk.writeChunks(
    new Map([
      [0, chunkOf(2)],
      [1, chunkOf(2)],
    ]),
    'strict',
  )
  expect((await image.readChunk(1))![0]).toBe(1)
  expect(await image.readChunk(2)).toBeUndefined()
  image.release()
  expect((await disk.readChunk(1))![0]).toBe(2)
})

test('writes that the storage refuses leave the disk as it was', async () => {
  const { storage, hypervisor, InstanceId, create, attach, ec2, faults } = await withInstance()
  const id = await create()
  await attach(id)
  const disk = hypervisor.device(InstanceId, '/dev/sdf')
  await disk.writeChunks(new Map([[0, chunkOf(1)]]), 'strict')
  const commit = storage.commit
  storage.commit = async () => Promise.reject(new Error('no room'))
  await expect(
    disk.writeChunks(
      new Map([
        [0, chunkOf(2)],
        [1, chunkOf(2)],
      ]),
      'strict',
    ),
  ).rejects.toThrow('no room')
  storage.commit = commit
  expect((await disk.readChunk(0))![0]).toBe(1)
  expect(await disk.readChunk(1)).toBeUndefined()
  expect(faults).toHaveLength(1)
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }))
})

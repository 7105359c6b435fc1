import * as ebs from '@aws-sdk/client-ebs'
import * as ec2 from '@aws-sdk/client-ec2'
import { checksumOf } from '../services/ebs/checksum.ts'
import { chunkOf } from './recording-hypervisor.ts'
import { testEngine } from './test-engine.ts'

/** The id of the newest Amazon Linux 2023 in us-east-1. */
export const amazonLinux = 'ami-0fef201115eefe936'

/** A cloud with short words for what nearly every fact needs: something made, settled, and looked at. */
export const factStage = async () => {
  const cloud = await testEngine()
  const { ec2: client, ebs: direct, skip } = cloud
  const describe = async (id: string) => {
    const { Reservations } = await client.send(new ec2.DescribeInstancesCommand({ InstanceIds: [id] }))
    return Reservations![0]!.Instances![0]!
  }
  const volume = async (id: string) =>
    (await client.send(new ec2.DescribeVolumesCommand({ VolumeIds: [id] }))).Volumes![0]!
  const snapshot = async (id: string) =>
    (await client.send(new ec2.DescribeSnapshotsCommand({ SnapshotIds: [id] }))).Snapshots![0]!
  /** In us-east-1a, and running unless it is not waited for. */
  const launch = async (more: Partial<ec2.RunInstancesCommandInput> = {}, settled = true) => {
    const { Instances } = await client.send(
      new ec2.RunInstancesCommand({
        ImageId: amazonLinux,
        InstanceType: 't3.nano',
        MinCount: 1,
        MaxCount: 1,
        Placement: { AvailabilityZone: 'us-east-1a' },
        ...more,
      }),
    )
    if (settled) await skip({ seconds: 15 })
    return Instances![0]!.InstanceId!
  }
  const create = async (more: Partial<ec2.CreateVolumeCommandInput> = {}) => {
    const sized = more.SnapshotId ? {} : { Size: 1 }
    const { VolumeId } = await client.send(
      new ec2.CreateVolumeCommand({
        AvailabilityZone: 'us-east-1a',
        VolumeType: 'gp3',
        ...sized,
        ...more,
      }),
    )
    await skip({ seconds: 5 })
    return VolumeId!
  }
  const attach = async (VolumeId: string, InstanceId: string, Device = '/dev/sdf') => {
    await client.send(new ec2.AttachVolumeCommand({ VolumeId, InstanceId, Device }))
    await skip({ seconds: 5 })
  }
  const take = async (VolumeId: string) => {
    const { SnapshotId } = await client.send(new ec2.CreateSnapshotCommand({ VolumeId }))
    await skip({ minutes: 2 })
    return SnapshotId!
  }
  /** Writes blocks as the guest would: to a volume that is attached as `device`. */
  const write = (instanceId: string, device: string, blocks: Readonly<Record<number, number>>) =>
    cloud.hypervisor
      .device(instanceId, device)
      .writeChunks(
        new Map(Object.entries(blocks).map(([index, fill]) => [Number(index), chunkOf(fill)])),
        'relaxed',
      )
  const put = (SnapshotId: string, BlockIndex: number, fill: number) => {
    const BlockData = chunkOf(fill)
    return direct.send(
      new ebs.PutSnapshotBlockCommand({
        SnapshotId,
        BlockIndex,
        BlockData,
        DataLength: BlockData.length,
        Checksum: checksumOf(BlockData),
        ChecksumAlgorithm: 'SHA256',
      }),
    )
  }
  /** A snapshot written through the direct APIs. */
  const written = async (
    blocks: Readonly<Record<number, number>>,
    more: Partial<ebs.StartSnapshotCommandInput> = {},
    ChangedBlocksCount = Object.keys(blocks).length,
  ) => {
    const { SnapshotId = '' } = await direct.send(new ebs.StartSnapshotCommand({ VolumeSize: 1, ...more }))
    for (const [index, fill] of Object.entries(blocks)) await put(SnapshotId, Number(index), fill)
    await direct.send(new ebs.CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount }))
    await skip({ minutes: 2 })
    return SnapshotId
  }
  const blocksOf = async (SnapshotId: string) =>
    (await direct.send(new ebs.ListSnapshotBlocksCommand({ SnapshotId }))).Blocks!.map(
      ({ BlockIndex }) => BlockIndex!,
    )
  const changedBetween = async (FirstSnapshotId: string, SecondSnapshotId: string) =>
    (await direct.send(new ebs.ListChangedBlocksCommand({ FirstSnapshotId, SecondSnapshotId })))
      .ChangedBlocks!
  return {
    ...cloud,
    describe,
    volume,
    snapshot,
    launch,
    create,
    attach,
    take,
    write,
    put,
    written,
    blocksOf,
    changedBetween,
  }
}

export type FactStage = Awaited<ReturnType<typeof factStage>>

/** A fact in a sentence, and how it is seen. */
export type Fact = readonly [sentence: string, check: (stage: FactStage) => Promise<void>]

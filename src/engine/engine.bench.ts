import {
  AttachVolumeCommand,
  CreateVolumeCommand,
  DescribeImagesCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2'
import { bench, describe } from 'vitest'
import { chunkOf, testEngine } from './testing/index.ts'

// design.md, section 14: a snapshot costs what was changed, and not what the volume could hold.

const { engine, ec2, hypervisor, skip } = await testEngine()
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

const call = (operation: string, input: object) =>
  engine.call({ service: 'ec2', operation, input, region: 'us-east-1' })

/** A volume in the running instance, with 100 blocks in it. */
const volumeOf = async (Size: number, Device: string) => {
  const { VolumeId = '' } = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size, VolumeType: 'gp3' }),
  )
  await skip({ seconds: 5 })
  await ec2.send(new AttachVolumeCommand({ VolumeId, InstanceId, Device }))
  await skip({ seconds: 5 })
  const device = hypervisor.device(InstanceId, Device)
  const spread = (Size * 2048) / 100
  const blocks = Array.from({ length: 100 }, (_, index) => [Math.floor(index * spread), chunkOf(1)] as const)
  await device.writeChunks(new Map(blocks), 'strict')
  return { VolumeId, device }
}

const small = await volumeOf(8, '/dev/sdf')
const large = await volumeOf(1024, '/dev/sdg')
// AWS's own delays are none of the bench: snapshots may follow each other at once.
await engine.setPace('instant')

/** An account that holds thousands of snapshots is slower: the second volume must not pay for the first one's. */
const deleteSnapshots = async () => {
  const { Snapshots = [] } = (await call('DescribeSnapshots', { OwnerIds: ['self'] })) as {
    Snapshots?: { SnapshotId: string }[]
  }
  for (const { SnapshotId } of Snapshots) await call('DeleteSnapshot', { SnapshotId })
}

describe('a snapshot after one changed block', () => {
  for (const [name, { VolumeId, device }] of Object.entries({ 'of 8 GiB': small, 'of 1 TiB': large }))
    bench(
      name,
      async () => {
        await device.writeChunks(new Map([[0, chunkOf(2)]]), 'relaxed')
        await call('CreateSnapshot', { VolumeId })
      },
      { iterations: 300, time: 0, warmupTime: 0, setup: deleteSnapshots },
    )
})

describe('a call', () => {
  bench('that reads: DescribeVolumes', async () => {
    await call('DescribeVolumes', {})
  })
  bench('that writes: CreateTags', async () => {
    await call('CreateTags', { Resources: [small.VolumeId], Tags: [{ Key: 'Name', Value: 'bench' }] })
  })
})

describe('a block of 512 KiB through a device, in memory', () => {
  const block = new Map([[7, chunkOf(3)]])
  bench('copied once, to compare with', () => {
    for (const bytes of block.values()) bytes.slice()
  })
  bench('written, relaxed', async () => {
    await small.device.writeChunks(block, 'relaxed')
  })
  bench('written, strict', async () => {
    await small.device.writeChunks(block, 'strict')
  })
  bench('read', async () => {
    await small.device.readChunk(7)
  })
})

// design.md, section 5: a volume made from an image's snapshot copies a map and no data.
const stock = await ec2.send(new DescribeImagesCommand({ ImageIds: ['ami-0fef201115eefe936'] }))
const SnapshotId = stock.Images![0]!.BlockDeviceMappings![0]!.Ebs!.SnapshotId!

describe('a volume', () => {
  bench(
    "from a stock image's snapshot (at most 5 ms)",
    async () => {
      await call('CreateVolume', { AvailabilityZone: 'us-east-1a', SnapshotId })
    },
    { iterations: 200, time: 0 },
  )
  bench(
    'that is empty',
    async () => {
      await call('CreateVolume', { AvailabilityZone: 'us-east-1a', Size: 8 })
    },
    { iterations: 200, time: 0 },
  )
})

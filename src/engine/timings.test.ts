import * as direct from '@aws-sdk/client-ebs'
import * as ec2 from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { checksumOf } from './services/ebs/checksum.ts'
import { chunkOf, type TestEngine, testEngine } from './testing/index.ts'
import recorded from './testing/recordings/timings.json' with { type: 'json' }

const image = 'ami-0fef201115eefe936'

type Stage = Awaited<ReturnType<typeof stageOf>>

/** A cloud at the pace `real`, with what the changes below happen to. */
const stageOf = async () => {
  const cloud = await testEngine()
  const { ec2: client, skip } = cloud
  const launch = async () => {
    const { Instances } = await client.send(
      new ec2.RunInstancesCommand({ ImageId: image, InstanceType: 't3.nano', MinCount: 1, MaxCount: 1 }),
    )
    return Instances![0]!.InstanceId!
  }
  const running = await launch()
  const stopped = await launch()
  await skip({ minutes: 4 })
  await client.send(new ec2.StopInstancesCommand({ InstanceIds: [stopped] }))
  const create = async () =>
    (
      await client.send(
        new ec2.CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1, VolumeType: 'gp3' }),
      )
    ).VolumeId!
  const volume = await create()
  await skip({ minutes: 1 })
  return { ...cloud, launch, create, running, stopped, volume }
}

const stateOf = async ({ ec2: client }: TestEngine, id: string) => {
  const { Reservations } = await client.send(new ec2.DescribeInstancesCommand({ InstanceIds: [id] }))
  return Reservations![0]!.Instances![0]!
}
const volumeOf = async ({ ec2: client }: TestEngine, id: string) =>
  (await client.send(new ec2.DescribeVolumesCommand({ VolumeIds: [id] }))).Volumes![0]!
const snapshotOf = async ({ ec2: client }: TestEngine, id: string) =>
  (await client.send(new ec2.DescribeSnapshotsCommand({ SnapshotIds: [id] }))).Snapshots![0]!

/** Begins the change, and says how to see whether it is over. */
type Change = (stage: Stage) => Promise<() => Promise<boolean>>

const launches: Change = async (stage) => {
  const id = await stage.launch()
  return async () => (await stateOf(stage, id)).State!.Name === 'running'
}

const snapshots: Change = async (stage) => {
  const { SnapshotId } = await stage.ec2.send(new ec2.CreateSnapshotCommand({ VolumeId: stage.volume }))
  return async () => (await snapshotOf(stage, SnapshotId!)).State === 'completed'
}

const images = async (stage: Stage, Name: string) => {
  const { ImageId } = await stage.ec2.send(new ec2.CreateImageCommand({ InstanceId: stage.stopped, Name }))
  const describe = async () =>
    (await stage.ec2.send(new ec2.DescribeImagesCommand({ ImageIds: [ImageId!] }))).Images![0]!
  return describe
}

const writtenDirectly = async (stage: Stage) => {
  const { SnapshotId } = await stage.ebs.send(new direct.StartSnapshotCommand({ VolumeSize: 1 }))
  const bytes = chunkOf(1)
  await stage.ebs.send(
    new direct.PutSnapshotBlockCommand({
      SnapshotId,
      BlockIndex: 0,
      BlockData: bytes,
      DataLength: bytes.length,
      Checksum: checksumOf(bytes),
      ChecksumAlgorithm: 'SHA256',
    }),
  )
  await stage.ebs.send(new direct.CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount: 1 }))
  return SnapshotId!
}

const gone = (call: () => Promise<unknown>) => () =>
  call().then(
    () => false,
    () => true,
  )

/** By what the recording calls them; several recordings of one change give its bounds together. */
const changes: readonly (readonly [change: RegExp, Change | string])[] = [
  [/^instance pending -> running \(RunInstances\b/, launches],
  [
    /^instance pending -> running \(StartInstances/,
    async (stage) => {
      await stage.ec2.send(new ec2.StartInstancesCommand({ InstanceIds: [stage.stopped] }))
      return async () => (await stateOf(stage, stage.stopped)).State!.Name === 'running'
    },
  ],
  [
    /^instance stopping -> stopped/,
    async (stage) => {
      await stage.ec2.send(new ec2.StopInstancesCommand({ InstanceIds: [stage.running] }))
      return async () => (await stateOf(stage, stage.running)).State!.Name === 'stopped'
    },
  ],
  [
    /^instance shutting-down -> terminated/,
    async (stage) => {
      await stage.ec2.send(new ec2.TerminateInstancesCommand({ InstanceIds: [stage.running] }))
      return async () => (await stateOf(stage, stage.running)).State!.Name === 'terminated'
    },
  ],
  [
    /^instance stopped -> terminated/,
    async (stage) => {
      await stage.ec2.send(new ec2.TerminateInstancesCommand({ InstanceIds: [stage.stopped] }))
      return async () => (await stateOf(stage, stage.stopped)).State!.Name === 'terminated'
    },
  ],
  [
    /^status checks initializing -> ok/,
    async (stage) => {
      const id = await stage.launch()
      return async () => {
        const { InstanceStatuses } = await stage.ec2.send(
          new ec2.DescribeInstanceStatusCommand({ InstanceIds: [id] }),
        )
        return InstanceStatuses![0]?.InstanceStatus?.Status === 'ok'
      }
    },
  ],
  [/visible in DescribeInstanceStatus/, 'here everything is consistent at once'],
  [/^LaunchTime -> /, 'a guest boots in its own time, whatever the pace'],
  [/^RebootInstances -> new boot/, 'a guest boots in its own time, whatever the pace'],
  [
    /^volume creating -> available/,
    async (stage) => {
      const id = await stage.create()
      return async () => (await volumeOf(stage, id)).State === 'available'
    },
  ],
  [
    /^volume attaching -> attached/,
    async (stage) => {
      const id = await stage.launch()
      return async () => (await stateOf(stage, id)).BlockDeviceMappings![0]!.Ebs!.Status === 'attached'
    },
  ],
  [
    /^ModifyVolume modifying -> completed/,
    async (stage) => {
      await stage.ec2.send(new ec2.ModifyVolumeCommand({ VolumeId: stage.volume, Size: 2 }))
      return async () => {
        const { VolumesModifications } = await stage.ec2.send(
          new ec2.DescribeVolumesModificationsCommand({ VolumeIds: [stage.volume] }),
        )
        return VolumesModifications![0]!.ModificationState === 'completed'
      }
    },
  ],
  [
    /^DeleteVolume deleting -> gone/,
    async (stage) => {
      await stage.ec2.send(new ec2.DeleteVolumeCommand({ VolumeId: stage.volume }))
      return gone(() => volumeOf(stage, stage.volume))
    },
  ],
  [/^snapshot pending -> completed \(CreateSnapshot/, snapshots],
  [
    /^snapshot pending -> completed \(CreateImage/,
    async (stage) => {
      const describe = await images(stage, 'golden')
      return async () => {
        const id = (await describe()).BlockDeviceMappings![0]!.Ebs!.SnapshotId
        return id !== undefined && (await snapshotOf(stage, id)).State === 'completed'
      }
    },
  ],
  [
    /^image pending -> available/,
    async (stage) => {
      const describe = await images(stage, 'golden')
      return async () => (await describe()).State === 'available'
    },
  ],
  [
    /^EBS direct CompleteSnapshot -> completed/,
    async (stage) => {
      const id = await writtenDirectly(stage)
      return async () => (await snapshotOf(stage, id)).State === 'completed'
    },
  ],
  [
    /^EBS direct CompleteSnapshot -> ListSnapshotBlocks works$/,
    async (stage) => {
      const SnapshotId = await writtenDirectly(stage)
      const listed = gone(() => stage.ebs.send(new direct.ListSnapshotBlocksCommand({ SnapshotId })))
      return async () => !(await listed())
    },
  ],
  [/ListSnapshotBlocks works \(child/, 'a completed snapshot is listed at once here'],
  [
    /^CopySnapshot pending -> completed/,
    async (stage) => {
      const first = await snapshots(stage)
      await stage.skip({ minutes: 2 })
      expect(await first()).toBe(true)
      const { Snapshots } = await stage.ec2.send(new ec2.DescribeSnapshotsCommand({ OwnerIds: ['self'] }))
      const { SnapshotId } = await stage.ec2.send(
        new ec2.CopySnapshotCommand({
          SourceRegion: 'us-east-1',
          SourceSnapshotId: Snapshots![0]!.SnapshotId,
        }),
      )
      return async () => (await snapshotOf(stage, SnapshotId!)).State === 'completed'
    },
  ],
  [
    /^DeleteSnapshot -> /,
    async (stage) => {
      const { SnapshotId } = await stage.ec2.send(new ec2.CreateSnapshotCommand({ VolumeId: stage.volume }))
      await stage.skip({ minutes: 2 })
      await stage.ec2.send(new ec2.DeleteSnapshotCommand({ SnapshotId }))
      return gone(() => snapshotOf(stage, SnapshotId!))
    },
  ],
]

/** In seconds: the shortest and longest that any recording of the change allows. */
const boundsOf = (change: RegExp) => {
  const found = recorded.changes.filter((each) => change.test(each.change))
  return {
    recordings: found.length,
    least: Math.min(...found.map((each) => each.seconds_at_least)),
    most: Math.max(...found.map((each) => each.seconds_at_most)),
  }
}

test('every recorded change has its place here', () => {
  const unplaced = recorded.changes.filter((each) => !changes.some(([change]) => change.test(each.change)))
  expect(unplaced.map((each) => each.change)).toEqual([])
})

test.for(changes.flatMap(([change, begin]) => (typeof begin === 'string' ? [] : [{ change, begin }])))(
  'at pace `real` it takes as long as recorded: $change',
  async ({ change, begin }) => {
    const { recordings, least, most } = boundsOf(change)
    expect(recordings).toBeGreaterThan(0)
    const stage = await stageOf()
    const over = await begin(stage)
    let seconds = 0
    while (!(await over()) && seconds <= most + 1) {
      await stage.skip({ seconds: 0.5 })
      seconds += 0.5
    }
    // It was over at some moment of the last half second.
    expect(seconds).toBeGreaterThanOrEqual(least)
    expect(seconds - 0.5).toBeLessThanOrEqual(most)
  },
)

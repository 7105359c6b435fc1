import { ListChangedBlocksCommand } from '@aws-sdk/client-ebs'
import {
  AttachVolumeCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DescribeInstancesCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  DetachVolumeCommand,
  type EC2Client,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2'
import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { indexedDbStorage, memoryStorage } from './storage/index.ts'
import { chunkOf, testEngine } from './testing/index.ts'

const launch = {
  ImageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
  InstanceType: 't3.micro',
  MinCount: 1,
  MaxCount: 1,
} as const

const describe = async (ec2: EC2Client, id: string) => {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }))
  return Reservations![0]!.Instances![0]!
}

const storages = { 'in memory': async () => memoryStorage(), 'in IndexedDB': () => indexedDbStorage('slice') }

for (const [where, open] of Object.entries(storages)) {
  test(`${where}: launch, a closed port, a rule, a backup, a mistake, and the backup brought back`, async () => {
    const { engine, ec2, ebs, storage, skip, hypervisor, faults } = await testEngine({
      storage: await open(),
    })
    const group = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'launch-wizard-1', Description: 'made by a test' }),
    )
    const { Instances } = await ec2.send(
      new RunInstancesCommand({ ...launch, SecurityGroupIds: [group.GroupId!] }),
    )
    const id = Instances![0]!.InstanceId!
    expect(Instances![0]!.State).toEqual({ Code: 0, Name: 'pending' })
    expect(hypervisor.isOn(id)).toBe(false)
    await skip({ seconds: 10 })
    expect(hypervisor.isOn(id)).toBe(true)
    const running = await describe(ec2, id)
    expect(running.State!.Name).toBe('running')

    const visit = {
      from: { address: '203.0.113.25' },
      to: running.PublicIpAddress!,
      port: 3000,
      protocol: 'tcp',
    } as const
    const closed = engine.network.verdict(visit)
    expect(closed.outcome).toBe('dropped')
    expect(closed.steps.at(-1)!.text).toContain('no inbound rule allows TCP 3000 from 203.0.113.25')
    await ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: group.GroupId,
        IpProtocol: 'tcp',
        FromPort: 3000,
        ToPort: 3000,
        CidrIp: '0.0.0.0/0',
      }),
    )
    expect(engine.network.verdict(visit)).toMatchObject({
      outcome: 'deliver',
      instanceId: id,
      source: '203.0.113.25',
      destination: running.PrivateIpAddress,
    })

    // The application, and a backup of it. What the guest still has in its cache is part of it.
    const disk = hypervisor.device(id)
    await disk.writeChunks(new Map([[7, chunkOf(70)]]), 'strict')
    disk.onFlush(() => ({ chunks: new Map([[8, chunkOf(80)]]), written: () => {} }))
    const root = running.BlockDeviceMappings![0]!.Ebs!.VolumeId!
    const backup = await ec2.send(
      new CreateSnapshotCommand({ VolumeId: root, Description: 'backup-before-update' }),
    )
    expect(backup).toMatchObject({ State: 'pending', Progress: '', VolumeSize: 8 })
    disk.onFlush(undefined)
    await skip({ minutes: 2 })

    // The update breaks it; a second snapshot stores that one block only.
    await disk.writeChunks(new Map([[7, chunkOf(71)]]), 'relaxed')
    const second = await ec2.send(new CreateSnapshotCommand({ VolumeId: root }))
    await skip({ minutes: 2 })
    const { Snapshots } = await ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }))
    expect(Snapshots!.map((each) => [each.State, each.FullSnapshotSizeInBytes! / 524_288])).toEqual([
      ['completed', 5],
      ['completed', 5],
    ])
    const changed = await ebs.send(
      new ListChangedBlocksCommand({
        FirstSnapshotId: backup.SnapshotId,
        SecondSnapshotId: second.SnapshotId,
      }),
    )
    expect(changed.ChangedBlocks!.map((each) => each.BlockIndex)).toEqual([7])
    // Three blocks of the image, two of the application, one of its update.
    expect(await storage.blobIds()).toHaveLength(6)

    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }))
    await skip({ minutes: 1 })
    expect((await describe(ec2, id)).State!.Name).toBe('stopped')
    const { VolumeId } = await ec2.send(
      new CreateVolumeCommand({
        SnapshotId: backup.SnapshotId,
        AvailabilityZone: running.Placement!.AvailabilityZone,
        VolumeType: 'gp3',
      }),
    )
    await ec2.send(new DetachVolumeCommand({ VolumeId: root }))
    await skip({ minutes: 1 })
    await ec2.send(new AttachVolumeCommand({ VolumeId, InstanceId: id, Device: '/dev/xvda' }))
    await skip({ minutes: 1 })
    await ec2.send(new StartInstancesCommand({ InstanceIds: [id] }))
    await skip({ minutes: 1 })

    const restored = await describe(ec2, id)
    expect(restored.State!.Name).toBe('running')
    expect(restored.PublicIpAddress).not.toBe(running.PublicIpAddress)
    expect(restored.PrivateIpAddress).toBe(running.PrivateIpAddress)
    const device = hypervisor.device(id)
    expect((await device.readChunk(7))![0]).toBe(70)
    expect((await device.readChunk(8))![0]).toBe(80)
    expect((await device.readChunk(0))![0]).toBe(1)
    expect(await device.readChunk(1)).toBeUndefined()
    const { Volumes } = await ec2.send(new DescribeVolumesCommand({ VolumeIds: [root] }))
    expect(Volumes![0]!.State).toBe('available')
    expect(faults).toEqual([])
  })
}

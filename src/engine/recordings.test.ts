import {
  CompleteSnapshotCommand,
  GetSnapshotBlockCommand,
  ListChangedBlocksCommand,
  ListSnapshotBlocksCommand,
  PutSnapshotBlockCommand,
  StartSnapshotCommand,
} from '@aws-sdk/client-ebs'
import {
  AuthorizeSecurityGroupIngressCommand,
  CopySnapshotCommand,
  CreateImageCommand,
  CreateKeyPairCommand,
  CreateSecurityGroupCommand,
  CreateSnapshotCommand,
  CreateVolumeCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInstanceStatusCommand,
  DescribeInstanceTypesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVolumesModificationsCommand,
  DescribeVolumeStatusCommand,
  DescribeVpcsCommand,
  ModifyVolumeCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2'
import { GetParameterCommand } from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { checksumOf } from './services/ebs/checksum.ts'
import { chunkOf, testEngine } from './testing/index.ts'
import { differences, recording } from './testing/recordings/recording.ts'

/** Ours against the real one's; `but` names the differences that are meant. */
const expectLike = async (ours: object, name: string, but: readonly string[] = []) => {
  const { $metadata: _, ...output } = ours as { $metadata?: unknown }
  expect(differences(output, (await recording(name)).output).toSorted()).toEqual(but.toSorted())
}

const Tags = [{ Key: 'suite', Value: 'recordings' }]
const tagged = <T extends string>(ResourceType: T) => [{ ResourceType, Tags }]

test('key pairs answer as recorded', async () => {
  const { ec2 } = await testEngine()
  for (const KeyType of ['rsa', 'ed25519'] as const) {
    const request = { KeyName: KeyType, KeyType, TagSpecifications: tagged('key-pair') }
    await expectLike(await ec2.send(new CreateKeyPairCommand(request)), `CreateKeyPair.${KeyType}`)
  }
  await expectLike(
    await ec2.send(new DescribeKeyPairsCommand({ KeyNames: ['ed25519'], IncludePublicKey: true })),
    'DescribeKeyPairs',
  )
})

test('the network and its groups answer as recorded', async () => {
  const { ec2 } = await testEngine()
  // Default subnets and VPCs have no tags; the recorded ones were made with some.
  await expectLike(await ec2.send(new DescribeVpcsCommand({})), 'DescribeVpcs', ['Vpcs[].Tags is missing'])
  await expectLike(await ec2.send(new DescribeSubnetsCommand({})), 'DescribeSubnets', [
    'Subnets[].Tags: 0 for 1 elements',
  ])
  const group = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: 'recordings',
      Description: 'as recorded',
      TagSpecifications: tagged('security-group'),
    }),
  )
  await expectLike(group, 'CreateSecurityGroup')
  const GroupIds = [group.GroupId!]
  await expectLike(await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds })), 'DescribeSecurityGroups')
  const Filters = [{ Name: 'group-id', Values: GroupIds }]
  await expectLike(
    await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters })),
    'DescribeSecurityGroupRules.egress',
  )
  const authorized = await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group.GroupId,
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 8080,
          ToPort: 8080,
          IpRanges: [{ CidrIp: '10.237.17.19/24', Description: 'initial ingress' }],
        },
      ],
      TagSpecifications: tagged('security-group-rule'),
    }),
  )
  await expectLike(authorized, 'AuthorizeSecurityGroupIngress')
  expect(authorized.SecurityGroupRules![0]!.CidrIpv4).toBe('10.237.17.0/24')
  const ids = [authorized.SecurityGroupRules![0]!.SecurityGroupRuleId!]
  await expectLike(
    await ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: ids })),
    'DescribeSecurityGroupRules',
  )
})

test('images, instance types and public parameters answer as recorded, value by value', async () => {
  const { ec2, ssm } = await testEngine()
  const values = (output: object) => JSON.parse(JSON.stringify(output)) as unknown
  const image = await recording('DescribeImages.al2023')
  const stockImage = 'ami-0fef201115eefe936'
  const { Images } = await ec2.send(new DescribeImagesCommand({ ImageIds: [stockImage], Owners: ['amazon'] }))
  expect(values(Images!)).toEqual(image.output.Images)
  const types = await ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ['t3.nano'] }))
  expect(values(types.InstanceTypes!)).toEqual(
    (await recording('DescribeInstanceTypes.t3.nano')).output.InstanceTypes,
  )
  const Name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name }))
  expect(values(Parameter!)).toEqual({
    ...((await recording('GetParameter.al2023-ami')).output.Parameter as object),
    LastModifiedDate: '2026-09-18T23:28:00.583Z',
  })
})

// The recorded instance had a profile, and no names in its VPC.
const noProfile = 'Instances[].IamInstanceProfile is missing'
const names = [
  'NetworkInterfaces[].PrivateDnsName is too much',
  'NetworkInterfaces[].PrivateIpAddresses[].PrivateDnsName is too much',
]

test('an instance answers as recorded in each of its states', async () => {
  const { ec2, skip } = await testEngine()
  const launched = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.nano',
      MinCount: 1,
      MaxCount: 1,
      NetworkInterfaces: [{ DeviceIndex: 0, AssociatePublicIpAddress: false }],
      TagSpecifications: [...tagged('instance'), ...tagged('volume')],
      ClientToken: 'recordings',
    }),
  )
  await expectLike(launched, 'RunInstances', [noProfile, ...names.map((name) => `Instances[].${name}`)])
  const InstanceIds = [launched.Instances![0]!.InstanceId!]
  const described = () => ec2.send(new DescribeInstancesCommand({ InstanceIds }))
  const status = () => ec2.send(new DescribeInstanceStatusCommand({ InstanceIds, IncludeAllInstances: true }))
  const inside = [noProfile, ...names.map((name) => `Instances[].${name}`)].map(
    (name) => `Reservations[].${name}`,
  )

  await skip({ seconds: 6 })
  await expectLike(await described(), 'DescribeInstances.running', inside)
  await expectLike(await status(), 'DescribeInstanceStatus.initializing')
  const Filters = [{ Name: 'attachment.instance-id', Values: InstanceIds }]
  await expectLike(await ec2.send(new DescribeVolumesCommand({ Filters })), 'DescribeVolumes.in-use')
  await skip({ minutes: 3 })
  await expectLike(await status(), 'DescribeInstanceStatus.ok')
  await expectLike(await ec2.send(new RebootInstancesCommand({ InstanceIds })), 'RebootInstances')
  await expectLike(await ec2.send(new StopInstancesCommand({ InstanceIds })), 'StopInstances')
  await skip({ seconds: 20 })
  await expectLike(await described(), 'DescribeInstances.stopped', inside)
  await expectLike(await status(), 'DescribeInstanceStatus.stopped')
  await expectLike(await ec2.send(new StartInstancesCommand({ InstanceIds })), 'StartInstances')
  await skip({ seconds: 20 })
  await expectLike(await ec2.send(new TerminateInstancesCommand({ InstanceIds })), 'TerminateInstances')
  await skip({ seconds: 30 })
  await expectLike(await described(), 'DescribeInstances.terminated')
})

test('volumes, snapshots and their blocks answer as recorded', async () => {
  const { ec2, ebs, skip, hypervisor } = await testEngine()
  const volume = await ec2.send(
    new CreateVolumeCommand({
      AvailabilityZone: 'us-east-1a',
      Size: 1,
      VolumeType: 'gp3',
      TagSpecifications: tagged('volume'),
    }),
  )
  await expectLike(volume, 'CreateVolume')
  await skip({ seconds: 5 })
  const VolumeIds = [volume.VolumeId!]
  await expectLike(await ec2.send(new DescribeVolumesCommand({ VolumeIds })), 'DescribeVolumes.available')

  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.nano',
      MinCount: 1,
      MaxCount: 1,
    }),
  )
  await skip({ seconds: 10 })
  const disk = hypervisor.device(Instances![0]!.InstanceId!)
  const Filters = [{ Name: 'attachment.instance-id', Values: [Instances![0]!.InstanceId!] }]
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({ Filters }))
  const snapshot = async () => {
    const request = {
      VolumeId: Volumes![0]!.VolumeId,
      Description: 'x',
      TagSpecifications: tagged('snapshot'),
    }
    return ec2.send(new CreateSnapshotCommand(request))
  }
  const first = await snapshot()
  await expectLike(first, 'CreateSnapshot')
  const SnapshotIds = [first.SnapshotId!]
  const described = () => ec2.send(new DescribeSnapshotsCommand({ SnapshotIds }))
  await expectLike(await described(), 'DescribeSnapshots.pending')
  await skip({ minutes: 1 })
  await expectLike(await described(), 'DescribeSnapshots.completed')
  const list = await ebs.send(new ListSnapshotBlocksCommand({ SnapshotId: first.SnapshotId }))
  await expectLike(list, 'ListSnapshotBlocks')
  const block = await ebs.send(
    new GetSnapshotBlockCommand({ SnapshotId: first.SnapshotId, ...list.Blocks![1]! } as never),
  )
  expect((await block.BlockData!.transformToByteArray())[0]).toBe(2)
  expect(block).toMatchObject({ DataLength: 524_288, ChecksumAlgorithm: 'SHA256' })

  const unchanged = await snapshot()
  await skip({ minutes: 1 })
  await disk.writeChunks(new Map([[2, chunkOf(9)]]), 'strict')
  const changed = await snapshot()
  await skip({ minutes: 1 })
  const compare = (FirstSnapshotId: string, SecondSnapshotId: string) =>
    ebs.send(new ListChangedBlocksCommand({ FirstSnapshotId, SecondSnapshotId }))
  await expectLike(await compare(first.SnapshotId!, unchanged.SnapshotId!), 'ListChangedBlocks.empty')
  await expectLike(await compare(first.SnapshotId!, changed.SnapshotId!), 'ListChangedBlocks', [
    'NextToken is missing',
  ])
})

test('a modification and a volume’s status answer as recorded', async () => {
  const { ec2, skip } = await testEngine()
  const { VolumeId } = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1, VolumeType: 'gp3' }),
  )
  const VolumeIds = [VolumeId!]
  await expectLike(await ec2.send(new DescribeVolumeStatusCommand({ VolumeIds })), 'DescribeVolumeStatus')
  await skip({ seconds: 5 })
  await expectLike(await ec2.send(new ModifyVolumeCommand({ VolumeId, Size: 2 })), 'ModifyVolume')
  const modifications = () => ec2.send(new DescribeVolumesModificationsCommand({ VolumeIds }))
  await expectLike(await modifications(), 'DescribeVolumesModifications.modifying')
  await skip({ seconds: 5 })
  await expectLike(await modifications(), 'DescribeVolumesModifications.completed')
})

test('an image of a stopped instance, and a copy of its snapshot, answer as recorded', async () => {
  const { ec2, skip } = await testEngine()
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.nano',
      MinCount: 1,
      MaxCount: 1,
    }),
  )
  await skip({ seconds: 10 })
  const { InstanceId } = Instances![0]!
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId!] }))
  await skip({ seconds: 30 })
  const made = await ec2.send(
    new CreateImageCommand({
      InstanceId,
      Name: 'recordings',
      NoReboot: true,
      TagSpecifications: [...tagged('image'), ...tagged('snapshot')],
    }),
  )
  await expectLike(made, 'CreateImage')
  const described = () => ec2.send(new DescribeImagesCommand({ ImageIds: [made.ImageId!] }))
  await expectLike(await described(), 'DescribeImages.own-pending')
  await skip({ minutes: 2 })
  await expectLike(await described(), 'DescribeImages.own-available')
  const { Images } = await described()
  const SourceSnapshotId = Images![0]!.BlockDeviceMappings![0]!.Ebs!.SnapshotId!
  const request = { SourceRegion: 'us-east-1', SourceSnapshotId, TagSpecifications: tagged('snapshot') }
  await expectLike(await ec2.send(new CopySnapshotCommand(request)), 'CopySnapshot')
})

test('a snapshot written through the direct APIs answers as recorded', async () => {
  const { ebs } = await testEngine()
  const started = await ebs.send(new StartSnapshotCommand({ VolumeSize: 1, Description: 'root', Tags }))
  await expectLike(started, 'StartSnapshot')
  const { SnapshotId } = started
  const BlockData = chunkOf(1)
  const put = await ebs.send(
    new PutSnapshotBlockCommand({
      SnapshotId,
      BlockIndex: 0,
      BlockData,
      DataLength: BlockData.length,
      Checksum: checksumOf(BlockData),
      ChecksumAlgorithm: 'SHA256',
    }),
  )
  await expectLike(put, 'PutSnapshotBlock')
  await expectLike(
    await ebs.send(new CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount: 1 })),
    'CompleteSnapshot',
  )
})

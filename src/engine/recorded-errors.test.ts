import * as direct from '@aws-sdk/client-ebs'
import * as ec2 from '@aws-sdk/client-ec2'
import { beforeAll, expect, test } from 'vitest'
import { checksumOf } from './services/ebs/checksum.ts'
import { chunkOf, refusal, type TestEngine, testEngine } from './testing/index.ts'
import recorded from './testing/recordings/errors.json' with { type: 'json' }

const image = 'ami-0fef201115eefe936'
const gone = '0123456789abcdef0'
const zeros = '00000000000000000'

/** What the calls below are about, made once. */
interface Stage {
  vpc: string
  subnet: string
  group: string
  otherGroup: string
  eni: string
  address: string
  running: string
  stopped: string
  terminated: string
  volume: string
  fresh: string
  modifying: string
  deleted: string
  snapshot: string
  pending: string
  encrypted: string
  own: string
  deregistered: string
  imageSnapshot: string
  open: string
  closed: string
  blockToken: string
}

let engine: TestEngine
let stage: Stage

const send = <Output>(command: unknown) =>
  engine.ec2.send(command as ec2.DescribeVpcsCommand) as Promise<unknown> as Promise<Output>
const sendDirect = (command: unknown) => engine.ebs.send(command as direct.ListSnapshotBlocksCommand)

type Call = () => Promise<unknown>

const run =
  (more: object = {}): Call =>
  () =>
    send(
      new ec2.RunInstancesCommand({
        ImageId: image,
        InstanceType: 't3.nano',
        MinCount: 1,
        MaxCount: 1,
        ...more,
      }),
    )
const volume =
  (more: object): Call =>
  () =>
    send(new ec2.CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', ...more }))
const modify =
  (more: object): Call =>
  () =>
    send(new ec2.ModifyVolumeCommand({ VolumeId: stage.volume, ...more }))
const key =
  (more: object): Call =>
  () =>
    send(new ec2.CreateKeyPairCommand({ KeyName: 'probe', ...more }))
const status =
  (more: object): Call =>
  () =>
    send(new ec2.DescribeInstanceStatusCommand(more))
const associate =
  (more: () => object): Call =>
  () =>
    send(new ec2.AssociateAddressCommand({ AllocationId: stage.address, ...more() }))
const authorize =
  (rule: () => ec2.IpPermission): Call =>
  () =>
    send(
      new ec2.AuthorizeSecurityGroupIngressCommand({
        GroupId: stage.group,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, ...rule() }],
      }),
    )

const bytes = chunkOf(3)
const put =
  (more: { SnapshotId?: string; [member: string]: unknown } = {}): Call =>
  () =>
    sendDirect(
      new direct.PutSnapshotBlockCommand({
        SnapshotId: more.SnapshotId ?? stage.open,
        BlockIndex: 0,
        BlockData: bytes,
        DataLength: bytes.length,
        Checksum: checksumOf(bytes),
        ChecksumAlgorithm: 'SHA256',
        ...more,
      }),
    )

/** In the order of the recordings: how to provoke each error, or why it cannot come here. */
const provocations: readonly (readonly [operation: string, Call | string])[] = [
  ['(any EC2 call', run({ DryRun: true })],
  ['RunInstances', run({ ImageId: 'bad', DryRun: true })],
  ['RunInstances', run({ ImageId: '' })],
  ['RunInstances', run({ MinCount: 2 })],
  ['RunInstances', run({ MinCount: 0 })],
  ['RunInstances', run({ MinCount: 0, MaxCount: 0 })],
  ['RunInstances', run({ ClientToken: 'x'.repeat(65) })],
  ['RunInstances', run({ MetadataOptions: { HttpTokens: 'bad' } })],
  ['RunInstances', () => run({ SubnetId: stage.subnet, NetworkInterfaces: [{ DeviceIndex: 0 }] })()],
  ['RunInstances', 'shown with a user who may nothing, among the cases of every operation'],
  ['RunInstances', run({ ClientToken: 'once', MetadataOptions: { HttpTokens: 'optional' } })],
  ['RebootInstances', () => send(new ec2.RebootInstancesCommand({ InstanceIds: [stage.stopped] }))],
  ['StartInstances', () => send(new ec2.StartInstancesCommand({ InstanceIds: [stage.terminated] }))],
  ['StopInstances', () => send(new ec2.StopInstancesCommand({ InstanceIds: [stage.terminated] }))],
  ['DescribeInstanceStatus', status({ InstanceIds: [`i-${gone}`], IncludeAllInstances: true })],
  ['DescribeInstanceStatus', status({ InstanceIds: ['invalid'] })],
  ['DescribeInstanceStatus', () => status({ InstanceIds: [stage.running, `i-${zeros}`] })()],
  ['DescribeInstanceStatus', () => status({ InstanceIds: [stage.running], MaxResults: 5 })()],
  ['DescribeInstanceStatus', () => status({ InstanceIds: [stage.running], NextToken: 'x' })()],
  ['DescribeInstanceStatus', status({ MaxResults: 0 })],
  ['DescribeInstanceStatus', status({ Filters: [{ Name: 'instance-id', Values: ['x'] }] })],
  ['DescribeInstanceStatus', status({ NextToken: 'invalid' })],
  [
    'DescribeInstanceAttribute',
    () =>
      send(
        new ec2.DescribeInstanceAttributeCommand({
          InstanceId: stage.running,
          Attribute: 'imageId' as 'userData',
        }),
      ),
  ],
  [
    'DescribeInstanceTypes',
    () =>
      send(
        new ec2.DescribeInstanceTypesCommand({ InstanceTypes: ['t3.nano', 'probe.invalid' as 't3.nano'] }),
      ),
  ],
  [
    'DescribeImageAttribute',
    () =>
      send(new ec2.DescribeImageAttributeCommand({ ImageId: stage.own, Attribute: 'blockDeviceMapping' })),
  ],
  ['DeregisterImage', () => send(new ec2.DeregisterImageCommand({ ImageId: stage.deregistered }))],
  ['DeleteSnapshot', () => send(new ec2.DeleteSnapshotCommand({ SnapshotId: stage.imageSnapshot }))],
  ['DescribeSnapshots', () => send(new ec2.DescribeSnapshotsCommand({ SnapshotIds: [`snap-${gone}`] }))],
  [
    'DescribeNetworkInterfaces',
    () => send(new ec2.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [`eni-${gone}`] })),
  ],
  [
    'DeleteNetworkInterface',
    () => send(new ec2.DeleteNetworkInterfaceCommand({ NetworkInterfaceId: `eni-${gone}` })),
  ],
  ['DescribeVpcs', () => send(new ec2.DescribeVpcsCommand({ VpcIds: [`vpc-${gone}`] }))],
  ['DescribeSecurityGroups', () => send(new ec2.DescribeSecurityGroupsCommand({ GroupIds: [`sg-${gone}`] }))],
  [
    'DescribeSecurityGroups',
    () => send(new ec2.DescribeSecurityGroupsCommand({ GroupIds: [`sg-${zeros}`] })),
  ],
  [
    'DescribeSubnets',
    () => send(new ec2.DescribeSubnetsCommand({ SubnetIds: [stage.subnet, `subnet-${zeros}`] })),
  ],
  [
    'CreateSubnet',
    () => send(new ec2.CreateSubnetCommand({ VpcId: stage.vpc, CidrBlock: '10.237.18.0/29' })),
  ],
  [
    'CreateSubnet',
    () => send(new ec2.CreateSubnetCommand({ VpcId: stage.vpc, CidrBlock: '10.237.17.0/25' })),
  ],
  ['DeleteVpc', () => send(new ec2.DeleteVpcCommand({ VpcId: stage.vpc }))],
  [
    'CreateSecurityGroup',
    () =>
      send(
        new ec2.CreateSecurityGroupCommand({
          GroupName: 'probe-ec2-network-41b7e3-workload',
          Description: 'twice',
          VpcId: stage.vpc,
        }),
      ),
  ],
  ['DeleteSecurityGroup', () => send(new ec2.DeleteSecurityGroupCommand({ GroupId: stage.group }))],
  ['AuthorizeSecurityGroupIngress', authorize(() => ({ IpRanges: [{ CidrIp: '10.237.17.0/24' }] }))],
  ['AuthorizeSecurityGroupIngress', authorize(() => ({ UserIdGroupPairs: [{ GroupId: stage.otherGroup }] }))],
  ['AuthorizeSecurityGroupIngress', authorize(() => ({ UserIdGroupPairs: [{ GroupId: `sg-${zeros}` }] }))],
  [
    'UpdateSecurityGroupRuleDescriptionsIngress',
    () =>
      send(
        new ec2.UpdateSecurityGroupRuleDescriptionsIngressCommand({
          GroupId: stage.group,
          IpPermissions: [
            { IpProtocol: 'tcp', FromPort: 9, ToPort: 9, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
          ],
        }),
      ),
  ],
  [
    'RevokeSecurityGroupIngress',
    () =>
      send(
        new ec2.RevokeSecurityGroupIngressCommand({
          GroupId: stage.group,
          IpPermissions: [
            { IpProtocol: 'tcp', FromPort: 9, ToPort: 9, IpRanges: [{ CidrIp: '10.0.0.0/8' }] },
          ],
        }),
      ),
  ],
  [
    'RevokeSecurityGroupIngress',
    () =>
      send(
        new ec2.RevokeSecurityGroupIngressCommand({
          GroupId: stage.group,
          SecurityGroupRuleIds: [`sgr-${gone}`],
        }),
      ),
  ],
  [
    'DeleteNetworkAclEntry',
    async () => {
      const acls = await send(new ec2.DescribeNetworkAclsCommand({}))
      const { NetworkAcls } = acls as ec2.DescribeNetworkAclsCommandOutput
      const { NetworkAclId } = NetworkAcls![0]!
      await send(new ec2.DeleteNetworkAclEntryCommand({ NetworkAclId, RuleNumber: 7, Egress: false }))
    },
  ],
  ['CreateKeyPair', key({ KeyName: '' })],
  ['CreateKeyPair', key({ KeyName: 'x'.repeat(256) })],
  ['CreateKeyPair', key({ KeyName: ' probe-kp-5c60ce5e752f-space' })],
  ['CreateKeyPair', key({ KeyName: 'probe-kp-5c60ce5e752f\nname' })],
  ['CreateKeyPair', key({ KeyName: 'ключ' })],
  ['CreateKeyPair', key({ KeyType: 'ecdsa' })],
  ['CreateKeyPair', key({ KeyFormat: 'der' })],
  [
    'CreateKeyPair',
    key({ TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'a', Value: 'b' }] }] }),
  ],
  [
    'DescribeKeyPairs',
    () => send(new ec2.DescribeKeyPairsCommand({ Filters: [{ Name: 'unsupported', Values: ['x'] }] })),
  ],
  [
    'DescribeKeyPairs',
    () => send(new ec2.DescribeKeyPairsCommand({ Filters: [{ Name: 'key-type', Values: ['x'] }] })),
  ],
  [
    'AllocateAddress',
    () => send(new ec2.AllocateAddressCommand({ NetworkBorderGroup: 'invalid', DryRun: true })),
  ],
  ['AllocateAddress', () => send(new ec2.AllocateAddressCommand({ Address: 'invalid', DryRun: true }))],
  ['DescribeAddresses', () => send(new ec2.DescribeAddressesCommand({ AllocationIds: ['bad'] }))],
  ['AssociateAddress', associate(() => ({ AllocationId: `eipalloc-${zeros}`, InstanceId: stage.running }))],
  ['AssociateAddress', associate(() => ({ InstanceId: `i-${zeros}` }))],
  ['AssociateAddress', associate(() => ({ NetworkInterfaceId: `eni-${zeros}` }))],
  ['AssociateAddress', associate(() => ({ PublicIp: '192.0.2.1', InstanceId: stage.running }))],
  [
    'AssociateAddress',
    associate(() => ({ NetworkInterfaceId: stage.eni, PrivateIpAddress: '10.237.42.250' })),
  ],
  ['AssociateAddress', associate(() => ({ NetworkInterfaceId: stage.eni, PrivateIpAddress: 'bad' }))],
  ['AssociateAddress', associate(() => ({ NetworkInterfaceId: stage.eni }))],
  [
    'AssociateAddress',
    async () => {
      await associate(() => ({ InstanceId: stage.running }))()
      await associate(() => ({ InstanceId: stage.stopped, AllowReassociation: false }))()
    },
  ],
  ['CreateVolume', volume({ AvailabilityZone: '', Size: 1, DryRun: true })],
  ['CreateVolume', volume({})],
  ['CreateVolume', volume({ AvailabilityZone: 'not-a-zone', Size: 1 })],
  ['CreateVolume', volume({ AvailabilityZoneId: 'use1-az6', Size: 1 })],
  ['CreateVolume', volume({ Size: 0, VolumeType: 'gp3' })],
  ['CreateVolume', volume({ Size: 1, VolumeType: 'io1', Iops: 100 })],
  ['CreateVolume', volume({ Size: -1 })],
  ['CreateVolume', volume({ Size: 1, VolumeType: 'bad' })],
  ['CreateVolume', volume({ Size: 100, VolumeType: 'gp3', Iops: 8004, Throughput: 2001 })],
  ['CreateVolume', volume({ Size: 100, VolumeType: 'gp3', Iops: 3000, Throughput: 751 })],
  ['CreateVolume', volume({ Size: 1, VolumeType: 'gp2', Iops: 100 })],
  ['CreateVolume', volume({ Size: 1, VolumeType: 'gp2', Throughput: 125 })],
  ['CreateVolume', volume({ Size: 1, VolumeType: 'standard', Iops: 100 })],
  ['CreateVolume', volume({ Size: 1, VolumeType: 'standard', Throughput: 125 })],
  ['CreateVolume', volume({ Size: 4, VolumeType: 'io1' })],
  ['CreateVolume', volume({ Size: 4, VolumeType: 'io2' })],
  ['CreateVolume', volume({ Size: 2, ClientToken: 'volume' })],
  ['CreateVolume', volume({ Size: 1, ClientToken: 'deleted' })],
  ['CreateVolume', () => volume({ SnapshotId: stage.pending })()],
  ['CreateVolume', volume({ SnapshotId: 'snap-0123' })],
  ['CreateVolume', 'there is no other account here whose snapshot could be hidden'],
  ['CreateVolume', () => volume({ SnapshotId: stage.encrypted, Encrypted: false })()],
  ['CreateVolume', volume({ Size: 1, VolumeInitializationRate: 99 })],
  ['DescribeVolumes', () => send(new ec2.DescribeVolumesCommand({ VolumeIds: [stage.deleted] }))],
  ['DeleteVolume', () => send(new ec2.DeleteVolumeCommand({ VolumeId: stage.deleted }))],
  ['DescribeVolumeStatus', () => send(new ec2.DescribeVolumeStatusCommand({ VolumeIds: [stage.deleted] }))],
  [
    'DescribeVolumesModifications',
    () => send(new ec2.DescribeVolumesModificationsCommand({ VolumeIds: [stage.deleted] })),
  ],
  [
    'DescribeVolumesModifications',
    () => send(new ec2.DescribeVolumesModificationsCommand({ VolumeIds: [stage.fresh] })),
  ],
  [
    'DescribeVolumesModifications',
    () => send(new ec2.DescribeVolumesModificationsCommand({ NextToken: 'invalid' })),
  ],
  ['DescribeVolumes', () => send(new ec2.DescribeVolumesCommand({ MaxResults: 0 }))],
  ['DescribeVolumes', () => send(new ec2.DescribeVolumesCommand({ NextToken: 'invalid' }))],
  ['DescribeVolumeStatus', () => send(new ec2.DescribeVolumeStatusCommand({ MaxResults: -1 }))],
  [
    'DescribeVolumeAttribute',
    () => send(new ec2.DescribeVolumeAttributeCommand({ VolumeId: stage.volume, Attribute: undefined })),
  ],
  [
    'DescribeVolumeAttribute',
    () =>
      send(
        new ec2.DescribeVolumeAttributeCommand({
          VolumeId: stage.volume,
          Attribute: 'bad' as 'productCodes',
        }),
      ),
  ],
  ['ModifyVolumeAttribute', () => send(new ec2.ModifyVolumeAttributeCommand({ VolumeId: stage.volume }))],
  ['ModifyVolume', modify({})],
  ['ModifyVolume', modify({ Size: 1 })],
  ['ModifyVolume', () => modify({ VolumeId: stage.fresh, VolumeType: 'gp3', Iops: 2999 })()],
  ['ModifyVolume', modify({ VolumeType: 'bad' })],
  ['ModifyVolume', modify({ MultiAttachEnabled: true })],
  ['ModifyVolume', () => modify({ VolumeId: stage.modifying, Size: 3 })()],
  ['ModifyVolume', 'its time is the clock’s: see volumes/modification.test.ts'],
  ['ModifyVolume', 'Multi-Attach is not served'],
  ['EnableVolumeIO', () => send(new ec2.EnableVolumeIOCommand({ VolumeId: stage.volume }))],
  ['EnableVolumeIO', 'a fault of AWS’s own, which we do not imitate'],
  [
    'DeleteVolume / DescribeVolumes',
    () => send(new ec2.DeleteVolumeCommand({ VolumeId: `vol-${zeros}`, DryRun: true })),
  ],
  [
    'StartSnapshot',
    () =>
      sendDirect(
        new direct.StartSnapshotCommand({ VolumeSize: 1, ClientToken: 'open', Description: 'other' }),
      ),
  ],
  [
    'StartSnapshot',
    () => sendDirect(new direct.StartSnapshotCommand({ VolumeSize: 1, ParentSnapshotId: stage.open })),
  ],
  ['ListSnapshotBlocks', () => sendDirect(new direct.ListSnapshotBlocksCommand({ SnapshotId: stage.open }))],
  [
    'GetSnapshotBlock',
    () =>
      sendDirect(
        new direct.GetSnapshotBlockCommand({
          SnapshotId: stage.open,
          BlockIndex: 0,
          BlockToken: stage.blockToken,
        }),
      ),
  ],
  [
    'ListChangedBlocks',
    () => sendDirect(new direct.ListChangedBlocksCommand({ SecondSnapshotId: stage.open })),
  ],
  [
    'ListChangedBlocks',
    () =>
      sendDirect(
        new direct.ListChangedBlocksCommand({
          FirstSnapshotId: stage.closed,
          SecondSnapshotId: stage.snapshot,
        }),
      ),
  ],
  [
    'ListChangedBlocks',
    () =>
      sendDirect(
        new direct.ListChangedBlocksCommand({
          FirstSnapshotId: stage.closed,
          SecondSnapshotId: `snap-${gone}`,
        }),
      ),
  ],
  [
    'ListSnapshotBlocks',
    () => sendDirect(new direct.ListSnapshotBlocksCommand({ SnapshotId: 'snap-0dfe6a58a4239667b' })),
  ],
  [
    'ListSnapshotBlocks',
    () => sendDirect(new direct.ListSnapshotBlocksCommand({ SnapshotId: stage.closed, MaxResults: 1 })),
  ],
  [
    'ListSnapshotBlocks',
    () => sendDirect(new direct.ListSnapshotBlocksCommand({ SnapshotId: stage.closed, MaxResults: 10_001 })),
  ],
  [
    'ListSnapshotBlocks',
    () =>
      sendDirect(new direct.ListSnapshotBlocksCommand({ SnapshotId: stage.closed, StartingBlockIndex: -1 })),
  ],
  [
    'ListSnapshotBlocks',
    () =>
      sendDirect(new direct.ListSnapshotBlocksCommand({ SnapshotId: stage.closed, NextToken: 'invalid' })),
  ],
  [
    'GetSnapshotBlock',
    () =>
      sendDirect(
        new direct.GetSnapshotBlockCommand({
          SnapshotId: stage.closed,
          BlockIndex: 0,
          BlockToken: 'invalid',
        }),
      ),
  ],
  [
    'GetSnapshotBlock',
    () =>
      sendDirect(
        new direct.GetSnapshotBlockCommand({ SnapshotId: stage.closed, BlockIndex: 0, BlockToken: '' }),
      ),
  ],
  [
    'GetSnapshotBlock',
    () =>
      sendDirect(
        new direct.GetSnapshotBlockCommand({
          SnapshotId: stage.closed,
          BlockIndex: -1,
          BlockToken: stage.blockToken,
        }),
      ),
  ],
  ['PutSnapshotBlock', put({ Checksum: checksumOf(chunkOf(9)) })],
  ['PutSnapshotBlock', put({ BlockData: bytes.slice(1) })],
  ['PutSnapshotBlock', put({ BlockData: bytes.slice(0, 1), DataLength: 1 })],
  ['PutSnapshotBlock', put({ BlockIndex: 2048 })],
  ['PutSnapshotBlock', put({ BlockIndex: -1 })],
  ['PutSnapshotBlock', put({ Progress: -1 })],
  ['PutSnapshotBlock', put({ Progress: 101 })],
  ['PutSnapshotBlock', put({ ChecksumAlgorithm: 'SHA1' })],
  ['PutSnapshotBlock', put({ Checksum: 'not-base64!' })],
  ['PutSnapshotBlock', () => put({ SnapshotId: stage.closed })()],
]

beforeAll(async () => {
  engine = await testEngine()
  stage = await setStage()
}, 60_000)

const setStage = async (): Promise<Stage> => {
  const wait = (seconds: number) => engine.skip({ seconds })
  const launch = async (more: object = {}) => {
    const { Instances } = await send<ec2.RunInstancesCommandOutput>(
      new ec2.RunInstancesCommand({
        ImageId: image,
        InstanceType: 't3.nano',
        MinCount: 1,
        MaxCount: 1,
        ...more,
      }),
    )
    return Instances![0]!.InstanceId!
  }
  const made = async (more: object) =>
    (
      await send<ec2.CreateVolumeCommandOutput>(
        new ec2.CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 2, VolumeType: 'gp3', ...more }),
      )
    ).VolumeId!
  const snapshotOf = async (VolumeId: string) =>
    (await send<ec2.CreateSnapshotCommandOutput>(new ec2.CreateSnapshotCommand({ VolumeId }))).SnapshotId!
  const imageOf = async (InstanceId: string, Name: string) =>
    (
      await send<ec2.CreateImageCommandOutput>(
        new ec2.CreateImageCommand({ InstanceId, Name, NoReboot: true }),
      )
    ).ImageId!
  const group = async (GroupName: string, VpcId?: string) =>
    (
      await send<ec2.CreateSecurityGroupCommandOutput>(
        new ec2.CreateSecurityGroupCommand({ GroupName, Description: 'x', VpcId }),
      )
    ).GroupId!

  const { Vpc } = await send<ec2.CreateVpcCommandOutput>(
    new ec2.CreateVpcCommand({ CidrBlock: '10.237.0.0/16' }),
  )
  const VpcId = Vpc!.VpcId!
  const { Subnet } = await send<ec2.CreateSubnetCommandOutput>(
    new ec2.CreateSubnetCommand({ VpcId, CidrBlock: '10.237.17.0/24' }),
  )
  const subnet = Subnet!.SubnetId!
  const web = await group('probe-ec2-network-41b7e3-workload', VpcId)
  const rule = { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080 }
  await send(
    new ec2.AuthorizeSecurityGroupIngressCommand({
      GroupId: web,
      IpPermissions: [{ ...rule, IpRanges: [{ CidrIp: '10.237.17.0/24' }] }],
    }),
  )
  await send(
    new ec2.AuthorizeSecurityGroupIngressCommand({
      GroupId: await group('refers', VpcId),
      IpPermissions: [{ ...rule, UserIdGroupPairs: [{ GroupId: web }] }],
    }),
  )
  const { NetworkInterface } = await send<ec2.CreateNetworkInterfaceCommandOutput>(
    new ec2.CreateNetworkInterfaceCommand({ SubnetId: subnet }),
  )
  const address = await send<ec2.AllocateAddressCommandOutput>(new ec2.AllocateAddressCommand({}))
  const running = await launch({ ClientToken: 'once' })
  const [stopped, terminated] = [await launch(), await launch()]
  const [oneVolume, fresh, modifying, deleted, secret] = [
    await made({ ClientToken: 'volume' }),
    await made({ Size: 1, VolumeType: 'gp2' }),
    await made({}),
    await made({ Size: 1, ClientToken: 'deleted', VolumeType: undefined }),
    await made({ Encrypted: true }),
  ]
  await wait(10)
  await send(new ec2.StopInstancesCommand({ InstanceIds: [stopped] }))
  await send(new ec2.TerminateInstancesCommand({ InstanceIds: [terminated] }))
  await send(new ec2.DeleteVolumeCommand({ VolumeId: deleted }))
  const [snapshot, encrypted] = [await snapshotOf(oneVolume), await snapshotOf(secret)]
  const [own, deregistered] = [await imageOf(running, 'kept'), await imageOf(stopped, 'not kept')]
  const started = (ClientToken: string) =>
    engine.ebs.send(new direct.StartSnapshotCommand({ VolumeSize: 1, ClientToken }))
  const closed = (await started('closed')).SnapshotId!
  await put({ SnapshotId: closed })()
  await engine.ebs.send(new direct.CompleteSnapshotCommand({ SnapshotId: closed, ChangedBlocksCount: 1 }))
  await wait(180)
  await send(new ec2.DeregisterImageCommand({ ImageId: deregistered }))
  const { Images } = await send<ec2.DescribeImagesCommandOutput>(
    new ec2.DescribeImagesCommand({ ImageIds: [own] }),
  )
  const { Blocks } = await engine.ebs.send(new direct.ListSnapshotBlocksCommand({ SnapshotId: closed }))
  await send(new ec2.ModifyVolumeCommand({ VolumeId: modifying, Size: 3 }))
  return {
    vpc: VpcId,
    subnet,
    group: web,
    otherGroup: await group('of the default VPC'),
    eni: NetworkInterface!.NetworkInterfaceId!,
    address: address.AllocationId!,
    running,
    stopped,
    terminated,
    volume: oneVolume,
    fresh,
    modifying,
    deleted,
    snapshot,
    pending: await snapshotOf(oneVolume),
    encrypted,
    own,
    deregistered,
    imageSnapshot: Images![0]!.BlockDeviceMappings![0]!.Ebs!.SnapshotId!,
    open: (await started('open')).SnapshotId!,
    closed,
    blockToken: Blocks![0]!.BlockToken!,
  }
}

/** Ids and checksums differ at each run. */
const masked = (text: string) =>
  text
    .replace(/\b(i|eni|vpc|subnet|sg|eipalloc|eipassoc|vol|snap|ami)-[0-9a-f]{4,17}\b/g, '$1-…')
    .replaceAll('<id>', 'vol-…')
    .replace(/checksum: \S{44}/g, 'checksum: …')

test('each recorded error has its place here', () => {
  expect(provocations.map(([operation]) => operation)).toEqual(
    recorded.errors.map(({ operation }) => (operation.startsWith('(any') ? '(any EC2 call' : operation)),
  )
})

test.for(
  recorded.errors.flatMap((error, index) => {
    const call = provocations[index]![1]
    return typeof call === 'string'
      ? []
      : [{ ...error, call, name: `${error.operation}: ${error.when ?? error.message}` }]
  }),
)('$name', async ({ call, code, message, http_status: status, ...error }) => {
  const asked = call()
  const words = await refusal(asked)
  if (code !== '(invalid token)') expect(words.slice(0, words.indexOf(': '))).toBe(code)
  if (message !== null) expect(masked(words.slice(words.indexOf(': ') + 2))).toBe(masked(message))
  const refused = (await asked.catch((each: unknown) => each)) as {
    $metadata: { httpStatusCode: number }
    Reason?: string
  }
  if (status !== null) expect(refused.$metadata.httpStatusCode).toBe(status)
  expect(refused.Reason).toBe('reason' in error ? error.reason : undefined)
})

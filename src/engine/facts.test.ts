import * as ec2 from '@aws-sdk/client-ec2'
import * as iam from '@aws-sdk/client-iam'
import { beforeAll, expect, test } from 'vitest'
import { refusal, type TestEngine, testEngine } from './testing/index.ts'

// Every error that learners meet and search the web for, in AWS's exact words: one row for each sentence.
// Left out, since nothing here can bring them about:
// - InvalidParameterCombination, "not eligible for Free Tier": the account is on no Free plan, and pays nothing.
// - InsufficientInstanceCapacity: there is always room.
// - VolumeModificationRateExceeded has its own test beside the modifications, which turns the clock by a day.
// - AttachmentLimitExceeded and RulesPerSecurityGroupLimitExceeded fill an instance and a group first: below.

const image = 'ami-0fef201115eefe936'
const gone = '0123456789abcdef0'

let engine: TestEngine
let made: {
  running: string
  stopped: string
  terminated: string
  vpc: string
  defaultVpc: string
  web: string
  standard: string
  inVpc: string
  volume: string
  attached: string
  elsewhere: string
  modifying: string
  root: string
  busy: string
  slow: string
  snapshot: string
  own: string
  image: string
  profile: string
}

type Call = (stage: typeof made) => object

const run = (more: object = {}) =>
  new ec2.RunInstancesCommand({ ImageId: image, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, ...more })
const volume = (more: object) => new ec2.CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', ...more })
const attach = (more: object) =>
  new ec2.AttachVolumeCommand({
    VolumeId: made.volume,
    InstanceId: made.running,
    Device: '/dev/sdp',
    ...more,
  })
const ingress = (GroupId: string, rule: ec2.IpPermission) =>
  new ec2.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [rule] })
const tagged = (ResourceType: ec2.ResourceType, ...keys: string[]) => ({
  ResourceType,
  Tags: keys.map((Key) => ({ Key, Value: 'x' })),
})
const ssh = { IpProtocol: 'tcp', FromPort: 22, ToPort: 22 }
const anywhere = [{ CidrIp: '0.0.0.0/0' }]

/** The code, the sentence with `$name` for what was made, and the call that is answered by it. */
const rows: readonly (readonly [code: string, message: string, Call])[] = [
  // Instances
  ['InvalidKeyPair.NotFound', "The key pair 'nope' does not exist", () => run({ KeyName: 'nope' })],
  [
    'InvalidKeyPair.Duplicate',
    'The keypair already exists',
    () => new ec2.CreateKeyPairCommand({ KeyName: 'there' }),
  ],
  [
    'InvalidKey.Format',
    'Key is not in valid OpenSSH public key format',
    () => new ec2.ImportKeyPairCommand({ KeyName: 'x', PublicKeyMaterial: new Uint8Array([1, 2, 3]) }),
  ],
  [
    'InvalidAMIID.NotFound',
    `The image id '[ami-${gone}]' does not exist`,
    () => run({ ImageId: `ami-${gone}` }),
  ],
  ['InvalidAMIID.Malformed', 'Invalid id: "x" (expecting "ami-...")', () => run({ ImageId: 'x' })],
  [
    'InvalidInstanceID.NotFound',
    `The instance ID 'i-${gone}' does not exist`,
    () => new ec2.StartInstancesCommand({ InstanceIds: [`i-${gone}`] }),
  ],
  [
    'InvalidInstanceID.NotFound',
    `The instance IDs 'i-${gone}, i-1${gone.slice(1)}' do not exist`,
    () => new ec2.StartInstancesCommand({ InstanceIds: [`i-${gone}`, `i-1${gone.slice(1)}`] }),
  ],
  [
    'InvalidInstanceID.Malformed',
    'Invalid id: "x" (expecting "i-...")',
    () => new ec2.StopInstancesCommand({ InstanceIds: ['x'] }),
  ],
  ['InvalidParameterValue', "Invalid value 'x' for InstanceType.", () => run({ InstanceType: 'x' })],
  [
    'Unsupported',
    'Your requested instance type (t3.micro) is not supported in your requested Availability Zone (us-east-1e). Please retry your request by not specifying an Availability Zone or choosing us-east-1a, us-east-1b, us-east-1c, us-east-1d, us-east-1f.',
    () => run({ Placement: { AvailabilityZone: 'us-east-1e' } }),
  ],
  [
    'VcpuLimitExceeded',
    'You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.',
    () => run({ MinCount: 20, MaxCount: 20 }),
  ],
  [
    'IncorrectInstanceState',
    "The instance '$terminated' is not in a state from which it can be started.",
    ({ terminated }) => new ec2.StartInstancesCommand({ InstanceIds: [terminated] }),
  ],
  [
    'IncorrectInstanceState',
    "This instance '$terminated' is not in a state from which it can be stopped.",
    ({ terminated }) => new ec2.StopInstancesCommand({ InstanceIds: [terminated] }),
  ],
  [
    'IncorrectInstanceState',
    "The instance '$running' is not in the 'stopped' state.",
    ({ running }) =>
      new ec2.ModifyInstanceAttributeCommand({ InstanceId: running, InstanceType: { Value: 't3.small' } }),
  ],
  ['MissingParameter', 'The request must contain the parameter ImageId', () => run({ ImageId: undefined })],
  [
    'InvalidBlockDeviceMapping',
    "Volume of size 4GB is smaller than snapshot 'snap-0dfe6a58a4239667b', expect size >= 8GB",
    () => run({ BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 4 } }] }),
  ],
  [
    'InvalidParameterValue',
    'Value (X) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
    () => run({ IamInstanceProfile: { Name: 'X' } }),
  ],
  [
    'IncorrectState',
    'There is an existing association for instance $running',
    ({ running, profile }) =>
      new ec2.AssociateIamInstanceProfileCommand({
        InstanceId: running,
        IamInstanceProfile: { Name: profile },
      }),
  ],
  // What scripts get wrong
  [
    'InvalidParameterValue',
    "Duplicate tag key 'Name' specified.",
    () => volume({ Size: 1, TagSpecifications: [tagged('volume', 'Name', 'Name')] }),
  ],
  [
    'InvalidParameterValue',
    "Duplicate tag key 'Name' specified.",
    ({ running }) =>
      new ec2.CreateTagsCommand({ Resources: [running], Tags: tagged('instance', 'Name', 'Name').Tags }),
  ],
  [
    'InvalidParameterValue',
    "Value ( '' ) for parameter Tag key is invalid. Tag key cannot be null or empty.",
    ({ running }) => new ec2.CreateTagsCommand({ Resources: [running], Tags: [{ Key: '', Value: 'x' }] }),
  ],
  [
    'InvalidParameterValue',
    'The same resource type may not be specified more than once in tag specifications',
    () => run({ TagSpecifications: [tagged('instance', 'a'), tagged('instance', 'b')] }),
  ],
  [
    'InvalidParameterValue',
    'Each network interface requires a device index.',
    () => run({ NetworkInterfaces: [{ AssociatePublicIpAddress: true }] }),
  ],
  [
    'InvalidParameterCombination',
    "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    ({ profile }) =>
      run({ IamInstanceProfile: { Name: profile, Arn: 'arn:aws:iam::123456789012:instance-profile/x' } }),
  ],
  [
    'InvalidParameterCombination',
    'The parameters LaunchTemplateId and LaunchTemplateName cannot be used together. Specify only one of them.',
    () => run({ LaunchTemplate: { LaunchTemplateId: `lt-${gone}`, LaunchTemplateName: 'x' } }),
  ],
  [
    'MissingParameter',
    'The request must contain the parameter size or snapshotId',
    () => run({ BlockDeviceMappings: [{ DeviceName: '/dev/sdb', Ebs: { VolumeType: 'gp3' } }] }),
  ],
  [
    'InvalidAMIAttributeItemValue',
    'Invalid attribute item value "me" for userId item type.',
    ({ image: ImageId }) =>
      new ec2.ModifyImageAttributeCommand({ ImageId, LaunchPermission: { Add: [{ UserId: 'me' }] } }),
  ],
  [
    'InvalidParameterValue',
    "The filter 'null' is invalid",
    () => new ec2.DescribeInstancesCommand({ Filters: [{ Values: ['x'] }] }),
  ],
  // Security groups
  [
    'InvalidGroup.Duplicate',
    "The security group 'web' already exists for VPC '$defaultVpc'",
    () => new ec2.CreateSecurityGroupCommand({ GroupName: 'web', Description: 'x' }),
  ],
  [
    'InvalidGroup.NotFound',
    `The security group 'sg-${gone}' does not exist`,
    () => ingress(`sg-${gone}`, { ...ssh, IpRanges: anywhere }),
  ],
  [
    'InvalidGroup.NotFound',
    "The security group 'X' does not exist in default VPC '$defaultVpc'",
    () => run({ SecurityGroups: ['X'] }),
  ],
  [
    'InvalidGroup.NotFound',
    "The security group 'X' does not exist in VPC '$vpc'",
    ({ inVpc }) => ingress(inVpc, { ...ssh, UserIdGroupPairs: [{ GroupName: 'X' }] }),
  ],
  [
    'InvalidGroupId.Malformed',
    'Invalid id: "x" (expecting "sg-...")',
    () => ingress('x', { ...ssh, IpRanges: anywhere }),
  ],
  [
    'InvalidPermission.Duplicate',
    'the specified rule "peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW" already exists',
    ({ web }) => ingress(web, { ...ssh, IpRanges: anywhere }),
  ],
  [
    'InvalidPermission.Duplicate',
    'the specified rule "peer: $standard, ALL, ALLOW" already exists',
    ({ standard }) => ingress(standard, { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: standard }] }),
  ],
  [
    'InvalidPermission.Duplicate',
    'the specified rule "peer: 0.0.0.0/0, ICMP, type: ALL, code: ALL, ALLOW" already exists',
    ({ web }) => ingress(web, { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: anywhere }),
  ],
  [
    'InvalidPermission.NotFound',
    'The specified rule does not exist in this security group.',
    ({ web }) =>
      new ec2.RevokeSecurityGroupIngressCommand({
        GroupId: web,
        IpPermissions: [{ ...ssh, FromPort: 1, ToPort: 1, IpRanges: anywhere }],
      }),
  ],
  [
    'InvalidParameterValue',
    'CIDR block 1.2.3 is malformed',
    ({ web }) => ingress(web, { ...ssh, IpRanges: [{ CidrIp: '1.2.3' }] }),
  ],
  [
    'InvalidParameterValue',
    "Invalid value 'x' for IP protocol. Unknown protocol.",
    ({ web }) => ingress(web, { IpProtocol: 'x', IpRanges: anywhere }),
  ],
  [
    'InvalidParameterValue',
    'Invalid TCP/UDP port range (80:22)',
    ({ web }) => ingress(web, { IpProtocol: 'tcp', FromPort: 80, ToPort: 22, IpRanges: anywhere }),
  ],
  [
    'DependencyViolation',
    'resource $web has a dependent object',
    ({ web }) => new ec2.DeleteSecurityGroupCommand({ GroupId: web }),
  ],
  [
    'CannotDelete',
    'the specified group: "$standard" name: "default" cannot be deleted by a user',
    ({ standard }) => new ec2.DeleteSecurityGroupCommand({ GroupId: standard }),
  ],
  // Volumes and snapshots
  [
    'InvalidVolume.NotFound',
    `The volume 'vol-${gone}' does not exist.`,
    () => attach({ VolumeId: `vol-${gone}` }),
  ],
  [
    'InvalidParameterValue',
    "Value (x) for parameter volumeId is invalid. Expected: 'vol-...'.",
    () => attach({ VolumeId: 'x' }),
  ],
  [
    'InvalidVolume.ZoneMismatch',
    "The volume '$elsewhere' is not in the same availability zone as instance '$running'",
    ({ elsewhere }) => attach({ VolumeId: elsewhere }),
  ],
  [
    'VolumeInUse',
    '$attached is already attached to an instance',
    ({ attached }) => attach({ VolumeId: attached }),
  ],
  [
    'VolumeInUse',
    'Volume $attached is currently attached to $running',
    ({ attached }) => new ec2.DeleteVolumeCommand({ VolumeId: attached }),
  ],
  [
    'IncorrectState',
    "Instance '$terminated' is not 'running'.",
    ({ terminated }) => attach({ InstanceId: terminated }),
  ],
  ['IncorrectState', "$busy is not 'available'.", ({ busy }) => attach({ VolumeId: busy })],
  [
    'IncorrectState',
    "Volume '$volume' is in the 'available' state.",
    ({ volume }) => new ec2.DetachVolumeCommand({ VolumeId: volume }),
  ],
  [
    'InvalidParameterValue',
    "Invalid value '/dev/sdf' for unixDevice. Attachment point /dev/sdf is already in use",
    () => attach({ Device: '/dev/sdf' }),
  ],
  [
    'InvalidAttachment.NotFound',
    'Volume $attached can not be detached from $stopped because it is not attached',
    ({ attached, stopped }) => new ec2.DetachVolumeCommand({ VolumeId: attached, InstanceId: stopped }),
  ],
  [
    'OperationNotPermitted',
    "Unable to detach root volume '$root' from instance '$running'",
    ({ root }) => new ec2.DetachVolumeCommand({ VolumeId: root }),
  ],
  ['MissingParameter', 'The request must contain the parameter size/snapshot', () => volume({})],
  [
    'InvalidZone.NotFound',
    "The zone 'use1-az999' does not exist.",
    () => volume({ AvailabilityZone: undefined, AvailabilityZoneId: 'use1-az999', Size: 1 }),
  ],
  [
    'InvalidParameterCombination',
    "AvailabilityZone and AvailabilityZoneId can't be used together. Specify only one of these parameters.",
    () => volume({ AvailabilityZoneId: 'use1-az6', Size: 1 }),
  ],
  [
    'InvalidParameterValue',
    'New size cannot be smaller than existing size',
    ({ volume }) => new ec2.ModifyVolumeCommand({ VolumeId: volume, Size: 1 }),
  ],
  [
    'InvalidParameterValue',
    'The volume size is invalid for gp3 volumes: 0 GiB. gp3 volumes must be at least 1 GiB in size. Please specify a volume size above the minimum limit.',
    () => volume({ Size: 0, VolumeType: 'gp3' }),
  ],
  [
    'InvalidParameterValue',
    'Value (-1) for parameter size is invalid. Value must be a positive integer.',
    () => volume({ Size: -1 }),
  ],
  [
    'UnknownVolumeType',
    "Unsupported volume type 'bad' for volume creation. ",
    () => volume({ Size: 1, VolumeType: 'bad' }),
  ],
  [
    'InvalidParameterValue',
    'Iops to volume size ratio of 3001.000000 is too high; maximum is 500',
    () => volume({ Size: 1, VolumeType: 'gp3', Iops: 3001 }),
  ],
  [
    'InvalidParameterValue',
    'Volume throughput of 2001 is too high; maximum is 2000.',
    () => volume({ Size: 100, VolumeType: 'gp3', Iops: 10_000, Throughput: 2001 }),
  ],
  [
    'InvalidParameterValue',
    'Throughput (MiBps) to iops ratio of 0.250333 is too high; maximum is 0.250000 MiBps per iops',
    () => volume({ Size: 100, VolumeType: 'gp3', Iops: 3000, Throughput: 751 }),
  ],
  [
    'InvalidParameterValue',
    'Value (größer) for parameter description is invalid. Character sets beyond ASCII are not supported.',
    ({ volume }) => new ec2.CreateSnapshotCommand({ VolumeId: volume, Description: 'größer' }),
  ],
  [
    'InvalidParameterValue',
    "The volume ID 'x' is malformed",
    () => new ec2.DeleteVolumeCommand({ VolumeId: 'x' }),
  ],
  [
    'InvalidParameterValue',
    "Value (vol-x) for parameter volumes is invalid. Expected: 'vol-...'.",
    () => new ec2.DescribeVolumesCommand({ VolumeIds: ['vol-x'] }),
  ],
  [
    'IncorrectState',
    "Volume '$busy' is not in the 'available' or 'in-use' state.",
    ({ busy }) => new ec2.CreateSnapshotCommand({ VolumeId: busy }),
  ],
  [
    'InvalidParameterValue',
    "The filter 'bad-filter' is invalid",
    () => new ec2.DescribeVolumesCommand({ Filters: [{ Name: 'bad-filter', Values: ['x'] }] }),
  ],
  [
    'InvalidParameterCombination',
    'The parameter volumeIdsSet cannot be used with the parameter maxResults',
    ({ volume }) => new ec2.DescribeVolumesCommand({ VolumeIds: [volume], MaxResults: 5 }),
  ],
  [
    'IncorrectModificationState',
    'Volume $modifying cannot be modified in modification state MODIFYING',
    ({ modifying }) => new ec2.ModifyVolumeCommand({ VolumeId: modifying, Size: 5 }),
  ],
  [
    'InvalidSnapshot.NotFound',
    `The snapshot 'snap-${gone}' does not exist.`,
    () => new ec2.DescribeSnapshotsCommand({ SnapshotIds: [`snap-${gone}`] }),
  ],
  [
    'IncorrectState',
    'Snapshot is in invalid state - pending',
    ({ snapshot }) => volume({ SnapshotId: snapshot }),
  ],
  [
    'InvalidSnapshot.InUse',
    'The snapshot $own is currently in use by $image',
    ({ own }) => new ec2.DeleteSnapshotCommand({ SnapshotId: own }),
  ],
  [
    'SnapshotCreationPerVolumeRateExceeded',
    'The maximum per volume CreateSnapshot request rate has been exceeded. Use an increasing or variable sleep interval between requests.',
    ({ volume }) => new ec2.CreateSnapshotCommand({ VolumeId: volume }),
  ],
  [
    'ConcurrentSnapshotLimitExceeded',
    'Maximum allowed in-progress snapshots for a single volume exceeded.',
    ({ slow }) => new ec2.CreateSnapshotCommand({ VolumeId: slow }),
  ],
]

beforeAll(async () => {
  engine = await testEngine()
  await setStage()
}, 60_000)

const setStage = async () => {
  const { ec2: client, iam: identity, skip } = engine
  const launch = async () => (await client.send(launchHere)).Instances![0]!.InstanceId!
  const launchHere = run({ Placement: { AvailabilityZone: 'us-east-1a' } })
  const disk = async (more: object = {}) =>
    (await client.send(volume({ Size: 2, VolumeType: 'gp3', ...more }))).VolumeId!
  const take = async (VolumeId: string) =>
    (await client.send(new ec2.CreateSnapshotCommand({ VolumeId }))).SnapshotId!

  const { Vpcs } = await client.send(new ec2.DescribeVpcsCommand({}))
  const { SecurityGroups } = await client.send(new ec2.DescribeSecurityGroupsCommand({}))
  const web = (await client.send(new ec2.CreateSecurityGroupCommand({ GroupName: 'web', Description: 'x' })))
    .GroupId!
  const standard = SecurityGroups![0]!.GroupId!
  await client.send(ingress(web, { ...ssh, IpRanges: anywhere }))
  await client.send(ingress(web, { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, IpRanges: anywhere }))
  await client.send(ingress(standard, { ...ssh, UserIdGroupPairs: [{ GroupId: web }] }))
  await client.send(new ec2.CreateKeyPairCommand({ KeyName: 'there' }))
  const { Vpc } = await client.send(new ec2.CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))
  const profile = 'profile'
  await identity.send(new iam.CreateInstanceProfileCommand({ InstanceProfileName: profile }))

  const [running, stopped, terminated] = [await launch(), await launch(), await launch()]
  const [usual, attached, modifying, slow] = [
    await disk(),
    await disk(),
    await disk(),
    await disk({ VolumeType: 'st1', Size: 125 }),
  ]
  const elsewhere = await disk({ AvailabilityZone: 'us-east-1b' })
  await skip({ seconds: 10 })
  await client.send(attachTo(attached, running))
  await client.send(new ec2.TerminateInstancesCommand({ InstanceIds: [terminated] }))
  await client.send(new ec2.StopInstancesCommand({ InstanceIds: [stopped] }))
  await client.send(
    new ec2.AssociateIamInstanceProfileCommand({
      InstanceId: running,
      IamInstanceProfile: { Name: profile },
    }),
  )
  const { Reservations } = await client.send(new ec2.DescribeInstancesCommand({ InstanceIds: [running] }))
  const golden = await client.send(
    new ec2.CreateImageCommand({ InstanceId: running, Name: 'golden', NoReboot: true }),
  )
  await skip({ minutes: 3 })
  const { Images } = await client.send(new ec2.DescribeImagesCommand({ ImageIds: [golden.ImageId!] }))
  await take(slow)
  await skip({ seconds: 16 })
  await client.send(new ec2.ModifyVolumeCommand({ VolumeId: modifying, Size: 4 }))
  made = {
    running,
    stopped,
    terminated,
    vpc: Vpc!.VpcId!,
    defaultVpc: Vpcs![0]!.VpcId!,
    web,
    standard,
    inVpc: (
      await client.send(
        new ec2.CreateSecurityGroupCommand({ GroupName: 'a', Description: 'x', VpcId: Vpc!.VpcId! }),
      )
    ).GroupId!,
    volume: usual,
    attached,
    elsewhere,
    modifying,
    root: Reservations![0]!.Instances![0]!.BlockDeviceMappings![0]!.Ebs!.VolumeId!,
    slow,
    snapshot: await take(usual),
    own: Images![0]!.BlockDeviceMappings![0]!.Ebs!.SnapshotId!,
    image: golden.ImageId!,
    profile,
    busy: await disk(),
  }
}

const attachTo = (VolumeId: string, InstanceId: string) =>
  new ec2.AttachVolumeCommand({ VolumeId, InstanceId, Device: '/dev/sdf' })

test.for(rows)('%s: %s', async ([code, message, call]) => {
  const words = message.replace(/\$(\w+)/g, (_, name: keyof typeof made) => made[name])
  const command = call(made) as ec2.DescribeVpcsCommand
  expect(await refusal(engine.ec2.send(command))).toBe(`${code}: ${words}`)
})

test('a group holds 60 rules in each direction', async () => {
  const { ec2: client } = await testEngine()
  const { GroupId = '' } = await client.send(
    new ec2.CreateSecurityGroupCommand({ GroupName: 'full', Description: 'x' }),
  )
  const rule = (port: number) =>
    client.send(ingress(GroupId, { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: anywhere }))
  for (let port = 1; port <= 60; port++) await rule(port)
  expect(await refusal(rule(61))).toBe(
    'RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.',
  )
})

test('an instance takes as many volumes as its type', async () => {
  const { ec2: client, skip } = await testEngine()
  const here = { Placement: { AvailabilityZone: 'us-east-1a' } }
  const { Instances } = await client.send(run(here))
  await skip({ seconds: 10 })
  const add = async (letters: string) => {
    const { VolumeId } = await client.send(volume({ Size: 1 }))
    await skip({ seconds: 3 })
    const InstanceId = Instances![0]!.InstanceId
    await client.send(new ec2.AttachVolumeCommand({ VolumeId, InstanceId, Device: `/dev/xvd${letters}` }))
  }
  const letters = [...'bcdefghijklmnopqrstuvwxyz']
  for (const letter of letters) await add(letter)
  expect(await refusal(add('ba'))).toMatch(/^AttachmentLimitExceeded: /)
})

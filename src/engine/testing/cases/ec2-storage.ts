import { blockData, type Case, casesOf } from './case.ts'

const { good, bad } = casesOf('ec2')
const ebs = casesOf('ebs')

const unknownVolume = 'vol-0123456789abcdef0'
const noVolume = "The volume 'vol-0123456789abcdef0' does not exist."
const unknownSnapshot = 'snap-0123456789abcdef0'
const noSnapshot = "The snapshot 'snap-0123456789abcdef0' does not exist."

const volumes: Case[] = [
  // In the zone of the instance that the cases before have launched.
  good(
    'DescribeInstances',
    { InstanceIds: ['$instance'] },
    {
      keep: {
        zone: 'Reservations.0.Instances.0.Placement.AvailabilityZone',
        root: 'Reservations.0.Instances.0.BlockDeviceMappings.0.Ebs.VolumeId',
      },
    },
  ),
  good(
    'CreateVolume',
    {
      AvailabilityZone: '$zone',
      Size: 1,
      VolumeType: 'gp3',
      TagSpecifications: [{ ResourceType: 'volume', Tags: [{ Key: 'Name', Value: 'data' }] }],
    },
    {
      answer: { State: 'creating', Size: 1, Iops: 3000, VolumeType: 'gp3', Encrypted: false },
      keep: { volume: 'VolumeId' },
    },
  ),
  bad(
    'CreateVolume',
    { AvailabilityZone: 'us-east-1a' },
    'MissingParameter',
    'The request must contain the parameter size/snapshot',
  ),
  bad(
    'CreateVolume',
    { AvailabilityZone: 'us-east-1a', Size: 1, VolumeType: 'bad' },
    'UnknownVolumeType',
    "Unsupported volume type 'bad' for volume creation. ",
  ),
  good(
    'DescribeVolumes',
    { VolumeIds: ['$volume'] },
    {
      answer: { Volumes: [{ State: 'available', Tags: [{ Key: 'Name', Value: 'data' }] }] },
    },
  ),
  bad(
    'DescribeVolumes',
    { VolumeIds: ['vol-x'] },
    'InvalidParameterValue',
    "Value (vol-x) for parameter volumes is invalid. Expected: 'vol-...'.",
  ),
  bad(
    'DescribeVolumes',
    { MaxResults: 4 },
    'InvalidParameterValue',
    'Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
  ),
  good(
    'AttachVolume',
    { VolumeId: '$volume', InstanceId: '$instance', Device: '/dev/sdg' },
    {
      answer: { State: 'attaching', Device: '/dev/sdg' },
    },
  ),
  bad(
    'AttachVolume',
    { VolumeId: '$volume', InstanceId: '$instance', Device: '/dev/sdh' },
    'VolumeInUse',
    '$volume is already attached to an instance',
  ),
  good(
    'DescribeVolumeStatus',
    { VolumeIds: ['$volume'] },
    {
      answer: { VolumeStatuses: [{ VolumeStatus: { Status: 'ok' } }] },
    },
  ),
  bad('DescribeVolumeStatus', { VolumeIds: [unknownVolume] }, 'InvalidVolume.NotFound', noVolume),
  good('ModifyVolumeAttribute', { VolumeId: '$volume', AutoEnableIO: { Value: true } }),
  bad(
    'ModifyVolumeAttribute',
    { VolumeId: '$volume' },
    'InvalidParameterCombination',
    'No attributes specified.',
  ),
  good(
    'DescribeVolumeAttribute',
    { VolumeId: '$volume', Attribute: 'autoEnableIO' },
    {
      answer: { AutoEnableIO: { Value: true } },
    },
  ),
  bad(
    'DescribeVolumeAttribute',
    { VolumeId: '$volume', Attribute: 'bad' },
    'InvalidParameterValue',
    'Value (bad) for parameter attribute is invalid. Unknown attribute.',
  ),
  bad('EnableVolumeIO', { VolumeId: '$volume' }, 'IncorrectState', 'Volume $volume already has IO enabled.'),
  good(
    'ModifyVolume',
    { VolumeId: '$volume', Size: 2 },
    {
      answer: { VolumeModification: { ModificationState: 'modifying', TargetSize: 2, OriginalSize: 1 } },
    },
  ),
  bad(
    'ModifyVolume',
    { VolumeId: '$volume', Size: 1 },
    'InvalidParameterValue',
    'New size cannot be smaller than existing size',
  ),
  good(
    'DescribeVolumesModifications',
    { VolumeIds: ['$volume'] },
    {
      answer: { VolumesModifications: [{ ModificationState: 'completed', Progress: 100 }] },
    },
  ),
  bad(
    'DescribeVolumesModifications',
    { VolumeIds: ['$root'] },
    'InvalidVolumeModification.NotFound',
    'Modification for volume $root does not exist',
  ),
  bad(
    'DeleteVolume',
    { VolumeId: '$volume' },
    'VolumeInUse',
    'Volume $volume is currently attached to $instance',
  ),
  good('DetachVolume', { VolumeId: '$volume' }, { answer: { State: 'detaching', InstanceId: '$instance' } }),
  bad(
    'DetachVolume',
    { VolumeId: '$volume' },
    'IncorrectState',
    "Volume '$volume' is in the 'available' state.",
  ),
]

const snapshots: Case[] = [
  good(
    'CreateSnapshot',
    { VolumeId: '$root', Description: 'before' },
    {
      answer: { State: 'pending', Progress: '', Description: 'before' },
      keep: { snapshot: 'SnapshotId' },
    },
  ),
  bad('CreateSnapshot', { VolumeId: unknownVolume }, 'InvalidVolume.NotFound', noVolume),
  good(
    'CreateSnapshots',
    {
      InstanceSpecification: { InstanceId: '$instance', ExcludeBootVolume: true },
      Description: 'data only',
    },
    { answer: { Snapshots: [{ State: 'pending' }] } },
  ),
  bad(
    'CreateSnapshots',
    { InstanceSpecification: { InstanceId: 'i-0123456789abcdef0' } },
    'InvalidInstanceID.NotFound',
    "The instance ID 'i-0123456789abcdef0' does not exist",
  ),
  good(
    'DescribeSnapshots',
    { SnapshotIds: ['$snapshot'] },
    {
      answer: { Snapshots: [{ State: 'completed', Progress: '100%', VolumeSize: 10 }] },
    },
  ),
  bad('DescribeSnapshots', { SnapshotIds: [unknownSnapshot] }, 'InvalidSnapshot.NotFound', noSnapshot),
  good(
    'CopySnapshot',
    { SourceRegion: 'us-east-1', SourceSnapshotId: '$snapshot' },
    {
      region: 'eu-west-1',
      keep: { copy: 'SnapshotId' },
    },
  ),
  good(
    'DescribeSnapshots',
    { SnapshotIds: ['$copy'] },
    {
      region: 'eu-west-1',
      answer: { Snapshots: [{ Description: '[Copied $snapshot from us-east-1]', State: 'completed' }] },
    },
  ),
  bad(
    'CopySnapshot',
    { SourceRegion: 'moon-1', SourceSnapshotId: '$snapshot' },
    'InvalidParameterValue',
    'Value (moon-1) for parameter sourceRegion is invalid.',
    { notBy: { cli: 'It signs a URL for the source region, and refuses one that it does not know.' } },
  ),
  good('ModifySnapshotAttribute', {
    SnapshotId: '$snapshot',
    Attribute: 'createVolumePermission',
    OperationType: 'add',
    UserIds: ['111122223333'],
  }),
  bad(
    'ModifySnapshotAttribute',
    { SnapshotId: '$snapshot', OperationType: 'add', UserIds: ['me'] },
    'InvalidParameterValue',
    'Invalid user id: "me"',
  ),
  good(
    'DescribeSnapshotAttribute',
    { SnapshotId: '$snapshot', Attribute: 'createVolumePermission' },
    {
      answer: { CreateVolumePermissions: [{ UserId: '111122223333' }] },
    },
  ),
  bad(
    'DescribeSnapshotAttribute',
    { SnapshotId: '$snapshot', Attribute: 'bad' },
    'InvalidParameterValue',
    'Value (bad) for parameter attribute is invalid. Unknown attribute.',
  ),
  good('ResetSnapshotAttribute', { SnapshotId: '$snapshot', Attribute: 'createVolumePermission' }),
  bad(
    'ResetSnapshotAttribute',
    { SnapshotId: unknownSnapshot, Attribute: 'createVolumePermission' },
    'InvalidSnapshot.NotFound',
    noSnapshot,
  ),
]

const encryption: Case[] = [
  good('EnableEbsEncryptionByDefault', {}, { region: 'eu-west-1', answer: { EbsEncryptionByDefault: true } }),
  bad(
    'EnableEbsEncryptionByDefault',
    { DryRun: true },
    'DryRunOperation',
    'Request would have succeeded, but DryRun flag is set.',
  ),
  good('GetEbsEncryptionByDefault', {}, { region: 'eu-west-1', answer: { EbsEncryptionByDefault: true } }),
  bad(
    'GetEbsEncryptionByDefault',
    { DryRun: true },
    'DryRunOperation',
    'Request would have succeeded, but DryRun flag is set.',
  ),
  good('GetEbsDefaultKmsKeyId', {}, { answer: { KmsKeyId: 'alias/aws/ebs' } }),
  bad(
    'GetEbsDefaultKmsKeyId',
    { DryRun: true },
    'DryRunOperation',
    'Request would have succeeded, but DryRun flag is set.',
  ),
  good(
    'DisableEbsEncryptionByDefault',
    {},
    { region: 'eu-west-1', answer: { EbsEncryptionByDefault: false } },
  ),
  bad(
    'DisableEbsEncryptionByDefault',
    { DryRun: true },
    'DryRunOperation',
    'Request would have succeeded, but DryRun flag is set.',
  ),
]

const blocks: Case[] = [
  ebs.good(
    'StartSnapshot',
    { VolumeSize: 1, Description: 'by hand', ClientToken: 'first' },
    {
      answer: { Status: 'pending', VolumeSize: 1, BlockSize: 524_288 },
      keep: { written: 'SnapshotId' },
    },
  ),
  ebs.bad(
    'StartSnapshot',
    { VolumeSize: 1, Description: 'other', ClientToken: 'first' },
    'ConflictException',
    'Current request does not match request stored with this token.',
  ),
  ebs.good(
    'PutSnapshotBlock',
    {
      SnapshotId: '$written',
      BlockIndex: 3,
      BlockData: blockData,
      DataLength: 524_288,
      Checksum: '<checksum>',
      ChecksumAlgorithm: 'SHA256',
    },
    { answer: { ChecksumAlgorithm: 'SHA256' } },
  ),
  ebs.bad(
    'PutSnapshotBlock',
    {
      SnapshotId: '$written',
      BlockIndex: 2048,
      BlockData: blockData,
      DataLength: 524_288,
      Checksum: '<checksum>',
      ChecksumAlgorithm: 'SHA256',
    },
    'ValidationException',
    'Block index 2048 is beyond the volume size extent',
  ),
  ebs.bad(
    'ListSnapshotBlocks',
    { SnapshotId: '$written' },
    'ResourceNotFoundException',
    "The snapshot '$written' does not exist.",
  ),
  ebs.good(
    'CompleteSnapshot',
    { SnapshotId: '$written', ChangedBlocksCount: 1 },
    {
      answer: { Status: 'pending' },
    },
  ),
  ebs.bad(
    'CompleteSnapshot',
    { SnapshotId: unknownSnapshot, ChangedBlocksCount: 1 },
    'ResourceNotFoundException',
    noSnapshot,
  ),
  ebs.good(
    'ListSnapshotBlocks',
    { SnapshotId: '$written' },
    {
      answer: { Blocks: [{ BlockIndex: 3 }], VolumeSize: 1, BlockSize: 524_288 },
      keep: { blockToken: 'Blocks.0.BlockToken' },
    },
  ),
  ebs.good(
    'GetSnapshotBlock',
    { SnapshotId: '$written', BlockIndex: 3, BlockToken: '$blockToken' },
    {
      answer: { ChecksumAlgorithm: 'SHA256' },
    },
  ),
  ebs.bad(
    'GetSnapshotBlock',
    { SnapshotId: '$written', BlockIndex: 3, BlockToken: 'invalid' },
    'ValidationException',
    'The block token invalid is invalid.',
  ),
  ebs.good(
    'ListChangedBlocks',
    { FirstSnapshotId: '$written', SecondSnapshotId: '$written' },
    {
      answer: { ChangedBlocks: [] },
    },
  ),
  ebs.bad(
    'ListChangedBlocks',
    { FirstSnapshotId: '$written', SecondSnapshotId: '$snapshot' },
    'ValidationException',
    'The snapshot $written and $snapshot are not related.',
  ),
]

const images: Case[] = [
  good(
    'CreateImage',
    { InstanceId: '$instance', Name: 'golden', NoReboot: true },
    { keep: { image: 'ImageId' } },
  ),
  bad(
    'CreateImage',
    { InstanceId: '$instance', Name: 'golden', NoReboot: true },
    'InvalidAMIName.Duplicate',
    'AMI name golden is already in use by AMI $image',
  ),
  good(
    'DescribeImages',
    { Owners: ['self'] },
    {
      answer: { Images: [{ ImageId: '$image', Name: 'golden', State: 'available' }] },
      keep: { imageSnapshot: 'Images.0.BlockDeviceMappings.0.Ebs.SnapshotId' },
    },
  ),
  bad(
    'DescribeImages',
    { ImageIds: ['ami-0123456789abcdef0'] },
    'InvalidAMIID.NotFound',
    "The image id '[ami-0123456789abcdef0]' does not exist",
  ),
  bad(
    'DeleteSnapshot',
    { SnapshotId: '$imageSnapshot' },
    'InvalidSnapshot.InUse',
    'The snapshot $imageSnapshot is currently in use by $image',
  ),
  good(
    'CopyImage',
    { SourceRegion: 'us-east-1', SourceImageId: '$image', Name: 'golden here' },
    {
      region: 'eu-west-1',
      keep: { imageCopy: 'ImageId' },
    },
  ),
  bad(
    'CopyImage',
    { SourceRegion: 'us-east-1', SourceImageId: 'ami-0123456789abcdef0', Name: 'x here' },
    'InvalidAMIID.NotFound',
    "The image id '[ami-0123456789abcdef0]' does not exist",
  ),
  good(
    'RegisterImage',
    {
      Name: 'made of a snapshot',
      Architecture: 'x86_64',
      VirtualizationType: 'hvm',
      RootDeviceName: '/dev/xvda',
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: '$snapshot' } }],
    },
    { keep: { registered: 'ImageId' } },
  ),
  bad(
    'RegisterImage',
    {
      Name: 'of nothing',
      RootDeviceName: '/dev/xvda',
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: unknownSnapshot } }],
    },
    'InvalidSnapshot.NotFound',
    noSnapshot,
  ),
  good('ModifyImageAttribute', { ImageId: '$image', Description: { Value: 'all in it' } }),
  bad(
    'ModifyImageAttribute',
    { ImageId: 'ami-0123456789abcdef0', Description: { Value: 'x' } },
    'InvalidAMIID.NotFound',
    "The image id '[ami-0123456789abcdef0]' does not exist",
  ),
  good(
    'DescribeImageAttribute',
    { ImageId: '$image', Attribute: 'description' },
    {
      answer: { Description: { Value: 'all in it' } },
    },
  ),
  bad(
    'DescribeImageAttribute',
    { ImageId: '$image', Attribute: 'blockDeviceMapping' },
    'AuthFailure',
    'Unauthorized attempt to access restricted resource',
  ),
  good('ResetImageAttribute', { ImageId: '$image', Attribute: 'launchPermission' }),
  bad(
    'ResetImageAttribute',
    { ImageId: 'ami-0123456789abcdef0', Attribute: 'launchPermission' },
    'InvalidAMIID.NotFound',
    "The image id '[ami-0123456789abcdef0]' does not exist",
  ),
  good('DeregisterImage', { ImageId: '$image' }),
  good('DeregisterImage', { ImageId: '$registered' }),
  bad(
    'DeregisterImage',
    { ImageId: '$image' },
    'InvalidAMIID.Unavailable',
    "The image ID '$image' is no longer available",
  ),
  good('DeleteSnapshot', { SnapshotId: '$snapshot' }),
]

export const ec2Storage: readonly Case[] = [...volumes, ...snapshots, ...encryption, ...blocks, ...images]

export const ec2StorageEnd: readonly Case[] = [
  good('DeleteVolume', { VolumeId: '$volume' }),
  bad('DeleteVolume', { VolumeId: 'x' }, 'InvalidParameterValue', "The volume ID 'x' is malformed"),
]

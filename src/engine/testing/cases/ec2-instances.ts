import { type Case, casesOf } from './case.ts'

const { good, bad } = casesOf('ec2')

const al2023 = 'ami-0fef201115eefe936'
const unknownId = 'i-0123456789abcdef0'
const notThere = "The instance ID 'i-0123456789abcdef0' does not exist"

const publicKey =
  'c3NoLWVkMjU1MTkgQUFBQUMzTnphQzFsWkRJMU5URTVBQUFBSU5hWUc5K1pMNEJTSExXaVpMYXFxTDdjQWlSYnNhOVRBbGZ2WTJmeTc5TDEgYW5h'

const keys: Case[] = [
  good(
    'CreateKeyPair',
    { KeyName: 'laptop', KeyType: 'ed25519' },
    {
      answer: { KeyName: 'laptop' },
      keep: { key: 'KeyPairId' },
    },
  ),
  bad('CreateKeyPair', { KeyName: 'laptop' }, 'InvalidKeyPair.Duplicate', 'The keypair already exists'),
  good('ImportKeyPair', { KeyName: 'ana', PublicKeyMaterial: publicKey }, { answer: { KeyName: 'ana' } }),
  bad(
    'ImportKeyPair',
    { KeyName: 'bob', PublicKeyMaterial: 'bm8ga2V5' },
    'InvalidKey.Format',
    'Key is not in valid OpenSSH public key format',
  ),
  good(
    'DescribeKeyPairs',
    { KeyNames: ['ana'], IncludePublicKey: true },
    {
      answer: { KeyPairs: [{ KeyName: 'ana', KeyType: 'ed25519' }] },
    },
  ),
  bad(
    'DescribeKeyPairs',
    { KeyNames: ['nobody'] },
    'InvalidKeyPair.NotFound',
    "The key pair 'nobody' does not exist",
  ),
  good('DeleteKeyPair', { KeyName: 'ana' }),
  good('DeleteKeyPair', { KeyName: 'was never there' }),
  bad(
    'DeleteKeyPair',
    { KeyName: 'laptop', DryRun: true },
    'DryRunOperation',
    'Request would have succeeded, but DryRun flag is set.',
  ),
]

const types: Case[] = [
  good(
    'DescribeInstanceTypes',
    { InstanceTypes: ['t3.micro'] },
    {
      answer: { InstanceTypes: [{ InstanceType: 't3.micro', FreeTierEligible: true }] },
    },
  ),
  bad(
    'DescribeInstanceTypes',
    { InstanceTypes: ['probe.invalid' as 't3.micro'] },
    'InvalidInstanceType',
    'The following supplied instance types do not exist: [probe.invalid]',
  ),
  good(
    'DescribeInstanceTypeOfferings',
    {
      LocationType: 'availability-zone',
      Filters: [
        { Name: 'instance-type', Values: ['t3.micro'] },
        { Name: 'location', Values: ['us-east-1a'] },
      ],
    },
    {
      answer: { InstanceTypeOfferings: [{ InstanceType: 't3.micro', Location: 'us-east-1a' }] },
    },
  ),
  bad(
    'DescribeInstanceTypeOfferings',
    { Filters: [{ Name: 'bad', Values: ['x'] }] },
    'InvalidParameterValue',
    "The filter 'bad' is invalid",
  ),
]

const launches: Case[] = [
  good(
    'RunInstances',
    {
      ImageId: al2023,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      KeyName: 'laptop',
      UserData: 'IyEvYmluL3NoCmVjaG8gaGVsbG8K',
      BlockDeviceMappings: [
        { DeviceName: '/dev/xvda', Ebs: { VolumeSize: 10, DeleteOnTermination: true } },
        { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 2, VolumeType: 'gp3', Encrypted: true } },
      ],
      MetadataOptions: { HttpTokens: 'required', HttpPutResponseHopLimit: 1 },
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }],
      ClientToken: 'once',
    },
    {
      answer: { Instances: [{ State: { Code: 0, Name: 'pending' }, KeyName: 'laptop' }] },
      keep: { instance: 'Instances.0.InstanceId' },
    },
  ),
  bad(
    'RunInstances',
    { ImageId: al2023, InstanceType: 't3.nano', MinCount: 1, MaxCount: 1, ClientToken: 'once' },
    'IdempotentParameterMismatch',
    'Parameters on this idempotent request are inconsistent with parameters used in previous request(s)',
  ),
  bad(
    'RunInstances',
    { ImageId: 'bad', MinCount: 1, MaxCount: 1, DryRun: true },
    'InvalidAMIID.Malformed',
    'Invalid id: "bad" (expecting "ami-...")',
  ),
  bad(
    'RunInstances',
    { ImageId: al2023, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1, DryRun: true },
    'DryRunOperation',
    'Request would have succeeded, but DryRun flag is set.',
  ),
  good(
    'DescribeInstances',
    { Filters: [{ Name: 'tag:Name', Values: ['w*'] }] },
    {
      answer: {
        Reservations: [{ Instances: [{ InstanceId: '$instance', State: { Code: 16, Name: 'running' } }] }],
      },
    },
  ),
  bad('DescribeInstances', { InstanceIds: [unknownId, '$instance'] }, 'InvalidInstanceID.NotFound', notThere),
  good(
    'DescribeInstanceStatus',
    { InstanceIds: ['$instance'] },
    {
      answer: {
        InstanceStatuses: [{ InstanceStatus: { Status: 'ok' }, SystemStatus: { Status: 'ok' } }],
      },
    },
  ),
  bad(
    'DescribeInstanceStatus',
    { InstanceIds: ['invalid'] },
    'InvalidInstanceID.Malformed',
    'Invalid id: "invalid"',
  ),
  good(
    'DescribeInstanceAttribute',
    { InstanceId: '$instance', Attribute: 'userData' },
    {
      answer: { UserData: { Value: 'IyEvYmluL3NoCmVjaG8gaGVsbG8K' } },
    },
  ),
  bad(
    'DescribeInstanceAttribute',
    { InstanceId: '$instance', Attribute: 'imageId' },
    'InvalidParameterValue',
    'Value (imageId) for parameter attribute is invalid. Unknown attribute.',
  ),
  good(
    'GetConsoleOutput',
    { InstanceId: '$instance', Latest: true },
    { answer: { InstanceId: '$instance' } },
  ),
  bad('GetConsoleOutput', { InstanceId: unknownId }, 'InvalidInstanceID.NotFound', notThere),
  good(
    'MonitorInstances',
    { InstanceIds: ['$instance'] },
    {
      answer: { InstanceMonitorings: [{ InstanceId: '$instance', Monitoring: { State: 'pending' } }] },
    },
  ),
  bad('MonitorInstances', { InstanceIds: [unknownId] }, 'InvalidInstanceID.NotFound', notThere),
  good(
    'UnmonitorInstances',
    { InstanceIds: ['$instance'] },
    {
      answer: { InstanceMonitorings: [{ Monitoring: { State: 'disabling' } }] },
    },
  ),
  bad('UnmonitorInstances', { InstanceIds: [unknownId] }, 'InvalidInstanceID.NotFound', notThere),
  good(
    'ModifyInstanceMetadataOptions',
    { InstanceId: '$instance', HttpTokens: 'optional' },
    {
      answer: { InstanceMetadataOptions: { HttpTokens: 'optional', HttpPutResponseHopLimit: 1 } },
    },
  ),
  bad(
    'ModifyInstanceMetadataOptions',
    { InstanceId: '$instance', HttpPutResponseHopLimit: 65 },
    'InvalidParameterValue',
    'Value (65) for parameter httpPutResponseHopLimit is invalid.',
  ),
  bad(
    'ModifyInstanceAttribute',
    { InstanceId: '$instance', InstanceType: { Value: 't3.small' } },
    'IncorrectInstanceState',
    "The instance '$instance' is not in the 'stopped' state.",
  ),
  good('ModifyInstanceAttribute', { InstanceId: '$instance', DisableApiTermination: { Value: true } }),
  bad(
    'TerminateInstances',
    { InstanceIds: ['$instance'] },
    'OperationNotPermitted',
    "The instance '$instance' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.",
  ),
  good('ModifyInstanceAttribute', { InstanceId: '$instance', DisableApiTermination: { Value: false } }),
  good(
    'DescribeInstanceCreditSpecifications',
    { InstanceIds: ['$instance'] },
    { answer: { InstanceCreditSpecifications: [{ InstanceId: '$instance', CpuCredits: 'unlimited' }] } },
  ),
  bad(
    'DescribeInstanceCreditSpecifications',
    { InstanceIds: [unknownId] },
    'InvalidInstanceID.NotFound',
    notThere,
  ),
  good(
    'ModifyInstanceCreditSpecification',
    {
      InstanceCreditSpecifications: [
        { InstanceId: '$instance', CpuCredits: 'standard' },
        { InstanceId: unknownId, CpuCredits: 'standard' },
      ],
    },
    {
      answer: {
        SuccessfulInstanceCreditSpecifications: [{ InstanceId: '$instance' }],
        UnsuccessfulInstanceCreditSpecifications: [
          { InstanceId: unknownId, Error: { Code: 'InvalidInstanceID.NotFound', Message: notThere } },
        ],
      },
    },
  ),
  bad(
    'ModifyInstanceCreditSpecification',
    { InstanceCreditSpecifications: [{ InstanceId: '$instance', CpuCredits: 'standard' }], DryRun: true },
    'DryRunOperation',
    'Request would have succeeded, but DryRun flag is set.',
  ),
  good('GetPasswordData', { InstanceId: '$instance' }, { answer: { PasswordData: '' } }),
  bad('GetPasswordData', { InstanceId: unknownId }, 'InvalidInstanceID.NotFound', notThere),
  good('ResetInstanceAttribute', { InstanceId: '$instance', Attribute: 'sourceDestCheck' }),
  bad(
    'ResetInstanceAttribute',
    { InstanceId: '$instance', Attribute: 'userData' },
    'InvalidParameterValue',
    'Value (userData) for parameter attribute is invalid. It cannot be reset.',
  ),
  good('DescribePlacementGroups', {}, { answer: { PlacementGroups: [] } }),
  bad(
    'DescribePlacementGroups',
    { GroupNames: ['near'] },
    'InvalidPlacementGroup.Unknown',
    "The Placement Group 'near' is unknown.",
  ),
  good('RebootInstances', { InstanceIds: ['$instance'] }),
  bad('RebootInstances', { InstanceIds: [unknownId] }, 'InvalidInstanceID.NotFound', notThere),
  good(
    'StopInstances',
    { InstanceIds: ['$instance'] },
    {
      answer: {
        StoppingInstances: [{ CurrentState: { Name: 'stopping' }, PreviousState: { Name: 'running' } }],
      },
    },
  ),
  bad('StopInstances', { InstanceIds: [unknownId] }, 'InvalidInstanceID.NotFound', notThere),
  good(
    'StartInstances',
    { InstanceIds: ['$instance'] },
    {
      answer: {
        StartingInstances: [{ CurrentState: { Name: 'pending' }, PreviousState: { Name: 'stopped' } }],
      },
    },
  ),
  bad(
    'StartInstances',
    { InstanceIds: ['x'] },
    'InvalidInstanceID.Malformed',
    'Invalid id: "x" (expecting "i-...")',
  ),
]

const LaunchTemplateName = 'web-servers'
const noTemplate = 'The specified launch template, with template name nothing, does not exist.'

const templates: Case[] = [
  good(
    'CreateLaunchTemplate',
    {
      LaunchTemplateName,
      LaunchTemplateData: { ImageId: al2023, InstanceType: 't3.micro' },
    },
    {
      answer: { LaunchTemplate: { LaunchTemplateName, DefaultVersionNumber: 1, LatestVersionNumber: 1 } },
      keep: { template: 'LaunchTemplate.LaunchTemplateId' },
    },
  ),
  bad(
    'CreateLaunchTemplate',
    { LaunchTemplateName, LaunchTemplateData: { ImageId: al2023 } },
    'InvalidLaunchTemplateName.AlreadyExistsException',
    'Launch template name already in use.',
  ),
  good(
    'CreateLaunchTemplateVersion',
    {
      LaunchTemplateId: '$template',
      SourceVersion: '1',
      VersionDescription: 'smaller',
      LaunchTemplateData: { InstanceType: 't3.nano' },
    },
    {
      answer: {
        LaunchTemplateVersion: {
          VersionNumber: 2,
          LaunchTemplateData: { ImageId: al2023, InstanceType: 't3.nano' },
        },
      },
    },
  ),
  bad(
    'CreateLaunchTemplateVersion',
    { LaunchTemplateName: 'nothing', LaunchTemplateData: { InstanceType: 't3.nano' } },
    'InvalidLaunchTemplateName.NotFoundException',
    noTemplate,
  ),
  good(
    'DescribeLaunchTemplates',
    { LaunchTemplateNames: [LaunchTemplateName] },
    {
      answer: { LaunchTemplates: [{ LaunchTemplateId: '$template', LatestVersionNumber: 2 }] },
    },
  ),
  bad(
    'DescribeLaunchTemplates',
    { LaunchTemplateIds: ['lt-0123456789abcdef0'] },
    'InvalidLaunchTemplateId.NotFound',
    'The specified launch template, with template ID lt-0123456789abcdef0, does not exist.',
  ),
  good(
    'DescribeLaunchTemplateVersions',
    { LaunchTemplateId: '$template', Versions: ['$Latest'] },
    {
      answer: { LaunchTemplateVersions: [{ VersionNumber: 2, VersionDescription: 'smaller' }] },
    },
  ),
  bad(
    'DescribeLaunchTemplateVersions',
    { LaunchTemplateId: '$template', Versions: ['9'] },
    'InvalidLaunchTemplateId.VersionNotFound',
    'Could not find the specified version 9 for the launch template with ID $template.',
  ),
  good(
    'ModifyLaunchTemplate',
    { LaunchTemplateId: '$template', DefaultVersion: '2' },
    {
      answer: { LaunchTemplate: { DefaultVersionNumber: 2 } },
    },
  ),
  bad(
    'ModifyLaunchTemplate',
    { LaunchTemplateName: 'nothing', DefaultVersion: '2' },
    'InvalidLaunchTemplateName.NotFoundException',
    noTemplate,
  ),
  good(
    'RunInstances',
    { LaunchTemplate: { LaunchTemplateName }, MinCount: 1, MaxCount: 1 },
    {
      answer: { Instances: [{ InstanceType: 't3.nano' }] },
      keep: { second: 'Instances.0.InstanceId' },
    },
  ),
  good(
    'GetLaunchTemplateData',
    { InstanceId: '$second' },
    {
      answer: { LaunchTemplateData: { ImageId: al2023, InstanceType: 't3.nano' } },
    },
  ),
  bad('GetLaunchTemplateData', { InstanceId: unknownId }, 'InvalidInstanceID.NotFound', notThere),
  good('TerminateInstances', { InstanceIds: ['$second'] }),
  good(
    'DeleteLaunchTemplateVersions',
    { LaunchTemplateId: '$template', Versions: ['1'] },
    {
      answer: { SuccessfullyDeletedLaunchTemplateVersions: [{ VersionNumber: 1 }] },
    },
  ),
  bad(
    'DeleteLaunchTemplateVersions',
    { LaunchTemplateName: 'nothing', Versions: ['1'] },
    'InvalidLaunchTemplateName.NotFoundException',
    noTemplate,
  ),
  good(
    'DeleteLaunchTemplate',
    { LaunchTemplateName },
    {
      answer: { LaunchTemplate: { LaunchTemplateId: '$template' } },
    },
  ),
  bad(
    'DeleteLaunchTemplate',
    { LaunchTemplateName: 'nothing' },
    'InvalidLaunchTemplateName.NotFoundException',
    noTemplate,
  ),
]

const profiles: Case[] = [
  good(
    'AssociateIamInstanceProfile',
    {
      InstanceId: '$instance',
      IamInstanceProfile: { Name: 'ec2-profile' },
    },
    {
      answer: { IamInstanceProfileAssociation: { InstanceId: '$instance', State: 'associating' } },
      keep: { profileAssociation: 'IamInstanceProfileAssociation.AssociationId' },
    },
  ),
  bad(
    'AssociateIamInstanceProfile',
    { InstanceId: '$instance', IamInstanceProfile: { Name: 'ec2-profile' } },
    'IncorrectState',
    'There is an existing association for instance $instance',
  ),
  good(
    'DescribeIamInstanceProfileAssociations',
    { AssociationIds: ['$profileAssociation'] },
    {
      answer: { IamInstanceProfileAssociations: [{ InstanceId: '$instance', State: 'associated' }] },
    },
  ),
  bad(
    'DescribeIamInstanceProfileAssociations',
    { AssociationIds: ['iip-assoc-0123456789abcdef0'] },
    'InvalidAssociationID.NotFound',
    "An invalid association-id of 'iip-assoc-0123456789abcdef0' was given",
  ),
  good(
    'ReplaceIamInstanceProfileAssociation',
    {
      AssociationId: '$profileAssociation',
      IamInstanceProfile: { Name: 'ec2-profile' },
    },
    { keep: { profileAssociation: 'IamInstanceProfileAssociation.AssociationId' } },
  ),
  bad(
    'ReplaceIamInstanceProfileAssociation',
    { AssociationId: '$profileAssociation', IamInstanceProfile: { Name: 'nobody' } },
    'InvalidParameterValue',
    'Value (nobody) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
  ),
  good(
    'DisassociateIamInstanceProfile',
    { AssociationId: '$profileAssociation' },
    {
      answer: { IamInstanceProfileAssociation: { State: 'disassociating' } },
    },
  ),
  bad(
    'DisassociateIamInstanceProfile',
    { AssociationId: '$profileAssociation' },
    'InvalidAssociationID.NotFound',
    "An invalid association-id of '$profileAssociation' was given",
  ),
]

const tags: Case[] = [
  good('CreateTags', {
    Resources: ['$instance', '$vpc', '$group', '$key'],
    Tags: [
      { Key: 'stage', Value: 'test' },
      { Key: 'empty', Value: '' },
    ],
  }),
  bad(
    'CreateTags',
    { Resources: ['$instance'], Tags: [{ Key: 'aws:mine', Value: 'x' }] },
    'InvalidParameterValue',
    "Tag keys starting with 'aws:' are reserved for internal use",
  ),
  good(
    'DescribeTags',
    {
      Filters: [
        { Name: 'resource-id', Values: ['$instance'] },
        { Name: 'key', Values: ['stage'] },
      ],
    },
    {
      answer: { Tags: [{ Key: 'stage', Value: 'test', ResourceId: '$instance', ResourceType: 'instance' }] },
    },
  ),
  bad(
    'DescribeTags',
    { Filters: [{ Name: 'colour', Values: ['red'] }] },
    'InvalidParameterValue',
    "The filter 'colour' is invalid",
  ),
  good('DeleteTags', { Resources: ['$instance'], Tags: [{ Key: 'stage' }] }),
  bad(
    'DeleteTags',
    { Resources: ['what'], Tags: [{ Key: 'stage' }] },
    'InvalidID',
    "The ID 'what' is not valid",
  ),
]

const younger = { notBy: { cli: "Debian's is older than the call." } }
const denied = (operation: string) =>
  `You are not authorized to perform this operation. User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: ec2:${operation} because no identity-based policy allows the ec2:${operation} action`

/** What the account has chosen for all its instances and disks, and what it does not have at all. */
const settings: Case[] = [
  ...(
    [
      ['GetSerialConsoleAccessStatus', { SerialConsoleAccessEnabled: false }, {}],
      ['GetSnapshotBlockPublicAccessState', { State: 'unblocked' }, younger],
      ['GetImageBlockPublicAccessState', { ImageBlockPublicAccessState: 'unblocked' }, younger],
      ['GetInstanceMetadataDefaults', { AccountLevel: {} }, younger],
    ] as const
  ).flatMap(([operation, answer, more]) => [
    good(operation, {}, { answer, ...more }),
    bad(operation, {}, 'UnauthorizedOperation', denied(operation), { by: 'ann', ...more }),
  ]),
  good(
    'GetDefaultCreditSpecification',
    { InstanceFamily: 't3' },
    { answer: { InstanceFamilyCreditSpecification: { InstanceFamily: 't3', CpuCredits: 'unlimited' } } },
  ),
  bad(
    'GetDefaultCreditSpecification',
    { InstanceFamily: 'm5' },
    'InvalidParameterValue',
    'Value (m5) for parameter instanceFamily is invalid. Unknown instance family.',
  ),
  good(
    'DescribeFastSnapshotRestores',
    { Filters: [{ Name: 'state', Values: ['enabled'] }] },
    { answer: { FastSnapshotRestores: [] } },
  ),
  bad(
    'DescribeFastSnapshotRestores',
    { Filters: [{ Name: 'bad', Values: ['x'] }] },
    'InvalidParameterValue',
    "The filter 'bad' is invalid",
  ),
]

export const ec2Instances: readonly Case[] = [
  ...keys,
  ...types,
  ...settings,
  ...launches,
  ...templates,
  ...profiles,
  ...tags,
]

export const ec2InstancesEnd: readonly Case[] = [
  good(
    'TerminateInstances',
    { InstanceIds: ['$instance'] },
    {
      answer: { TerminatingInstances: [{ CurrentState: { Code: 32, Name: 'shutting-down' } }] },
    },
  ),
  bad('TerminateInstances', { InstanceIds: [unknownId] }, 'InvalidInstanceID.NotFound', notThere),
  bad(
    'StartInstances',
    { InstanceIds: ['$instance'] },
    'IncorrectInstanceState',
    "The instance '$instance' is not in a state from which it can be started.",
  ),
]

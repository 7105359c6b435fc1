import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { ListSnapshotBlocksCommand } from '@aws-sdk/client-ebs'
import * as ec2 from '@aws-sdk/client-ec2'
import * as iam from '@aws-sdk/client-iam'
import { GetParametersByPathCommand } from '@aws-sdk/client-ssm'
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { amazonLinux, type Fact, factStage, type FactStage } from './testing/fact-stage.ts'
import { refusal } from './testing/index.ts'

// What all services have in common: one row for each fact.
// Left out, since they are seen elsewhere or not at all:
// - ARNs and names of buckets, and denials by resource-based policies: S3 is not served;
// - the user of a Lambda function: Lambda is not served;
// - denials by service control policies: there is no organization;
// - how the AWS CLI prints errors, and its exit statuses: server/aws-cli.test.ts;
// - eventual consistency: everything here is consistent at once, also for roles.

const account = '123456789012'

/** A user who may nothing but what is given, and her clients. */
const withAnn = async ({ iam: client, clientOptions }: FactStage, ...statements: object[]) => {
  await client.send(new iam.CreateUserCommand({ UserName: 'ann' }))
  const { AccessKey } = await client.send(new iam.CreateAccessKeyCommand({ UserName: 'ann' }))
  const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! }
  const options = { ...clientOptions(), credentials }
  if (statements.length > 0)
    await client.send(
      new iam.PutUserPolicyCommand({
        UserName: 'ann',
        PolicyName: 'may',
        PolicyDocument: policy(statements),
      }),
    )
  return { ec2: new ec2.EC2Client(options), iam: new iam.IAMClient(options) }
}

const policy = (Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement })
const ann = `arn:aws:iam::${account}:user/ann`
const cannot = `User: ${ann} is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${account}:user/`

const trust = policy([
  { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' },
])

const facts: Fact[] = [
  [
    'ids are a prefix and 17 hex digits',
    async ({ ec2: client, launch, describe, take, create }) => {
      const InstanceId = await launch()
      const { ReservationId } = (
        await client.send(new ec2.DescribeInstancesCommand({ InstanceIds: [InstanceId] }))
      ).Reservations![0]!
      const volume = await create()
      const instance = await describe(InstanceId)
      const { SecurityGroupRules } = await client.send(new ec2.DescribeSecurityGroupRulesCommand({}))
      const { InternetGateways } = await client.send(new ec2.DescribeInternetGatewaysCommand({}))
      const { RouteTables } = await client.send(new ec2.DescribeRouteTablesCommand({}))
      const { KeyPairId } = await client.send(
        new ec2.CreateKeyPairCommand({ KeyName: 'key', KeyType: 'ed25519' }),
      )
      const ids = {
        i: InstanceId,
        r: ReservationId,
        vol: volume,
        snap: await take(volume),
        sg: instance.SecurityGroups![0]!.GroupId,
        sgr: SecurityGroupRules![0]!.SecurityGroupRuleId,
        ami: (await client.send(new ec2.CreateImageCommand({ InstanceId, Name: 'mine', NoReboot: true })))
          .ImageId,
        vpc: instance.VpcId,
        subnet: instance.SubnetId,
        igw: InternetGateways![0]!.InternetGatewayId,
        rtb: RouteTables![0]!.RouteTableId,
        eni: instance.NetworkInterfaces![0]!.NetworkInterfaceId,
        key: KeyPairId,
        eipalloc: (await client.send(new ec2.AllocateAddressCommand({}))).AllocationId,
      }
      for (const [prefix, id] of Object.entries(ids))
        expect(id).toMatch(new RegExp(`^${prefix}-[0-9a-f]{17}$`))
    },
  ],
  [
    'an account has 12 digits; ARNs name service, region and account, those of IAM no region',
    async ({ ec2: client, iam: identity, sts }) => {
      const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}))
      expect(Account).toMatch(/^\d{12}$/)
      expect(Arn).toMatch(/^arn:aws:iam::\d{12}:user\//)
      const { SecurityGroupRules } = await client.send(new ec2.DescribeSecurityGroupRulesCommand({}))
      const rule = SecurityGroupRules![0]!
      expect(rule.SecurityGroupRuleArn).toBe(
        `arn:aws:ec2:us-east-1:${account}:security-group-rule/${rule.SecurityGroupRuleId}`,
      )
      const { Role } = await identity.send(
        new iam.CreateRoleCommand({ RoleName: 'name', AssumeRolePolicyDocument: trust }),
      )
      expect(Role!.Arn).toBe(`arn:aws:iam::${account}:role/name`)
    },
  ],
  [
    'long-lived access keys begin with AKIA, temporary ones with ASIA and bring a session token',
    async ({ iam: identity, sts }) => {
      await identity.send(new iam.CreateUserCommand({ UserName: 'ann' }))
      const { AccessKey } = await identity.send(new iam.CreateAccessKeyCommand({ UserName: 'ann' }))
      expect(AccessKey!.AccessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
      expect(AccessKey!.SecretAccessKey).toHaveLength(40)
      const { Credentials } = await sts.send(new GetSessionTokenCommand({}))
      expect(Credentials!.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/)
      expect(Credentials!.SessionToken!.length).toBeGreaterThan(100)
    },
  ],
  [
    'what is in one region is not found in another; users and roles are everywhere',
    async ({ ec2: client, ec2In, iam: identity, clientOptions, launch, create, take }) => {
      const west = ec2In('us-west-2')
      const volume = await create()
      const { GroupId } = await client.send(
        new ec2.CreateSecurityGroupCommand({ GroupName: 'web', Description: 'web' }),
      )
      await client.send(new ec2.CreateKeyPairCommand({ KeyName: 'mine', KeyType: 'ed25519' }))
      const snapshot = await take(volume)
      const InstanceIds = [await launch()]
      const asked: readonly (readonly [code: string, call: () => Promise<unknown>])[] = [
        ['InvalidKeyPair.NotFound', () => west.send(new ec2.DescribeKeyPairsCommand({ KeyNames: ['mine'] }))],
        [
          'InvalidGroup.NotFound',
          () => west.send(new ec2.DescribeSecurityGroupsCommand({ GroupIds: [GroupId!] })),
        ],
        [
          'InvalidAMIID.NotFound',
          () => west.send(new ec2.DescribeImagesCommand({ ImageIds: [amazonLinux] })),
        ],
        [
          'InvalidSnapshot.NotFound',
          () => west.send(new ec2.DescribeSnapshotsCommand({ SnapshotIds: [snapshot] })),
        ],
        ['InvalidVolume.NotFound', () => west.send(new ec2.DescribeVolumesCommand({ VolumeIds: [volume] }))],
        ['InvalidInstanceID.NotFound', () => west.send(new ec2.DescribeInstancesCommand({ InstanceIds }))],
      ]
      for (const [code, call] of asked) expect((await refusal(call())).split(':')[0]).toBe(code)
      await identity.send(new iam.CreateUserCommand({ UserName: 'ann' }))
      const elsewhere = new iam.IAMClient(clientOptions('us-west-2'))
      const { User } = await elsewhere.send(new iam.GetUserCommand({ UserName: 'ann' }))
      expect(User!.Arn).toBe(ann)
    },
  ],
  [
    'the default VPC is 172.31.0.0/16 with a /20 per zone, a way out, and public addresses by itself',
    async ({ ec2: client }) => {
      const { Vpcs } = await client.send(new ec2.DescribeVpcsCommand({}))
      expect(Vpcs).toMatchObject([{ IsDefault: true, CidrBlock: '172.31.0.0/16' }])
      const { Subnets } = await client.send(new ec2.DescribeSubnetsCommand({}))
      const { AvailabilityZones } = await client.send(new ec2.DescribeAvailabilityZonesCommand({}))
      expect(Subnets!.map(({ AvailabilityZone }) => AvailabilityZone).sort()).toEqual(
        AvailabilityZones!.map(({ ZoneName }) => ZoneName),
      )
      for (const { CidrBlock, MapPublicIpOnLaunch } of Subnets!) {
        expect(CidrBlock).toMatch(/^172\.31\.\d+\.0\/20$/)
        expect(MapPublicIpOnLaunch).toBe(true)
      }
      const { RouteTables } = await client.send(new ec2.DescribeRouteTablesCommand({}))
      const { InternetGateways } = await client.send(new ec2.DescribeInternetGatewaysCommand({}))
      expect(RouteTables![0]!.Routes).toContainEqual(
        expect.objectContaining({
          DestinationCidrBlock: '0.0.0.0/0',
          GatewayId: InternetGateways![0]!.InternetGatewayId,
        }),
      )
    },
  ],
  ...(
    [
      ['us-east-1', 'ec2.internal', 'compute-1.amazonaws.com'],
      ['eu-west-1', 'eu-west-1.compute.internal', 'eu-west-1.compute.amazonaws.com'],
    ] as const
  ).map(([region, inside, outside]): Fact => [
    `DNS names in ${region} end in ${inside} and ${outside}`,
    async ({ ec2In, skip }) => {
      const client = ec2In(region)
      const { Images } = await client.send(
        new ec2.DescribeImagesCommand({ Filters: [{ Name: 'name', Values: ['al2023-ami-2023*x86_64'] }] }),
      )
      const launched = await client.send(
        new ec2.RunInstancesCommand({
          ImageId: Images![0]!.ImageId,
          InstanceType: 't3.nano',
          MinCount: 1,
          MaxCount: 1,
        }),
      )
      await skip({ seconds: 15 })
      const InstanceIds = [launched.Instances![0]!.InstanceId!]
      const { Reservations } = await client.send(new ec2.DescribeInstancesCommand({ InstanceIds }))
      const { PrivateIpAddress, PrivateDnsName, PublicIpAddress, PublicDnsName } =
        Reservations![0]!.Instances![0]!
      const dashed = (address = '') => address.replaceAll('.', '-')
      expect(PrivateIpAddress).toMatch(/^172\.31\./)
      expect(PrivateDnsName).toBe(`ip-${dashed(PrivateIpAddress)}.${inside}`)
      expect(PublicDnsName).toBe(`ec2-${dashed(PublicIpAddress)}.${outside}`)
    },
  ]),
  [
    'DryRun answers DryRunOperation with 412, after the parameters were looked at',
    async ({ ec2: client, create }) => {
      const VolumeId = await create()
      const zone = { AvailabilityZone: 'us-east-1a', DryRun: true }
      const dry: (() => Promise<unknown>)[] = [
        () => client.send(new ec2.CreateVolumeCommand({ ...zone, Size: 1 })),
        () => client.send(new ec2.DeleteVolumeCommand({ VolumeId, DryRun: true })),
        () => client.send(new ec2.DescribeInstanceTypesCommand({ DryRun: true })),
        () => client.send(new ec2.CreateKeyPairCommand({ KeyName: 'dry', DryRun: true })),
        () => client.send(new ec2.AllocateAddressCommand({ DryRun: true })),
      ]
      for (const call of dry) {
        const error = await call().then(
          () => expect.unreachable(),
          (reason: ec2.EC2ServiceException) => reason,
        )
        expect([error.name, error.message, error.$metadata.httpStatusCode]).toEqual([
          'DryRunOperation',
          'Request would have succeeded, but DryRun flag is set.',
          412,
        ])
      }
      const wrong = client.send(new ec2.CreateVolumeCommand({ ...zone, Size: 0, VolumeType: 'gp3' }))
      expect(await refusal(wrong)).toMatch(/^InvalidParameterValue: The volume size is invalid/)
      const { Volumes } = await client.send(new ec2.DescribeVolumesCommand({}))
      expect(Volumes).toHaveLength(1)
    },
  ],
  [
    'EC2 denies with UnauthorizedOperation, the whole sentence, and an encoded message',
    async (stage) => {
      const { ec2: client } = await withAnn(stage)
      const run = new ec2.RunInstancesCommand({
        ImageId: amazonLinux,
        InstanceType: 't3.nano',
        MinCount: 1,
        MaxCount: 1,
      })
      expect(await refusal(client.send(run))).toMatch(
        new RegExp(
          `^UnauthorizedOperation: You are not authorized to perform this operation\\. User: ${ann} is not authorized to perform: ec2:RunInstances on resource: arn:aws:ec2:us-east-1:${account}:instance/\\* because no identity-based policy allows the ec2:RunInstances action\\. Encoded authorization failure message: \\S+$`,
        ),
      )
    },
  ],
  [
    'others deny with AccessDenied: no identity-based policy allows it',
    async (stage) => {
      const { iam: client } = await withAnn(stage)
      expect(await refusal(client.send(new iam.ListUsersCommand({})))).toBe(
        `AccessDenied: ${cannot} because no identity-based policy allows the iam:ListUsers action`,
      )
    },
  ],
  [
    'others deny with AccessDenied: an explicit deny in an identity-based policy',
    async (stage) => {
      const { iam: client } = await withAnn(
        stage,
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'iam:ListUsers', Resource: '*' },
      )
      expect(await refusal(client.send(new iam.ListUsersCommand({})))).toBe(
        `AccessDenied: ${cannot} with an explicit deny in an identity-based policy`,
      )
    },
  ],
  [
    'others deny with AccessDenied: no permissions boundary allows it',
    async (stage) => {
      const { iam: client } = await withAnn(stage, { Effect: 'Allow', Action: '*', Resource: '*' })
      await stage.iam.send(
        new iam.PutUserPermissionsBoundaryCommand({
          UserName: 'ann',
          PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonEC2FullAccess',
        }),
      )
      expect(await refusal(client.send(new iam.ListUsersCommand({})))).toBe(
        `AccessDenied: ${cannot} because no permissions boundary allows the iam:ListUsers action`,
      )
    },
  ],
  [
    'others deny with AccessDenied: no session policy allows it',
    async ({ iam: identity, sts, clientOptions }) => {
      await identity.send(new iam.CreateRoleCommand({ RoleName: 'all', AssumeRolePolicyDocument: trust }))
      await identity.send(
        new iam.PutRolePolicyCommand({
          RoleName: 'all',
          PolicyName: 'all',
          PolicyDocument: policy([{ Effect: 'Allow', Action: '*', Resource: '*' }]),
        }),
      )
      const { Credentials } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${account}:role/all`,
          RoleSessionName: 'me',
          Policy: policy([{ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }]),
        }),
      )
      const credentials = {
        accessKeyId: Credentials!.AccessKeyId!,
        secretAccessKey: Credentials!.SecretAccessKey!,
        sessionToken: Credentials!.SessionToken!,
      }
      const limited = new iam.IAMClient({ ...clientOptions(), credentials })
      expect(await refusal(limited.send(new iam.ListUsersCommand({})))).toBe(
        `AccessDenied: User: arn:aws:sts::${account}:assumed-role/all/me is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${account}:user/ because no session policy allows the iam:ListUsers action`,
      )
    },
  ],
  [
    'services of JSON validate in their own style: not null',
    async ({ ssm }) => {
      expect(await refusal(ssm.send(new GetParametersByPathCommand({ Path: undefined })))).toBe(
        "ValidationException: 1 validation error detected: Value null at 'path' failed to satisfy constraint: Member must not be null",
      )
    },
  ],
  [
    'services of JSON validate in their own style: the bounds of a number',
    async ({ ssm, cloudtrail }) => {
      expect(await refusal(ssm.send(new GetParametersByPathCommand({ Path: '/x', MaxResults: 11 })))).toBe(
        "ValidationException: 1 validation error detected: Value '11' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 10",
      )
      expect(await refusal(cloudtrail.send(new LookupEventsCommand({ MaxResults: 0 })))).toMatch(
        /Member must have value greater than or equal to 1$|Max results/,
      )
    },
  ],
  [
    'services of JSON validate in their own style: patterns, several of them joined under their number',
    async ({ ebs }) => {
      const bad = new ListSnapshotBlocksCommand({ SnapshotId: 'bad', MaxResults: 99 })
      expect(await refusal(ebs.send(bad))).toMatch(
        /^ValidationException: 2 validation errors detected: Value .* at 'snapshotId' failed to satisfy constraint: Member must satisfy regular expression pattern: \S+; Value '99' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 100$/,
      )
    },
  ],
]

test.for(facts)('%s', async ([, check]) => check(await factStage()))

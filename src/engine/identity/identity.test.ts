import {
  CreateTagsCommand,
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  AssociateIamInstanceProfileCommand,
  CreateVolumeCommand,
  DisassociateIamInstanceProfileCommand,
  EC2Client,
  ReplaceIamInstanceProfileAssociationCommand,
  DescribeSubnetsCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2'
import {
  AddRoleToInstanceProfileCommand,
  CreateAccessKeyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteUserPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import {
  AssumeRoleCommand,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../testing/index.ts'

const account = '123456789012'
const ann = `arn:aws:iam::${account}:user/ann`
const ec2Arn = (rest: string) => `arn:aws:ec2:us-east-1:${account}:${rest}`

const launch = (more: Partial<RunInstancesCommandInput> = {}) =>
  new RunInstancesCommand({
    ImageId: 'ami-0fef201115eefe936',
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    ...more,
  })

const policyOf = (...statements: object[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((each) => ({ Effect: 'Allow', Resource: '*', ...each })),
  })

const trustIn = (Principal: unknown, more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...more }],
  })

interface Keys {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

/** An account with the user ann, who may do what `may` is told. */
const withAnn = async () => {
  const cloud = await testEngine()
  const { iam } = cloud
  await iam.send(new CreateUserCommand({ UserName: 'ann' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
  const as = (credentials: Keys) => ({ ...cloud.clientOptions(), credentials })
  const hers = as({
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  })
  const may = (...statements: object[]) =>
    iam.send(
      new PutUserPolicyCommand({
        UserName: 'ann',
        PolicyName: 'may',
        PolicyDocument: policyOf(...statements),
      }),
    )
  return { ...cloud, as, hers, may, annsEc2: new EC2Client(hers), annsSts: new STSClient(hers) }
}

const withRole = async (trust: string, ...statements: object[]) => {
  const cloud = await withAnn()
  const { iam } = cloud
  await iam.send(new CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument: trust }))
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: 'web',
      PolicyName: 'may',
      PolicyDocument: policyOf(...statements),
    }),
  )
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'web' }))
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'web', RoleName: 'web' }))
  return cloud
}

test('EC2 turns away in its own words, with a message that decodes', async () => {
  const { annsEc2, may, sts } = await withAnn()
  expect(await refusal(annsEc2.send(new DescribeInstancesCommand()))).toBe(
    `UnauthorizedOperation: You are not authorized to perform this operation. User: ${ann} is not authorized to perform: ec2:DescribeInstances because no identity-based policy allows the ec2:DescribeInstances action`,
  )
  const denied = await refusal(annsEc2.send(launch()))
  const [sentence, encoded] = denied.split('. Encoded authorization failure message: ')
  expect(sentence).toBe(
    `UnauthorizedOperation: You are not authorized to perform this operation. User: ${ann} is not authorized to perform: ec2:RunInstances on resource: ${ec2Arn('instance/*')} because no identity-based policy allows the ec2:RunInstances action`,
  )
  const { DecodedMessage } = await sts.send(
    new DecodeAuthorizationMessageCommand({ EncodedMessage: encoded! }),
  )
  expect(JSON.parse(DecodedMessage!)).toMatchObject({
    allowed: false,
    explicitDeny: false,
    context: { action: 'ec2:RunInstances', principal: { name: 'ann', arn: ann } },
  })
  const broken = new DecodeAuthorizationMessageCommand({ EncodedMessage: `A${encoded}` })
  expect(await refusal(sts.send(broken))).toMatch(/^InvalidAuthorizationMessageException: /)
  await may({ Action: 'ec2:*' })
  expect(await refusal(annsEc2.send(launch({ DryRun: true })))).toMatch(/^DryRunOperation: /)
  await may({ Action: 'ec2:*' }, { Action: 'ec2:RunInstances', Effect: 'Deny' })
  expect(await refusal(annsEc2.send(launch({ DryRun: true })))).toContain(
    'with an explicit deny in an identity-based policy',
  )
})

test('a launch must be allowed on all that it uses, of the type that is allowed, with its tags', async () => {
  const { annsEc2, ec2, may } = await withAnn()
  const others = ['volume', 'network-interface', 'subnet', 'security-group', 'key-pair', 'image']
  const Resource = others.map((type) => `arn:aws:ec2:*:*:${type}/*`)
  const small = {
    Action: 'ec2:RunInstances',
    Resource: 'arn:aws:ec2:*:*:instance/*',
    Condition: { StringEquals: { 'ec2:InstanceType': ['t3.nano', 't3.micro'] } },
  }
  await may(small, { Action: 'ec2:RunInstances', Resource: Resource.slice(1) })
  expect(await refusal(annsEc2.send(launch()))).toContain(`on resource: ${ec2Arn('volume/*')} because`)
  await may(small, { Action: 'ec2:RunInstances', Resource })
  expect((await annsEc2.send(launch())).Instances).toHaveLength(1)
  expect(await refusal(annsEc2.send(launch({ InstanceType: 't3.large' })))).toContain(ec2Arn('instance/*'))
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}))
  const [near = '', far = ''] = Subnets!.map(({ SubnetId }) => SubnetId!)
  const allowed = [ec2Arn(`subnet/${near}`), ...Resource.filter((arn) => !arn.endsWith(':subnet/*'))]
  await may(small, { Action: 'ec2:RunInstances', Resource: allowed })
  const cards = [near, far].map((SubnetId, DeviceIndex) => ({ DeviceIndex, SubnetId }))
  expect(await refusal(annsEc2.send(launch({ NetworkInterfaces: cards })))).toContain(ec2Arn(`subnet/${far}`))
  await may(small, { Action: 'ec2:RunInstances', Resource })
  const tagged = launch({
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'team', Value: 'web' }] }],
  })
  expect(await refusal(annsEc2.send(tagged))).toContain('ec2:CreateTags on resource')
  await may(
    small,
    { Action: 'ec2:RunInstances', Resource },
    { Action: 'ec2:CreateTags', Condition: { StringEquals: { 'ec2:CreateAction': 'RunInstances' } } },
  )
  expect((await annsEc2.send(tagged)).Instances).toHaveLength(1)
})

test('who may stop what bears a tag, may stop that and nothing else', async () => {
  const { annsEc2, ec2, may, skip } = await withAnn()
  const { Instances } = await ec2.send(launch({ MinCount: 2, MaxCount: 2 }))
  const [mine, yours] = Instances!.map(({ InstanceId }) => InstanceId!)
  await skip({ minutes: 2 })
  await ec2.send(new CreateTagsCommand({ Resources: [mine!], Tags: [{ Key: 'Owner', Value: 'ann' }] }))
  await may({
    Action: 'ec2:StopInstances',
    Condition: { StringEquals: { 'aws:ResourceTag/Owner': '${aws:username}' } },
  })
  const stop = (...ids: string[]) => annsEc2.send(new StopInstancesCommand({ InstanceIds: ids }))
  expect(await refusal(stop(mine!, yours!))).toContain(ec2Arn(`instance/${yours}`))
  expect((await stop(mine!)).StoppingInstances).toHaveLength(1)
})

test('a boundary limits; other services say AccessDenied in theirs; policies count at once', async () => {
  const { annsEc2, hers, iam, may } = await withAnn()
  const ssm = new SSMClient(hers)
  const Name = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'
  expect(await refusal(ssm.send(new GetParameterCommand({ Name })))).toBe(
    `AccessDeniedException: User: ${ann} is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:us-east-1::parameter${Name} because no identity-based policy allows the ssm:GetParameter action`,
  )
  await may({ Action: '*' })
  await ssm.send(new GetParameterCommand({ Name }))
  await iam.send(
    new PutUserPermissionsBoundaryCommand({
      UserName: 'ann',
      PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess',
    }),
  )
  await annsEc2.send(new DescribeInstancesCommand())
  const volume = new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 1 })
  expect(await refusal(annsEc2.send(volume))).toContain(
    'because no permissions boundary allows the ec2:CreateVolume action',
  )
  await iam.send(new DeleteUserPolicyCommand({ UserName: 'ann', PolicyName: 'may' }))
  expect(await refusal(annsEc2.send(volume))).toContain('because no identity-based policy allows')
})

test('a role is played by whom it trusts, within its own policies and the session policy', async () => {
  const { annsSts, as, iam, may, skip, sts } = await withRole(
    trustIn(
      { AWS: `arn:aws:iam::${account}:root` },
      { Condition: { StringEquals: { 'sts:ExternalId': 'x1' } } },
    ),
    { Action: ['ec2:*', 'sts:*'] },
  )
  const RoleArn = `arn:aws:iam::${account}:role/web`
  const assume = (more: object = {}) =>
    annsSts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 's1', ExternalId: 'x1', ...more }))
  const denied = `AccessDenied: User: ${ann} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`
  expect(await refusal(assume())).toBe(denied)
  await may({ Action: 'sts:AssumeRole' })
  expect(await refusal(assume({ ExternalId: 'x2' }))).toBe(denied)
  expect(await refusal(assume({ RoleArn: `${RoleArn}2` }))).toBe(`${denied}2`)
  expect(await refusal(assume({ DurationSeconds: 7200 }))).toMatch(/MaxSessionDuration set for this role/)
  const { Credentials, AssumedRoleUser } = await assume()
  expect(AssumedRoleUser!.Arn).toBe(`arn:aws:sts::${account}:assumed-role/web/s1`)
  const keysOf = (credentials: typeof Credentials) => ({
    accessKeyId: credentials!.AccessKeyId!,
    secretAccessKey: credentials!.SecretAccessKey!,
    sessionToken: credentials!.SessionToken!,
  })
  expect(Credentials!.AccessKeyId).toMatch(/^ASIA/)
  const session = as(keysOf(Credentials))
  expect(await new STSClient(session).send(new GetCallerIdentityCommand())).toMatchObject({
    Account: account,
    Arn: AssumedRoleUser!.Arn,
    UserId: AssumedRoleUser!.AssumedRoleId,
  })
  const info = new GetAccessKeyInfoCommand({ AccessKeyId: Credentials!.AccessKeyId! })
  expect((await sts.send(info)).Account).toBe(account)
  const list = (client: EC2Client) => client.send(new DescribeInstancesCommand())
  await list(new EC2Client(session))
  const limited = await assume({ Policy: policyOf({ Action: 'ec2:StopInstances' }) })
  const narrow = new EC2Client(as(keysOf(limited.Credentials)))
  expect(await refusal(list(narrow))).toContain('because no session policy allows the ec2:DescribeInstances')
  await iam.send(
    new PutRolePermissionsBoundaryCommand({
      RoleName: 'web',
      PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonS3FullAccess',
    }),
  )
  expect(await refusal(list(new EC2Client(session)))).toContain('no permissions boundary')
  await skip({ minutes: 61 })
  expect(await refusal(list(new EC2Client(session)))).toMatch(/^RequestExpired: /)
})

test("an instance's role: passed at launch, its keys in the metadata, renewed before they run out", async () => {
  const { annsEc2, as, ec2, engine, may, skip } = await withRole(trustIn({ Service: 'ec2.amazonaws.com' }), {
    Action: 'ec2:DescribeInstances',
  })
  await may({ Action: 'ec2:*' })
  const withProfile = launch({
    IamInstanceProfile: { Name: 'web' },
    MetadataOptions: { HttpTokens: 'optional' },
  })
  expect(await refusal(annsEc2.send(withProfile))).toContain(
    `iam:PassRole on resource: arn:aws:iam::${account}:role/web because no identity-based policy allows the iam:PassRole action`,
  )
  await may(
    { Action: 'ec2:*' },
    {
      Action: 'iam:PassRole',
      Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
    },
  )
  const { Instances } = await annsEc2.send(withProfile)
  const { InstanceId, IamInstanceProfile } = Instances![0]!
  expect(IamInstanceProfile!.Arn).toBe(`arn:aws:iam::${account}:instance-profile/web`)
  await skip({ seconds: 30 })
  const get = (path: string) =>
    engine.metadata.handle(InstanceId!, { method: 'GET', path: `/latest/meta-data/iam${path}`, headers: {} })
  expect(get('/security-credentials/').body).toBe('web')
  const read = () => JSON.parse(String(get('/security-credentials/web').body)) as Record<string, string>
  const first = read()
  expect(first).toMatchObject({ Code: 'Success', Type: 'AWS-HMAC' })
  expect(read()).toEqual(first)
  const client = ({ AccessKeyId, SecretAccessKey, Token }: Record<string, string>) =>
    new EC2Client(as({ accessKeyId: AccessKeyId!, secretAccessKey: SecretAccessKey!, sessionToken: Token! }))
  await client(first).send(new DescribeInstancesCommand())
  expect(await refusal(client(first).send(launch()))).toContain(
    `User: arn:aws:sts::${account}:assumed-role/web/${InstanceId} is not authorized to perform: ec2:RunInstances`,
  )
  await skip({ hours: 5, minutes: 30 })
  const second = read()
  expect(second['AccessKeyId']).not.toBe(first['AccessKeyId'])
  await skip({ hours: 1 })
  expect(await refusal(client(first).send(new DescribeInstancesCommand()))).toMatch(/^RequestExpired: /)
  await client(second).send(new DescribeInstancesCommand())

  const describe = async () =>
    (await ec2.send(new DescribeIamInstanceProfileAssociationsCommand({}))).IamInstanceProfileAssociations!
  const [association] = await describe()
  expect(association).toMatchObject({ InstanceId, State: 'associated' })
  const profile = { IamInstanceProfile: { Name: 'web' } }
  const again = () => ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId, ...profile }))
  expect(await refusal(again())).toBe(
    `IncorrectState: There is an existing association for instance ${InstanceId}`,
  )
  const { AssociationId } = association!
  await ec2.send(new ReplaceIamInstanceProfileAssociationCommand({ AssociationId, ...profile }))
  const [replaced] = await describe()
  expect(replaced!.AssociationId).not.toBe(AssociationId)
  const disassociate = () =>
    ec2.send(new DisassociateIamInstanceProfileCommand({ AssociationId: replaced!.AssociationId }))
  expect((await disassociate()).IamInstanceProfileAssociation!.State).toBe('disassociating')
  expect(await refusal(disassociate())).toMatch(/^InvalidAssociationID\.NotFound: /)
  expect(get('/info').status).toBe(404)
  await again()
  expect(await refusal(ec2.send(launch({ IamInstanceProfile: { Name: 'x' } })))).toBe(
    'InvalidParameterValue: Value (x) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name',
  )
})

test('a role that does not trust EC2 gives no keys to instances', async () => {
  const { ec2, engine, skip } = await withRole(trustIn({ AWS: account }), { Action: '*' })
  const { Instances } = await ec2.send(
    launch({ IamInstanceProfile: { Name: 'web' }, MetadataOptions: { HttpTokens: 'optional' } }),
  )
  await skip({ seconds: 30 })
  const path = '/latest/meta-data/iam/security-credentials/web'
  const { body } = engine.metadata.handle(Instances![0]!.InstanceId!, { method: 'GET', path, headers: {} })
  expect(JSON.parse(String(body))).toMatchObject({ Code: 'AssumeRoleUnauthorizedAccess' })
})

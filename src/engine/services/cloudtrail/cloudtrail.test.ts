import { LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail'
import {
  CreateKeyPairCommand,
  CreateVolumeCommand,
  DescribeVolumesCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2'
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetRoleCommand,
} from '@aws-sdk/client-iam'
import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../testing/index.ts'

interface TrailDocument {
  userIdentity: Record<string, unknown>
  [field: string]: unknown
}

async function events({ cloudtrail }: TestEngine, name?: string, more: LookupEventsCommandInput = {}) {
  const LookupAttributes = name ? [{ AttributeKey: 'EventName' as const, AttributeValue: name }] : []
  const { Events } = await cloudtrail.send(new LookupEventsCommand({ LookupAttributes, ...more }))
  return Events!.map((event) => ({
    ...event,
    document: JSON.parse(event.CloudTrailEvent!) as TrailDocument,
  }))
}

test('a change is told with who made it, when, of what, and what came of it', async () => {
  const engine = await testEngine()
  const { engine: cloud, ec2 } = engine
  const { VolumeId } = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone: 'us-east-1a', Size: 8, VolumeType: 'gp3' }),
  )
  const [event] = await events(engine, 'CreateVolume')
  expect(event).toMatchObject({
    EventName: 'CreateVolume',
    EventSource: 'ec2.amazonaws.com',
    ReadOnly: 'false',
    Username: 'admin',
    AccessKeyId: cloud.adminKey.accessKeyId,
    EventTime: new Date('2026-10-01T09:00:00Z'),
    Resources: [{ ResourceType: 'AWS::EC2::Volume', ResourceName: VolumeId }],
  })
  expect(event!.document).toMatchObject({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      arn: 'arn:aws:iam::123456789012:user/admin',
      accountId: '123456789012',
      accessKeyId: cloud.adminKey.accessKeyId,
      userName: 'admin',
    },
    eventTime: '2026-10-01T09:00:00Z',
    awsRegion: 'us-east-1',
    userAgent: expect.stringContaining('aws-sdk-js'),
    requestParameters: { availabilityZone: 'us-east-1a', size: 8, volumeType: 'gp3' },
    responseElements: { volumeId: VolumeId, size: 8, requestId: event!.document['requestID'] },
    eventID: event!.EventId,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '123456789012',
    eventCategory: 'Management',
  })
})

test("EC2's lists are wrapped as its events wrap them", async () => {
  const engine = await testEngine()
  const { Instances } = await engine.ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
    }),
  )
  const { InstanceId = '' } = Instances![0]!
  await engine.skip({ minutes: 1 })
  await engine.ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }))
  const [run] = await events(engine, 'RunInstances')
  expect(run!.document).toMatchObject({
    requestParameters: { imageId: 'ami-0fef201115eefe936', minCount: 1 },
    responseElements: { instancesSet: { items: [{ instanceId: InstanceId }] } },
  })
  const [stop] = await events(engine, 'StopInstances')
  expect(stop!.document['requestParameters']).toEqual({
    instancesSet: { items: [{ instanceId: InstanceId }] },
  })
  const byName = await engine.cloudtrail.send(
    new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'ResourceName', AttributeValue: InstanceId }],
    }),
  )
  expect(byName.Events!.map(({ EventName }) => EventName)).toEqual(['StopInstances', 'RunInstances'])
})

test('a look has no response; an error has its code; who is refused is there too', async () => {
  const engine = await testEngine()
  const { ec2, iam, clientOptions } = engine
  await ec2.send(new DescribeVolumesCommand())
  await ec2.send(new DescribeVolumesCommand({ VolumeIds: ['vol-0123456789abcdef0'] })).catch(() => {})
  await iam.send(new GetRoleCommand({ RoleName: 'nobody' })).catch(() => {})
  await iam.send(new CreateUserCommand({ UserName: 'bob' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }))
  const credentials = { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! }
  const bobs = new EC2Client({ ...clientOptions(), credentials })
  await bobs.send(new CreateKeyPairCommand({ KeyName: 'k' })).catch(() => {})
  await ec2.send(new CreateKeyPairCommand({ KeyName: '' })).catch(() => {})

  const [failed, fine] = await events(engine, 'DescribeVolumes')
  expect(fine!.document).toMatchObject({ readOnly: true, requestParameters: null, responseElements: null })
  expect(fine!.document).not.toHaveProperty('errorCode')
  expect(failed!.document).toMatchObject({
    errorCode: 'Client.InvalidVolume.NotFound',
    errorMessage: "The volume 'vol-0123456789abcdef0' does not exist.",
    requestParameters: { volumeSet: { items: [{ volumeId: 'vol-0123456789abcdef0' }] } },
  })
  const [role] = await events(engine, 'GetRole')
  expect(role!.document).toMatchObject({
    errorCode: 'NoSuchEntityException',
    eventSource: 'iam.amazonaws.com',
  })
  const [invalid, denied] = await events(engine, 'CreateKeyPair')
  expect(denied).toMatchObject({ Username: 'bob' })
  expect(denied!.document).toMatchObject({
    errorCode: 'Client.UnauthorizedOperation',
    responseElements: null,
  })
  expect(invalid!.document).toMatchObject({ errorCode: 'Client.MissingParameter' })
})

test('no secret is on record', async () => {
  const engine = await testEngine()
  const { ec2, iam, sts, engine: cloud } = engine
  const { KeyMaterial } = await ec2.send(new CreateKeyPairCommand({ KeyName: 'k', KeyType: 'ed25519' }))
  await iam.send(new CreateUserCommand({ UserName: 'bob' }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }))
  const Principal = { AWS: 'arn:aws:iam::123456789012:root' }
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
  }
  await iam.send(new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) }))
  const RoleArn = 'arn:aws:iam::123456789012:role/r'
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'session' }))
  await ec2
    .send(
      new RunInstancesCommand({
        ImageId: 'ami-0fef201115eefe936',
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        UserData: btoa('password=swordfish'),
      }),
    )
    .catch(() => {})
  const text = JSON.stringify([cloud.calls(), await events(engine)])
  const secrets = [
    KeyMaterial!.slice(40, 80),
    AccessKey!.SecretAccessKey!,
    Credentials!.SecretAccessKey!,
    Credentials!.SessionToken!,
    btoa('password=swordfish'),
  ]
  for (const secret of secrets) expect(text).not.toContain(secret)
  const [pair] = await events(engine, 'CreateKeyPair')
  expect(pair!.document['responseElements']).toMatchObject({
    keyMaterial: '<sensitiveDataRemoved>',
    keyName: 'k',
  })
  const [assumed] = await events(engine, 'AssumeRole')
  expect(assumed!.document).toMatchObject({
    readOnly: true,
    requestParameters: { roleArn: RoleArn, roleSessionName: 'session' },
  })
})

test("a role's session is told from its role, and IAM's history is us-east-1's", async () => {
  const engine = await testEngine()
  const { iam, sts, clientOptions } = engine
  const Principal = { AWS: 'arn:aws:iam::123456789012:root' }
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
  }
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: JSON.stringify(trust) }),
  )
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: Role!.Arn!, RoleSessionName: 'session' }),
  )
  const credentials = {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  }
  await new EC2Client({ ...clientOptions(), credentials }).send(new DescribeVolumesCommand()).catch(() => {})
  const [look] = await events(engine, 'DescribeVolumes')
  expect(look).toMatchObject({ Username: 'session', AccessKeyId: credentials.accessKeyId })
  expect(look!.document.userIdentity).toMatchObject({
    type: 'AssumedRole',
    arn: 'arn:aws:sts::123456789012:assumed-role/r/session',
    principalId: `${Role!.RoleId!}:session`,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: Role!.Arn, userName: 'r', principalId: Role!.RoleId },
    },
  })
  await engine.engine.call({
    service: 'iam',
    operation: 'CreateUser',
    input: { UserName: 'u' },
    region: 'eu-west-1',
  })
  expect(await events(engine, 'CreateUser')).toHaveLength(1)
})

test('events are looked up by one attribute and a time, in pages, newest first', async () => {
  const engine = await testEngine()
  for (let hour = 0; hour < 5; hour++) {
    await engine.ec2.send(new CreateKeyPairCommand({ KeyName: `k${hour}`, KeyType: 'ed25519' }))
    await engine.engine.skip(3_600_000)
  }
  const { cloudtrail } = engine
  const pages: (string | undefined)[][] = []
  let NextToken: string | undefined
  do {
    const input = {
      LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: 'CreateKeyPair' }],
    }
    const page = await cloudtrail.send(new LookupEventsCommand({ ...input, MaxResults: 2, NextToken }))
    pages.push(page.Events!.map(({ Resources }) => Resources![0]!.ResourceName))
    NextToken = page.NextToken
  } while (NextToken)
  expect(pages).toEqual([['k4', 'k3'], ['k2', 'k1'], ['k0']])
  const StartTime = new Date('2026-10-01T10:00:00Z')
  const EndTime = new Date('2026-10-01T11:30:00Z')
  expect(await events(engine, 'CreateKeyPair', { StartTime, EndTime })).toHaveLength(2)
  const ask = (input: LookupEventsCommandInput) => cloudtrail.send(new LookupEventsCommand(input))
  await expect(ask({ StartTime: EndTime, EndTime: StartTime })).rejects.toThrow(
    expect.objectContaining({ name: 'InvalidTimeRangeException' }),
  )
  await expect(ask({ MaxResults: 51 })).rejects.toMatchObject({ name: 'InvalidMaxResultsException' })
  await expect(ask({ NextToken: 'made up' })).rejects.toMatchObject({ name: 'InvalidNextTokenException' })
  const two = ['a', 'b'].map((AttributeValue) => ({ AttributeKey: 'Username' as const, AttributeValue }))
  await expect(ask({ LookupAttributes: two })).rejects.toMatchObject({
    name: 'InvalidLookupAttributesException',
  })
  await expect(
    ask({ LookupAttributes: [{ AttributeKey: 'Colour' as never, AttributeValue: 'red' }] }),
  ).rejects.toThrow('Member must satisfy enum value set')
})

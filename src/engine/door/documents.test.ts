import { DescribeVolumesCommand, EC2Client } from '@aws-sdk/client-ec2'
import {
  EBSClient,
  GetSnapshotBlockCommand,
  ListSnapshotBlocksCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-ebs'
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm'
import { AssumeRoleCommand, MalformedPolicyDocumentException, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { AwsError } from '../kernel/aws-error.ts'
import { fakeCloud } from './testing/fake-cloud.ts'
import { bytesOf, textOf } from './wire.ts'

/** A cloud that believes anyone, so that tests can write requests out. */
const trusting = (answer: () => unknown) =>
  fakeCloud(answer, { trusted: 'admin', newRequestId: () => 'the-id' })

async function ec2(query: string, answer: () => unknown = () => ({})) {
  const cloud = trusting(answer)
  const headers = { host: 'ec2.eu-west-1.amazonaws.com', 'content-type': 'application/x-www-form-urlencoded' }
  const response = await cloud.door.handle({
    method: 'POST',
    rawPath: '/',
    query: '',
    headers,
    rawBody: bytesOf(query),
  })
  return { ...response, text: textOf(response.body), calls: cloud.calls }
}

const throwing = (error: AwsError) => () => {
  throw error
}

test("EC2's documents have its namespace, the request's id first, dates with milliseconds and empty lists", async () => {
  const answer = () => ({
    Volumes: [
      { VolumeId: 'vol-1', SnapshotId: '', CreateTime: new Date('2026-09-25T16:57:45Z'), Attachments: [] },
    ],
  })
  const { text, headers } = await ec2('Action=DescribeVolumes&Version=2016-11-15', answer)
  expect(text).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<DescribeVolumesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>the-id</requestId>' +
      '<volumeSet><item><volumeId>vol-1</volumeId><snapshotId/><createTime>2026-09-25T16:57:45.000Z</createTime>' +
      '<attachmentSet/></item></volumeSet></DescribeVolumesResponse>',
  )
  expect(headers).toMatchObject({ 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': 'the-id' })
})

test('operations without a result, and some with one, begin with <return>true', async () => {
  const deleted = await ec2('Action=DeleteSnapshot&Version=2016-11-15&SnapshotId=snap-1')
  expect(deleted.text).toContain(
    '<requestId>the-id</requestId><return>true</return></DeleteSnapshotResponse>',
  )
  const query = 'Action=CreateSecurityGroup&Version=2016-11-15&GroupName=a&GroupDescription=b'
  const created = await ec2(query, () => ({ GroupId: 'sg-1' }))
  expect(created.text).toContain('<return>true</return><groupId>sg-1</groupId>')
  expect(created.calls[0]!.input).toEqual({ GroupName: 'a', Description: 'b' })
})

test("EC2's error document has no namespace, no Type, and RequestID in capitals", async () => {
  const error = new AwsError('InvalidVolume.NotFound', "The volume 'vol-<1>' does not exist.")
  const { text, status } = await ec2('Action=DeleteVolume&Version=2016-11-15&VolumeId=vol-1', throwing(error))
  expect(status).toBe(400)
  expect(text).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>InvalidVolume.NotFound</Code>' +
      "<Message>The volume 'vol-&lt;1&gt;' does not exist.</Message></Error></Errors>" +
      '<RequestID>the-id</RequestID></Response>',
  )
})

test('a dry run that would succeed answers 412, a denied call 403', async () => {
  const dryRun = new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.')
  expect(await ec2('Action=DescribeVpcs', throwing(dryRun))).toMatchObject({ status: 412 })
  expect(await ec2('Action=DescribeVpcs', throwing(new AwsError('UnauthorizedOperation', '')))).toMatchObject(
    { status: 403 },
  )
})

test('a mistake of ours is told as an internal error without its details, and reported', async () => {
  const faults: unknown[] = []
  const cloud = fakeCloud(() => ({ Volumes: [{ VolumeId: 7 }] }), { onFault: (fault) => faults.push(fault) })
  const client = new EC2Client(cloud.config)
  await expect(client.send(new DescribeVolumesCommand())).rejects.toMatchObject({
    Code: 'InternalError',
    message: 'An internal error has occurred',
    $metadata: { httpStatusCode: 500 },
  })
  expect(String(faults)).toContain("an output's string is number: 7")
})

test('modelled errors reach SDK clients as their classes, with all members', async () => {
  const ssm = new SSMClient(fakeCloud(throwing(new AwsError('ParameterNotFound', ''))).config)
  await expect(ssm.send(new GetParameterCommand({ Name: '/a' }))).rejects.toBeInstanceOf(ParameterNotFound)

  const policy = new AwsError('MalformedPolicyDocument', 'Syntax errors in policy.')
  const sts = new STSClient(fakeCloud(throwing(policy)).config)
  const role = { RoleArn: 'arn:aws:iam::123456789012:role/r', RoleSessionName: 'me' }
  await expect(sts.send(new AssumeRoleCommand(role))).rejects.toBeInstanceOf(MalformedPolicyDocumentException)

  const message = "The snapshot 'snap-0' does not exist."
  const missing = new AwsError('ResourceNotFoundException', message, {
    extra: { Reason: 'SNAPSHOT_NOT_FOUND' },
  })
  const ebs = new EBSClient(fakeCloud(throwing(missing)).config)
  const failing = ebs.send(new ListSnapshotBlocksCommand({ SnapshotId: 'snap-0' }))
  await expect(failing).rejects.toBeInstanceOf(ResourceNotFoundException)
  await expect(failing).rejects.toMatchObject({
    message,
    Reason: 'SNAPSHOT_NOT_FOUND',
    $metadata: { httpStatusCode: 404 },
  })
})

test('EBS names its message `Message`, and what the door refuses `message`', async () => {
  const cloud = trusting(
    throwing(new AwsError('ValidationException', 'x', { extra: { Reason: 'INVALID_BLOCK' } })),
  )
  const get = async (query: string) => {
    const headers = { host: 'ebs.eu-west-1.amazonaws.com' }
    const wire = {
      method: 'GET',
      rawPath: '/snapshots/snap-0/blocks',
      query,
      headers,
      rawBody: new Uint8Array(),
    }
    const { status, body, headers: answered } = await cloud.door.handle(wire)
    return { status, type: answered['x-amzn-errortype'], body: JSON.parse(textOf(body)) as unknown }
  }
  expect(await get('')).toEqual({
    status: 400,
    type: 'ValidationException',
    body: { Message: 'x', Reason: 'INVALID_BLOCK' },
  })
  expect(await get('maxResults=1')).toEqual({
    status: 400,
    type: 'ValidationException',
    body: {
      message:
        "1 validation error detected: Value '1' at 'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 100",
    },
  })
})

test('a block travels as bytes, with its checksum in headers', async () => {
  const block = Uint8Array.from({ length: 524_288 }, (_, at) => at % 251)
  const cloud = fakeCloud(() => ({
    BlockData: block,
    DataLength: block.length,
    Checksum: 'abc=',
    ChecksumAlgorithm: 'SHA256',
  }))
  const ebs = new EBSClient(cloud.config)
  const read = await ebs.send(
    new GetSnapshotBlockCommand({ SnapshotId: 'snap-0', BlockIndex: 3, BlockToken: 'abc' }),
  )
  expect(read).toMatchObject({ DataLength: 524_288, Checksum: 'abc=' })
  const bytes: Uint8Array = await read.BlockData!.transformToByteArray()
  expect(bytes.length === block.length && bytes.every((byte, at) => byte === block[at])).toBe(true)
})

test('a call inside the page joins at validation, and needs no signature', async () => {
  const cloud = fakeCloud(() => ({ Vpcs: [] }))
  const call = { service: 'ec2', region: 'eu-west-1', principal: 'admin' }
  expect(await cloud.door.call({ ...call, operation: 'DescribeVpcs', input: undefined })).toEqual({
    Vpcs: [],
  })
  const incomplete = cloud.door.call({ ...call, operation: 'CreateKeyPair', input: {} })
  await expect(incomplete).rejects.toMatchObject({ code: 'MissingParameter' })
  await expect(
    cloud.door.call({ ...call, operation: 'CreateTransitGateway', input: {} }),
  ).rejects.toMatchObject({
    code: 'NotImplemented',
  })
})

import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  SelectObjectContentCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { Readable } from 'node:stream'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { expect, test } from 'vitest'
import { AwsError } from '../../kernel/index.ts'
import { type FakeCloud, fakeCloud, keys } from '../testing/fake-cloud.ts'
import { sdkHandler } from '../testing/sdk-handler.ts'
import { wholeModel } from '../testing/whole-model.ts'
import { bytesOf, textOf, type WireRequest } from '../wire.ts'

/** A fake S3: it remembers what it was asked, and answers as the test likes. */
function storage(config: S3ClientConfig = {}, answer: FakeCloud['answer'] = () => ({})) {
  const cloud = fakeCloud(answer, { modelOf: wholeModel })
  const client = new S3Client({ ...cloud.config, ...config })
  return { cloud, client, last: () => cloud.calls.at(-1)! }
}

const styles: [string, S3ClientConfig][] = [
  ['virtual-host style', {}],
  ['path style', { forcePathStyle: true }],
  ['a port on this machine', { endpoint: 'http://127.0.0.1:4566' }],
  ['a port on this machine, by name', { endpoint: 'http://localhost:4566' }],
]

test.each(styles)('%s: buckets and keys arrive as they were given', async (_, config) => {
  const { client, last } = storage(config)
  for (const Key of ['a/../b', './a//b/', '/', 'ü &+?%20#.txt', 'a'.repeat(900)]) {
    await client.send(new PutObjectCommand({ Bucket: 'my-bucket', Key, Body: 'hello' }))
    expect(last()).toMatchObject({
      service: 's3',
      operation: 'PutObject',
      region: 'eu-west-1',
      input: { Bucket: 'my-bucket', Key, Body: bytesOf('hello') },
    })
  }
  await client.send(new CreateBucketCommand({ Bucket: 'my.dotted.bucket' }))
  expect(last()).toMatchObject({ operation: 'CreateBucket', input: { Bucket: 'my.dotted.bucket' } })
  await client.send(new ListObjectsV2Command({ Bucket: 'my-bucket', Prefix: 'a b', MaxKeys: 3 }))
  expect(last()).toMatchObject({
    operation: 'ListObjectsV2',
    input: { Bucket: 'my-bucket', Prefix: 'a b', MaxKeys: 3 },
  })
})

test('the four ways to PUT an object are told apart', async () => {
  const copied = { CopyObjectResult: { ETag: '"1"' }, CopyPartResult: { ETag: '"2"' } }
  const { client, last } = storage({}, () => copied)
  const object = { Bucket: 'b', Key: 'k' }
  const part = { ...object, PartNumber: 2, UploadId: 'u' }
  const CopySource = 'other/key%20of%20it'
  await client.send(new PutObjectCommand(object))
  expect(last().operation).toBe('PutObject')
  await client.send(new UploadPartCommand({ ...part, Body: 'x' }))
  expect(last()).toMatchObject({ operation: 'UploadPart', input: { PartNumber: 2, UploadId: 'u' } })
  const copy = await client.send(new CopyObjectCommand({ ...object, CopySource }))
  expect(copy.CopyObjectResult).toEqual({ ETag: '"1"' })
  expect(last()).toMatchObject({ operation: 'CopyObject', input: { CopySource } })
  await client.send(new UploadPartCopyCommand({ ...part, CopySource }))
  expect(last()).toMatchObject({ operation: 'UploadPartCopy', input: { CopySource, PartNumber: 2 } })
})

test('bodies, metadata, dates and answers make the whole way', async () => {
  const LastModified = new Date('2026-09-23T10:15:00Z')
  const { client, last } = storage({}, () => ({
    Body: Uint8Array.of(0, 255, 10),
    ContentType: 'image/png',
    ContentLength: 3,
    ETag: '"abc"',
    LastModified,
    Metadata: { colour: 'red' },
  }))
  const answer = await client.send(
    new GetObjectCommand({ Bucket: 'b', Key: 'k', Range: 'bytes=0-2', IfModifiedSince: LastModified }),
  )
  expect(last().input).toMatchObject({ Range: 'bytes=0-2', IfModifiedSince: LastModified })
  expect(answer).toMatchObject({ ContentType: 'image/png', ETag: '"abc"', LastModified })
  expect(answer.Metadata).toEqual({ colour: 'red' })
  expect(await answer.Body!.transformToByteArray()).toEqual(Uint8Array.of(0, 255, 10))
  expect(answer.$metadata).toMatchObject({ requestId: 'request-1', extendedRequestId: btoa('request-1') })
})

test('documents: deletes go in, lists come out', async () => {
  const Contents = [{ Key: 'a<b', Size: 2 ** 40, LastModified: new Date(1000), ETag: '"1"' }]
  const { client, last } = storage({}, ({ operation }) =>
    operation === 'ListObjectsV2' ? { Contents, CommonPrefixes: [{ Prefix: 'p/' }], KeyCount: 2 } : {},
  )
  await client.send(
    new DeleteObjectsCommand({
      Bucket: 'b',
      Delete: { Objects: [{ Key: ' a&\r' }, { Key: 'b' }], Quiet: true },
    }),
  )
  expect(last().input).toMatchObject({
    Delete: { Objects: [{ Key: ' a&\r' }, { Key: 'b' }], Quiet: true },
  })
  expect(await client.send(new ListObjectsV2Command({ Bucket: 'b' }))).toMatchObject({
    Contents,
    CommonPrefixes: [{ Prefix: 'p/' }],
  })
})

test('errors: a document for GET, the bare status for HEAD', async () => {
  const { client } = storage({}, () => {
    throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, extra: { Key: 'k' } })
  })
  const object = { Bucket: 'b', Key: 'k' }
  await expect(client.send(new GetObjectCommand(object))).rejects.toMatchObject({
    name: 'NoSuchKey',
    message: 'The specified key does not exist.',
    $metadata: { httpStatusCode: 404 },
  })
  await expect(client.send(new HeadObjectCommand(object))).rejects.toMatchObject({ name: 'NotFound' })
})

test('events stream', async () => {
  const events = [
    { Records: { Payload: bytesOf('a,b\n') } },
    { Cont: {} },
    { Stats: { Details: { BytesScanned: 4 } } },
    { End: {} },
  ]
  const { client } = storage({}, () => ({ Payload: events }))
  const { Payload } = await client.send(
    new SelectObjectContentCommand({
      Bucket: 'b',
      Key: 'k',
      Expression: 'select * from s3object',
      ExpressionType: 'SQL',
      InputSerialization: { CSV: {} },
      OutputSerialization: { CSV: {} },
    }),
  )
  const seen = []
  for await (const event of Payload!) seen.push(event)
  expect(seen).toEqual([
    { Records: { Payload: bytesOf('a,b\n') } },
    { Cont: {} },
    { Stats: { Details: { BytesScanned: 4 } } },
    { End: {} },
  ])
})

const algorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const

test.each(algorithms)('%s: what the SDK computes agrees with what we do', async (ChecksumAlgorithm) => {
  const { client, last } = storage()
  for (const Body of ['', 'hello', 'x'.repeat(100_000)]) {
    await client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body, ChecksumAlgorithm }))
    const { [`Checksum${ChecksumAlgorithm}`]: sum } = last().input as Record<string, string>
    expect(sum).toMatch(/^[A-Za-z0-9+/]+=*$/)
  }
})

test.each(algorithms)('%s in the trailer of a stream', async (ChecksumAlgorithm) => {
  const { client, last } = storage()
  const Body = Readable.from([bytesOf('hello '), bytesOf('world')])
  await client.send(
    new PutObjectCommand({
      Bucket: 'b',
      Key: 'k',
      Body,
      ContentLength: 11,
      ContentEncoding: 'gzip',
      ChecksumAlgorithm,
    }),
  )
  expect(last().input).toMatchObject({
    Body: bytesOf('hello world'),
    ContentEncoding: 'gzip',
    [`Checksum${ChecksumAlgorithm}`]: expect.stringMatching(/=*$/),
  })
})

async function put(headers: Record<string, string>, body = 'hello') {
  const cloud = fakeCloud(() => ({}), { modelOf: wholeModel, trusted: 'admin' })
  const { status, body: text } = await cloud.door.handle({
    method: 'PUT',
    rawPath: '/k',
    query: '',
    headers: { host: 'b.s3.eu-west-1.amazonaws.com', ...headers },
    rawBody: bytesOf(body),
  })
  return `${status} ${/<Code>(.*?)<\/Message>/.exec(textOf(text))?.[1]?.replace('</Code><Message>', ': ') ?? ''}`
}

test("a body that is not what it is said to be is refused in S3's words", async () => {
  expect(await put({ 'x-amz-checksum-crc32': 'NhCmhg==' })).toBe('200 ')
  expect(await put({ 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' })).toBe('200 ')
  expect(await put({ 'x-amz-checksum-md5': 'XUFAKrxLKna5cZ2REBfFkg==' })).toBe('200 ')
  expect(await put({ 'x-amz-checksum-crc32': 'AAAAAA==' })).toBe(
    '400 BadDigest: The CRC32 you specified did not match the calculated checksum.',
  )
  expect(await put({ 'x-amz-checksum-sha256': 'NhCmhg==' })).toBe(
    '400 InvalidRequest: Value for x-amz-checksum-sha256 header is invalid.',
  )
  expect(await put({ 'content-md5': 'XUFAKrxLKna5cZ2REBfFkA==' })).toBe(
    '400 BadDigest: The Content-MD5 you specified did not match what we received.',
  )
  expect(await put({ 'content-md5': 'abc' })).toBe(
    '400 InvalidDigest: The Content-MD5 you specified was invalid.',
  )
  expect(await put({ 'x-amz-checksum-crc32': 'NhCmhg==', 'x-amz-checksum-sha1': 'a' })).toBe(
    '400 InvalidRequest: Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
  )
  expect(await put({ 'x-amz-checksum-xxhash3': 'AAAA' })).toMatch(/^501 NotImplemented/)
})

test('a body that was changed on its way is told from a wrong signature', async () => {
  const cloud = fakeCloud(() => ({}), { modelOf: wholeModel })
  const requestHandler = sdkHandler((wire) =>
    cloud.door.handle({ ...wire, rawBody: bytesOf('jello'), headers: { ...wire.headers } }),
  )
  const client = new S3Client({
    ...cloud.config,
    requestHandler,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
  const sending = client.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: 'hello' }))
  await expect(sending).rejects.toMatchObject({
    name: 'XAmzContentSHA256Mismatch',
    message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
  })
})

const wireOfUrl = (text: string, method = 'PUT', body = 'hello'): WireRequest => {
  const url = new URL(text)
  return {
    method,
    rawPath: url.pathname,
    query: url.search.slice(1),
    headers: { host: url.host },
    rawBody: bytesOf(body),
  }
}

async function presigned(options: { expiresIn?: number; sessionToken?: string } = {}, later = 0) {
  const credentials = { ...keys, ...(options.sessionToken && { sessionToken: options.sessionToken }) }
  const cloud = fakeCloud(() => ({}), {
    modelOf: wholeModel,
    // oxlint-disable-next-line no-restricted-properties -- the SDK presigns with the real time
    now: () => Date.now() + later,
    credentials: () => ({ ...credentials, principal: 'admin' }),
  })
  const client = new S3Client({ ...cloud.config, credentials })
  const command = new PutObjectCommand({ Bucket: 'b', Key: 'a b', ACL: 'private' })
  const url = await getSignedUrl(client, command, { expiresIn: options.expiresIn ?? 60 })
  return {
    url,
    calls: cloud.calls,
    async send(text: string, method?: string) {
      const { status, body } = await cloud.door.handle(wireOfUrl(text, method))
      return `${status} ${/<Code>(.*?)<\/Code>/.exec(textOf(body))?.[1] ?? ''}`
    },
  }
}

test('a presigned URL lets its holder do what was signed, and nothing else', async () => {
  const { url, calls, send } = await presigned()
  expect(new URL(url).searchParams.get('x-amz-checksum-crc32')).toBe('AAAAAA==')
  expect(await send(url)).toBe('200 ')
  expect(calls[0]!.input).toMatchObject({ Bucket: 'b', Key: 'a b', Body: bytesOf('hello') })
  expect(calls[0]!.input).not.toHaveProperty('ChecksumCRC32')
  expect(await send(url, 'GET')).toBe('403 SignatureDoesNotMatch')
  expect(await send(url.replace('a%20b', 'a%20c'))).toBe('403 SignatureDoesNotMatch')
  expect(await send(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'))).toBe('403 SignatureDoesNotMatch')
  expect(await send(url.replace('AAAAAA%3D%3D', 'AAAAAB%3D%3D'))).toBe('403 SignatureDoesNotMatch')
  expect(await send(url.replace(/X-Amz-Expires=60&/, ''))).toBe('400 AuthorizationQueryParametersError')
})

test('a presigned URL expires', async () => {
  const late = await presigned({ expiresIn: 60 }, 61_000)
  expect(await late.send(late.url)).toBe('403 AccessDenied')
})

test('a presigned URL of temporary keys is of no use without their token', async () => {
  const { url, send } = await presigned({ sessionToken: 'token/of+session==' })
  expect(await send(url)).toBe('200 ')
  expect(await send(url.replace(/&X-Amz-Security-Token=[^&]*/, ''))).toBe('400 InvalidToken')
})

test('what a page may not do: a bucket answers for itself, and is closed', async () => {
  const { cloud } = storage()
  const preflight = {
    method: 'OPTIONS',
    rawPath: '/k',
    query: '',
    headers: {
      host: 'b.s3.eu-west-1.amazonaws.com',
      origin: 'http://example.org',
      'access-control-request-method': 'PUT',
    },
    rawBody: new Uint8Array(),
  }
  const { status, body } = await cloud.door.handle(preflight)
  expect(status).toBe(403)
  expect(textOf(body)).toContain('CORSResponse: CORS is not enabled for this bucket.')
})

test('numbers and methods that S3 cannot take', async () => {
  const { cloud } = storage()
  const ask = async (method: string, query: string) => {
    const headers = { host: 'b.s3.eu-west-1.amazonaws.com' }
    const { status, body } = await cloud.door.handle({
      method,
      rawPath: '/',
      query,
      headers,
      rawBody: new Uint8Array(),
    })
    return `${status} ${textOf(body)}`
  }
  expect(await ask('GET', 'list-type=2&max-keys=many')).toMatch(
    /^400 .*InvalidArgument.*Provided max-keys not an integer or within integer range/s,
  )
  expect(await ask('PATCH', '')).toMatch(
    /^405 .*MethodNotAllowed.*The specified method is not allowed against this resource\./s,
  )
})

import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { SignatureV4 } from '@smithy/signature-v4'
import { expect, test } from 'vitest'
import { fakeCloud, keys } from '../testing/fake-cloud.ts'
import { sdkHandler, wireOf } from '../testing/sdk-handler.ts'
import { textOf, type WireRequest } from '../wire.ts'

const minutes = 60_000
const signedAt = new Date('2026-09-23T10:15:00Z')
const at = (time: number) => ({ now: () => signedAt.getTime() + time })

class Sha256 {
  private readonly hash
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key =
      typeof secret === 'string' ? new TextEncoder().encode(secret) : (secret as Uint8Array | undefined)
    this.hash = key ? hmac.create(sha256, key) : sha256.create()
  }
  update(data: Uint8Array) {
    this.hash.update(data)
  }
  reset() {}
  digest = () => Promise.resolve(this.hash.digest())
}

const signer = (service = 'ec2', region = 'eu-west-1', credentials: object = keys) =>
  new SignatureV4({ service, region, credentials: credentials as typeof keys, sha256: Sha256 })

const request = (body = 'Action=DescribeVpcs&Version=2016-11-15') => ({
  method: 'POST',
  protocol: 'https:',
  hostname: 'ec2.eu-west-1.amazonaws.com',
  path: '/',
  query: {},
  headers: { host: 'ec2.eu-west-1.amazonaws.com', 'content-type': 'application/x-www-form-urlencoded' },
  body,
})

const signed = async (by = signer()) => wireOf(await by.sign(request(), { signingDate: signedAt }))

async function codeOf(wire: WireRequest, parts: Parameters<typeof fakeCloud>[1] = at(0)): Promise<string> {
  const { status, body } = await fakeCloud(undefined, parts).door.handle(wire)
  return `${status} ${/<Code>(.*?)<\/Code>/.exec(textOf(body))?.[1] ?? ''}`.trim()
}

test('a request is good within five minutes of its date', async () => {
  const wire = await signed()
  expect(await codeOf(wire)).toBe('200')
  expect(await codeOf(wire, at(4.9 * minutes))).toBe('200')
  expect(await codeOf(wire, at(-4.9 * minutes))).toBe('200')
  expect(await codeOf(wire, at(5.1 * minutes))).toBe('400 RequestExpired')
  expect(await codeOf(wire, at(-5.1 * minutes))).toBe('400 RequestExpired')
})

test("a client's date is taken on the engine's clock", async () => {
  const day = 24 * 60 * minutes
  const parts = { ...at(day), engineTime: (time: number) => time + day }
  expect(await codeOf(await signed(), parts)).toBe('200')
})

test('what was changed after signing is not validated', async () => {
  const wire = await signed()
  const changes: Partial<WireRequest>[] = [
    { method: 'PUT' },
    { rawPath: '/a' },
    { query: 'a=b' },
    { rawBody: new TextEncoder().encode('Action=DescribeVpcs&Version=2016-11-15&DryRun=true') },
    { headers: { ...wire.headers, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' } },
  ]
  for (const change of changes) expect(await codeOf({ ...wire, ...change })).toBe('401 AuthFailure')
})

test('a wrong secret, an unknown key, another service or region, a broken header', async () => {
  const wrong = signer('ec2', 'eu-west-1', { ...keys, secretAccessKey: 'guess' })
  expect(await codeOf(await signed(wrong))).toBe('401 AuthFailure')
  const unknown = signer('ec2', 'eu-west-1', { ...keys, accessKeyId: 'AKIAUNKNOWN' })
  expect(await codeOf(await signed(unknown))).toBe('401 AuthFailure')
  expect(await codeOf(await signed(signer('ebs')))).toBe('401 AuthFailure')
  expect(await codeOf(await signed(signer('ec2', 'eu-west-2')))).toBe('401 AuthFailure')
  const wire = await signed()
  for (const authorization of [
    'AWS4-HMAC-SHA256',
    'Basic abc',
    `AWS4-HMAC-SHA256 ${','.repeat(5000)}`,
    'x'.repeat(20_000),
  ]) {
    expect(await codeOf({ ...wire, headers: { ...wire.headers, authorization } })).toBe('401 AuthFailure')
  }
  const { authorization: _, ...headers } = wire.headers
  expect(await codeOf({ ...wire, headers })).toBe('400 MissingParameter')
})

test('temporary keys need their token, until they expire', async () => {
  const temporary = { ...keys, accessKeyId: 'ASIATEMPORARY', sessionToken: 'the token' }
  const expires = new Date(signedAt.getTime() + 60 * minutes)
  const parts = (now: number) => ({
    ...at(now),
    credentials: () => ({ ...temporary, expires, principal: 'role' }),
  })
  const wire = await signed(signer('ec2', 'eu-west-1', temporary))
  expect(await codeOf(wire, parts(0))).toBe('200')
  const { sessionToken: _, ...tokenless } = temporary
  expect(await codeOf(await signed(signer('ec2', 'eu-west-1', tokenless)), parts(0))).toBe('401 AuthFailure')
  expect(await codeOf(wire, parts(61 * minutes))).toBe('400 RequestExpired')
})

test('a presigned request is good until it expires, and only as it was signed', async () => {
  const get = {
    ...request(''),
    method: 'GET',
    query: { Action: 'DescribeVpcs', Version: '2016-11-15', 'VpcId.1': 'a b+c' },
  }
  const presigned = await signer().presign(get, { signingDate: signedAt, expiresIn: 600 })
  const wire = await wireOf({ ...presigned, body: '' })
  expect(await codeOf(wire)).toBe('200')
  expect(await codeOf(wire, at(9 * minutes))).toBe('200')
  expect(await codeOf(wire, at(11 * minutes))).toBe('400 RequestExpired')
  expect(await codeOf({ ...wire, query: wire.query.replace('VpcId.1', 'VpcId.2') })).toBe('401 AuthFailure')
  expect(await codeOf({ ...wire, query: wire.query.replace('Expires=600', 'Expires=6000') })).toBe(
    '401 AuthFailure',
  )
  expect(await codeOf({ ...wire, query: wire.query.replace('Expires=600', 'Expires=900000') })).toBe(
    '401 AuthFailure',
  )
})

test('each kind of service has its own words', async () => {
  const wrong = { ...keys, secretAccessKey: 'guess' }
  const cloud = fakeCloud()
  const config = { ...cloud.config, credentials: wrong }
  const sts = new STSClient(config).send(new GetCallerIdentityCommand())
  await expect(sts).rejects.toMatchObject({
    Code: 'SignatureDoesNotMatch',
    $metadata: { httpStatusCode: 403 },
  })
  const ssm = new SSMClient(config).send(new GetParameterCommand({ Name: '/a' }))
  await expect(ssm).rejects.toMatchObject({
    name: 'InvalidSignatureException',
    $metadata: { httpStatusCode: 400 },
  })
  const unknown = { ...config, credentials: { ...keys, accessKeyId: 'AKIAUNKNOWN' } }
  const message = 'The security token included in the request is invalid.'
  await expect(new STSClient(unknown).send(new GetCallerIdentityCommand())).rejects.toMatchObject({
    Code: 'InvalidClientTokenId',
    message,
  })
  await expect(new SSMClient(unknown).send(new GetParameterCommand({ Name: '/a' }))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    message,
  })
  const late = fakeCloud(undefined, at(0))
  await expect(new STSClient(late.config).send(new GetCallerIdentityCommand())).rejects.toThrow(
    /^Signature (expired|not yet current): \d{8}T\d{6}Z is/,
  )
})

test('with trust, any signature or none will do', async () => {
  const cloud = fakeCloud(undefined, { trusted: 'everybody' })
  const handler = sdkHandler((wire) => cloud.door.handle(wire))
  const client = new EC2Client({
    ...cloud.config,
    requestHandler: handler,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
  await client.send(new DescribeVpcsCommand())
  expect(cloud.calls[0]).toMatchObject({ principal: 'everybody', region: 'eu-west-1' })
})

import { modelOf } from '../../model/index.ts'
import { bytesOf, type WireRequest } from '../wire.ts'
import { fakeCloud } from './fake-cloud.ts'
import { requiredInput } from './required-input.ts'
import { sdkHandler } from './sdk-handler.ts'
import { sdkOf, sdkServices } from './sdk-packages.ts'
import { wholeModel } from './whole-model.ts'

const get = { method: 'GET', rawPath: '/', query: '', headers: {}, rawBody: new Uint8Array() }

/** What clients of the SDK do not send of themselves. */
const others: readonly WireRequest[] = [
  {
    ...get,
    method: 'POST',
    headers: { host: 'ec2.eu-west-1.amazonaws.com' },
    rawBody: bytesOf(
      'Action=RunInstances&MaxCount=1&MinCount=1&BlockDeviceMapping.1.Ebs.VolumeSize=8&TagSpecification.1.Tag.1.Key=%20',
    ),
  },
  {
    ...get,
    query: 'Action=DescribeInstances&Filter.1.Name=instance-state-name&Filter.1.Value.1=run*&MaxResults=5',
    headers: { host: 'ec2.eu-west-1.amazonaws.com' },
  },
  {
    ...get,
    method: 'POST',
    headers: { host: 'localhost', 'content-type': 'application/x-www-form-urlencoded' },
    rawBody: bytesOf('Action=ReceiveMessage&Version=2012-11-05&AttributeName.1=All'),
  },
  {
    ...get,
    method: 'PUT',
    rawPath: '/snapshots/snap-0/blocks/1',
    headers: {
      host: 'ebs.eu-west-1.amazonaws.com',
      'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      'x-amz-data-length': '524288',
    },
    rawBody: bytesOf('3\r\nabc\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'),
  },
  {
    ...get,
    method: 'PUT',
    rawPath: '/a/../b',
    headers: {
      host: 'bucket.s3.eu-west-1.amazonaws.com',
      'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==',
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
      'x-amz-decoded-content-length': '5',
    },
    rawBody: bytesOf(
      `5;chunk-signature=${'0'.repeat(64)}\r\nhello\r\n0;chunk-signature=${'0'.repeat(64)}\r\n\r\n`,
    ),
  },
  {
    ...get,
    method: 'OPTIONS',
    headers: {
      host: 'dynamodb.eu-west-1.amazonaws.com',
      origin: 'https://example.org',
      'access-control-request-method': 'POST',
    },
  },
  {
    ...get,
    rawPath: '/bucket/key',
    query:
      'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIA/20260923/eu-west-1/s3/aws4_request&X-Amz-Date=20260923T101500Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=00',
    headers: { host: 'localhost:4566' },
  },
]

/** A request for each operation: every one that is served, and of the other services some of each. */
export async function sampleRequests(): Promise<readonly WireRequest[]> {
  const sent: WireRequest[] = []
  const cloud = fakeCloud(() => ({}), { modelOf: wholeModel })
  const requestHandler = sdkHandler((wire) => {
    const { authorization: _, ...headers } = wire.headers
    sent.push({ ...wire, headers })
    return cloud.door.handle(wire)
  })
  for (const service of sdkServices) {
    const { operations } = await wholeModel(service)
    const sdk = await sdkOf(service, { ...cloud.config, requestHandler })
    const served = [...(await modelOf(service)).operations.keys()]
    const names = served.length > 0 ? served : [...operations.keys()].filter((_, index) => index % 7 === 0)
    for (const name of names) await sdk.send(name, requiredInput(operations.get(name)!.input)).catch(() => {})
  }
  return [...sent, ...others]
}

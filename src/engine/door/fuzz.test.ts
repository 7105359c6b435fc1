import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fakeCloud } from './testing/fake-cloud.ts'
import { bytesOf, type WireRequest } from './wire.ts'

const get = { method: 'GET', rawPath: '/', query: '', headers: {}, rawBody: new Uint8Array() }
const samples: WireRequest[] = [
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
    method: 'POST',
    headers: { host: 'sts.amazonaws.com', 'content-type': 'application/x-www-form-urlencoded' },
    rawBody: bytesOf(
      'Action=AssumeRole&Tags.member.1.Key=a&Tags.member.1.Value=b&PolicyArns.member.1.arn=c&DurationSeconds=900',
    ),
  },
  {
    ...get,
    method: 'POST',
    headers: { host: 'localhost', 'x-amz-target': 'AmazonSSM.GetParameters' },
    rawBody: bytesOf('{"Names": ["a", "b"], "WithDecryption": true}'),
  },
  {
    ...get,
    rawPath: '/snapshots/snap-0/blocks',
    query: 'maxResults=100&pageToken=a%3D',
    headers: { host: 'ebs.eu-west-1.amazonaws.com' },
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
]

/** Some bytes of a text replaced by others. */
const spoilt = (text: string) =>
  fc
    .array(fc.tuple(fc.nat(text.length), fc.constantFrom(...'.&=%+{}[]",:/0\u0000\n\uffff'.split(''), '')), {
      maxLength: 3,
    })
    .map((edits) => {
      let result = text
      for (const [at, character] of edits) result = result.slice(0, at) + character + result.slice(at + 1)
      return result
    })

const spoiltRequest = fc.constantFrom(...samples).chain((sample) =>
  fc.record({
    method: fc.constantFrom(sample.method, 'GET', 'HEAD', 'OPTIONS'),
    rawPath: spoilt(sample.rawPath),
    query: spoilt(sample.query),
    headers: fc
      .tuple(
        ...Object.entries(sample.headers).map(([name, value]) =>
          spoilt(value).map((text) => [name, text] as const),
        ),
      )
      .map((entries) => Object.fromEntries(entries)),
    rawBody: spoilt(new TextDecoder().decode(sample.rawBody)).map(bytesOf),
  }),
)

const authorization =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260923/eu-west-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, Signature=00'

test('whatever is sent is answered, and found to be the fault of the sender', async () => {
  const faults: unknown[] = []
  const trusting = fakeCloud(undefined, { trusted: 'admin', onFault: (fault) => faults.push(fault) })
  const careful = fakeCloud(undefined, { onFault: (fault) => faults.push(fault) })
  await fc.assert(
    fc.asyncProperty(spoiltRequest, spoilt(authorization), async (request, signature) => {
      expect((await trusting.door.handle(request)).status).toBeGreaterThanOrEqual(200)
      const signed = {
        ...request,
        headers: { ...request.headers, authorization: signature, 'x-amz-date': '20260923T101500Z' },
      }
      expect((await careful.door.handle(signed)).status).toBeGreaterThanOrEqual(400)
      expect(faults).toEqual([])
    }),
    { numRuns: 400, seed: 1 },
  )
})

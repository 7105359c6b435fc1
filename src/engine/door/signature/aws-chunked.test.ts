import { expect, test } from 'vitest'
import { factsOf } from '../../model/index.ts'
import { bytesOf, textOf } from '../wire.ts'
import { withoutChunks } from './aws-chunked.ts'
import { hashHex, signHex, signingKey } from './keys.ts'
import type { ChunkSigner } from './verify.ts'

const facts = factsOf('ebs')!
const scope = { accessKeyId: 'AKIA', date: '20130524', region: 'us-east-1', service: 's3' }

const request = (kind: string, body: string, headers: Record<string, string> = {}) => ({
  method: 'PUT',
  rawPath: '/a',
  query: '',
  headers: { 'x-amz-content-sha256': kind, ...headers },
  rawBody: bytesOf(body),
})

// The example of AWS's documentation: "Signature Calculations: Transferring Payload in Multiple Chunks".
const key = signingKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope)
const head = '20130524T000000Z\n20130524/us-east-1/s3/aws4_request\n'
const signer: ChunkSigner = {
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  sign: (kind, previous, hashes) =>
    signHex(key, `AWS4-HMAC-SHA256-${kind}\n${head}${[previous, ...hashes].join('\n')}`),
}
const example =
  `10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n${'a'.repeat(65_536)}\r\n` +
  `400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n${'a'.repeat(1024)}\r\n` +
  '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n'

test("AWS's own example of signed chunks verifies", () => {
  const headers = { 'content-encoding': 'aws-chunked,gzip', 'x-amz-decoded-content-length': '66560' }
  const plain = withoutChunks(request('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', example, headers), facts, signer)
  expect(textOf(plain.rawBody)).toBe('a'.repeat(66_560))
  expect(plain.headers['content-encoding']).toBe('gzip')
})

test('a changed chunk, a cut body and a wrong length are refused', () => {
  const read =
    (body: string, headers = {}) =>
    () =>
      withoutChunks(request('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', body, headers), facts, signer)
  expect(read(example.replace('aaa', 'aba'))).toThrow(/signature we calculated does not match/)
  expect(read(example.slice(0, 60_000))).toThrow('terminated unexpectedly')
  expect(read(example, { 'x-amz-decoded-content-length': '5' })).toThrow('terminated unexpectedly')
  expect(read('zz\r\n')).toThrow('terminated unexpectedly')
  expect(read('a'.repeat(100_000))).toThrow('terminated unexpectedly')
})

test('unsigned chunks are joined and their trailers become headers', () => {
  const body = '3\r\nabc\r\n4\r\ndefg\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'
  const plain = withoutChunks(
    request('STREAMING-UNSIGNED-PAYLOAD-TRAILER', body, { 'content-encoding': 'aws-chunked' }),
    facts,
  )
  expect(textOf(plain.rawBody)).toBe('abcdefg')
  expect(plain.headers).toEqual({
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-checksum-crc32': 'AAAAAA==',
  })
})

test('signed trailers are verified', () => {
  const empty = hashHex(new Uint8Array())
  const first = signer.sign('PAYLOAD', signer.seed, [empty, hashHex(bytesOf('abc'))])
  const last = signer.sign('PAYLOAD', first, [empty, empty])
  const trailer = signer.sign('TRAILER', last, [hashHex(bytesOf('x-amz-checksum-crc32:AAAAAA==\n'))])
  const body = (value: string) =>
    `3;chunk-signature=${first}\r\nabc\r\n0;chunk-signature=${last}\r\nx-amz-checksum-crc32:${value}\r\nx-amz-trailer-signature:${trailer}\r\n\r\n`
  const read = (value: string) =>
    withoutChunks(request('STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', body(value)), facts, signer)
  expect(read('AAAAAA==').headers['x-amz-checksum-crc32']).toBe('AAAAAA==')
  expect(() => read('BBBBBB==')).toThrow(/does not match/)
  const unsigned = body('AAAAAA==').replace(/x-amz-trailer-signature.*\r\n/, '')
  const kind = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'
  expect(() => withoutChunks(request(kind, unsigned), facts, signer)).toThrow(/does not match/)
})

test('a trailer that was announced has to come', () => {
  const body = '3\r\nabc\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'
  const read = (announced: string) => () =>
    withoutChunks(request('STREAMING-UNSIGNED-PAYLOAD-TRAILER', body, { 'x-amz-trailer': announced }), facts)
  expect(read('x-amz-checksum-crc32')).not.toThrow()
  expect(read('x-amz-checksum-sha256')).toThrow('trailing data that was not well-formed')
})

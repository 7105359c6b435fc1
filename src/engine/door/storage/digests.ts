import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { AwsError } from '../../kernel/aws-error.ts'
import { fromBase64, toBase64 } from '../codec/index.ts'
import type { WireRequest } from '../wire.ts'
import { crc32, crc32c, crc64nvme } from '../crc.ts'

type Digest = (bytes: Uint8Array) => Uint8Array

const digests: Readonly<Record<string, Digest>> = { crc32, crc32c, crc64nvme, sha1, sha256, sha512, md5 }

// Headers that are about checksums and hold none.
const about = /^x-amz-checksum-(algorithm|mode|type)$/
const prefix = 'x-amz-checksum-'

/** These state the checksum of the object, and not of the request's body. */
const ofTheObject = ['CompleteMultipartUpload', 'CreateMultipartUpload', 'CopyObject']

/** Refuses a body that is not what its sender says it is. */
export function checkDigests({ headers, rawBody }: WireRequest, operation: string): void {
  const md5Header = headers['content-md5']
  if (md5Header !== undefined) checkMd5(md5Header, rawBody)
  if (ofTheObject.includes(operation)) return
  const stated = Object.entries(headers).filter(([name]) => name.startsWith(prefix) && !about.test(name))
  if (stated.length > 1) {
    throw new AwsError(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    )
  }
  for (const [name, value] of stated) checkOne(name, value, rawBody)
}

function checkOne(name: string, value: string, body: Uint8Array): void {
  const kind = name.slice(prefix.length)
  const digest = Object.hasOwn(digests, kind) ? digests[kind] : undefined
  if (!digest) {
    throw new AwsError(
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
      {
        status: 501,
        extra: { Header: name },
      },
    )
  }
  const computed = digest(body)
  if (fromBase64(value)?.length !== computed.length)
    throw new AwsError('InvalidRequest', `Value for ${name} header is invalid.`)
  if (toBase64(computed) !== value) {
    throw new AwsError(
      'BadDigest',
      `The ${kind.toUpperCase()} you specified did not match the calculated checksum.`,
    )
  }
}

function checkMd5(value: string, body: Uint8Array): void {
  if (fromBase64(value)?.length !== 16)
    throw new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.')
  const computed = toBase64(md5(body))
  if (computed !== value) {
    throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
      extra: { ExpectedDigest: value, CalculatedDigest: computed },
    })
  }
}

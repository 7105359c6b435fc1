import type { Protocol, ServiceFacts } from '../../model/index.ts'
import type { WireRequest } from '../wire.ts'
import type { Codec } from './codec.ts'
import { awsJson1_0, awsJson1_1 } from './json-codec.ts'
import { awsQuery, ec2Query } from './query-codec.ts'
import { restJson1, restXml } from './rest-codec.ts'

export { fromBase64, toBase64 } from './base64.ts'
export type { Codec, DecodedCall, Failure, Fields } from './codec.ts'
export { formPairs } from './form.ts'

const codecs: Readonly<Record<Protocol, Codec>> = {
  ec2Query,
  awsQuery,
  awsJson1_0,
  awsJson1_1,
  restJson1,
  restXml,
}

/** Older clients still speak awsQuery to services that have gone over to JSON (SQS, CloudWatch). */
export function codecFor(
  { protocol, queryCompatible }: ServiceFacts,
  headers: WireRequest['headers'],
): Codec {
  return queryCompatible && headers['x-amz-target'] === undefined ? awsQuery : codecs[protocol]
}

import { AwsError } from '../kernel/aws-error.ts'
import type { ServiceModel } from '../model/index.ts'
import type { WireRequest } from './wire.ts'

const MiB = 1024 * 1024
const longestQuery = 64 * 1024

/** Bodies of the REST protocols may be a learner's file; the others are read into memory as one document. */
const largestBody = {
  ec2Query: 2 * MiB,
  awsQuery: 2 * MiB,
  awsJson1_0: 17 * MiB,
  awsJson1_1: 17 * MiB,
} as Readonly<Record<string, number>>

/** Refuses what is too large to be read at all. */
export function receive({ query, rawBody }: WireRequest, { protocol }: ServiceModel): void {
  if (query.length > longestQuery)
    throw new AwsError('RequestUriTooLong', 'Request URI too long', { status: 414 })
  if (rawBody.length <= (largestBody[protocol] ?? Infinity)) return
  const code = protocol.startsWith('awsJson') ? 'RequestEntityTooLargeException' : 'RequestEntityTooLarge'
  throw new AwsError(code, 'The request is larger than the service takes.', { status: 413 })
}

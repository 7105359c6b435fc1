import type { Protocol } from '../../model/index.ts'
import type { Codec } from './codec.ts'
import { awsJson1_0, awsJson1_1 } from './json-codec.ts'
import { awsQuery, ec2Query } from './query-codec.ts'
import { restJson1, restXml } from './rest-codec.ts'

export type { Codec, DecodedCall, Failure, Fields } from './codec.ts'
export { operationMissing } from './errors.ts'
export { formPairs, percentDecode } from './form.ts'
export { ec2Name } from './query-codec.ts'

export const codecs: Readonly<Record<Protocol, Codec>> = {
  ec2Query,
  awsQuery,
  awsJson1_0,
  awsJson1_1,
  restJson1,
  restXml,
}

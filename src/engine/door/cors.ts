import type { ServiceModel } from '../model/index.ts'
import { AwsError } from '../kernel/aws-error.ts'
import type { WireRequest, WireResponse } from './wire.ts'

const exposed =
  'x-amzn-errortype,x-amzn-requestid,x-amzn-errormessage,x-amzn-trace-id,x-amz-apigw-id,date,etag'

export const isPreflight = ({ method, headers }: WireRequest): boolean =>
  method === 'OPTIONS' &&
  headers['origin'] !== undefined &&
  headers['access-control-request-method'] !== undefined

/** What a browser asks before a page may call a service: AWS's APIs let every page. */
export function answerPreflight({ headers }: WireRequest, requestId: string): WireResponse {
  return {
    status: 200,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': headers['access-control-request-method']!,
      'access-control-allow-headers': headers['access-control-request-headers'] ?? '*',
      'access-control-max-age': '172800',
      'x-amzn-requestid': requestId,
    },
    body: new Uint8Array(),
  }
}

/** A bucket decides itself who may call it from a page. */
export const closedBucket = ({ headers }: WireRequest): AwsError =>
  new AwsError('AccessForbidden', 'CORSResponse: CORS is not enabled for this bucket.', {
    status: 403,
    extra: { Method: headers['access-control-request-method'], ResourceType: 'BUCKET' },
  })

/** Lets the page that asked read the answer. */
export function allowPages(
  wire: WireRequest,
  model: ServiceModel | undefined,
  answer: WireResponse,
): WireResponse {
  if (wire.headers['origin'] === undefined || model?.service === 's3') return answer
  const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': exposed }
  return { ...answer, headers: { ...answer.headers, ...headers } }
}

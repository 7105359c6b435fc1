import { AwsError } from '../kernel/aws-error.ts'
import type { ServiceModel } from '../model/index.ts'
import { element, escapeXml, xmlHeader } from './codec/xml-writer.ts'
import { bytesOf, type WireRequest, type WireResponse } from './wire.ts'

export function internalError(model: ServiceModel | undefined): AwsError {
  const code = model?.protocol === 'ec2Query' || model?.service === 's3' ? 'InternalError' : 'InternalFailure'
  return new AwsError(code, 'An internal error has occurred', { status: 500, fault: 'server' })
}

/** The answer where no service's own form is known: JSON to those who send it, XML to the rest. */
export function unknownService(
  { headers }: WireRequest,
  asked: string,
  requestId: string,
  error = notServed(asked),
): WireResponse {
  const json = headers['x-amz-target'] !== undefined || headers['content-type']?.includes('json')
  const text = json
    ? JSON.stringify({ __type: error.code, message: error.message })
    : xmlHeader + xmlError(error, requestId)
  return {
    status: error.options.status ?? 400,
    headers: {
      'content-type': json ? 'application/json' : 'text/xml;charset=UTF-8',
      'x-amzn-requestid': requestId,
      ...(json && { 'x-amzn-errortype': error.code }),
    },
    body: bytesOf(text),
  }
}

const notServed = (asked: string) =>
  asked
    ? new AwsError('NotImplemented', `Sandcloud does not offer the service '${asked}' yet.`, { status: 501 })
    : new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', { status: 403 })

const xmlError = ({ code, message }: AwsError, requestId: string) =>
  element(
    'ErrorResponse',
    element('Error', element('Code', escapeXml(code)) + element('Message', escapeXml(message))) +
      element('RequestId', requestId),
  )

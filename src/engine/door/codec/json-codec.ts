import type { AwsError } from '../../kernel/aws-error.ts'
import type { ServiceModel } from '../../model/index.ts'
import { bytesOf, textOf, type WireResponse } from '../wire.ts'
import type { Codec, Failure, Fields } from './codec.ts'
import { errorShape, errorStatus, isServerFault, operationMissing } from './errors.ts'
import { jsonInput, parseJson } from './json-input.ts'
import { jsonText } from './json-output.ts'

function awsJson(version: '1.0' | '1.1'): Codec {
  return {
    decode(model, request) {
      const name = (request.headers['x-amz-target'] ?? '').split('.').at(-1)!
      const operation = model.operations.get(name)
      if (!operation) throw operationMissing(model, name)
      const body = parseJson(textOf(request.rawBody))
      return { operation, input: operation.input ? jsonInput(operation.input, body) : {} }
    },

    encode: (_model, operation, output, requestId) =>
      json(200, requestId, version, jsonText(operation.output, output)),

    encodeError(model, failure) {
      const { error, requestId } = failure
      const body = { __type: typeOf(model, failure), ...errorBody(model, failure) }
      const answer = json(errorStatus(model, error), requestId, version, JSON.stringify(body))
      return model.queryCompatible ? withQueryError(answer, model, error) : answer
    },
  }
}

export const awsJson1_0 = awsJson('1.0')
export const awsJson1_1 = awsJson('1.1')

// DynamoDB's front, older than its models, has shapes of its own.
const dynamoErrors = 'com.amazonaws.dynamodb.v20120810'
const frontErrors: Readonly<Record<string, string>> = {
  ValidationException: 'com.amazon.coral.validate',
  SerializationException: 'com.amazon.coral.service',
  UnknownOperationException: 'com.amazon.coral.service',
  UnrecognizedClientException: 'com.amazon.coral.service',
  InvalidSignatureException: 'com.amazon.coral.service',
  MissingAuthenticationTokenException: 'com.amazon.coral.service',
  IncompleteSignatureException: 'com.amazon.coral.service',
  ExpiredTokenException: 'com.amazon.coral.service',
  AccessDeniedException: 'com.amazon.coral.service',
}

/** With its namespace where the services have it so: those of the protocol's version 1.0. */
function typeOf({ protocol, service, namespace }: ServiceModel, { error }: Failure): string {
  if (protocol !== 'awsJson1_0') return error.code
  const own = service.startsWith('dynamodb') ? dynamoErrors : namespace
  return `${frontErrors[error.code] ?? own}#${error.code}`
}

/** The message under the name that the error's shape gives it, and whatever else the error carries. */
export function errorBody(model: ServiceModel, { error, atDoor }: Failure): Fields {
  const shape = atDoor ? undefined : errorShape(model, error.code)
  const messageName = shape?.members.find(({ name }) => name.toLowerCase() === 'message')?.name ?? 'message'
  return { ...(error.message && { [messageName]: error.message }), ...error.options.extra }
}

function withQueryError(answer: WireResponse, model: ServiceModel, error: AwsError): WireResponse {
  const fault = isServerFault(model, error) ? 'Receiver' : 'Sender'
  return { ...answer, headers: { ...answer.headers, 'x-amzn-query-error': `${error.code};${fault}` } }
}

function json(status: number, requestId: string, version: string, text: string): WireResponse {
  return {
    status,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId },
    body: bytesOf(text),
  }
}

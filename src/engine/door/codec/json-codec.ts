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
      const body = { __type: error.code, ...errorBody(model, failure) }
      const answer = json(errorStatus(model, error), requestId, version, JSON.stringify(body))
      return model.queryCompatible ? withQueryError(answer, model, error) : answer
    },
  }
}

export const awsJson1_0 = awsJson('1.0')
export const awsJson1_1 = awsJson('1.1')

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

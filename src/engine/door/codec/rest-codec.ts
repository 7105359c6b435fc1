import { AwsError } from '../../kernel/aws-error.ts'
import type { Member, OperationModel, ServiceModel, StructureShape } from '../../model/index.ts'
import { bytesOf, textOf, type WireRequest, type WireResponse } from '../wire.ts'
import { toBase64 } from './base64.ts'
import type { Codec, DecodedCall, Failure, Fields } from './codec.ts'
import { errorStatus, operationMissing } from './errors.ts'
import { eventStream, eventStreamType } from './event-stream.ts'
import { formPairs } from './form.ts'
import { errorBody } from './json-codec.ts'
import { jsonInput, jsonValue, parseJson } from './json-input.ts'
import { jsonField, jsonOutput } from './json-output.ts'
import { wrappedError } from './query-codec.ts'
import { bodyMembers, boundInput } from './rest-input.ts'
import { answerMembers, boundHeaders, payloadOf, statusOf } from './rest-output.ts'
import { matchRoute } from './rest-route.ts'
import { xmlInput, xmlValue } from './xml-input.ts'
import { parseXml } from './xml-parser.ts'
import { element, escapeXml, writeMembers, writeValue, xmlHeader } from './xml-writer.ts'

/** How the two REST protocols write what is not bound to path, query or headers. */
interface BodyFormat {
  readonly contentType: string
  read(shape: StructureShape, text: string): Fields
  readPayload(member: Member, text: string): unknown
  write(model: ServiceModel, operation: OperationModel, shape: StructureShape, value: Fields): string
  writePayload(member: Member, value: unknown): string
  /** What is said of a path, parameter or header that is not of its member's type. */
  malformed(member: Member, text: string): AwsError
}

function restCodec(format: BodyFormat, encodeError: Codec['encodeError']): Codec {
  return {
    decode: (model, request) => decode(model, request, format),

    encode(model, operation, output, requestId) {
      const shape = operation.output
      const payload = shape && payloadOf(shape)
      const [contentType, body] = payload
        ? payloadBody(payload, output[payload.name], format)
        : [format.contentType, bytesOf(shape ? format.write(model, operation, shape, output) : '')]
      return {
        status: statusOf(shape, output, operation.http!.status),
        headers: {
          ...(body.length > 0 && { 'content-type': contentType }),
          ...requestIds(model, requestId),
          ...(shape && boundHeaders(shape, output)),
        },
        body,
      }
    },

    encodeError,
  }
}

function decode(model: ServiceModel, request: WireRequest, format: BodyFormat): DecodedCall {
  const query = new Map<string, string[]>()
  for (const [name, value] of formPairs(request.query)) query.set(name, [...(query.get(name) ?? []), value])
  const rest = { ...request, query }
  const match = matchRoute(model, rest)
  const operation = match?.operation
  if (!operation) throw operationMissing(model, match?.name ?? '')
  const { input } = operation
  if (!input) return { operation, input: {} }
  const bound = boundInput(input, rest, match!, format.malformed)
  return { operation, input: { ...bodyInput(input, request.rawBody, format), ...bound } }
}

function bodyInput(input: StructureShape, rawBody: Uint8Array, format: BodyFormat): Fields {
  const payload = payloadOf(input)
  if (!payload) {
    return bodyMembers(input).length > 0 && rawBody.length > 0 ? format.read(input, textOf(rawBody)) : {}
  }
  if (payload.shape.type === 'blob') return { [payload.name]: rawBody }
  if (rawBody.length === 0) return {}
  const text = textOf(rawBody)
  return { [payload.name]: payload.shape.type === 'string' ? text : format.readPayload(payload, text) }
}

function payloadBody(payload: Member, value: unknown, format: BodyFormat): [contentType: string, Uint8Array] {
  if (value === undefined || value === null) return [format.contentType, new Uint8Array()]
  if (value instanceof Uint8Array) return ['application/octet-stream', value]
  if (payload.shape.type === 'union' && payload.shape.traits.streaming)
    return [eventStreamType, eventStream(payload.shape, value as Iterable<Fields>, format)]
  if (payload.shape.type === 'string') return ['text/plain', bytesOf(String(value))]
  return [format.contentType, bytesOf(format.writePayload(payload, value))]
}

export const restJson1 = restCodec(
  {
    contentType: 'application/json',
    read: (shape, text) => jsonInput(shape, parseJson(text)),
    readPayload: (member, text) => jsonValue(member, parseJson(text)),
    write: (_model, _operation, shape, value) => JSON.stringify(jsonOutput(answerMembers(shape), value)),
    writePayload: (member, value) => JSON.stringify(jsonField(member, value)),
    malformed: ({ name, shape }, text) =>
      new AwsError(
        'SerializationException',
        `Value '${text.slice(0, 200)}' at '${name}' is not a ${shape.type}`,
      ),
  },
  (model, failure) => ({
    status: errorStatus(model, failure.error),
    headers: {
      'content-type': 'application/json',
      'x-amzn-requestid': failure.requestId,
      'x-amzn-errortype': failure.error.code,
    },
    body: bytesOf(JSON.stringify(errorBody(model, failure))),
  }),
)

// S3 always writes milliseconds, and so do CloudFront and Route 53.
const xmlStyle = { dates: 'dateTime', millis: true } as const

export const restXml = restCodec(
  {
    contentType: 'application/xml',
    read: (shape, text) => xmlInput({ ...shape, members: bodyMembers(shape) }, parseXml(text)),
    readPayload: (member, text) => xmlValue(member, parseXml(text)),
    write(model, operation, shape, value) {
      const written = answerMembers(shape)
      if (written.length === 0) return ''
      const members = writeMembers({ ...shape, members: written }, value, xmlStyle)
      const name = shape.traits.xmlName ?? `${operation.name}Result`
      const namespace = model.xmlNamespace ? ` xmlns="${model.xmlNamespace}"` : ''
      return `${xmlHeader}<${name}${namespace}>${members}</${name}>`
    },
    writePayload(member, value) {
      const own = member.shape.type === 'structure' ? member.shape.traits.xmlName : undefined
      return xmlHeader + writeValue(member.traits.xmlName ?? own ?? member.name, member, value, xmlStyle)
    },
    malformed({ name, shape, traits }) {
      const parameter = traits.httpQuery ?? traits.httpHeader ?? name
      return new AwsError(
        'InvalidArgument',
        shape.type === 'number'
          ? `Provided ${parameter} not an integer or within integer range`
          : `The value of ${parameter} is not a ${shape.type}.`,
        { extra: { ArgumentName: parameter } },
      )
    },
  },
  (model, failure) => xmlError(model, failure),
)

/** S3 has its own document, whose further elements are the error's `extra`; the others wrap theirs. */
function xmlError(model: ServiceModel, failure: Failure): WireResponse {
  const { error, requestId } = failure
  const extra = Object.entries(error.options.extra ?? {}).map(
    ([name, value]) => [name, String(value)] as const,
  )
  const fields = [
    ['Code', error.code],
    ['Message', error.message],
    ...extra,
    ['RequestId', requestId],
    ['HostId', hostId(requestId)],
  ] as const
  const text =
    model.service === 's3'
      ? element('Error', fields.map(([name, value]) => element(name, escapeXml(value))).join(''))
      : wrappedError(model, failure)
  return {
    status: errorStatus(model, error),
    headers: { 'content-type': 'application/xml', ...requestIds(model, requestId) },
    body: bytesOf(xmlHeader + text),
  }
}

/** S3 has names of its own for it, and a second one. */
function requestIds({ service }: ServiceModel, requestId: string): Record<string, string> {
  const usual = { 'x-amzn-requestid': requestId }
  return service === 's3'
    ? { ...usual, 'x-amz-request-id': requestId, 'x-amz-id-2': hostId(requestId) }
    : usual
}

const hostId = (requestId: string) => toBase64(bytesOf(requestId))

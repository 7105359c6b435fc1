import { AwsError } from '../../kernel/aws-error.ts'
import type { Member, OperationModel, ServiceModel, StructureShape } from '../../model/index.ts'
import { bytesOf, textOf, type WireRequest, type WireResponse } from '../wire.ts'
import type { Codec, DecodedCall, Failure, Fields } from './codec.ts'
import { errorStatus, isServerFault, operationMissing } from './errors.ts'
import { formPairs } from './form.ts'
import { ec2Name } from './ec2-name.ts'
import { perShape } from './per-shape.ts'
import { type QueryDialect, queryInput } from './query-input.ts'
import { element, escapeXml, writeMembers, xmlHeader } from './xml-writer.ts'

const byName = (nameOf: (member: Member) => string) =>
  perShape(
    (structure: StructureShape) => new Map(structure.members.map((member) => [nameOf(member), member])),
  )

const ec2Dialect: QueryDialect = {
  flatLists: true,
  membersByName: byName(ec2Name),
  unknown(parameter) {
    throw new AwsError('UnknownParameter', `The parameter ${parameter} is not recognized`)
  },
  malformed(parameter, value, { shape }) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${value.slice(0, 200)}) for parameter ${parameter} is invalid. Value must be a ${shape.type}.`,
    )
  },
}

const queryDialect: QueryDialect = {
  flatLists: false,
  membersByName: byName(({ name, traits }) => traits.xmlName ?? name),
  unknown() {},
  malformed(parameter, value, { shape }) {
    throw new AwsError('MalformedInput', `${value.slice(0, 200)} is not a ${shape.type} (${parameter})`)
  },
}

// What belongs to the call and not to the operation: its name, and signatures of every age.
const aboutTheCall = /^(Action|Version|X-Amz-.*|AWSAccessKeyId|Signature.*|Timestamp|Expires|SecurityToken)$/i

function decode(model: ServiceModel, request: WireRequest, dialect: QueryDialect): DecodedCall {
  const pairs = [...formPairs(request.query), ...formPairs(textOf(request.rawBody))]
  const action = pairs.find(([name]) => name === 'Action')?.[1]
  if (!action) throw new AwsError('MissingAction', 'The request must contain the parameter Action')
  const operation = model.operations.get(action)
  if (!operation) throw operationMissing(model, action)
  const parameters = pairs.filter(([name]) => !aboutTheCall.test(name))
  return { operation, input: operation.input ? queryInput(operation.input, parameters, dialect) : {} }
}

// Recorded: the answer to CreateSecurityGroup begins with it, although the model does not say so.
const returnsTrueAlso = new Set(['CreateSecurityGroup'])

export const ec2Query: Codec = {
  decode: (model, request) => decode(model, request, ec2Dialect),

  encode(model, operation, output, requestId) {
    const content = `<requestId>${requestId}</requestId>${returnOf(operation)}${members(operation, output, true)}`
    const name = `${operation.name}Response`
    return xml(200, requestId, `<${name} xmlns="${model.xmlNamespace}/">${content}</${name}>`)
  },

  encodeError(model, { error, requestId }) {
    const inner = element('Code', escapeXml(error.code)) + element('Message', escapeXml(error.message))
    const errors = element('Errors', element('Error', inner))
    return xml(
      errorStatus(model, error),
      requestId,
      element('Response', errors + element('RequestID', requestId)),
    )
  },
}

/** Operations without a result, and those whose result has a `Return`, say `<return>true`. */
function returnOf({ name, output }: OperationModel): string {
  const says =
    !output || returnsTrueAlso.has(name) || output.members.some((member) => member.name === 'Return')
  return says ? '<return>true</return>' : ''
}

function members({ output: shape }: OperationModel, output: Fields, millis: boolean): string {
  if (!shape) return ''
  const { Return: _, ...others } = output
  return writeMembers(shape, others, { dates: 'dateTime', millis })
}

export const awsQuery: Codec = {
  decode: (model, request) => decode(model, request, queryDialect),

  encode(model, operation, output, requestId) {
    const result = operation.output
      ? element(`${operation.name}Result`, members(operation, output, false))
      : ''
    const metadata = element('ResponseMetadata', element('RequestId', requestId))
    const name = `${operation.name}Response`
    return xml(200, requestId, `<${name} xmlns="${namespaceOf(model)}">${result}${metadata}</${name}>`)
  },

  encodeError(model, failure) {
    return xml(
      errorStatus(model, failure.error),
      failure.requestId,
      wrappedError(model, failure, ` xmlns="${namespaceOf(model)}"`),
    )
  },
}

/** Services that have gone over to JSON name none any more. */
const namespaceOf = ({ xmlNamespace, endpointPrefix, apiVersion }: ServiceModel) =>
  xmlNamespace ?? `http://${endpointPrefix}.amazonaws.com/doc/${apiVersion}/`

export function wrappedError(model: ServiceModel, { error, requestId }: Failure, namespace = ''): string {
  const inner =
    element('Type', isServerFault(model, error) ? 'Receiver' : 'Sender') +
    element('Code', escapeXml(error.code)) +
    element('Message', escapeXml(error.message))
  return `<ErrorResponse${namespace}>${element('Error', inner)}${element('RequestId', requestId)}</ErrorResponse>`
}

function xml(status: number, requestId: string, text: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId },
    body: bytesOf(xmlHeader + text),
  }
}

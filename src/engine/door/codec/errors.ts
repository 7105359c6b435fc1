import { AwsError } from '../../kernel/aws-error.ts'
import type { ServiceModel, StructureShape } from '../../model/index.ts'

// EC2's model lists no errors; these are the ones whose status is not 400.
const ec2Statuses: Readonly<Record<string, number>> = {
  AuthFailure: 401,
  UnauthorizedOperation: 403,
  OptInRequired: 403,
  DryRunOperation: 412,
  RequestLimitExceeded: 503,
  InsufficientInstanceCapacity: 500,
  InternalError: 500,
  Unavailable: 503,
}

/** The shape of a modelled error, by its code on the wire. */
export function errorShape(model: ServiceModel, code: string): StructureShape | undefined {
  for (const { errors } of model.operations.values()) {
    const shape = errors.find(({ name, traits }) => name === code || traits.awsQueryError?.[0] === code)
    if (shape) return shape
  }
  return undefined
}

export function errorStatus(model: ServiceModel, error: AwsError): number {
  if (error.options.status) return error.options.status
  if (model.protocol === 'ec2Query') return ec2Statuses[error.code] ?? 400
  const traits = errorShape(model, error.code)?.traits
  if (model.protocol === 'awsQuery' && traits?.awsQueryError) return traits.awsQueryError[1]
  return traits?.httpError ?? (error.options.fault === 'server' ? 500 : 400)
}

export function isServerFault(model: ServiceModel, error: AwsError): boolean {
  return (error.options.fault ?? (errorStatus(model, error) >= 500 ? 'server' : 'client')) === 'server'
}

/** An operation that AWS may have and we have not: said openly, rather than as a learner's mistake. */
export function operationMissing(model: ServiceModel, name: string): AwsError {
  if (model.unserved.has(name)) {
    return new AwsError('NotImplemented', `Sandcloud does not offer ${model.service}:${name} yet.`, {
      status: 501,
    })
  }
  if (model.protocol === 'ec2Query') {
    return new AwsError('InvalidAction', `The action ${name} is not valid for this web service.`)
  }
  if (model.protocol === 'awsQuery') {
    return new AwsError('InvalidAction', `Could not find operation ${name} for version ${model.apiVersion}`)
  }
  if (model.service === 's3') {
    return new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      status: 405,
    })
  }
  return new AwsError('UnknownOperationException', '', {
    status: model.protocol.startsWith('awsJson') ? 400 : 404,
  })
}

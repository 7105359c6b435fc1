/** The wire formats AWS's services speak; each service has one. */
export type Protocol = 'ec2Query' | 'awsQuery' | 'awsJson1_0' | 'awsJson1_1' | 'restJson1' | 'restXml'

export type TimestampFormat = 'dateTime' | 'httpDate' | 'epochSeconds'

/** What AWS's model says of a member beside its shape, in the names of the Smithy traits. */
export interface Traits {
  readonly awsQueryError?: readonly [code: string, status: number]
  readonly ec2QueryName?: string
  readonly error?: 'client' | 'server'
  readonly eventHeader?: 1
  readonly eventPayload?: 1
  readonly httpError?: number
  readonly httpHeader?: string
  readonly httpLabel?: 1
  readonly httpPayload?: 1
  readonly httpPrefixHeaders?: string
  readonly httpQuery?: string
  readonly httpQueryParams?: 1
  readonly httpResponseCode?: 1
  readonly idempotencyToken?: 1
  readonly jsonName?: string
  readonly sensitive?: 1
  readonly streaming?: 1
  readonly xmlAttribute?: 1
  readonly xmlFlattened?: 1
  readonly xmlName?: string
  readonly xmlNamespace?: readonly [prefix: string, uri: string]
}

export interface ScalarShape {
  readonly type: 'string' | 'number' | 'boolean' | 'blob' | 'bigInteger' | 'bigDecimal' | 'document'
}

export interface TimestampShape {
  readonly type: 'timestamp'
  readonly format?: TimestampFormat
}

export interface ListShape {
  readonly type: 'list'
  readonly member: Member
}

export interface MapShape {
  readonly type: 'map'
  readonly key: Member
  readonly value: Member
}

export interface StructureShape {
  readonly type: 'structure' | 'union'
  readonly name: string
  readonly members: readonly Member[]
  readonly traits: Traits
}

export type Shape = ScalarShape | TimestampShape | ListShape | MapShape | StructureShape

/** Bounds that AWS checks before the service sees a call (model/constraints.ts). */
export interface Constraint {
  readonly length?: readonly [min: number, max: number]
  readonly range?: readonly [min: number, max: number]
  readonly pattern?: string
  /** The service itself, and not AWS's front, judges values outside the enum. */
  readonly openEnum?: true
  /** The service itself misses it, in words of its own. */
  readonly mayBeMissing?: true
}

export interface Member {
  readonly name: string
  readonly shape: Shape
  readonly traits: Traits
  readonly required: boolean
  /** The values it, or each of its elements, may take. */
  readonly enum?: readonly string[]
  readonly constraint?: Constraint
}

export interface OperationModel {
  readonly name: string
  readonly input?: StructureShape
  readonly output?: StructureShape
  readonly http?: { readonly method: string; readonly uri: string; readonly status: number }
  readonly errors: readonly StructureShape[]
}

/** What is known of a service before its model is loaded. */
export interface ServiceFacts {
  /** Our name for it, which is AWS's in IAM actions: `ec2`, `dynamodb`. */
  readonly service: string
  readonly serviceId: string
  readonly protocol: Protocol
  readonly apiVersion: string
  readonly signingName: string
  /** The first part of its host names: `ec2` in ec2.eu-west-1.amazonaws.com. */
  readonly endpointPrefix: string
  /** The part of X-Amz-Target before the dot. */
  readonly target?: string
  /** It once spoke awsQuery, and still names the old error codes in a header. */
  readonly queryCompatible?: true
}

export interface ServiceModel extends ServiceFacts {
  readonly namespace: string
  readonly xmlNamespace?: string
  readonly operations: ReadonlyMap<string, OperationModel>
  /** Operations that AWS has and Sandcloud does not. */
  readonly unserved: ReadonlyMap<string, UnservedRoute | undefined>
}

/** By what a request for an operation that is not served is recognised, where its path tells. */
export interface UnservedRoute {
  readonly method: string
  readonly uri: string
  /** Parameters, written `?name`, and headers that tell it from others of the same URI. */
  readonly required: readonly string[]
}

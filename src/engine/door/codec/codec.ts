import type { AwsError } from '../../kernel/aws-error.ts'
import type { OperationModel, ServiceModel } from '../../model/index.ts'
import type { WireRequest, WireResponse } from '../wire.ts'

export type Fields = Record<string, unknown>

export interface DecodedCall {
  readonly operation: OperationModel
  readonly input: Fields
}

export interface Failure {
  readonly error: AwsError
  readonly requestId: string
  /** Found at the door, before the service saw the call: some services word these otherwise. */
  readonly atDoor: boolean
}

/** One of AWS's wire formats. */
export interface Codec {
  /** Throws AwsError for what cannot be read. */
  decode(model: ServiceModel, request: WireRequest): DecodedCall
  encode(model: ServiceModel, operation: OperationModel, output: Fields, requestId: string): WireResponse
  encodeError(model: ServiceModel, failure: Failure): WireResponse
}

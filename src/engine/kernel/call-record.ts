import { AwsError } from './aws-error.ts'
import type { Principal } from './operation.ts'

/** What a call was: a change, a look, or a use of what is inside a resource (an object, an item, a block). */
export type CallSort = 'write' | 'read' | 'data'

/** Where a call came from, as far as it is known. */
export interface CallSource {
  readonly address?: string
  readonly userAgent?: string
  readonly accessKeyId?: string
}

/** What is to be remembered of a call: asked for when it is recorded, and without secrets. */
export interface CallTrace {
  readonly source: CallSource
  input(): unknown
  output(result: unknown): unknown
}

/** A call as it is remembered: who, what, when, from where, and the answer. Without secrets, and bounded. */
export interface CallRecord {
  readonly id: string
  readonly requestId: string
  /** Engine time, in milliseconds. */
  readonly time: number
  readonly service: string
  readonly operation: string
  readonly sort: CallSort
  readonly account: string
  readonly region: string
  readonly principal: Principal
  readonly source: CallSource
  readonly input: unknown
  /** Of changes only, as CloudTrail has it. */
  readonly output?: unknown
  readonly error?: { readonly code: string; readonly message: string }
}

const looks =
  /^(Describe|Get|List|Head|Lookup|Search|Scan|Query|BatchGet|Select|Filter|Test|Simulate|Decode|Verify)/

// CloudTrail's own word for these: nothing in the account changes by them.
const looksAlso = ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']

export const sortOf = (operation: string, dataOperations: readonly string[] = []): CallSort => {
  if (dataOperations.includes(operation)) return 'data'
  return looks.test(operation) || looksAlso.includes(operation) ? 'read' : 'write'
}

export const errorOf = (error: unknown): CallRecord['error'] =>
  error instanceof AwsError
    ? { code: error.code, message: error.message }
    : { code: 'InternalFailure', message: 'An internal error has occurred' }

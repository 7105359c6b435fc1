export interface AwsErrorOptions {
  /** HTTP status; 400 when not given. */
  status?: number
  fault?: 'client' | 'server'
  /** Further members of the error's shape, e.g. `Reason`. */
  extra?: Record<string, unknown>
}

/** What an operation throws: AWS's code and AWS's exact words. Caught once, at the door. */
export class AwsError extends Error {
  override readonly name = 'AwsError'
  constructor(
    readonly code: string,
    message: string,
    readonly options: AwsErrorOptions = {},
  ) {
    super(message)
  }
}

/** For expressions: `tx.get(…) ?? fail(volumeNotFound(id))`. */
export const fail = (error: AwsError): never => {
  throw error
}

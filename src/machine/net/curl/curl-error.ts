/** What curl exits with and says. */
export class CurlError extends Error {
  override readonly name = 'CurlError'
  constructor(
    readonly code: number,
    message: string,
    /** Of the answer, where -f makes one a failure. */
    readonly status?: number,
  ) {
    super(message)
  }
}

/** What curl exits with and says. */
export class CurlError extends Error {
  override readonly name = 'CurlError'
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message)
  }
}

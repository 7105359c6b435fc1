/** Ends git with this text on standard error. */
export class GitError extends Error {
  override readonly name = 'GitError'
  constructor(
    message: string,
    readonly status = 128,
  ) {
    super(message)
  }
}

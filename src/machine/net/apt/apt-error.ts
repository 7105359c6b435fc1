/** Ends apt with this text on standard error and status 100. */
export class AptError extends Error {
  override readonly name = 'AptError'
}

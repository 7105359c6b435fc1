/** Ends dnf with this text on standard error and status 1. */
export class DnfError extends Error {
  override readonly name = 'DnfError'
}

/** What cannot even become a job. */
export class UnitError extends Error {
  constructor(
    readonly kind: 'not-found' | 'masked' | 'bad-setting' | 'unsupported' | 'refused',
    message: string,
  ) {
    super(message)
  }
}

import { AwsError } from '../../kernel/index.ts'

export const validation = (message: string, Reason: string) =>
  new AwsError('ValidationException', message, { extra: { Reason } })

export const snapshotNotFound = (...ids: string[]) =>
  new AwsError(
    'ResourceNotFoundException',
    `The snapshot ${ids.map((id) => `'${id}'`).join(' or ')} does not exist.`,
    { status: 404, extra: { Reason: 'SNAPSHOT_NOT_FOUND' } },
  )

export const invalidSnapshot = (message: string) => validation(message, 'INVALID_SNAPSHOT_ID')

export const invalidBlock = (message: string) => validation(message, 'INVALID_BLOCK')

export const invalidValue = (message: string) => validation(message, 'INVALID_PARAMETER_VALUE')

export const conflictingToken = () =>
  new AwsError('ConflictException', 'Current request does not match request stored with this token.', {
    status: 409,
  })

/** AWS's own name for it: a body that is not what its checksum says. */
export const wrongChecksum = (computed: string, expected: string) =>
  new AwsError(
    'InvalidSignatureException',
    `The value passed in as x-amz-Checksum does not match the computed checksum. Computed checksum: ${computed} expected checksum: ${expected}`,
    { status: 403 },
  )

export const invalidPageToken = (token: string) =>
  validation(`The pagination token ${token} is invalid.`, 'INVALID_PAGE_TOKEN')

export const invalidBlockToken = (token: string) =>
  validation(`The block token ${token} is invalid.`, 'INVALID_BLOCK_TOKEN')

export const unrelated = (first: string, second: string) =>
  validation(`The snapshot ${first} and ${second} are not related.`, 'UNRELATED_SNAPSHOTS')

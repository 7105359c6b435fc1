import { AwsError } from '../../kernel/index.ts'

export const validation = (message: string, Reason: string) =>
  new AwsError('ValidationException', message, { extra: { Reason } })

export const snapshotNotFound = (...ids: string[]) =>
  new AwsError(
    'ResourceNotFoundException',
    `The snapshot ${ids.map((id) => `'${id}'`).join(' or ')} does not exist.`,
    { status: 404, extra: { Reason: 'SNAPSHOT_NOT_FOUND' } },
  )

export const invalidPageToken = (token: string) =>
  validation(`The pagination token ${token} is invalid.`, 'INVALID_PAGE_TOKEN')

export const invalidBlockToken = (token: string) =>
  validation(`The block token ${token} is invalid.`, 'INVALID_BLOCK_TOKEN')

export const unrelated = (first: string, second: string) =>
  validation(`The snapshot ${first} and ${second} are not related.`, 'UNRELATED_SNAPSHOTS')

/** What S3 asks of a door beyond the schemas. Fetched with its first request; bucket-host.ts alone comes before. */
export { checkDigests } from './digests.ts'
export { storageRequest } from './storage-request.ts'

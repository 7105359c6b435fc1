export interface BucketRoute {
  readonly bucket: string | undefined
  /** Old hosts have it in a label: `s3-eu-west-1.amazonaws.com`. */
  readonly region?: string
}

const storage = /^(?:(.+)\.)?s3(?:-fips)?(?:-([a-z]{2}(?:-[a-z]+)+-\d))?$/

/** What stands before an S3 host's region: `s3`, `my.bucket.s3`, `bucket.s3-eu-west-1`; undefined for other services. */
export function bucketOfHost(endpoint: string): BucketRoute | undefined {
  const match = storage.exec(endpoint)
  return match ? { bucket: match[1], ...(match[2] && { region: match[2] }) } : undefined
}

/** Clients put the bucket before whatever host they are given: `bucket.localhost:4566`. */
export function bucketOfLocalHost(host: string): string | undefined {
  return /^(.+?)(?:\.s3)?\.localhost(?::\d+)?$/i.exec(host)?.[1]?.toLowerCase()
}

import { formPairs } from '../codec/index.ts'
import type { WireRequest } from '../wire.ts'

// S3 says that presigned URLs do not support checksums, and ignores them. The SDK puts that of an empty body into
// every presigned PutObject.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
const ignored = /^x-amz-(checksum-|sdk-checksum-algorithm$|trailer$)/
const ofTheSignature =
  /^x-amz-(algorithm|credential|date|expires|signedheaders|signature|security-token|content-sha256)$/

/** A request for S3 in the form that the model knows: the bucket in the path, `x-amz-` parameters as headers. */
export function storageRequest(request: WireRequest, bucket: string | undefined): WireRequest {
  const rawPath = bucket === undefined ? request.rawPath : `/${encodeURIComponent(bucket)}${request.rawPath}`
  const hoisted = request.query.includes('X-Amz-Signature=') ? hoistedHeaders(request.query) : undefined
  return { ...request, rawPath, ...(hoisted && { headers: { ...hoisted, ...request.headers } }) }
}

/** Who presigns a request writes its headers into the query. */
function hoistedHeaders(query: string): Record<string, string> {
  const pairs = formPairs(query.replaceAll('+', '%2B')).map(
    ([name, value]) => [name.toLowerCase(), value] as const,
  )
  return Object.fromEntries(
    pairs.filter(([name]) => name.startsWith('x-amz-') && !ofTheSignature.test(name) && !ignored.test(name)),
  )
}

import { factsOf, services, type ServiceFacts } from '../model/index.ts'
import { type BucketRoute, bucketOfHost, bucketOfLocalHost } from './storage/bucket-host.ts'
import type { CredentialScope } from './signature/index.ts'
import { textOf, type WireRequest } from './wire.ts'

export interface Route {
  /** Undefined if the request is for no service we know. */
  readonly facts: ServiceFacts | undefined
  /** What the request called it, for the answer to an unknown one. */
  readonly asked: string
  readonly region: string
  /** S3's virtual-host style: the bucket that the host names, and not the path. */
  readonly bucket?: string | undefined
}

const defaultRegion = 'us-east-1'
const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/

/** Which service and region a request is for: its host says it, else its target, its signature, its action. */
export function routeOf(request: WireRequest, scope: CredentialScope | undefined): Route {
  const name = request.headers['host'] ?? ''
  const host = hostRoute(name)
  const bucketHost = host && bucketOfHost(host.endpoint)
  if (bucketHost) return bucketRoute(bucketHost, host.region ?? bucketHost.region ?? scope?.region)
  const facts =
    (host && byEndpoint(host.endpoint)) ??
    byTarget(request.headers['x-amz-target']) ??
    (scope && bySigningName(scope.service)) ??
    byVersion(request) ??
    (host || scope ? undefined : unsignedStorage(request))
  return {
    facts: facts && ofPath(facts, request.rawPath),
    asked: host?.endpoint ?? scope?.service ?? '',
    region: host?.region ?? scope?.region ?? defaultRegion,
    ...(facts?.service === 's3' && !host && { bucket: bucketOfLocalHost(name) }),
  }
}

const bucketRoute = ({ bucket }: BucketRoute, region = defaultRegion): Route => ({
  facts: factsOf('s3'),
  asked: 's3',
  region,
  bucket,
})

/** `ec2.eu-west-1.amazonaws.com`, `sts.amazonaws.com`, dual-stack and `api.aws` hosts; undefined for others. */
export function hostRoute(host: string): { endpoint: string; region?: string } | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const suffix = ['.amazonaws.com', '.api.aws'].find((end) => name.endsWith(end))
  if (!suffix || name.length > 255) return undefined
  const labels = name
    .slice(0, -suffix.length)
    .split('.')
    .filter((label) => label !== 'dualstack')
  const region = labels.at(-1)
  if (labels.length === 1 || !regionName.test(region!)) return { endpoint: labels.join('.') }
  return { endpoint: labels.slice(0, -1).join('.'), region: region! }
}

const byEndpoint = (endpoint: string) =>
  services.find(({ endpointPrefix }) => endpointPrefix === endpoint || `${endpointPrefix}-fips` === endpoint)

const byTarget = (target: string | undefined) =>
  target === undefined ? undefined : services.find((facts) => facts.target === target.split('.')[0])

const bySigningName = (name: string) =>
  factsOf(name) ?? services.find(({ signingName }) => signingName === name)

/** Unsigned queries: the version of the API is each service's own. */
function byVersion(request: WireRequest): ServiceFacts | undefined {
  const form = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  const text = form ? `${request.query}&${textOf(request.rawBody)}` : request.query
  const version = /(?:^|&)Version=([^&]+)/.exec(text)?.[1]
  return services.find(({ apiVersion }) => apiVersion === version)
}

/** What bears no signature and names no service can only be meant for a bucket: a link to an object. */
const unsignedStorage = ({ method, rawPath }: WireRequest) =>
  rawPath !== '/' && method !== 'POST' ? factsOf('s3') : undefined

/** The two API Gateways share host and signing name. */
const ofPath = (facts: ServiceFacts, rawPath: string) =>
  facts.signingName === 'apigateway' && /^\/v2(?:\/|$)/.test(rawPath) ? factsOf('apigatewayv2') : facts

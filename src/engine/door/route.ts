import { factsOf, services, type ServiceFacts } from '../model/index.ts'
import type { CredentialScope } from './signature/index.ts'
import { textOf, type WireRequest } from './wire.ts'

export interface Route {
  /** Undefined if the request is for no service we know. */
  readonly facts: ServiceFacts | undefined
  /** What the request called it, for the answer to an unknown one. */
  readonly asked: string
  readonly region: string
}

const defaultRegion = 'us-east-1'
const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/

/** Which service and region a request is for: its host says it, else its target, its signature, its action. */
export function routeOf(request: WireRequest, scope: CredentialScope | undefined): Route {
  const host = hostRoute(request.headers['host'] ?? '')
  const facts =
    (host && byEndpoint(host.endpoint)) ??
    byTarget(request.headers['x-amz-target']) ??
    (scope && bySigningName(scope.service)) ??
    byVersion(request)
  return {
    facts,
    asked: host?.endpoint ?? scope?.service ?? '',
    region: host?.region ?? scope?.region ?? defaultRegion,
  }
}

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

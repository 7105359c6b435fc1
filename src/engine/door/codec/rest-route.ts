import type { OperationModel, ServiceModel } from '../../model/index.ts'
import { formPairs, percentDecode } from './form.ts'
import { perShape } from './per-shape.ts'

export interface RestRequest {
  readonly method: string
  readonly rawPath: string
  readonly query: ReadonlyMap<string, readonly string[]>
  readonly headers: Readonly<Record<string, string>>
}

export interface RestMatch {
  /** Undefined for one that AWS has and Sandcloud does not. */
  readonly operation: OperationModel | undefined
  readonly name: string
  /** Parts of the path, decoded, by member name. */
  readonly labels: Readonly<Record<string, string>>
  /** Parameters of the query that only say which operation it is. */
  readonly constants: readonly string[]
}

type Segment = { readonly literal: string } | { readonly label: string; readonly greedy: boolean }

/** A URI of the model made ready to match: `/snapshots/{SnapshotId}/blocks`, `/{Bucket}/{Key+}?uploads`. */
interface Route {
  readonly operation: OperationModel | undefined
  readonly name: string
  readonly method: string
  readonly uri: string
  readonly segments: readonly Segment[]
  readonly literals: number
  readonly query: readonly (readonly [name: string, value: string])[]
  /** Parameters (`?name`) and headers that tell this operation from another of the same URI. */
  required: readonly string[]
}

export function matchRoute(model: ServiceModel, request: RestRequest): RestMatch | undefined {
  const path = request.rawPath.split('/').slice(1)
  for (const { operation, name, method, segments, query, required } of routesOf(model)) {
    if (method !== request.method) continue
    if (!query.every(([key, value]) => request.query.get(key)?.includes(value))) continue
    if (!required.every((part) => isPresent(part, request))) continue
    const labels = matchPath(segments, path)
    if (labels) return { operation, name, labels, constants: query.map(([key]) => key) }
  }
  return undefined
}

/** The most particular routes come first. */
const routesOf = perShape((model: ServiceModel): readonly Route[] => {
  const routes = [...servedRoutes(model), ...unservedRoutes(model)]
  const counts = new Map<string, number>()
  for (const { uri } of routes) counts.set(uri, (counts.get(uri) ?? 0) + 1)
  for (const route of routes) if (counts.get(route.uri) === 1) route.required = []
  const weight = ({ query, required, literals }: Route) => (query.length + required.length) * 100 + literals
  return routes.sort((a, b) => weight(b) - weight(a))
})

function* servedRoutes({ operations }: ServiceModel): Generator<Route> {
  for (const operation of operations.values()) {
    if (!operation.http) continue
    const { method, uri } = operation.http
    yield routeOf(operation.name, operation, method, uri, requiredParts(operation))
  }
}

function* unservedRoutes({ unserved }: ServiceModel): Generator<Route> {
  for (const [name, route] of unserved) {
    if (route) yield routeOf(name, undefined, route.method, route.uri, route.required)
  }
}

function routeOf(
  name: string,
  operation: OperationModel | undefined,
  method: string,
  uri: string,
  required: readonly string[],
): Route {
  const [path = '', queryText = ''] = uri.split('?')
  const segments = path.split('/').slice(1).map(segmentOf)
  // `x-id` only keeps the URIs of the model distinct.
  const query = formPairs(queryText).filter(([key]) => key !== 'x-id')
  return {
    operation,
    name,
    method,
    uri: `${method} ${path}?${query.join('&')}`,
    segments,
    literals: segments.filter((segment) => 'literal' in segment).length,
    query,
    required,
  }
}

function segmentOf(part: string): Segment {
  const label = /^\{([^}+]+)(\+?)\}$/.exec(part)
  return label ? { label: label[1]!, greedy: label[2] === '+' } : { literal: part }
}

/** S3's UploadPart has PutObject's URI, and requires `partNumber` and `uploadId`. */
function requiredParts({ input }: OperationModel): string[] {
  const members = input?.members.filter(({ required }) => required) ?? []
  return members.flatMap(({ traits: { httpQuery, httpHeader } }) =>
    httpQuery ? [`?${httpQuery}`] : httpHeader ? [httpHeader.toLowerCase()] : [],
  )
}

function isPresent(part: string, { query, headers }: RestRequest): boolean {
  return part.startsWith('?') ? query.has(part.slice(1)) : headers[part] !== undefined
}

function matchPath(
  segments: readonly Segment[],
  path: readonly string[],
): Record<string, string> | undefined {
  const labels: Record<string, string> = {}
  let at = 0
  for (const segment of segments) {
    if ('literal' in segment) {
      if (path[at] !== segment.literal) return undefined
      at += 1
      continue
    }
    // A greedy label stands last, and takes the slashes too.
    const end = segment.greedy ? path.length : at + 1
    const text = path.slice(at, end).join('/')
    if (text === '') return undefined
    labels[segment.label] = percentDecode(text)
    at = end
  }
  const trailingSlash = at === path.length - 1 && path[at] === ''
  return at === path.length || trailingSlash ? labels : undefined
}

import type { Kernel, RandomBytes, Scope } from '../kernel/index.ts'
import { interfacesOf, isPluggedIn } from '../network/interfaces.ts'
import { RoleCredentials } from './role-credentials.ts'
import { categories, type Instance, type Tree } from './categories.ts'

export interface MetadataRequest {
  method: string
  /** With the query, if any. */
  path: string
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
}

export interface MetadataAnswer {
  status: number
  headers: Record<string, string>
  /** Bytes where they may be no text: user data. */
  body: string | Uint8Array
}

interface MetadataOptions {
  kernel: Kernel
  random: RandomBytes
}

const tokenHeader = 'x-aws-ec2-metadata-token'
const ttlHeader = 'x-aws-ec2-metadata-token-ttl-seconds'
const longestTtl = 21_600

/** http://169.254.169.254 as one instance sees it: version 2 with its session tokens, version 1 where allowed. */
export class Metadata {
  /** By token. They live as long as the engine, as those of a real instance live until it stops. */
  readonly #tokens = new Map<string, { instanceId: string; expires: number }>()

  readonly #roles: RoleCredentials

  constructor(private readonly options: MetadataOptions) {
    this.#roles = new RoleCredentials(options)
  }

  handle = (instanceId: string, request: MetadataRequest): MetadataAnswer => {
    const found = this.#find(instanceId)
    if (!found || found.record.metadata.HttpEndpoint === 'disabled')
      return answer(403, errorPage('403 - Forbidden'))
    const path = request.path.split('?')[0]!.replace(/\/{2,}/g, '/')
    if (path === '/latest/api/token') return this.#token(instanceId, request)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(403, errorPage('403 - Forbidden'))
    const token = request.headers[tokenHeader]
    if (
      token === undefined ? found.record.metadata.HttpTokens === 'required' : !this.#valid(instanceId, token)
    )
      return answer(401, errorPage('401 - Unauthorized'))
    const body = isUserData(path) ? userData(found.record) : this.#read(found, path)
    if (body === undefined) return answer(404, errorPage('404 - Not Found'))
    return answer(200, request.method === 'HEAD' ? '' : body)
  }

  clear() {
    this.#tokens.clear()
    this.#roles.clear()
  }

  #token(instanceId: string, { method, headers }: MetadataRequest): MetadataAnswer {
    if (method !== 'PUT') return answer(method === 'GET' ? 405 : 403, errorPage('403 - Forbidden'))
    const ttl = headers[ttlHeader] ?? ''
    // Requests that came through a proxy get none: what was forwarded is likely not the instance's own.
    if (headers['x-forwarded-for'] !== undefined) return answer(403, errorPage('403 - Forbidden'))
    if (!/^\d{1,6}$/.test(ttl) || Number(ttl) > longestTtl) return answer(400, errorPage('400 - Bad Request'))
    const now = this.options.kernel.now()
    for (const [token, { expires }] of this.#tokens) if (expires <= now) this.#tokens.delete(token)
    const token = btoa(String.fromCharCode(...this.options.random(39)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
    this.#tokens.set(token, { instanceId, expires: now + Number(ttl) * 1000 })
    return { ...answer(200, token), headers: { 'content-type': 'text/plain', [ttlHeader]: ttl } }
  }

  #valid(instanceId: string, token: string): boolean {
    const known = this.#tokens.get(token)
    return known?.instanceId === instanceId && known.expires > this.options.kernel.now()
  }

  #read({ scope, record }: Found, path: string): string | undefined {
    const [version, ...rest] = path.slice(1).split('/')
    if (path === '/' || path === '') return 'latest'
    if (version !== 'latest' && !/^\d{4}-\d{2}-\d{2}$/.test(version!)) return undefined
    const tx = this.options.kernel.read(scope)
    const interfaces = interfacesOf(tx, record.InstanceId).filter(isPluggedIn)
    const [eni] = interfaces
    return eni
      ? lookUp(categories({ tx, instance: record, eni, interfaces, iam: this.#roles.tree(tx, record) }), rest)
      : undefined
  }

  #find(instanceId: string): Found | undefined {
    for (const { scope, id, record } of this.options.kernel.records.everywhere('ec2.instance'))
      if (id === instanceId) return { scope, record }
    return undefined
  }
}

interface Found {
  scope: Scope
  record: Instance
}

/** Directories list their entries, those that lead on with a slash; `0=name` is listed so and reached as 0. */
const lookUp = (tree: Tree, path: readonly string[]): string | undefined => {
  let place: Tree | string | undefined = tree
  for (const name of path) {
    if (name === '') continue
    if (typeof place !== 'object') return undefined
    const key: string | undefined = Object.keys(place).find(
      (each) => each === name || each.startsWith(`${name}=`),
    )
    if (key === undefined) return undefined
    place = place[key]
  }
  if (typeof place !== 'object') return place
  return Object.entries(place)
    .filter(([, entry]) => entry !== undefined)
    .map(([name, entry]) => (typeof entry === 'object' && !name.includes('=') ? `${name}/` : name))
    .join('\n')
}

/** What it says, and whether it is text at all, is for the guest to judge. */
const userData = ({ UserData }: Instance): Uint8Array | undefined =>
  UserData ? Uint8Array.from(atob(UserData.replace(/\s+/g, '')), (char) => char.charCodeAt(0)) : undefined

const isUserData = (path: string) => /^\/(latest|\d{4}-\d{2}-\d{2})\/user-data\/?$/.test(path)

const answer = (status: number, body: string | Uint8Array): MetadataAnswer => ({
  status,
  headers: { 'content-type': status === 200 ? 'text/plain' : 'text/html' },
  body,
})

const errorPage = (title: string) => `<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
	"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en">
 <head>
  <title>${title}</title>
 </head>
 <body>
  <h1>${title}</h1>
 </body>
</html>
`

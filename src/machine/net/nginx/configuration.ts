import { RE2JS, RE2JSException } from 're2js'
import type { Process } from '../../kernel/process.ts'
import { loadFile } from './load-file.ts'
import { ConfigurationError, type Directive, place } from './syntax.ts'

/** What a location, its server or http says, the nearest first. */
export interface Settings {
  root: string
  alias: string | undefined
  index: readonly string[]
  tryFiles: readonly string[] | undefined
  autoindex: boolean
  proxyPass: string | undefined
  proxyHeaders: readonly (readonly [name: string, value: string])[]
  /** In milliseconds: for the connection to the server behind, and for its answer. */
  proxyPatience: { connect: number; read: number }
  returns: { status: number; text: string } | undefined
  headers: readonly (readonly [name: string, value: string])[]
  errorPages: ReadonlyMap<number, string>
  /** In bytes; 0 is no limit. */
  bodyLimit: number
  accessLog: string | undefined
  errorLog: string
  types: ReadonlyMap<string, string>
  defaultType: string
}

export interface Location {
  kind: 'exact' | 'prefix' | 'strong' | 'pattern'
  path: string
  pattern: RE2JS | undefined
  settings: Settings
}

export interface Server {
  listens: { port: number; address: string; isDefault: boolean }[]
  names: string[]
  locations: Location[]
  settings: Settings
}

export interface Configuration {
  user: string | undefined
  pid: string
  errorLog: string
  servers: Server[]
  /** Addresses by the name of their group. */
  upstreams: ReadonlyMap<string, readonly string[]>
}

/** Directives that tune what a machine of ours does not have: there is nothing that they could change. */
const tuning = new Set([
  'worker_processes',
  'worker_connections',
  'worker_rlimit_nofile',
  'multi_accept',
  'use',
  'sendfile',
  'tcp_nopush',
  'tcp_nodelay',
  'types_hash_max_size',
  'server_names_hash_bucket_size',
  'keepalive_timeout',
  'keepalive_requests',
  'events',
  'proxy_http_version',
  'proxy_buffering',
  'proxy_cache_bypass',
]) // prettier-ignore

export async function readConfiguration(proc: Process, file: string): Promise<Configuration> {
  const directives = await loadFile(proc, file)
  const top = find(directives, 'http')
  const configuration: Configuration = {
    user: find(directives, 'user')?.args[0],
    pid: find(directives, 'pid')?.args[0] ?? '/run/nginx.pid',
    errorLog: find(directives, 'error_log')?.args[0] ?? '/var/log/nginx/error.log',
    servers: [],
    upstreams: new Map(),
  }
  for (const each of directives)
    if (!['http', 'user', 'pid', 'error_log', 'include'].includes(each.name)) checkTuning(each)
  if (!find(directives, 'events')) throw new ConfigurationError(`no "events" section in configuration`)
  if (!top?.block) return configuration
  const settings = settingsOf(top.block, { ...standard, errorLog: configuration.errorLog }, [
    'server',
    'upstream',
  ])
  const servers = top.block.filter(({ name }) => name === 'server').map((each) => serverOf(each, settings))
  const upstreams = new Map(top.block.filter(({ name }) => name === 'upstream').map(upstreamOf))
  return { ...configuration, servers, upstreams }
}

const find = (directives: readonly Directive[], name: string): Directive | undefined =>
  directives.findLast((each) => each.name === name)

const standard: Settings = {
  root: '/usr/share/nginx/html',
  alias: undefined,
  index: ['index.html'],
  tryFiles: undefined,
  autoindex: false,
  proxyPass: undefined,
  proxyHeaders: [],
  proxyPatience: { connect: 60_000, read: 60_000 },
  returns: undefined,
  headers: [],
  errorPages: new Map(),
  bodyLimit: 1024 * 1024,
  accessLog: '/var/log/nginx/access.log',
  errorLog: '/var/log/nginx/error.log',
  types: new Map([['html', 'text/html']]),
  defaultType: 'text/plain',
}

function serverOf(directive: Directive, above: Settings): Server {
  const block = directive.block ?? []
  const settings = settingsOf(block, above, ['listen', 'server_name', 'location'])
  const listens = block.filter(({ name }) => name === 'listen').flatMap(listenOf)
  return {
    listens: listens.length > 0 ? listens : [{ port: 80, address: '0.0.0.0', isDefault: false }],
    names: block.filter(({ name }) => name === 'server_name').flatMap(({ args }) => args),
    locations: block.filter(({ name }) => name === 'location').map((each) => locationOf(each, settings)),
    settings,
  }
}

function listenOf(directive: Directive): Server['listens'] {
  const [where = '80', ...options] = directive.args
  if (options.includes('ssl') || options.includes('http2'))
    throw new ConfigurationError(
      `Sandcloud's nginx speaks plain HTTP: it has no "listen ... ${options.join(' ')}" in ${place(directive)}`,
    )
  // Machines have IPv4 alone: the second `listen` of most files asks for nothing more.
  if (where.startsWith('[')) return []
  const [, address, port] =
    /^(?:([\d.]+|\*|localhost):)?(\d{1,5})$/.exec(where) ?? /^([\d.]+)$/.exec(where) ?? []
  if (address === undefined && port === undefined)
    throw new ConfigurationError(
      `host not found in "${where}" of the "listen" directive in ${place(directive)}`,
    )
  return [
    {
      port: Number(port ?? 80),
      address:
        address === undefined || address === '*' ? '0.0.0.0' : address.replace('localhost', '127.0.0.1'),
      isDefault: options.includes('default_server'),
    },
  ]
}

function locationOf(directive: Directive, above: Settings): Location {
  const { args, block = [] } = directive
  const [first = '/', second] = args
  const inherited = {
    ...above,
    proxyPass: undefined,
    returns: undefined,
    tryFiles: undefined,
    alias: undefined,
  }
  const settings = settingsOf(block, inherited, [])
  if (second === undefined) return { kind: 'prefix', path: first, pattern: undefined, settings }
  if (first === '=') return { kind: 'exact', path: second, pattern: undefined, settings }
  if (first === '^~') return { kind: 'strong', path: second, pattern: undefined, settings }
  if (first !== '~' && first !== '~*')
    throw new ConfigurationError(`invalid location modifier "${first}" in ${place(directive)}`)
  try {
    const pattern = RE2JS.compile(second, first === '~*' ? RE2JS.CASE_INSENSITIVE : 0)
    return { kind: 'pattern', path: second, pattern, settings }
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    throw new ConfigurationError(
      `pcre2_compile() failed: ${error.message} in "${second}" in ${place(directive)}`,
    )
  }
}

function upstreamOf(directive: Directive): [name: string, servers: string[]] {
  const servers = (directive.block ?? [])
    .filter(({ name }) => name === 'server')
    .map(({ args }) => args[0] ?? '')
  const [name = ''] = directive.args
  if (servers.length === 0)
    throw new ConfigurationError(`no servers are inside upstream in ${place(directive)}`)
  return [name, servers]
}

function checkTuning(directive: Directive): void {
  if (tuning.has(directive.name)) return
  throw new ConfigurationError(
    known.has(directive.name)
      ? `"${directive.name}" directive is not allowed here in ${place(directive)}`
      : `unknown directive "${directive.name}" in ${place(directive)} (Sandcloud's nginx serves files and proxies HTTP)`,
  )
}

type Setter = (settings: Settings, directive: Directive) => Partial<Settings>

const pairOf = ({ args: [name = '', value = ''] }: Directive) => [name, value] as const

const setters: Readonly<Record<string, Setter>> = {
  root: (_, { args }) => ({ root: args[0]!.replace(/\/$/, '') }),
  alias: (_, { args }) => ({ alias: args[0]! }),
  index: (_, { args }) => ({ index: args }),
  try_files: (_, { args }) => ({ tryFiles: args }),
  autoindex: (_, { args }) => ({ autoindex: args[0] === 'on' }),
  proxy_pass: (_, directive) => ({ proxyPass: proxyAddress(directive) }),
  proxy_set_header: ({ proxyHeaders }, directive) => ({ proxyHeaders: [...proxyHeaders, pairOf(directive)] }),
  proxy_connect_timeout: ({ proxyPatience }, directive) => ({
    proxyPatience: { ...proxyPatience, connect: timeOf(directive) },
  }),
  proxy_read_timeout: ({ proxyPatience }, directive) => ({
    proxyPatience: { ...proxyPatience, read: timeOf(directive) },
  }),
  return: (_, directive) => ({ returns: answerOf(directive) }),
  add_header: ({ headers }, directive) => ({ headers: [...headers, pairOf(directive)] }),
  error_page: ({ errorPages }, { args }) => ({
    errorPages: new Map([
      ...errorPages,
      ...args.slice(0, -1).map((code) => [Number(code), args.at(-1)!] as const),
    ]),
  }),
  client_max_body_size: (_, { args }) => ({ bodyLimit: sizeOf(args[0]!) }),
  access_log: (_, { args }) => ({ accessLog: args[0] === 'off' ? undefined : args[0]! }),
  error_log: (_, { args }) => ({ errorLog: args[0]! }),
  default_type: (_, { args }) => ({ defaultType: args[0]! }),
  types: ({ types }, { block = [] }) => ({
    types: new Map([
      ...types,
      ...block.flatMap(({ name, args }) => args.map((ending) => [ending, name] as const)),
    ]),
  }),
}

const known = new Set([
  ...Object.keys(setters),
  'server',
  'location',
  'listen',
  'server_name',
  'upstream',
  'http',
  'user',
  'pid',
])

function settingsOf(block: readonly Directive[], above: Settings, besides: readonly string[]): Settings {
  let settings = above
  const replaced = new Set<string>()
  for (const each of block) {
    if (besides.includes(each.name)) continue
    const setter = Object.hasOwn(setters, each.name) ? setters[each.name] : undefined
    if (!setter) {
      checkTuning(each)
      continue
    }
    if (each.args.length === 0 && each.name !== 'types')
      throw new ConfigurationError(
        `invalid number of arguments in "${each.name}" directive in ${place(each)}`,
      )
    // A level that has headers of its own does not inherit those above.
    if (each.name === 'add_header' && !replaced.has(each.name)) settings = { ...settings, headers: [] }
    if (each.name === 'proxy_set_header' && !replaced.has(each.name))
      settings = { ...settings, proxyHeaders: [] }
    replaced.add(each.name)
    settings = { ...settings, ...setter(settings, each) }
  }
  return settings
}

function proxyAddress(directive: Directive): string {
  const [address = ''] = directive.args
  if (!/^http:\/\/[^/\s]+/.test(address))
    throw new ConfigurationError(
      address.startsWith('https:')
        ? `Sandcloud's nginx proxies plain HTTP: "${address}" in ${place(directive)}`
        : `invalid URL prefix in ${place(directive)}`,
    )
  return address
}

function answerOf(directive: Directive): { status: number; text: string } {
  const [first = '', second = ''] = directive.args
  if (/^https?:/.test(first)) return { status: 302, text: first }
  const status = Number(first)
  if (!Number.isInteger(status) || status < 0 || status > 999)
    throw new ConfigurationError(`invalid return code "${first}" in ${place(directive)}`)
  return { status, text: second }
}

const sizeOf = (text: string): number => {
  const [, number = '0', unit = ''] = /^(\d+)([kKmMgG]?)$/.exec(text) ?? []
  return Number(number) * { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[unit.toLowerCase()]!
}

/** `60`, `60s`, `500ms`, `5m`: in milliseconds. */
function timeOf(directive: Directive): number {
  const [, number, unit = ''] = /^(\d{1,9})(ms|s|m|h|d|)$/.exec(directive.args[0] ?? '') ?? []
  if (number === undefined)
    throw new ConfigurationError(`"${directive.name}" directive invalid value in ${place(directive)}`)
  return Number(number) * { ms: 1, '': 1000, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit]!
}

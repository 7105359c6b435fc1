import { dataOf } from '../facts.ts'
import { host } from '../host.ts'
import { requireBuiltin } from '../realm-require.ts'

const data = dataOf('url') as { urlComponents: Uint32Array }
const omitted = 0xffffffff
const schemes = ['http:', ' ', 'https:', 'ws:', 'ftp:', 'wss:', 'file:']

/** Writes where the parts of an href begin and end, as ada counts them, and returns the href. */
function describe(url: URL): string {
  const { href, protocol } = url
  const parts = data.urlComponents
  const hasAuthority = href.startsWith('//', protocol.length)
  const start = protocol.length + (hasAuthority ? 2 : 0)
  let usernameEnd = start
  let hostStart = start
  if (url.username !== '' || url.password !== '') {
    usernameEnd = start + url.username.length
    hostStart = usernameEnd + (url.password === '' ? 0 : url.password.length + 1)
  }
  const separator = hostStart > start || url.username !== '' ? 1 : 0
  const hostEnd = hostStart + separator + url.hostname.length
  const portLength = url.port === '' ? 0 : url.port.length + 1
  const searchAt = href.indexOf('?')
  const hashAt = href.indexOf('#')
  const search = searchAt >= 0 && (hashAt < 0 || searchAt < hashAt) ? searchAt : omitted
  // An opaque path behind no authority may need `/.` in front of it.
  const gap = !hasAuthority && href.startsWith('/.//', protocol.length) ? 2 : 0
  parts[0] = protocol.length
  parts[1] = usernameEnd
  parts[2] = hostStart
  parts[3] = hostEnd
  parts[4] = url.port === '' ? omitted : Number(url.port)
  parts[5] = hostEnd + portLength + gap
  parts[6] = search
  parts[7] = hashAt < 0 ? omitted : hashAt
  const scheme = schemes.indexOf(protocol)
  parts[8] = scheme < 0 ? 1 : scheme
  return href
}

function tryParse(input: string, base?: string): URL | undefined {
  try {
    return new host.URL(input, base)
  } catch {
    return undefined
  }
}

function parse(input: string, base: string | undefined, raise: boolean): string | undefined {
  const url = tryParse(input, base)
  if (url) return describe(url)
  if (!raise) return undefined
  const { codes } = requireBuiltin('internal/errors') as {
    codes: Record<string, new (...args: unknown[]) => Error>
  }
  throw new codes.ERR_INVALID_URL!(input, base)
}

const setters = [
  'protocol',
  'host',
  'hostname',
  'port',
  'username',
  'password',
  'pathname',
  'search',
  'hash',
  'href',
] as const

function update(href: string, action: number, value: string): string | false {
  const url = new host.URL(href)
  const property = setters[action]!
  try {
    url[property] = value
  } catch {
    return false
  }
  return describe(url)
}

const domain = (name: string): string => tryParse(`ws://${name}`)?.hostname ?? ''

export const binding = {
  ...data,
  parse,
  canParse: (input: string, base?: string) => tryParse(input, base) !== undefined,
  update,
  domainToASCII: domain,
  domainToUnicode: domain,
  getOrigin: (input: string) => tryParse(input)?.origin,
  format(href: string, hash: boolean, unicode: boolean, search: boolean, auth: boolean) {
    const url = new host.URL(href)
    if (!hash) url.hash = ''
    if (!search) url.search = ''
    if (!auth) {
      url.username = ''
      url.password = ''
    }
    return unicode ? url.href.replace(url.hostname, domain(url.hostname)) : url.href
  },
  pathToFileURL(path: string, _windows: boolean, base?: string) {
    const escaped = path.replaceAll(/[%\\\n\r\t?#]/g, (character) => encodeURIComponent(character))
    return describe(new host.URL(`file://${escaped}`, base))
  },
}

/** URLPattern is newer than some browsers: where it is missing, using it says so. */
export const patternBinding = {
  URLPattern:
    host.URLPattern ??
    class URLPattern {
      constructor() {
        throw new Error('URLPattern is not available in this browser')
      }
    },
}

import { parseOptions, UsageError } from '../../programs/options.ts'
import { parseUrl } from '../http/index.ts'

export interface Wish {
  urls: { given: string; url: URL | undefined }[]
  quiet: boolean
  /** Only what was saved is told. */
  brief: boolean
  /** `-` is standard output. */
  output: string | undefined
  folder: string | undefined
  noClobber: boolean
  /** Shows the answer's head. */
  serverResponse: boolean
  /** Asks and saves nothing. */
  spider: boolean
  method: string | undefined
  headers: string[]
  userAgent: string
  body: { text: string } | { file: string } | undefined
  user: string | undefined
  password: string
  /** In milliseconds. */
  timeout: number | undefined
  tries: number
  mostRedirects: number
}

const long: Readonly<Record<string, string>> = {
  'quiet': 'q', 'no-verbose': 'no-verbose', 'verbose': 'v', 'output-document': 'O:', 'directory-prefix': 'P:', 'no-clobber': 'no-clobber',
  'server-response': 'S', 'spider': 'spider', 'method': 'method:', 'header': 'header:', 'user-agent': 'U:', 'post-data': 'post-data:',
  'post-file': 'post-file:', 'body-data': 'body-data:', 'body-file': 'body-file:', 'user': 'user:', 'password': 'password:',
  'http-user': 'user:', 'http-password': 'password:', 'timeout': 'T:', 'connect-timeout': 'T:', 'read-timeout': 'T:', 'tries': 't:',
  'max-redirect': 'max-redirect:', 'no-check-certificate': 'no-check', 'no-cache': 'no-cache', 'inet4-only': '4',
  'no-proxy': 'no-proxy', 'progress': 'progress:', 'show-progress': 'show-progress', 'no-hsts': 'no-hsts', 'help': 'help', 'version': 'V',
  'content-disposition': 'content-disposition', 'auth-no-challenge': 'auth-no-challenge',
} // prettier-ignore

const notServed: Readonly<Record<string, string>> = {
  r: 'recursive downloads (-r)',
  m: 'mirroring (-m)',
  c: 'continuing a download (-c)',
  b: 'downloads in the background (-b): put & behind the command',
  i: 'lists of addresses (-i)',
}

/** Throws UsageError. */
export function parseWget(args: readonly string[]): Wish & { help: boolean; version: boolean } {
  const { options, operands } = parseOptions(args, { short: 'qvSO:P:U:T:t:n:46Vhrmcbi:', long })
  const has = (...names: string[]): boolean => options.some(({ name }) => names.includes(name))
  const value = (name: string): string | undefined =>
    options.findLast((option) => option.name === name)?.value
  for (const [letter, what] of Object.entries(notServed))
    if (has(letter)) throw new UsageError(`Sandcloud's wget has no ${what}`)
  // `-nv`, `-nc`: wget's own pairs of letters.
  const pairs = options.filter(({ name }) => name === 'n').map((option) => option.value)
  const unknown = pairs.find((pair) => pair !== 'v' && pair !== 'c' && pair !== 'd')
  if (unknown !== undefined) throw new UsageError(`invalid option -- 'n${unknown}'`)
  const text = value('post-data') ?? value('body-data')
  const file = value('post-file') ?? value('body-file')
  const seconds = value('T')
  return {
    urls: operands.map((given) => ({
      given,
      url: parseUrl(/^[a-z]+:\/\//i.test(given) ? given : `http://${given}`),
    })),
    quiet: has('q'),
    brief: has('no-verbose') || pairs.includes('v'),
    output: value('O'),
    folder: value('P'),
    noClobber: has('no-clobber') || pairs.includes('c'),
    serverResponse: has('S'),
    spider: has('spider'),
    method: value('method')?.toUpperCase() ?? (text !== undefined || file !== undefined ? 'POST' : undefined),
    headers: options.filter(({ name }) => name === 'header').map((option) => option.value ?? ''),
    userAgent: value('U') ?? 'Wget/1.21.3',
    body: text !== undefined ? { text } : file !== undefined ? { file } : undefined,
    user: value('user'),
    password: value('password') ?? '',
    timeout: seconds === undefined ? undefined : Number(seconds) * 1000,
    tries: Number(value('t') ?? 20) || Infinity,
    mostRedirects: Number(value('max-redirect') ?? 20),
    help: has('help', 'h'),
    version: has('V'),
  }
}

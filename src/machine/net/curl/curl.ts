import type { Process } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'
import { type CurlFailure, curlFailure, parseUrl } from '../http/index.ts'
import type { CurlArguments } from './arguments.ts'
import { CurlUsageError, parseCurlArguments } from './arguments.ts'
import { CurlError } from './curl-error.ts'
import { readInput, requestBody } from './request-body.ts'
import { CookieJar } from './cookies.ts'
import { multipartForm } from './form.ts'
import { curlVersion, transfer } from './transfer.ts'
import { type Outcome, writeOut } from './write-out.ts'

const moreHelp = "curl: try 'curl --help' or 'curl --manual' for more information"

const help = `Usage: curl [options...] <url>
 -d, --data <data>           HTTP POST data
 -f, --fail                  Fail fast with no output on HTTP errors
 -h, --help <subject>        Get help for commands
 -i, --include               Show response headers in output
 -I, --head                  Show document info only
 -H, --header <header/@file> Pass custom header(s) to server
 -L, --location              Follow redirects
 -m, --max-time <seconds>    Maximum time allowed for transfer
 -o, --output <file>         Write to file instead of stdout
 -O, --remote-name           Write output to file named as remote file
 -s, --silent                Silent mode
 -u, --user <user:password>  Server user and password
 -v, --verbose               Make the operation more talkative
 -F, --form <name=content>   Specify multipart MIME data
 -b, --cookie <data|file>    Send cookies from string/load from file
 -c, --cookie-jar <file>     Save cookies to <file> after operation
 -D, --dump-header <file>    Write the received headers to <file>
 -k, --insecure              Allow insecure server connections
 -T, --upload-file <file>    Transfer local FILE to destination
 -w, --write-out <format>    Output FORMAT after completion
 -X, --request <method>      Specify request method to use`

/** curl for http and https. */
export async function curl(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  let args: CurlArguments
  try {
    args = parseCurlArguments(proc.argv)
  } catch (error) {
    if (!(error instanceof CurlUsageError)) throw error
    await proc.stderr.line(`curl: ${error.message}\n${moreHelp}`)
    return 2
  }
  if (args.flags.has('version')) {
    await proc.stdout.line(`curl ${curlVersion} (x86_64-amazon-linux-gnu)\nProtocols: http https`)
    return 0
  }
  if (args.flags.has('help')) {
    await proc.stdout.line(help)
    return 0
  }
  if (args.urls.length === 0) {
    await proc.stderr.line(`curl: (2) no URL specified\n${moreHelp}`)
    return 2
  }
  const jar = new CookieJar(() => proc.system.now())
  for (const cookie of args.values.get('cookie') ?? [])
    if (!cookie.includes('=')) await jar.read(proc, cookie)
  let status = 0
  for (const [index, url] of args.urls.entries()) status = await fetchOne(proc, args, url, index, jar)
  const jarPath = last(args, 'cookie-jar')
  if (jarPath === '-') await proc.stdout.write(jar.text())
  else if (jarPath !== undefined) await proc.writeFile(jarPath, jar.text())
  return status
}

const last = (args: CurlArguments, name: string): string | undefined => args.values.get(name)?.at(-1)

async function fetchOne(
  proc: Process,
  args: CurlArguments,
  given: string,
  index: number,
  jar: CookieJar,
): Promise<number> {
  const retries = Number(last(args, 'retry') ?? 0)
  for (let tries = 0; ; tries++) {
    const { outcome, failure } = await tryOne(proc, args, given, index, jar)
    if (tries >= retries || !isTransient(args, outcome, failure)) {
      if (failure && (!args.flags.has('silent') || args.flags.has('show-error')))
        await proc.stderr.line(`curl: (${failure.code}) ${failure.text}`)
      const format = last(args, 'write-out')
      if (format !== undefined) await writeOut(proc, format, outcome)
      return failure?.code ?? 0
    }
    // Twice as long from one try to the next, beginning with a second.
    const wait = Number(last(args, 'retry-delay') ?? 0) || Math.min(2 ** tries, 600)
    const problem = failure ? failureName(failure.code) : `HTTP error`
    if (!args.flags.has('silent'))
      await proc.stderr.line(`Warning: Problem: ${problem}. Will retry in ${wait} second${wait === 1 ? '' : 's'}. ${retries - tries} retr${retries - tries === 1 ? 'y' : 'ies'} left.`) // prettier-ignore
    await proc.sleep(wait * 1000)
  }
}

const failureName = (code: number): string =>
  code === 28 ? 'timeout' : code === 7 ? 'connection refused' : '(retrying all errors)'

/** What may pass by itself: timeouts, and answers that say "later". */
function isTransient(args: CurlArguments, { status }: Outcome, failure: CurlFailure | undefined): boolean {
  if (args.flags.has('retry-all-errors')) return failure !== undefined || status >= 400
  if (failure?.code === 7) return args.flags.has('retry-connrefused')
  return failure?.code === 28 || [408, 429, 500, 502, 503, 504].includes(status)
}

async function tryOne(
  proc: Process,
  args: CurlArguments,
  given: string,
  index: number,
  jar: CookieJar,
): Promise<{ outcome: Outcome; failure?: CurlFailure }> {
  try {
    const url = targetOf(given)
    const upload = last(args, 'upload-file')
    const fields = args.values.get('form')
    const form = fields && (await multipartForm(proc, fields))
    const body =
      form?.body ?? (upload === undefined ? await requestBody(proc, args) : await readInput(proc, upload))
    const output = await outputFor(proc, args, url, index)
    const progress = { received: 0 }
    const work = transfer(proc, {
      args,
      url,
      body,
      jar,
      output,
      progress,
      ...(form && { bodyType: form.type }),
    })
    return { outcome: await withinTime(proc, args, work, progress) }
  } catch (error) {
    const failure =
      error instanceof CurlError ? { code: error.code, text: error.message } : curlFailure(error)
    if (!failure) throw error
    const status = error instanceof CurlError ? (error.status ?? 0) : 0
    return { failure, outcome: { ...noOutcome, status, url: given, exit: failure.code, error: failure.text } }
  }
}

const noOutcome: Outcome = {
  status: 0,
  method: 'GET',
  url: '',
  redirectUrl: '',
  size: 0,
  sent: 0,
  headSize: 0,
  seconds: { connect: 0, firstByte: 0, total: 0 },
  remote: { address: '', port: 0 },
  redirects: 0,
  exit: 0,
  error: '',
}

function targetOf(given: string): URL {
  const [, scheme] = /^([a-zA-Z][a-zA-Z0-9+.-]*):\/\//.exec(given) ?? []
  if (scheme && !['http', 'https'].includes(scheme.toLowerCase()))
    throw new CurlError(1, `Protocol "${scheme.toLowerCase()}" not supported`)
  const url = parseUrl(scheme ? given : `http://${given}`)
  if (!url) throw new CurlError(3, `URL rejected: ${malformed(given)}`)
  return url
}

function malformed(given: string): string {
  if (/^https?:\/\/($|[/?#])/.test(given) || given === '') return 'No host part in the URL'
  if (/:\d*[^\d/]/.test(given.replace(/^https?:\/\//, '')))
    return 'Port number was not a decimal number between 0 and 65535'
  return 'Malformed input to a URL function'
}

async function outputFor(
  proc: Process,
  args: CurlArguments,
  url: URL,
  index: number,
): Promise<string | undefined> {
  const named = args.values.get('output')?.[index]
  if (named === '-') return undefined
  if (named === undefined && !args.flags.has('remote-name')) return undefined
  const name = named ?? url.pathname.split('/').at(-1)
  if (!name) throw new CurlError(23, 'Remote filename has no length')
  const folder = last(args, 'output-dir')
  const path = folder === undefined ? name : `${folder.replace(/\/$/, '')}/${name}`
  if (args.flags.has('create-dirs')) await makeFolders(proc, path)
  return path
}

async function makeFolders(proc: Process, path: string): Promise<void> {
  for (let slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1))
    await proc.mkdir(path.slice(0, slash), 0o750).catch((error: unknown) => {
      if (!isErrno(error, 'EEXIST')) throw error
    })
}

/** -m: the whole transfer within so many seconds. */
function withinTime<T>(
  proc: Process,
  args: CurlArguments,
  work: Promise<T>,
  progress: { received: number },
): Promise<T> {
  const seconds = Number(args.values.get('max-time')?.at(-1) ?? 0)
  if (!(seconds > 0)) return work
  const began = proc.system.uptime()
  const late = proc.sleep(seconds * 1000).then((): never => {
    const milliseconds = Math.round(proc.system.uptime() - began)
    throw new CurlError(
      28,
      `Operation timed out after ${milliseconds} milliseconds with ${progress.received} bytes received`,
    )
  })
  late.catch(() => undefined)
  work.catch(() => undefined)
  return Promise.race([work, late])
}

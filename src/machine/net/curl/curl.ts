import type { Process } from '../../kernel/process.ts'
import { curlFailure, parseUrl } from '../http/index.ts'
import type { CurlArguments } from './arguments.ts'
import { CurlUsageError, parseCurlArguments } from './arguments.ts'
import { CurlError } from './curl-error.ts'
import { readInput, requestBody } from './request-body.ts'
import { type Outcome, curlVersion, transfer } from './transfer.ts'

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
  let status = 0
  for (const [index, url] of args.urls.entries()) status = await fetchOne(proc, args, url, index)
  return status
}

async function fetchOne(proc: Process, args: CurlArguments, given: string, index: number): Promise<number> {
  try {
    const url = targetOf(given)
    const upload = args.values.get('upload-file')?.at(-1)
    const body = upload === undefined ? await requestBody(proc, args) : await readInput(proc, upload)
    const output = outputFor(args, url, index)
    const progress = { received: 0 }
    const work = transfer(proc, { args, url, body, output, progress })
    const outcome = await withinTime(proc, args, work, progress)
    await writeOut(proc, args, outcome)
    return 0
  } catch (error) {
    const failure =
      error instanceof CurlError ? { code: error.code, text: error.message } : curlFailure(error)
    if (!failure) throw error
    if (!args.flags.has('silent') || args.flags.has('show-error'))
      await proc.stderr.line(`curl: (${failure.code}) ${failure.text}`)
    await writeOut(proc, args, { status: 0, url: given, size: 0, seconds: 0, contentType: '', redirects: 0 })
    return failure.code
  }
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

function outputFor(args: CurlArguments, url: URL, index: number): string | undefined {
  const named = args.values.get('output')?.[index]
  if (named !== undefined) return named === '-' ? undefined : named
  if (!args.flags.has('remote-name')) return undefined
  const name = url.pathname.split('/').at(-1)
  if (!name) throw new CurlError(23, 'Remote filename has no length')
  return name
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

async function writeOut(proc: Process, args: CurlArguments, outcome: Outcome): Promise<void> {
  const format = args.values.get('write-out')?.at(-1)
  if (format === undefined) return
  const variables: Record<string, string> = {
    http_code: String(outcome.status).padStart(3, '0'),
    response_code: String(outcome.status).padStart(3, '0'),
    url_effective: outcome.url,
    size_download: String(outcome.size),
    time_total: outcome.seconds.toFixed(6),
    content_type: outcome.contentType,
    num_redirects: String(outcome.redirects),
  }
  const text = format
    .replaceAll(String.raw`\n`, '\n')
    .replaceAll(String.raw`\t`, '\t')
    .replace(/%\{(\w+)\}/g, (_, name: string) => variables[name] ?? '')
    .replaceAll('%%', '%')
  await proc.stdout.write(text)
}

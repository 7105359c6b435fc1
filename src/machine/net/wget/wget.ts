import { errnoTable, isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { UsageError } from '../../programs/options.ts'
import { toBase64, utf8 } from '../bytes.ts'
import { isAddress } from '../connect.ts'
import { HeaderList, HttpError, type HttpRequest, type HttpResponse, NoConnection, type OpenHttp, openHttp } from '../http/index.ts' // prettier-ignore
import { TlsError } from '../tls.ts'
import { type Wish, parseWget } from './options.ts'

const networkFailure = 4
const tlsFailure = 5
const serverFailure = 8
const usage = "Usage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n"

/** wget, as far as fetching files goes. */
export async function wget(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  let wish: ReturnType<typeof parseWget>
  try {
    wish = parseWget(proc.argv.slice(1))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    await proc.stderr.write(`wget: ${error.message}\n${usage}`)
    return 2
  }
  if (wish.version) {
    await proc.stdout.line('GNU Wget 1.21.3 built on linux-gnu.')
    return 0
  }
  if (wish.help) {
    await proc.stdout.write(usage)
    return 0
  }
  if (wish.urls.length === 0) {
    await proc.stderr.write(`wget: missing URL\n${usage}`)
    return 1
  }
  let worst = 0
  for (const { given, url } of wish.urls) {
    const status = await fetchOne(proc, wish, given, url)
    // The lowest of several failures is what wget exits with.
    if (status !== 0) worst = worst === 0 ? status : Math.min(worst, status)
  }
  return worst
}

async function fetchOne(proc: Process, wish: Wish, given: string, url: URL | undefined): Promise<number> {
  if (!url || !/^https?:$/.test(url.protocol)) {
    await proc.stderr.line(`${given}: Unsupported scheme.`)
    return 1
  }
  try {
    return await retrieve(proc, wish, url)
  } catch (error) {
    if (error instanceof HttpError) await say(proc, wish, `No data received.\nGiving up.\n`)
    else if (!isErrno(error)) throw error
    else await proc.stderr.line(`${wish.output ?? fileName(url)}: ${error.message}`)
    return error instanceof HttpError ? networkFailure : 3
  }
}

async function say(proc: Process, { quiet, brief }: Wish, text: string): Promise<void> {
  if (!quiet && !brief) await proc.stderr.write(`${text}\n`)
}

const fileName = (url: URL): string => url.pathname.split('/').at(-1) || 'index.html'

async function retrieve(proc: Process, wish: Wish, start: URL): Promise<number> {
  let url = start
  for (let redirects = 0; redirects <= wish.mostRedirects; redirects++) {
    const open = await connectTrying(proc, url, wish)
    if (typeof open === 'number') return open
    try {
      const response = await open.connection.request(await requestFor(proc, wish, url, redirects > 0))
      await say(proc, wish, `HTTP request sent, awaiting response... ${headText(wish, response)}`)
      const location = response.status >= 300 && response.status < 400 && response.headers.get('location')
      if (!location) return await save(proc, wish, url, response)
      await say(proc, wish, `Location: ${location} [following]`)
      url = new URL(location, url)
    } finally {
      open.close()
    }
  }
  await say(proc, wish, `${wish.mostRedirects} redirections exceeded.`)
  return serverFailure
}

/** With -S the whole head of the answer. */
function headText({ serverResponse }: Wish, { version, status, reason, headers }: HttpResponse): string {
  if (!serverResponse) return `${status} ${reason}`
  return ['', `${version} ${status} ${reason}`, ...headers.entries.map(([name, value]) => `${name}: ${value}`)].join('\n  ') // prettier-ignore
}

async function requestFor(proc: Process, wish: Wish, url: URL, redirected: boolean): Promise<HttpRequest> {
  const headers = new HeaderList({
    'Host': url.host,
    'User-Agent': wish.userAgent,
    'Accept': '*/*',
    'Accept-Encoding': 'identity',
  }) // prettier-ignore
  if (wish.user !== undefined)
    headers.set('Authorization', `Basic ${toBase64(utf8(`${wish.user}:${wish.password}`))}`)
  // What was posted is not posted again to where the answer leads.
  const content = redirected ? undefined : wish.body
  const body = content && ('text' in content ? utf8(content.text) : await proc.readFile(content.file))
  if (body) {
    headers.set('Content-Type', 'application/x-www-form-urlencoded')
    headers.set('Content-Length', String(body.length))
  }
  for (const line of wish.headers) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const method = wish.spider ? 'HEAD' : redirected ? 'GET' : (wish.method ?? 'GET')
  return { method, target: `${url.pathname}${url.search}`, headers, ...(body && { body }) }
}

/** A connection that times out is tried again, a refused one is not. */
async function connectTrying(proc: Process, url: URL, wish: Wish): Promise<OpenHttp | number> {
  for (let tries = 1; ; tries++) {
    await say(
      proc,
      wish,
      `--${stamp(proc)}--${tries > 1 ? `  (try:${String(tries).padStart(2)})` : ''}  ${url.href}`,
    )
    const open = await connect(proc, url, wish)
    if (open !== 'timed out') return open
    if (tries >= wish.tries) {
      await say(proc, wish, 'Giving up.\n')
      return networkFailure
    }
    await say(proc, wish, 'Retrying.\n')
    await proc.sleep(Math.min(tries, 10) * 1000)
  }
}

async function connect(proc: Process, url: URL, wish: Wish): Promise<OpenHttp | number | 'timed out'> {
  const write = async (text: string) => {
    if (!wish.quiet && !wish.brief) await proc.stderr.write(text)
  }
  const { hostname } = url
  const named = !isAddress(hostname)
  if (named) await write(`Resolving ${hostname} (${hostname})... `)
  try {
    return await openHttp(proc, url, {
      ...(wish.timeout !== undefined && { patience: wish.timeout }),
      onTrying: async (address, port) => {
        if (named) await write(`${address}\n`)
        await write(`Connecting to ${named ? `${hostname} (${hostname})|${address}|` : address}:${port}... `)
      },
      onConnected: () => write('connected.\n'),
    })
  } catch (error) {
    if (!(error instanceof NoConnection)) throw error
    if (error.reason === 'unknown host') {
      await write('failed: Name or service not known.\n')
      await proc.stderr.line(`wget: unable to resolve host address '${hostname}'`)
      return networkFailure
    }
    if (error.reason instanceof TlsError) {
      await proc.stderr.write(
        `OpenSSL: error:0A00010B:SSL routines::${error.reason.reason}\nUnable to establish SSL connection.\n`,
      )
      return tlsFailure
    }
    await write(`failed: ${errnoTable[error.reason][1]}.\n`)
    return error.reason === 'ETIMEDOUT' ? 'timed out' : networkFailure
  }
}

async function save(proc: Process, wish: Wish, url: URL, response: HttpResponse): Promise<number> {
  if (response.status >= 400) {
    if (wish.brief && !wish.quiet) await proc.stderr.line(`${url.href}:`)
    if (!wish.quiet) await proc.stderr.write(`${stamp(proc)} ERROR ${response.status}: ${response.reason}.\n${wish.brief ? '' : '\n'}`) // prettier-ignore
    return serverFailure
  }
  const length = response.headers.get('content-length')
  const type = response.headers.get('content-type')?.split(';')[0]
  await say(proc, wish, `Length: ${length ?? 'unspecified'}${type ? ` [${type}]` : ''}`)
  if (wish.spider) {
    await say(proc, wish, 'Remote file exists.\n')
    return 0
  }
  const plain = `${wish.folder ? `${wish.folder.replace(/\/$/, '')}/` : ''}${fileName(url)}`
  if (wish.noClobber && wish.output === undefined && (await exists(proc, plain))) {
    await say(proc, wish, `File '${plain}' already there; not retrieving.\n`)
    return 0
  }
  const name = wish.output ?? (await freeName(proc, plain))
  const shown = name === '-' ? 'STDOUT' : name
  await say(proc, wish, `Saving to: '${shown}'\n`)
  if (wish.folder && wish.output === undefined)
    await proc.mkdir(wish.folder, 0o755).catch((error: unknown) => {
      if (!isErrno(error, 'EEXIST')) throw error
    })
  const began = proc.system.uptime()
  const fd = name === '-' ? 1 : await proc.open(name, { write: true, create: true, truncate: true }, 0o644)
  let size = 0
  for await (const bytes of response.body) {
    size += bytes.length
    await proc.write(fd, bytes)
  }
  if (fd !== 1) await proc.close(fd)
  const seconds = Math.max(0.001, (proc.system.uptime() - began) / 1000)
  const rate = size / seconds / 1024
  const speed = rate > 1024 ? `${(rate / 1024).toFixed(1)} MB/s` : `${rate.toFixed(1)} KB/s`
  const sizes = `[${size}${length ? `/${length}` : ''}]`
  if (wish.brief && !wish.quiet)
    await proc.stderr.line(`${stamp(proc)} URL:${url.href} ${sizes} -> "${shown}" [1]`)
  await say(proc, wish, `${stamp(proc)} (${speed}) - '${shown}' saved ${sizes}\n`)
  return 0
}

async function exists(proc: Process, path: string): Promise<boolean> {
  try {
    await proc.lstat(path)
    return true
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return false
    throw error
  }
}

/** wget does not write over a file: the next one is `name.1`. */
async function freeName(proc: Process, name: string): Promise<string> {
  for (let number = 0; ; number++) {
    const candidate = number === 0 ? name : `${name}.${number}`
    if (!(await exists(proc, candidate))) return candidate
  }
}

const stamp = (proc: Process): string =>
  new Date(proc.system.now()).toISOString().slice(0, 19).replace('T', ' ')

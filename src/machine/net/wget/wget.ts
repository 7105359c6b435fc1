import { errnoTable, isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { HeaderList, HttpError, type HttpResponse, NoConnection, openHttp, parseUrl } from '../http/index.ts'
import { TlsError } from '../tls.ts'

interface Wish {
  url: URL
  quiet: boolean
  /** `-` is standard output. */
  output: string | undefined
}

const mostRedirects = 20

/** wget, as far as fetching a file goes: -q, -O, --no-check-certificate. */
export async function wget(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  const words = proc.argv.slice(1)
  const at = words.findIndex((word) => /^-[a-zA-Z]*O$/.test(word))
  const output = at >= 0 ? words.splice(at + 1, 1)[0] : undefined
  const quiet = words.some((word) => /^-[a-zA-Z]*q/.test(word) || word === '--quiet')
  const [address] = words.filter((word) => !word.startsWith('-'))
  if (!address) {
    await proc.stderr.write(
      "wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help' for more options.\n",
    )
    return 1
  }
  const url = parseUrl(/^[a-z]+:\/\//i.test(address) ? address : `http://${address}`)
  if (!url || !/^https?:$/.test(url.protocol)) {
    await proc.stderr.line(`${address}: Unsupported scheme.`)
    return 1
  }
  try {
    return await retrieve(proc, { url, quiet, output })
  } catch (error) {
    if (error instanceof HttpError) await say(proc, quiet, `No data received.\nGiving up.\n`)
    else if (!isErrno(error)) throw error
    else await proc.stderr.line(`${output ?? fileName(url)}: ${error.message}`)
    return error instanceof HttpError ? 4 : 3
  }
}

async function say(proc: Process, quiet: boolean, text: string): Promise<void> {
  if (!quiet) await proc.stderr.write(`${text}\n`)
}

const fileName = (url: URL): string => url.pathname.split('/').at(-1) || 'index.html'

async function retrieve(proc: Process, wish: Wish): Promise<number> {
  let { url } = wish
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    await say(proc, wish.quiet, `--${stamp(proc)}--  ${url.href}`)
    const open = await connect(proc, url, wish.quiet)
    if (!open) return 4
    try {
      const headers = new HeaderList({
        Host: url.host,
        'User-Agent': 'Wget/1.21.3',
        Accept: '*/*',
        'Accept-Encoding': 'identity',
      })
      const target = `${url.pathname}${url.search}`
      const response = await open.connection.request({ method: 'GET', target, headers })
      await say(
        proc,
        wish.quiet,
        `HTTP request sent, awaiting response... ${response.status} ${response.reason}`,
      )
      const location = response.status >= 300 && response.status < 400 && response.headers.get('location')
      if (!location) return await save(proc, wish, response)
      await say(proc, wish.quiet, `Location: ${location} [following]`)
      url = new URL(location, url)
    } finally {
      open.close()
    }
  }
  await say(proc, wish.quiet, `${mostRedirects} redirections exceeded.`)
  return 8
}

async function connect(proc: Process, url: URL, quiet: boolean) {
  const write = async (text: string) => {
    if (!quiet) await proc.stderr.write(text)
  }
  const { hostname } = url
  const named = !/^[\d.]+$/.test(hostname)
  if (named) await write(`Resolving ${hostname} (${hostname})... `)
  try {
    return await openHttp(proc, url, {
      onTrying: async (address, port) => {
        if (named) await write(`${address}\n`)
        await write(`Connecting to ${hostname} (${hostname})|${address}|:${port}... `)
      },
      onConnected: () => write('connected.\n'),
    })
  } catch (error) {
    if (!(error instanceof NoConnection)) throw error
    if (error.reason === 'unknown host') {
      await write(`failed: Name or service not known.\nwget: unable to resolve host address '${hostname}'\n`)
      return undefined
    }
    if (error.reason instanceof TlsError) {
      await write(
        `OpenSSL: error:0A00010B:SSL routines::${error.reason.reason}\nUnable to establish SSL connection.\n`,
      )
      return undefined
    }
    await write(`failed: ${errnoTable[error.reason][1]}.\n`)
    return undefined
  }
}

async function save(proc: Process, { url, quiet, output }: Wish, response: HttpResponse): Promise<number> {
  if (response.status >= 400) {
    await say(proc, quiet, `${stamp(proc)} ERROR ${response.status}: ${response.reason}.\n`)
    return 8
  }
  const length = response.headers.get('content-length')
  const type = response.headers.get('content-type')?.split(';')[0]
  const name = output ?? (await freeName(proc, fileName(url)))
  const shown = name === '-' ? 'STDOUT' : name
  await say(
    proc,
    quiet,
    `Length: ${length ?? 'unspecified'}${type ? ` [${type}]` : ''}\nSaving to: '${shown}'\n`,
  )
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
  await say(
    proc,
    quiet,
    `${stamp(proc)} (${speed}) - '${shown}' saved [${size}${length ? `/${length}` : ''}]\n`,
  )
  return 0
}

/** wget does not write over a file: the next one is `name.1`. */
async function freeName(proc: Process, name: string): Promise<string> {
  for (let number = 0; ; number++) {
    const candidate = number === 0 ? name : `${name}.${number}`
    try {
      await proc.lstat(candidate)
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return candidate
      throw error
    }
  }
}

const stamp = (proc: Process): string =>
  new Date(proc.system.now()).toISOString().slice(0, 19).replace('T', ' ')

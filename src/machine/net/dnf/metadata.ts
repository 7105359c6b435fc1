import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { text } from '../bytes.ts'
import { ctime } from '../ctime.ts'
import { gunzip } from '../gzip.ts'
import { HeaderList, type OpenHttp, collect, curlFailure, openHttp } from '../http/index.ts'
import { DnfError } from './dnf-error.ts'
import { type AvailablePackage, mirrorHost, mirrorListPath } from './repository.ts'
import { downloadLine } from './layout.ts'

/** dnf's own `timeout`. */
const patience = 30_000
/** dnf's own `metadata_expire`. */
const expires = 48 * 3600_000
const largestAnswer = 64 * 1024 * 1024

interface Cached {
  fetched: number
  base: string
  packages: AvailablePackage[]
}

export interface Repository {
  base: string
  packages: AvailablePackage[]
}

/** What the mirror has: from the cache while it is fresh, else asked for. Says which. */
export async function loadMetadata(proc: Process, width: number): Promise<Repository> {
  const cache = proc.credentials.uid === 0 ? '/var/cache/dnf' : `/var/tmp/dnf-${proc.credentials.uid}`
  const cached = await readCache(proc, cache)
  const now = proc.system.now()
  if (cached && now - cached.fetched < expires && now >= cached.fetched) {
    const age = clock(now - cached.fetched)
    const when = ctime(Math.floor(cached.fetched / 1000))
    await proc.stdout.line(`Last metadata expiration check: ${age} ago on ${when}.`)
    return cached
  }
  const fresh = { fetched: now, ...(await download(proc, width)) }
  await writeCache(proc, cache, fresh)
  return fresh
}

async function download(proc: Process, width: number): Promise<Repository> {
  const began = proc.system.uptime()
  const seconds = () => (proc.system.uptime() - began) / 1000
  try {
    const list = text(await fetchFile(proc, new URL(`https://${mirrorHost}${mirrorListPath}`)))
    const base = list.split('\n')[0]!.replace(/\/$/, '')
    const bytes = await fetchFile(proc, new URL(`${base}/repodata/primary.json.gz`))
    const packages = JSON.parse(text(await gunzip(bytes, largestAnswer))) as AvailablePackage[]
    await proc.stdout.line(downloadLine('Amazon Linux 2023 repository', bytes.length, seconds(), width))
    return { base, packages }
  } catch (error) {
    if (!(error instanceof DownloadFailed)) throw error
    await proc.stdout.line(downloadLine('Amazon Linux 2023 repository', 0, seconds(), width))
    throw new DnfError(
      `Error: Failed to download metadata for repo 'amazonlinux': Cannot prepare internal mirrorlist: ${error.message}`,
    )
  }
}

/** A download that did not come, in librepo's words. */
export class DownloadFailed extends Error {
  override readonly name = 'DownloadFailed'
}

const curlErrors: Record<number, string> = {
  6: "Couldn't resolve host name",
  7: "Couldn't connect to server",
  28: 'Timeout was reached',
  35: 'SSL connect error',
  52: 'Server returned nothing (no headers, no data)',
  56: 'Failure when receiving data from the peer',
}

/** A file of the mirror. Throws DownloadFailed. */
export async function fetchFile(proc: Process, url: URL): Promise<Uint8Array> {
  let open: OpenHttp | undefined
  try {
    open = await openHttp(proc, url, { patience })
    const headers = new HeaderList({ Host: url.host, 'User-Agent': 'libdnf', Accept: '*/*' })
    const response = await open.connection.request({ method: 'GET', target: url.pathname, headers })
    if (response.status !== 200) throw new DownloadFailed(`Status code: ${response.status} for ${url.href}`)
    return await collect(response.body, largestAnswer)
  } catch (error) {
    const failure = curlFailure(error)
    if (!failure) throw error
    const detail = failure.code === 28 ? `Connection timed out after ${patience} milliseconds` : failure.text
    throw new DownloadFailed(
      `Curl error (${failure.code}): ${curlErrors[failure.code] ?? failure.text} for ${url.href} [${detail}]`,
    )
  } finally {
    open?.close()
  }
}

async function readCache(proc: Process, folder: string): Promise<Cached | undefined> {
  try {
    return JSON.parse(await proc.readText(`${folder}/amazonlinux.json`)) as Cached
  } catch (error) {
    if (isErrno(error) || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The cache is a convenience: where it cannot be written it is not. */
async function writeCache(proc: Process, folder: string, cached: Cached): Promise<void> {
  try {
    for (const path of folder === '/var/cache/dnf' ? ['/var/cache', folder] : ['/var/tmp', folder])
      await proc.mkdir(path, 0o755).catch((error: unknown) => {
        if (!isErrno(error, 'EEXIST')) throw error
      })
    await proc.writeFile(`${folder}/amazonlinux.json`, JSON.stringify(cached))
  } catch (error) {
    if (!isErrno(error)) throw error
  }
}

/** `0:00:41`, `1:02:03`. */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

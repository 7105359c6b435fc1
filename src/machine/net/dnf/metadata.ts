import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { text } from '../bytes.ts'
import { ctime } from '../ctime.ts'
import { gunzip } from '../gzip.ts'
import { DownloadFailed, fetchFile } from './fetch-file.ts'
import { DnfError } from './dnf-error.ts'
import { downloadLine } from './layout.ts'
import { readRepositories, type RepositoryConfig } from './repositories.ts'
import type { AvailablePackage } from './repository.ts'

/** dnf's own `metadata_expire`. */
const expires = 48 * 3600_000
const largestAnswer = 64 * 1024 * 1024

interface Cached {
  fetched: number
  base: string
  packages: AvailablePackage[]
}

/** A package, and where it is to be had. */
export type Candidate = AvailablePackage & { repository: string; base: string }

/** What the repositories have: from the cache while it is fresh, else asked for. Says which. */
export async function loadMetadata(proc: Process, width: number): Promise<Candidate[]> {
  const cache = cacheFolder(proc)
  const all: Candidate[] = []
  let oldest: number | undefined
  for (const config of (await readRepositories(proc)).filter(({ enabled }) => enabled)) {
    let known = await readCache(proc, cache, config.id)
    const now = proc.system.now()
    if (known && now - known.fetched < expires && now >= known.fetched)
      oldest = Math.min(oldest ?? known.fetched, known.fetched)
    else {
      known = { fetched: now, ...(await download(proc, config, width)) }
      await writeCache(proc, cache, config.id, known)
    }
    const { base, packages } = known
    all.push(...packages.map((each) => ({ ...each, repository: config.id, base })))
  }
  if (oldest !== undefined) {
    const age = clock(proc.system.now() - oldest)
    const when = ctime(Math.floor(oldest / 1000))
    await proc.stdout.line(`Last metadata expiration check: ${age} ago on ${when}.`)
  }
  return all
}

/** Forgets what was downloaded. @returns how many files went. */
export async function clearCache(proc: Process): Promise<number> {
  const folder = cacheFolder(proc)
  const files = await proc.readdir(folder).catch((error: unknown) => {
    if (isErrno(error)) return []
    throw error
  })
  for (const { name } of files) await proc.unlink(`${folder}/${name}`)
  return files.length
}

const cacheFolder = ({ credentials: { uid } }: Process): string =>
  uid === 0 ? '/var/cache/dnf' : `/var/tmp/dnf-${uid}`

async function download(
  proc: Process,
  { id, name, mirrorList, baseUrl }: RepositoryConfig,
  width: number,
): Promise<{ base: string; packages: AvailablePackage[] }> {
  const began = proc.system.uptime()
  const seconds = () => (proc.system.uptime() - began) / 1000
  try {
    const base = mirrorList
      ? text(await fetchFile(proc, address(mirrorList))).split('\n')[0]!
      : (baseUrl ?? '').split(/\s+/)[0]!
    const root = base.replace(/\/$/, '')
    const bytes = await fetchFile(proc, address(`${root}/repodata/primary.json.gz`))
    const packages = JSON.parse(text(await gunzip(bytes, largestAnswer))) as AvailablePackage[]
    await proc.stdout.line(downloadLine(name, bytes.length, seconds(), width))
    return { base: root, packages }
  } catch (error) {
    if (!(error instanceof DownloadFailed)) throw error
    await proc.stdout.line(downloadLine(name, 0, seconds(), width))
    const what = mirrorList ? `Cannot prepare internal mirrorlist: ${error.message}` : error.message
    throw new DnfError(`Error: Failed to download metadata for repo '${id}': ${what}`)
  }
}

function address(url: string): URL {
  try {
    return new URL(url)
  } catch {
    throw new DownloadFailed(`Curl error (3): URL using bad/illegal format or missing URL for ${url}`)
  }
}

const cacheFile = (folder: string, id: string): string => `${folder}/${id.replaceAll('/', '_')}.json`

async function readCache(proc: Process, folder: string, id: string): Promise<Cached | undefined> {
  try {
    return JSON.parse(await proc.readText(cacheFile(folder, id))) as Cached
  } catch (error) {
    if (isErrno(error) || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** The cache is a convenience: where it cannot be written it is not. */
async function writeCache(proc: Process, folder: string, id: string, cached: Cached): Promise<void> {
  try {
    for (const path of folder === '/var/cache/dnf' ? ['/var/cache', folder] : ['/var/tmp', folder])
      await proc.mkdir(path, 0o755).catch((error: unknown) => {
        if (!isErrno(error, 'EEXIST')) throw error
      })
    await proc.writeFile(cacheFile(folder, id), JSON.stringify(cached))
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

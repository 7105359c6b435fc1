import type { Process } from '../../kernel/process.ts'
import { text } from '../bytes.ts'
import { gunzip } from '../gzip.ts'
import { sizeText } from './layout.ts'
import { FetchFailed, fetchFile } from './fetch.ts'
import { makeDirectories } from '../../system/make-directories.ts'
import { type Source, readSources } from './sources.ts'
import { listName, listsFolder, releaseName } from './lists.ts'
import { packageArchitecture, releaseOf } from '../../packages/index.ts'
import { isErrno } from '../../errno.ts'

const largestList = 64 * 1024 * 1024

interface Progress {
  proc: Process
  number: number
  bytes: number
  failures: string[]
  quiet: boolean
}

/** Fetches what the archives have. @returns what failed, in apt's words. */
export async function update(proc: Process, quiet: boolean): Promise<string[]> {
  await makeDirectories(proc, listsFolder)
  const progress: Progress = { proc, number: 1, bytes: 0, failures: [], quiet }
  const began = proc.system.uptime()
  const sources = await readSources(proc)
  const kept = new Set(['lock', 'partial', 'auxfiles'])
  for (const source of sources) await updateSource(progress, source, kept)
  for (const { name, type } of await proc.readdir(listsFolder))
    if (type === 'file' && !kept.has(name)) await proc.unlink(`${listsFolder}/${name}`)
  const seconds = Math.max(1, Math.round((proc.system.uptime() - began) / 1000))
  if (!quiet && progress.bytes > 0)
    await proc.stdout.line(
      `Fetched ${sizeText(progress.bytes)} in ${seconds}s (${sizeText(Math.round(progress.bytes / seconds))}/s)`,
    )
  return progress.failures
}

async function updateSource(progress: Progress, source: Source, kept: Set<string>): Promise<void> {
  const { proc } = progress
  const { uri, suite, components } = source
  const release = `${uri}/dists/${suite}/InRelease`
  const file = `${listsFolder}/${releaseName(source)}`
  kept.add(releaseName(source))
  const { id, version, machine } = proc.system.release
  const architecture = packageArchitecture(releaseOf({ id, version }) ?? 'bookworm', machine)
  for (const component of components) kept.add(listName(source, component, architecture))
  let bytes: Uint8Array
  try {
    bytes = await fetchFile(proc, release)
  } catch (error) {
    return failed(progress, error, `${uri} ${suite} InRelease`, release)
  }
  const old = await proc.readText(file).catch((error: unknown) => {
    if (isErrno(error)) return ''
    throw error
  })
  if (old === text(bytes)) return said(progress, 'Hit', `${uri} ${suite} InRelease`)
  await said(progress, 'Get', `${uri} ${suite} InRelease`, bytes.length)
  for (const component of components) {
    const path = `${component}/binary-${architecture}/Packages.gz`
    if (!new RegExp(`^ \\S+ +[1-9]\\d* ${path}$`, 'm').test(text(bytes))) continue
    const address = `${uri}/dists/${suite}/${path}`
    try {
      const packed = await fetchFile(proc, address)
      const list = await gunzip(packed, largestList)
      await proc.writeFile(`${listsFolder}/${listName(source, component, architecture)}`, list)
      await said(progress, 'Get', `${uri} ${suite}/${component} ${architecture} Packages`, packed.length)
    } catch (error) {
      return failed(progress, error, `${uri} ${suite}/${component} ${architecture} Packages`, address)
    }
  }
  await proc.writeFile(file, bytes)
}

async function said(progress: Progress, what: 'Hit' | 'Get', subject: string, bytes?: number): Promise<void> {
  const { proc, number, quiet } = progress
  progress.number++
  progress.bytes += bytes ?? 0
  if (quiet) return
  await proc.stdout.line(`${what}:${number} ${subject}${bytes === undefined ? '' : ` [${sizeText(bytes)}]`}`)
}

async function failed(progress: Progress, error: unknown, subject: string, address: string): Promise<void> {
  if (!(error instanceof FetchFailed)) throw error
  const { proc, number } = progress
  progress.number++
  await proc.stdout.line(`Err:${number} ${subject}\n  ${error.message}`)
  progress.failures.push(`Failed to fetch ${address}  ${error.message}`)
}

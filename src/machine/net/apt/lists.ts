import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { type Paragraph, namesIn, parseParagraphs } from '../../packages/dpkg-format.ts'
import { compareVersions } from '../dpkg/versions.ts'
import { type Source, readSources } from './sources.ts'

export const listsFolder = '/var/lib/apt/lists'

const prefix = ({ uri, suite }: Source): string =>
  `${uri.replace(/^\w+:\/\//, '').replaceAll('/', '_')}_dists_${suite.replaceAll('/', '_')}`

export const releaseName = (source: Source): string => `${prefix(source)}_InRelease`

export const listName = (source: Source, component: string, architecture: string): string =>
  `${prefix(source)}_${component}_binary-${architecture}_Packages`

/** A package that an archive has. */
export interface Candidate {
  name: string
  version: string
  architecture: string
  depends: readonly string[]
  recommends: readonly string[]
  provides: readonly string[]
  /** In bytes; `installedSize` in KiB. */
  size: number
  installedSize: number
  fields: Paragraph
  source: Source
  component: string
}

/** What the archives had when they were last asked, by name, the newest version first. */
export async function readLists(proc: Process): Promise<Map<string, Candidate[]>> {
  const found = new Map<string, Candidate[]>()
  const names = await proc.readdir(listsFolder).catch((error: unknown) => {
    if (isErrno(error)) return []
    throw error
  })
  for (const source of await readSources(proc))
    for (const component of source.components) {
      const start = `${prefix(source)}_${component}_binary-`
      const file = names.find(({ name }) => name.startsWith(start) && name.endsWith('_Packages'))
      if (!file) continue
      for (const fields of parseParagraphs(await proc.readText(`${listsFolder}/${file.name}`))) {
        const candidate = candidateOf(fields, source, component)
        const others = found.get(candidate.name) ?? []
        found.set(candidate.name, [...others, candidate])
      }
    }
  for (const all of found.values()) all.sort((a, b) => compareVersions(b.version, a.version))
  return found
}

const candidateOf = (fields: Paragraph, source: Source, component: string): Candidate => ({
  name: fields.get('Package') ?? '',
  version: fields.get('Version') ?? '',
  architecture: fields.get('Architecture') ?? '',
  depends: namesIn(fields, 'Depends'),
  recommends: namesIn(fields, 'Recommends'),
  provides: namesIn(fields, 'Provides'),
  size: Number(fields.get('Size') ?? 0),
  installedSize: Number(fields.get('Installed-Size') ?? 0),
  fields,
  source,
  component,
})

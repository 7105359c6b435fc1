import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { type ParsedFile, parseUnitFile } from './parse.ts'
import { splitUnitName } from './specifiers.ts'
import type { UnitSource } from './unit.ts'

/** systemd's own order: what the administrator wrote wins over what packages bring. */
export const unitPath = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/run/systemd/generator',
  '/usr/local/lib/systemd/system',
  '/usr/lib/systemd/system',
] as const

const largestFile = 1024 * 1024

export interface FoundFile {
  path: string
  /** A link to /dev/null, or an empty file. */
  masked: boolean
  /** The name that a link within the unit path leads to. */
  alias?: string
}

/** `foo@bar.service` → `foo@.service`. */
export function templateOf(name: string): string | undefined {
  const { prefix, instance, type } = splitUnitName(name)
  return instance === undefined || instance === '' ? undefined : `${prefix}@.${type}`
}

/** Where a unit's own file is, its template's if it has none. */
export async function findUnitFile(proc: Process, name: string): Promise<FoundFile | undefined> {
  for (const candidate of [name, templateOf(name)])
    for (const directory of candidate === undefined ? [] : unitPath) {
      const found = await lookAt(proc, `${directory}/${candidate}`)
      if (found) return found
    }
  return undefined
}

async function lookAt(proc: Process, path: string): Promise<FoundFile | undefined> {
  try {
    const stat = await proc.lstat(path)
    if (stat.type === 'symlink') {
      const target = await proc.realpath(path)
      if (target === '/dev/null') return { path, masked: true }
      const base = target.slice(target.lastIndexOf('/') + 1)
      const own = path.slice(path.lastIndexOf('/') + 1)
      return base === own || base === templateOf(own) ? { path: target, masked: false } : { path: target, masked: false, alias: base } // prettier-ignore
    }
    if (stat.type !== 'file') return undefined
    return { path, masked: stat.size === 0 }
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

/** Reads a unit with everything that is put on top of it. */
export async function loadUnitSource(proc: Process, name: string): Promise<UnitSource> {
  const found = await findUnitFile(proc, name)
  if (found?.alias !== undefined && found.alias !== name) {
    const real = await loadUnitSource(proc, instanceFor(found.alias, name))
    return { ...real, aliases: [...real.aliases, name] }
  }
  const links = {
    wants: await linksIn(proc, name, 'wants'),
    requires: await linksIn(proc, name, 'requires'),
  }
  const empty = { name, dropIns: [], assignments: [], problems: [], aliases: [], modified: 0, ...links }
  if (found?.masked) return { ...empty, load: 'masked', fragment: found.path }
  const dropIns = await dropInsOf(proc, name)
  if (!found) return { ...empty, load: 'not-found' }
  const parsed: ParsedFile[] = []
  let modified = 0
  for (const path of [found.path, ...dropIns]) {
    modified = Math.max(modified, (await proc.stat(path)).mtime)
    parsed.push(parseUnitFile(await readBounded(proc, path), path))
  }
  return {
    ...empty,
    load: 'loaded',
    fragment: found.path,
    dropIns,
    assignments: parsed.flatMap(({ assignments }) => assignments),
    problems: parsed.flatMap(({ problems }) => problems),
    modified,
  }
}

/** An alias of a template keeps the instance that was asked for. */
function instanceFor(target: string, asked: string): string {
  const { instance } = splitUnitName(asked)
  return instance && target.includes('@.') ? target.replace('@.', `@${instance}.`) : target
}

async function readBounded(proc: Process, path: string): Promise<string> {
  const { size } = await proc.stat(path)
  return size > largestFile ? '' : proc.readText(path)
}

/** NAME.d/*.conf in every directory, by base name; the first directory that has a name wins. */
async function dropInsOf(proc: Process, name: string): Promise<string[]> {
  const byName = new Map<string, string>()
  const owners = [name, templateOf(name), `${splitUnitName(name).type}`].filter((one) => one !== undefined)
  for (const directory of unitPath)
    for (const owner of owners)
      for (const file of await names(proc, `${directory}/${owner}.d`))
        if (file.endsWith('.conf') && !byName.has(file)) byName.set(file, `${directory}/${owner}.d/${file}`)
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path)
}

/** What NAME.wants/ and NAME.requires/ name: enabled units. */
async function linksIn(proc: Process, name: string, kind: 'wants' | 'requires'): Promise<string[]> {
  const found = new Set<string>()
  const owners = [name, templateOf(name)].filter((one) => one !== undefined)
  for (const directory of unitPath)
    for (const owner of owners)
      for (const link of await names(proc, `${directory}/${owner}.${kind}`)) found.add(link)
  return [...found].sort()
}

export async function names(proc: Process, directory: string): Promise<string[]> {
  try {
    return (await proc.readdir(directory)).map((item) => item.name).filter((name) => !name.startsWith('.'))
  } catch (error) {
    if (isErrno(error)) return []
    throw error
  }
}

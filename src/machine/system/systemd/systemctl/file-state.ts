import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { findUnitFile, names, templateOf, unitPath } from '../unit-file/load-unit.ts'
import { parseUnitFile } from '../unit-file/parse.ts'
import { Settings } from '../unit-file/settings.ts'

export type FileState = 'enabled' | 'enabled-runtime' | 'disabled' | 'static' | 'masked' | 'alias' | 'indirect' | 'generated' // prettier-ignore

export interface InstallSection {
  wantedBy: readonly string[]
  requiredBy: readonly string[]
  aliases: readonly string[]
  also: readonly string[]
  defaultInstance: string | undefined
}

export async function readInstall(proc: Process, path: string): Promise<InstallSection> {
  const settings = new Settings(parseUnitFile(await proc.readText(path), path).assignments)
  const words = (key: string): string[] => settings.words('Install', key)
  return {
    wantedBy: words('WantedBy'),
    requiredBy: words('RequiredBy'),
    aliases: words('Alias'),
    also: words('Also'),
    defaultInstance: settings.last('Install', 'DefaultInstance'),
  }
}

export const isInstallable = ({ wantedBy, requiredBy, aliases, also }: InstallSection): boolean =>
  wantedBy.length + requiredBy.length + aliases.length + also.length > 0

/** The links that enable a unit, in /etc and /run: what leads to it from NAME.wants, NAME.requires, or by an alias. */
export async function enablingLinks(proc: Process, name: string): Promise<string[]> {
  const found: string[] = []
  const wanted = new Set([name, ...(name.includes('@') ? [templateOf(name) ?? name] : [])])
  for (const root of ['/etc/systemd/system', '/run/systemd/system'])
    for (const entry of await names(proc, root)) {
      const path = `${root}/${entry}`
      if (/\.(wants|requires)$/.test(entry)) {
        for (const link of await names(proc, path)) if (wanted.has(link) || (name.endsWith('@.service') && link.startsWith(name.slice(0, -'.service'.length)) )) found.push(`${path}/${link}`) // prettier-ignore
      } else if (entry !== name && (await linkTarget(proc, path)) === name) found.push(path)
    }
  return found
}

async function linkTarget(proc: Process, path: string): Promise<string | undefined> {
  try {
    const target = await proc.readlink(path)
    return target.slice(target.lastIndexOf('/') + 1)
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

/** As `systemctl is-enabled` says; undefined when there is no file. */
export async function fileState(proc: Process, name: string): Promise<FileState | undefined> {
  const found = await findUnitFile(proc, name)
  if (!found) return undefined
  if (found.masked) return 'masked'
  if (found.alias !== undefined && found.alias !== name) return 'alias'
  const links = await enablingLinks(proc, name)
  if (links.length > 0) return links.every((link) => link.startsWith('/run/')) ? 'enabled-runtime' : 'enabled'
  const install = await readInstall(proc, found.path)
  if (isInstallable(install))
    return install.also.length > 0 && install.wantedBy.length === 0 ? 'indirect' : 'disabled'
  return 'static'
}

/** Every unit file, by name. */
export async function allUnitFiles(proc: Process): Promise<string[]> {
  const found = new Set<string>()
  for (const directory of unitPath)
    for (const name of await names(proc, directory))
      if (/\.(service|target|timer|mount|socket|path|slice)$/.test(name)) found.add(name)
  return [...found].sort()
}

/** What a distribution's preset says: what it came with is on, what was added is off on Fedora's family, on on Debian's. */
export async function presetOf(proc: Process, name: string): Promise<'enabled' | 'disabled'> {
  if (proc.system.release.id !== 'amzn') return 'enabled'
  const text = await proc
    .readText('/usr/lib/systemd/system-preset/90-default.preset')
    .catch((error: unknown) => {
      if (isErrno(error)) return ''
      throw error
    })
  return text.split('\n').includes(`enable ${name}`) ? 'enabled' : 'disabled'
}

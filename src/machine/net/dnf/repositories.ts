import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { mirrorHost, mirrorListPath } from './repository.ts'

/** A section of a file in /etc/yum.repos.d. */
export interface RepositoryConfig {
  id: string
  name: string
  enabled: boolean
  /** The lower goes first: where two repositories have a package, it comes from that one. */
  priority: number
  /** A list of places to choose from, or the place itself. */
  mirrorList: string | undefined
  baseUrl: string | undefined
}

const folder = '/etc/yum.repos.d'

/** Where packages come from. A volume from before these files were there knows Amazon's own place. */
export async function readRepositories(proc: Process): Promise<RepositoryConfig[]> {
  const { machine } = proc.system.release
  const found: RepositoryConfig[] = []
  let files: string[]
  try {
    files = (await proc.readdir(folder)).map(({ name }) => name).filter((name) => name.endsWith('.repo'))
  } catch (error) {
    if (!isErrno(error)) throw error
    return [{ ...amazon, mirrorList: `https://${mirrorHost}${mirrorListPath(machine)}` }]
  }
  for (const file of files.toSorted())
    found.push(...parse((await proc.readText(`${folder}/${file}`)).replaceAll('$basearch', machine)))
  return found.toSorted((a, b) => a.priority - b.priority)
}

const amazon = {
  id: 'amazonlinux',
  name: 'Amazon Linux 2023 repository',
  enabled: true,
  priority: 10,
  baseUrl: undefined,
}

function parse(text: string): RepositoryConfig[] {
  const sections = text.split(/^\[([^\]\n]+)\][ \t]*$/m).slice(1)
  const found: RepositoryConfig[] = []
  for (let at = 0; at + 1 < sections.length; at += 2) {
    const field = (name: string): string | undefined =>
      new RegExp(`^${name}[ \\t]*=[ \\t]*(.*)$`, 'm').exec(sections[at + 1]!)?.[1]?.trim()
    const id = sections[at]!
    if (id === 'main') continue
    found.push({
      id,
      name: field('name') ?? id,
      enabled: !['0', 'no', 'false'].includes(field('enabled') ?? '1'),
      priority: Number(field('priority') ?? 99),
      mirrorList: field('mirrorlist'),
      baseUrl: field('baseurl'),
    })
  }
  return found
}

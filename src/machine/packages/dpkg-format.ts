import type { PackageInfo } from './catalogue.ts'

/** The paths of a package with the directories above them, as dpkg lists them. */
export function fileList(paths: readonly string[]): string {
  const all = new Set(['/.'])
  for (const path of paths.toSorted()) {
    const parts = path.split('/').slice(1)
    for (let depth = 1; depth <= parts.length; depth++) all.add(`/${parts.slice(0, depth).join('/')}`)
  }
  return `${[...all].join('\n')}\n`
}

export interface InstalledFacts {
  /** In KiB. */
  installedSize: number
}

/** What a machine cannot go on without. */
const essential = new Set([
  'apt', 'bash', 'coreutils', 'diffutils', 'dpkg', 'e2fsprogs', 'findutils', 'grep', 'gzip', 'passwd', 'sed', 'sudo', 'systemd', 'tar',
  'util-linux',
]) // prettier-ignore

/** What /var/lib/dpkg/status says of an installed package. */
export const statusParagraph = (info: PackageInfo, facts: InstalledFacts): string =>
  paragraph([
    ['Package', info.name],
    ...(essential.has(info.name) ? [['Essential', 'yes'] as const] : []),
    ['Status', 'install ok installed'],
    ['Priority', essential.has(info.name) ? 'required' : 'optional'],
    ['Section', info.section],
    ['Installed-Size', String(facts.installedSize)],
    ['Maintainer', maintainer],
    ['Architecture', info.architecture],
    ['Version', info.version],
    ...relations(info),
    ['Description', describe(info)],
    ['Homepage', info.url],
  ])

export interface ArchiveFacts extends InstalledFacts {
  filename: string
  /** In bytes. */
  size: number
}

/** What an archive's Packages file says of a package. */
export const archiveParagraph = (info: PackageInfo, facts: ArchiveFacts): string =>
  paragraph([
    ['Package', info.name],
    ['Architecture', info.architecture],
    ['Version', info.version],
    ['Priority', 'optional'],
    ['Section', info.section],
    ['Maintainer', maintainer],
    ['Installed-Size', String(facts.installedSize)],
    ...relations(info),
    ['Filename', facts.filename],
    ['Size', String(facts.size)],
    ['Homepage', info.url],
    ['Description', describe(info)],
  ])

const maintainer = 'Sandcloud <packages@sandcloud.test>'

const relations = ({ provides, requires, recommends }: PackageInfo): [string, string][] => [
  ...list('Depends', requires),
  ...list('Recommends', recommends),
  ...list('Provides', provides),
]

const list = (field: string, names: readonly string[] = []): [string, string][] =>
  names.length > 0 ? [[field, names.join(', ')]] : []

/** A first line, and the rest indented. */
const describe = ({ summary, description }: PackageInfo): string =>
  description === summary ? summary : `${summary}\n${description.replace(/^/gm, ' ')}`

const paragraph = (fields: readonly (readonly [string, string])[]): string =>
  fields.map(([name, value]) => `${name}: ${value}\n`).join('')

export type Paragraph = ReadonlyMap<string, string>

/** Paragraphs of `Name: value` lines, with continuation lines; blank lines part them. Comments are left out. */
export const parseParagraphs = (text: string): Paragraph[] =>
  text
    .split(/\n(?:[ \t]*\n)+/)
    .map((part) => {
      const fields = new Map<string, string>()
      let last: string | undefined
      for (const line of part.split('\n')) {
        if (line.startsWith('#')) continue
        if (/^[ \t]/.test(line)) {
          if (last !== undefined) fields.set(last, `${fields.get(last)}\n${line}`)
          continue
        }
        const colon = line.indexOf(':')
        if (colon < 1) continue
        last = line.slice(0, colon)
        fields.set(last, line.slice(colon + 1).trim())
      }
      return fields
    })
    .filter((fields) => fields.size > 0)

export const namesIn = (paragraph: Paragraph, field: string): string[] =>
  (paragraph.get(field) ?? '')
    .split(',')
    .map((name) => name.trim().split(' ')[0]!)
    .filter((name) => name !== '')

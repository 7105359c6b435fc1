import { matchesStars } from '../../star-pattern.ts'
import type { PackageInfo } from '../../packages/index.ts'
import { readDatabase } from './database.ts'
import type { DnfCall } from './dnf.ts'
import { DnfError } from './dnf-error.ts'
import { columns, size } from './layout.ts'
import { loadMetadata } from './metadata.ts'
import { fullName, versionParts } from './package-names.ts'
import { readRepositories } from './repositories.ts'

/** Everything that dnf knows, in two parts. */
async function known({ proc, width }: DnfCall) {
  const packages = await loadMetadata(proc, width)
  const installed = await readDatabase(proc)
  return {
    installed: [...installed.values()].sort(byName),
    available: packages.filter(({ name }) => !installed.has(name)).sort(byName),
  }
}

const byName = (a: PackageInfo, b: PackageInfo): number => a.name.localeCompare(b.name, 'en')

/** A name, or one with stars in it. */
function named(words: readonly string[]): (info: PackageInfo) => boolean {
  if (words.length === 0) return () => true
  return ({ name, architecture }) =>
    words.some((word) => matchesStars(word, name) || word === `${name}.${architecture}`)
}

/** `dnf list [installed|available] [names]`. */
export async function list(call: DnfCall): Promise<number> {
  const words = call.words.map((word) => word.replace(/^--/, ''))
  const which = ['installed', 'available', 'all'].includes(words[0] ?? '') ? words.shift() : 'all'
  const { installed, available } = await known(call)
  const fits = named(words)
  const parts = [
    {
      title: 'Installed Packages',
      rows: which === 'available' ? [] : installed.filter(fits),
      from: ({ repository }: { repository?: string }) => (repository ? `@${repository}` : '@System'),
    },
    {
      title: 'Available Packages',
      rows: which === 'installed' ? [] : available.filter(fits),
      from: ({ repository }: { repository?: string }) => repository ?? '',
    },
  ].filter(({ rows }) => rows.length > 0)
  if (parts.length === 0) throw new DnfError('Error: No matching Packages to list')
  for (const { title, rows, from } of parts) {
    const table = rows.map((info) => [`${info.name}.${info.architecture}`, info.version, from(info)])
    const shown = columns(table, call.width).map((line) => line.slice(1))
    await call.proc.stdout.write(`${title}\n${shown.join('\n')}\n`)
  }
  return 0
}

/** `dnf info names`. */
export async function info(call: DnfCall): Promise<number> {
  const { installed, available } = await known(call)
  const fits = named(call.words)
  const parts = [
    {
      title: 'Installed Packages',
      rows: installed.filter(fits).map((entry) => card(entry, entry.installedSize, '@System')),
    },
    {
      title: 'Available Packages',
      rows: available.filter(fits).map((entry) => card(entry, entry.size, entry.repository)),
    },
  ].filter(({ rows }) => rows.length > 0)
  if (parts.length === 0) throw new DnfError('Error: No matching Packages to list')
  for (const { title, rows } of parts) await call.proc.stdout.write(`${title}\n${rows.join('\n')}\n`)
  return 0
}

function card(info: PackageInfo, bytes: number, repository: string): string {
  const { epoch, version, release } = versionParts(info.version)
  const fields: [string, string][] = [
    ['Name', info.name],
    ...(epoch === undefined ? [] : [['Epoch', epoch] as [string, string]]),
    ['Version', version],
    ['Release', release],
    ['Architecture', info.architecture],
    ['Size', size(bytes).trimEnd()],
    ['Repository', repository],
    ['Summary', info.summary],
    ['URL', info.url],
    ['License', info.license],
    ...info.description
      .split('\n')
      .map((line, index): [string, string] => [index === 0 ? 'Description' : '', line]),
  ]
  return fields.map(([label, value]) => `${label.padEnd(12)} : ${value}\n`).join('')
}

/** `dnf search words`: in names and summaries. */
export async function search(call: DnfCall): Promise<number> {
  if (call.words.length === 0) throw new DnfError('Error: Need to pass a keyword to search')
  const { installed, available } = await known(call)
  const all = [...installed, ...available].sort(byName)
  const term = call.words.join(' & ')
  const has = (text: string) => call.words.every((word) => text.toLowerCase().includes(word.toLowerCase()))
  const exact = all.filter(({ name }) => call.words.length === 1 && name === call.words[0])
  const rest = all.filter((entry) => !exact.includes(entry))
  const both = rest.filter(({ name, summary }) => has(name) && has(summary))
  const byNames = rest.filter(({ name, summary }) => has(name) && !has(summary))
  const bySummary = rest.filter(({ name, summary }) => !has(name) && has(summary))
  const parts = [
    { title: `Name Exactly Matched: ${term}`, rows: exact },
    { title: `Name & Summary Matched: ${term}`, rows: both },
    { title: `Name Matched: ${term}`, rows: byNames },
    { title: `Summary Matched: ${term}`, rows: bySummary },
  ].filter(({ rows }) => rows.length > 0)
  if (parts.length === 0) await call.proc.stdout.line('No matches found.')
  for (const { title, rows } of parts) {
    const left = Math.max(0, call.width - title.length - 2)
    const heading = `${'='.repeat(Math.floor(left / 2))} ${title} ${'='.repeat(Math.ceil(left / 2))}`
    const found = rows.map((entry) => `${entry.name}.${entry.architecture} : ${entry.summary}`)
    await call.proc.stdout.write(`${heading}\n${found.join('\n')}\n`)
  }
  return 0
}

/** `dnf provides FILE or name`: also a program's bare name, as dnf tries it in the usual directories. */
export async function provides(call: DnfCall): Promise<number> {
  if (call.words.length === 0) throw new DnfError('Error: Need to pass a value to look for')
  const { installed, available } = await known(call)
  const all = [
    ...installed.map((entry) => ({ entry, from: '@System' })),
    ...available.map((entry) => ({ entry, from: entry.repository })),
  ]
  let found = 0
  for (const word of call.words) {
    const paths = word.startsWith('/') ? [word] : [`/usr/bin/${word}`, `/usr/sbin/${word}`]
    for (const { entry, from } of all) {
      const file = entry.files.find((path) =>
        paths.some(
          (wanted) => matchesStars(wanted, path) || matchesStars(wanted, path.replace(/^\/usr/, '')),
        ),
      )
      const named = entry.name === word || entry.provides?.includes(word)
      if (file === undefined && !named) continue
      found++
      await call.proc.stdout.write(
        `${fullName(entry)} : ${entry.summary}\nRepo        : ${from}\nMatched from:\n${file === undefined ? `Provide    : ${word}` : `Filename    : ${file}`}\n\n`,
      )
    }
  }
  if (found === 0)
    throw new DnfError(
      'Error: No matches found. If searching for a file, try specifying the full path or using a wildcard prefix ("*/") at the beginning.',
    )
  return 0
}

/** `dnf repolist`. */
export async function repolist({ proc, words }: DnfCall): Promise<number> {
  const shown = (await readRepositories(proc)).filter(({ enabled }) => enabled || words[0] === 'all')
  const width = Math.max(7, ...shown.map(({ id }) => id.length)) + 1
  await proc.stdout.line(`${'repo id'.padEnd(width)} repo name${words[0] === 'all' ? '  status' : ''}`)
  for (const { id, name, enabled } of shown)
    await proc.stdout.line(
      `${id.padEnd(width)} ${name}${words[0] === 'all' ? `  ${enabled ? 'enabled' : 'disabled'}` : ''}`,
    )
  return 0
}

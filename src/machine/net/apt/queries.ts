import { type Paragraph } from '../../packages/dpkg-format.ts'
import { compareVersions } from '../dpkg/versions.ts'
import type { AptCall } from './apt.ts'
import { AptError } from './apt-error.ts'
import type { Candidate } from './lists.ts'
import { type Known, candidateFor, installedVersion, namesFitting } from './plan.ts'

const byName = (a: string, b: string): number => a.localeCompare(b, 'en')
const summaryOf = (fields: Paragraph): string => (fields.get('Description') ?? '').split('\n')[0]!

const allNames = ({ status, lists }: Known): string[] =>
  [...new Set([...status.keys(), ...lists.keys()])].toSorted(byName)

/** `apt list [--installed|--upgradable|--all-versions] [names]`. */
export async function list({ proc, flags, words }: AptCall, known: Known): Promise<number> {
  await proc.stdout.line('Listing... Done')
  const names =
    words.length === 0 ? allNames(known) : words.flatMap((word) => namesFitting(allNames(known), word))
  for (const name of names) {
    const version = installedVersion(known, name)
    const [newest] = known.lists.get(name) ?? []
    const upgradable = newest && version !== undefined && compareVersions(newest.version, version) > 0
    if (flags.installed && version === undefined) continue
    if (flags.upgradable && !upgradable) continue
    const suites = newest ? newest.source.suite : 'now'
    const shown = upgradable || version === undefined ? newest?.version : version
    const architecture = newest?.architecture ?? known.status.get(name)?.get('Architecture') ?? ''
    const notes = upgradable
      ? ` [upgradable from: ${version}]`
      : version === undefined
        ? ''
        : newest
          ? ` [installed${known.automatic.has(name) ? ',automatic' : ''}]`
          : ' [installed,local]'
    await proc.stdout.line(
      `${name}/${suites}${newest && version ? ',now' : ''} ${shown} ${architecture}${notes}`,
    )
  }
  return 0
}

/** `apt search words` and `apt-cache search words`: in names and descriptions. */
export async function search(call: AptCall, known: Known): Promise<number> {
  const { proc, words, name: tool } = call
  if (words.length === 0) throw new AptError('E: You must give at least one search pattern')
  const brief = tool === 'apt-cache'
  if (!brief) await proc.stdout.line('Sorting... Done\nFull Text Search... Done')
  for (const name of allNames(known)) {
    const fields = known.lists.get(name)?.[0]?.fields ?? known.status.get(name)!
    const text = `${name} ${call.flags.namesOnly ? '' : fields.get('Description')}`.toLowerCase()
    if (!words.every((word) => text.includes(word.toLowerCase().replace(/^\^|\$$/g, '')))) continue
    if (brief) {
      await proc.stdout.line(`${name} - ${summaryOf(fields)}`)
      continue
    }
    const [newest] = known.lists.get(name) ?? []
    const version = installedVersion(known, name)
    const where = newest ? `${newest.source.suite}${version ? ',now' : ''}` : 'now'
    await proc.stdout.write(
      `${name}/${where} ${newest?.version ?? version} ${fields.get('Architecture')}${version ? ' [installed]' : ''}\n  ${summaryOf(fields)}\n\n`,
    )
  }
  return 0
}

/** `apt show names` and `apt-cache show names`. */
export async function show({ proc, words, name: tool }: AptCall, known: Known): Promise<number> {
  let missing = 0
  for (const word of words) {
    const found: Paragraph | undefined = candidateFor(known, word)?.fields ?? known.status.get(word)
    if (!found) {
      missing++
      await proc.stderr.line(`N: Unable to locate package ${word}`)
      continue
    }
    const hidden = tool === 'apt' ? ['Filename', 'Status'] : ['Status']
    const lines = [...found]
      .filter(([field]) => !hidden.includes(field))
      .map(([field, value]) => `${field}: ${value}`)
    await proc.stdout.write(`${lines.join('\n')}\n\n`)
  }
  if (missing > 0) throw new AptError('E: No packages found')
  return 0
}

/** `apt policy names`: what is installed, what would be, and from where. */
export async function policy({ proc, words }: AptCall, known: Known): Promise<number> {
  for (const word of words) {
    const all = known.lists.get(word) ?? []
    const version = installedVersion(known, word)
    if (all.length === 0 && version === undefined) continue
    await proc.stdout.line(
      `${word}:\n  Installed: ${version ?? '(none)'}\n  Candidate: ${best(all, version) ?? '(none)'}\n  Version table:`,
    )
    const versions = [...new Set([...all.map((each) => each.version), ...(version ? [version] : [])])]
    for (const each of versions.toSorted((a, b) => compareVersions(b, a))) {
      await proc.stdout.line(` ${each === version ? '***' : '   '} ${each} 500`)
      for (const { source, component, architecture } of all.filter((entry) => entry.version === each))
        await proc.stdout.line(
          `        500 ${source.uri} ${source.suite}/${component} ${architecture} Packages`,
        )
      if (each === version) await proc.stdout.line('        100 /var/lib/dpkg/status')
    }
  }
  return 0
}

const best = (all: readonly Candidate[], installed: string | undefined): string | undefined => {
  const [newest] = all
  if (!newest) return installed
  return installed !== undefined && compareVersions(installed, newest.version) > 0
    ? installed
    : newest.version
}

/** `apt-cache depends names`. */
export async function depends({ proc, words }: AptCall, known: Known): Promise<number> {
  for (const word of words) {
    const found = candidateFor(known, word)
    if (!found) throw new AptError(`E: No packages found`)
    const lines = [
      ...found.depends.map((name) => `  Depends: ${name}`),
      ...found.recommends.map((name) => `  Recommends: ${name}`),
    ]
    await proc.stdout.line([found.name, ...lines].join('\n'))
  }
  return 0
}

/** `apt-cache madison names`. */
export async function madison({ proc, words }: AptCall, known: Known): Promise<number> {
  for (const word of words)
    for (const { name, version, source, component, architecture } of known.lists.get(word) ?? [])
      await proc.stdout.line(
        `${name.padStart(10)} | ${version} | ${source.uri} ${source.suite}/${component} ${architecture} Packages`,
      )
  return 0
}

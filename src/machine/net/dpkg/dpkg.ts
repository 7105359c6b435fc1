import type { Process } from '../../kernel/process.ts'
import { packageArchitecture, releaseOf } from '../../packages/index.ts'
import type { Paragraph } from '../../packages/dpkg-format.ts'
import { matchesStars } from '../../star-pattern.ts'
import { withLock } from '../apt/locks.ts'
import { AptError } from '../apt/apt-error.ts'
import { eraseOne } from '../apt/unpacking.ts'
import { bareName, isInstalled, readFiles, readStatus, writeStatus } from './status.ts'

type Action = (proc: Process, words: readonly string[]) => Promise<number>

const actions: Readonly<Record<string, Action>> = {
  '-l': list, '--list': list,
  '-L': files, '--listfiles': files,
  '-S': search, '--search': search,
  '-s': status, '--status': status,
  '-r': remove, '--remove': remove, '-P': remove, '--purge': remove,
  '-i': install, '--install': install, '--unpack': install,
  '-W': show, '--show': show,
  '--get-selections': selections,
  '--configure': async () => 0, '-C': async () => 0, '--audit': async () => 0,
  '--print-architecture': architecture,
  '--version': version,
} // prettier-ignore

/** dpkg(1), and dpkg-query(1), which has its asking half. */
export async function dpkg(proc: Process): Promise<number> {
  const words = proc.argv.slice(1)
  const at = words.findIndex((word) => Object.hasOwn(actions, word))
  if (at < 0) {
    await proc.stderr.line(
      words.length === 0
        ? "dpkg: error: need an action option\n\nType dpkg --help for help about installing and deinstalling packages [*];\nUse 'apt' or 'aptitude' for user-friendly package management."
        : `dpkg: error: unknown option ${words[0]}`,
    )
    return 2
  }
  const rest = words.filter((word, index) => index !== at && (!word.startsWith('-') || word === '-a'))
  try {
    return await actions[words[at]!]!(proc, rest)
  } catch (error) {
    if (!(error instanceof AptError)) throw error
    await proc.stderr.line(`dpkg: error: ${error.message.replace(/^E: /, '')}`)
    return 2
  }
}

const fits = (name: string, words: readonly string[]): boolean =>
  words.length === 0 || words.some((word) => matchesStars(bareName(word), name))

const summary = (fields: Paragraph): string => (fields.get('Description') ?? '').split('\n')[0]!

async function list(proc: Process, words: readonly string[]): Promise<number> {
  const found = [...(await readStatus(proc)).values()]
    .filter((fields) => fits(fields.get('Package')!, words))
    .toSorted((a, b) => a.get('Package')!.localeCompare(b.get('Package')!, 'en'))
  if (found.length === 0) {
    for (const word of words) await proc.stderr.line(`dpkg-query: no packages found matching ${word}`)
    return 1
  }
  const rows = found.map((fields) => [
    isInstalled(fields) ? 'ii' : 'rc',
    fields.get('Package')!,
    fields.get('Version') ?? '',
    fields.get('Architecture') ?? '',
    summary(fields),
  ])
  const titles = ['||/', 'Name', 'Version', 'Architecture', 'Description']
  const widths = [3, 14, 12, 12, 33].map((least, column) =>
    Math.max(least, titles[column]!.length, ...(column === 4 ? [0] : rows.map((row) => row[column]!.length))),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join(' ')
      .trimEnd()
  await proc.stdout.write(`Desired=Unknown/Install/Remove/Purge/Hold
| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
${line(titles)}
+++-${widths
    .slice(1)
    .map((width) => '='.repeat(width))
    .join('-')}
${rows.map(line).join('\n')}
`)
  return 0
}

async function files(proc: Process, words: readonly string[]): Promise<number> {
  const known = await readStatus(proc)
  let result = 0
  for (const word of words) {
    if (!isInstalled(known.get(bareName(word)))) {
      await proc.stderr.line(
        `dpkg-query: package '${word}' is not installed\nUse dpkg --contents (= dpkg-deb --contents) to list archive files contents.`,
      )
      result = 1
    } else await proc.stdout.write(`${(await readFiles(proc, bareName(word))).join('\n')}\n`)
  }
  return result
}

async function search(proc: Process, words: readonly string[]): Promise<number> {
  const known = await readStatus(proc)
  let result = 0
  for (const word of words) {
    const pattern = word.startsWith('/') || word.includes('*') ? word : `*${word}*`
    let found = false
    for (const name of known.keys())
      for (const path of await readFiles(proc, name)) {
        if (!matchesStars(pattern, path) && path !== `/usr${word}`) continue
        found = true
        await proc.stdout.line(`${name}: ${path}`)
      }
    if (found) continue
    result = 1
    await proc.stderr.line(`dpkg-query: no path found matching pattern ${word}`)
  }
  return result
}

async function status(proc: Process, words: readonly string[]): Promise<number> {
  const known = await readStatus(proc)
  let result = 0
  for (const word of words) {
    const fields = known.get(bareName(word))
    if (fields) {
      await proc.stdout.write(`${[...fields].map(([name, value]) => `${name}: ${value}`).join('\n')}\n`)
      if (words.length > 1) await proc.stdout.line('')
      continue
    }
    result = 1
    await proc.stderr.line(
      `dpkg-query: package '${word}' is not installed and no information is available\nUse dpkg --info (= dpkg-deb --info) to examine archive files.`,
    )
  }
  return result
}

async function show(proc: Process, words: readonly string[]): Promise<number> {
  const known = [...(await readStatus(proc)).values()].filter((fields) => fits(fields.get('Package')!, words))
  for (const fields of known) await proc.stdout.line(`${fields.get('Package')}\t${fields.get('Version')}`)
  if (known.length > 0) return 0
  for (const word of words) await proc.stderr.line(`dpkg-query: no packages found matching ${word}`)
  return 1
}

async function selections(proc: Process, words: readonly string[]): Promise<number> {
  for (const [name, fields] of await readStatus(proc))
    if (fits(name, words))
      await proc.stdout.line(`${name.padEnd(47)} ${isInstalled(fields) ? 'install' : 'deinstall'}`)
  return 0
}

async function remove(proc: Process, words: readonly string[]): Promise<number> {
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line('dpkg: error: requested operation requires superuser privilege')
    return 2
  }
  const purge = proc.argv.some((word) => word === '-P' || word === '--purge')
  return withLock(proc, async () => {
    const known = await readStatus(proc)
    for (const word of words) {
      const name = bareName(word)
      if (!isInstalled(known.get(name)) && !(purge && known.has(name))) {
        await proc.stderr.line(`dpkg: warning: ignoring request to remove ${word} which isn't installed`)
        continue
      }
      if (known.get(name)!.get('Essential') === 'yes') {
        await proc.stderr.line(
          `dpkg: error processing package ${name} (--remove):\n this is an essential package; it should not be removed\nErrors were encountered while processing:\n ${name}`,
        )
        return 1
      }
      const dependent = [...known.values()].find(
        (fields) => isInstalled(fields) && (fields.get('Depends') ?? '').split(/,\s*/).includes(name),
      )
      if (dependent) {
        await proc.stderr.line(
          `dpkg: dependency problems prevent removal of ${name}:\n ${dependent.get('Package')} depends on ${name}.\n\ndpkg: error processing package ${name} (--remove):\n dependency problems - not removing\nErrors were encountered while processing:\n ${name}`,
        )
        return 1
      }
      await eraseOne(proc, known, name, purge)
      await writeStatus(proc, known)
    }
    return 0
  })
}

async function install(proc: Process, words: readonly string[]): Promise<number> {
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line('dpkg: error: requested operation requires superuser privilege')
    return 2
  }
  for (const word of words) {
    const there = await proc.stat(word).catch(() => undefined)
    await proc.stderr.line(
      there
        ? `dpkg-deb: error: '${word}' is not a Debian format archive\nSandcloud's packages come from apt: programs for a real processor do not run here.`
        : `dpkg: error: cannot access archive '${word}': No such file or directory`,
    )
  }
  return 1
}

async function architecture(proc: Process): Promise<number> {
  const { release } = proc.system
  await proc.stdout.line(packageArchitecture(releaseOf(release) ?? 'bookworm', release.machine))
  return 0
}

async function version(proc: Process): Promise<number> {
  const known = await readStatus(proc)
  await proc.stdout.line(
    `Debian 'dpkg' package management program version ${known.get('dpkg')?.get('Version') ?? '1.21.22'} (${(await readStatus(proc)).get('dpkg')?.get('Architecture') ?? 'amd64'}).`,
  )
  return 0
}

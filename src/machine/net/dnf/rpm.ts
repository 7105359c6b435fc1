import type { Process } from '../../kernel/process.ts'
import { matchesStars } from '../../star-pattern.ts'
import { type InstalledPackage, readDatabase } from './database.ts'
import { fullName, versionParts } from './package-names.ts'

/** rpm's names leave the epoch out. */
const nameOf = (info: InstalledPackage): string =>
  fullName({ ...info, version: info.version.replace(/^\d+:/, '') })

/** rpm(8), its asking half: `-q` with a, f, i, l. Packages are put in and taken out by dnf. */
export async function rpm(proc: Process): Promise<number> {
  const words = proc.argv.slice(1)
  const letters = new Set(
    words.filter((word) => /^-[a-z]+$/i.test(word)).flatMap((word) => word.slice(1).split('')),
  )
  for (const [long, letter] of [
    ['--query', 'q'],
    ['--all', 'a'],
    ['--file', 'f'],
    ['--info', 'i'],
    ['--list', 'l'],
  ] as const)
    if (words.includes(long)) letters.add(letter)
  const names = words.filter((word) => !word.startsWith('-'))
  if (words.includes('--version')) {
    await proc.stdout.line('RPM version 4.16.1.3')
    return 0
  }
  if (!letters.has('q')) {
    await proc.stderr.line("Sandcloud's rpm asks (rpm -q): dnf installs and removes packages.")
    return 1
  }
  const installed = [...(await readDatabase(proc)).values()]
  if (letters.has('a')) {
    const shown = installed.filter(
      ({ name }) => names.length === 0 || names.some((each) => matchesStars(each, name)),
    )
    await proc.stdout.write(shown.map((info) => `${nameOf(info)}\n`).join(''))
    return 0
  }
  if (names.length === 0) {
    await proc.stderr.line('rpm: no arguments given for query')
    return 1
  }
  let status = 0
  for (const name of names) {
    const found = letters.has('f')
      ? installed.find(({ files }) => files.some((path) => path === name || path === `/usr${name}`))
      : installed.find((info) => info.name === name || nameOf(info) === name)
    if (found) await tell(proc, found, letters)
    else {
      status = 1
      await proc.stdout.line(await missing(proc, name, letters.has('f')))
    }
  }
  return status
}

async function missing(proc: Process, name: string, file: boolean): Promise<string> {
  if (!file) return `package ${name} is not installed`
  const there = await proc.lstat(name).then(
    () => true,
    () => false,
  )
  return there ? `file ${name} is not owned by any package` : `error: file ${name}: No such file or directory`
}

async function tell(proc: Process, info: InstalledPackage, letters: ReadonlySet<string>): Promise<void> {
  if (letters.has('i')) {
    const { epoch, version, release } = versionParts(info.version)
    const fields: [string, string][] = [
      ['Name', info.name],
      ...(epoch === undefined ? [] : [['Epoch', epoch] as [string, string]]),
      ['Version', version],
      ['Release', release],
      ['Architecture', info.architecture],
      ['Size', String(info.installedSize)],
      ['License', info.license],
      ['URL', info.url],
      ['Summary', info.summary],
    ]
    await proc.stdout.write(fields.map(([label, value]) => `${label.padEnd(12)}: ${value}\n`).join(''))
    await proc.stdout.line(`Description :\n${info.description}`)
  }
  if (letters.has('l'))
    await proc.stdout.line(info.files.length > 0 ? info.files.join('\n') : '(contains no files)')
  if (!letters.has('i') && !letters.has('l')) await proc.stdout.line(nameOf(info))
}

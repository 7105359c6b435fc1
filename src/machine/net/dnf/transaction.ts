import { ErrnoError } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { PackageInfo } from '../../packages/index.ts'
import { addSystemAccount, servicesIn, systemctl } from '../packages/services.ts'
import { removeEmptyFolders, removeFile, unpack } from '../packages/unpack.ts'
import type { InstalledPackage, Reason } from './database.ts'
import { writeDatabase } from './database.ts'
import { DnfError } from './dnf-error.ts'
import { remember } from './history.ts'
import { columns, downloadLine, nameList, size, stepLine } from './layout.ts'
import { DownloadFailed, fetchFile } from './fetch-file.ts'
import { fileName, fullName } from './package-names.ts'
import type { Wanted } from './resolve.ts'

type Installed = Map<string, InstalledPackage>

/** How dnf was called. */
export interface Session {
  proc: Process
  width: number
  assumeYes: boolean
  assumeNo: boolean
}

const rule = (width: number): string => '='.repeat(width)

interface Group {
  title: string
  packages: readonly { info: PackageInfo; repository: string; bytes: number }[]
}

/** The table that dnf shows before it asks. */
function transactionTable(groups: readonly Group[], width: number): string {
  const all = groups.flatMap(({ packages }) => packages)
  const rows = columns(
    [
      ['Package', 'Arch', 'Version', 'Repository', 'Size'],
      ...all.map(({ info, repository, bytes }) => [
        info.name,
        info.architecture,
        info.version,
        repository,
        size(bytes),
      ]),
    ],
    width,
  )
  const lines = ['Dependencies resolved.', rule(width), rows.shift()!, rule(width)]
  for (const { title, packages } of groups.filter((group) => group.packages.length > 0))
    lines.push(`${title}:`, ...rows.splice(0, packages.length))
  return lines.join('\n')
}

/** `Is this ok [y/N]: `; throws DnfError for anything but yes. */
async function confirm({ proc, assumeYes, assumeNo }: Session): Promise<void> {
  if (assumeNo) throw new DnfError('Operation aborted.')
  if (assumeYes) return
  await proc.stdout.write('Is this ok [y/N]: ')
  const answer = new TextDecoder()
    .decode(await proc.read(0))
    .trim()
    .toLowerCase()
  if (answer !== 'y' && answer !== 'yes') throw new DnfError('Operation aborted.')
}

/** What others need goes in before them, what is only recommended after. */
const installOrder: readonly Reason[] = ['dependency', 'user', 'weak']

/** Shows, asks, downloads and installs. */
export async function installAll(session: Session, chosen: readonly Wanted[], installed: Installed) {
  const wanted = chosen.toSorted((a, b) => installOrder.indexOf(a.reason) - installOrder.indexOf(b.reason))
  const { proc, width } = session
  const group = (title: string, reason: string): Group => ({
    title,
    packages: wanted
      .filter((entry) => entry.reason === reason)
      .map(({ info }) => ({ info, repository: info.repository, bytes: info.size })),
  })
  const groups = [
    group('Installing', 'user'),
    group('Installing dependencies', 'dependency'),
    group('Installing weak dependencies', 'weak'),
  ]
  const total = (pick: (entry: Wanted) => number) => wanted.reduce((sum, entry) => sum + pick(entry), 0)
  const count = `${wanted.length} Package${wanted.length === 1 ? '' : 's'}`
  await proc.stdout.write(`${transactionTable(groups, width)}

Transaction Summary
${rule(width)}
Install  ${count}

Total download size: ${size(total(({ info }) => info.size)).trimEnd()}
Installed size: ${size(total(({ info }) => info.installedSize)).trimEnd()}
`)
  await confirm(session)
  const files = await downloadAll(session, wanted)
  await beginTransaction(session)
  for (const [index, { info, reason }] of wanted.entries()) {
    await proc.stdout.line(stepLine('Installing', fullName(info), index + 1, wanted.length, width))
    try {
      await unpack(proc, files[index]!)
      if (info.account) await addSystemAccount(proc, info.account)
    } catch (error) {
      throw failedTransaction(error, info)
    }
    const { size: _, base: __, ...record } = info
    installed.set(info.name, { ...record, reason })
  }
  await writeDatabase(proc, installed)
  for (const [index, { info }] of wanted.entries())
    await proc.stdout.line(stepLine('Verifying', fullName(info), index + 1, wanted.length, width))
  await finish(
    session,
    'Installed',
    wanted.map(({ info }) => info),
  )
}

async function downloadAll({ proc, width }: Session, wanted: readonly Wanted[]): Promise<Uint8Array[]> {
  await proc.stdout.line('Downloading Packages:')
  const files: Uint8Array[] = []
  const began = proc.system.uptime()
  const since = (moment: number) => (proc.system.uptime() - moment) / 1000
  for (const [index, { info }] of wanted.entries()) {
    const start = proc.system.uptime()
    const name = fileName(info)
    const file = await fetchFile(proc, new URL(`${info.base}/Packages/${name}`)).catch((error: unknown) => {
      if (!(error instanceof DownloadFailed)) throw error
      throw new DnfError(
        `[MIRROR] ${name}: ${error.message}\nError: Error downloading packages:\n  Cannot download Packages/${name}: All mirrors were tried`,
      )
    })
    files.push(file)
    const counter = wanted.length > 1 ? `(${index + 1}/${wanted.length}): ` : ''
    await proc.stdout.line(downloadLine(`${counter}${name}`, file.length, since(start), width))
  }
  const bytes = files.reduce((sum, file) => sum + file.length, 0)
  await proc.stdout.line(`${'-'.repeat(width)}\n${downloadLine('Total', bytes, since(began), width)}`)
  return files
}

async function beginTransaction({ proc, width }: Session): Promise<void> {
  await proc.stdout.write(`Running transaction check
Transaction check succeeded.
Running transaction test
Transaction test succeeded.
Running transaction
${stepLine('Preparing', '', 1, 1, width)}
`)
}

function failedTransaction(error: unknown, info: PackageInfo): unknown {
  if (error instanceof ErrnoError)
    return new DnfError(`Error: Transaction failed: ${fullName(info)}: ${error.message}`)
  return error
}

export interface Removal {
  asked: readonly InstalledPackage[]
  dependents: readonly InstalledPackage[]
  unused: readonly InstalledPackage[]
}

/** Shows, asks and removes. */
export async function removeAll(
  session: Session,
  { asked, dependents, unused }: Removal,
  installed: Installed,
) {
  const { proc, width } = session
  const group = (title: string, packages: readonly InstalledPackage[]): Group => ({
    title,
    packages: packages.map((info) => ({
      info,
      repository: info.reason === 'image' ? '@System' : `@${info.repository ?? 'amazonlinux'}`,
      bytes: info.installedSize,
    })),
  })
  const all = [...asked, ...dependents, ...unused]
  const groups = [
    group('Removing', asked),
    group('Removing dependent packages', dependents),
    group('Removing unused dependencies', unused),
  ]
  await proc.stdout.write(`${transactionTable(groups, width)}

Transaction Summary
${rule(width)}
Remove  ${all.length} Package${all.length === 1 ? '' : 's'}

Freed space: ${size(all.reduce((sum, info) => sum + info.installedSize, 0)).trimEnd()}
`)
  await confirm(session)
  await beginTransaction(session)
  for (const [index, info] of all.entries()) {
    await proc.stdout.line(stepLine('Erasing', fullName(info), index + 1, all.length, width))
    installed.delete(info.name)
    const stillOwned = new Set([...installed.values()].flatMap(({ files }) => files))
    const going = info.files.filter((path) => !stillOwned.has(path))
    const services = await servicesIn(proc, going)
    if (services.length > 0) await systemctl(proc, 'disable', '--now', '--quiet', ...services)
    for (const path of going) await removeFile(proc, path)
    await removeEmptyFolders(proc, going)
  }
  await writeDatabase(proc, installed)
  for (const [index, info] of all.entries())
    await proc.stdout.line(stepLine('Verifying', fullName(info), index + 1, all.length, width))
  await finish(session, 'Removed', all)
}

async function finish(
  { proc, width }: Session,
  title: 'Installed' | 'Removed',
  packages: readonly PackageInfo[],
): Promise<void> {
  const names = packages.map(fullName).sort()
  await remember(proc, title === 'Installed' ? 'Install' : 'Removed', names)
  await proc.stdout.write(`\n${title}:\n${nameList(names, width).join('\n')}\n\nComplete!\n`)
}

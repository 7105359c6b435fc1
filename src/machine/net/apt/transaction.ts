import { ErrnoError } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { bareName, readFiles, writeStatus } from '../dpkg/status.ts'
import { servicesIn, systemctl } from '../packages/services.ts'
import { AptError } from './apt-error.ts'
import { writeAutomatic } from './extended-states.ts'
import { FetchFailed, fetchFile } from './fetch.ts'
import { nameLines, sizeText } from './layout.ts'
import type { Candidate } from './lists.ts'
import { type Known, type Plan, unneeded } from './plan.ts'
import { database, eraseOne, unpackOne } from './unpacking.ts'
import type { AptCall } from './apt.ts'

const log = '/var/log/dpkg.log'

/** Says what is going to happen, asks where more happens than was asked for, and does it. */
export async function carryOut(call: AptCall, known: Known, plan: Plan): Promise<number> {
  const { proc, flags } = call
  if (!flags.quiet) await announce(call, known, plan)
  if (plan.install.length + plan.remove.length === 0) return 0
  if (flags.simulate) return simulate(proc, plan)
  if (!flags.quiet) await saySizes(proc, known, plan)
  if (plan.extra.size + plan.remove.length + plan.upgrades.size > 0 && !flags.yes) await confirm(proc)
  const archives = await download(call, plan.install)
  await remove(call, known, plan)
  await unpackAll(call, known, plan, archives)
  await afterwards(call, known, plan)
  return 0
}

async function saySizes(proc: Process, known: Known, plan: Plan): Promise<void> {
  const bytes = plan.install.reduce((sum, { size }) => sum + size, 0)
  const grows = plan.install.reduce((sum, { installedSize }) => sum + installedSize * 1024, 0)
  const shrinks = plan.remove.reduce(
    (sum, name) => sum + Number(known.status.get(name)?.get('Installed-Size') ?? 0) * 1024,
    0,
  )
  if (bytes > 0) await proc.stdout.line(`Need to get ${sizeText(bytes)} of archives.`)
  const change = grows - shrinks
  await proc.stdout.line(
    change >= 0
      ? `After this operation, ${sizeText(change)} of additional disk space will be used.`
      : `After this operation, ${sizeText(-change)} disk space will be freed.`,
  )
}

/** What is going to happen, in lists and numbers. */
async function announce(call: AptCall, known: Known, plan: Plan): Promise<void> {
  await sayUnneeded(call, known, plan)
  await sayNames(call.proc, plan)
  const fresh = plan.install.length - plan.upgrades.size
  await call.proc.stdout.line(
    `${plan.upgrades.size} upgraded, ${fresh} newly installed, ${plan.remove.length} to remove and 0 not upgraded.`,
  )
}

async function sayUnneeded({ proc, name }: AptCall, known: Known, plan: Plan): Promise<void> {
  const left = unneeded(known, plan.remove).filter((each) => !plan.remove.includes(each))
  if (left.length === 0) return
  const one = left.length === 1
  await proc.stdout.line(
    `The following package${one ? ' was' : 's were'} automatically installed and ${one ? 'is' : 'are'} no longer required:\n${nameLines(left)}\nUse 'sudo ${name === 'apt-get' ? 'apt' : name} autoremove' to remove ${one ? 'it' : 'them'}.`,
  )
}

async function sayNames(proc: Process, { install, upgrades, extra, remove: going }: Plan): Promise<void> {
  const names = (list: readonly string[]) => nameLines(list.toSorted())
  const fresh = install.map(({ name }) => name).filter((name) => !upgrades.has(name))
  const additional = [...extra].filter((name) => !upgrades.has(name))
  if (additional.length > 0)
    await proc.stdout.line(`The following additional packages will be installed:\n${names(additional)}`)
  if (going.length > 0) await proc.stdout.line(`The following packages will be REMOVED:\n${names(going)}`)
  if (fresh.length > 0)
    await proc.stdout.line(`The following NEW packages will be installed:\n${names(fresh)}`)
  if (upgrades.size > 0)
    await proc.stdout.line(`The following packages will be upgraded:\n${names([...upgrades])}`)
}

async function simulate(proc: Process, { install, remove: going }: Plan): Promise<number> {
  for (const name of going) await proc.stdout.line(`Remv ${name}`)
  for (const { name, version, source, architecture } of install)
    await proc.stdout.line(`Inst ${name} (${version} ${source.suite} [${architecture}])`)
  for (const { name, version, source, architecture } of install)
    await proc.stdout.line(`Conf ${name} (${version} ${source.suite} [${architecture}])`)
  return 0
}

async function confirm(proc: Process): Promise<void> {
  await proc.stdout.write('Do you want to continue? [Y/n] ')
  const bytes = await proc.read(0)
  const answer = new TextDecoder().decode(bytes).trim().toLowerCase()
  if (bytes.length === 0 || (answer !== '' && answer !== 'y' && answer !== 'yes')) {
    await proc.stdout.line('Abort.')
    throw new AptError('')
  }
}

async function download({ proc, flags }: AptCall, wanted: readonly Candidate[]): Promise<Uint8Array[]> {
  const files: Uint8Array[] = []
  const began = proc.system.uptime()
  for (const [index, { name, version, architecture, size, source, component, fields }] of wanted.entries()) {
    const address = `${source.uri}/${fields.get('Filename') ?? ''}`
    const subject = `${source.uri} ${source.suite}/${component} ${architecture} ${name} ${architecture} ${version}`
    try {
      files.push(await fetchFile(proc, address))
    } catch (error) {
      if (!(error instanceof FetchFailed)) throw error
      await proc.stdout.line(`Err:${index + 1} ${subject}\n  ${error.message}`)
      throw new AptError(
        `E: Failed to fetch ${address}  ${error.message}\nE: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?`,
      )
    }
    if (!flags.quiet) await proc.stdout.line(`Get:${index + 1} ${subject} [${sizeText(size)}]`)
  }
  const bytes = files.reduce((sum, file) => sum + file.length, 0)
  const seconds = (proc.system.uptime() - began) / 1000
  if (!flags.quiet && files.length > 0)
    await proc.stdout.line(
      `Fetched ${sizeText(bytes)} in ${Math.floor(seconds)}s (${sizeText(Math.round(bytes / Math.max(seconds, 0.05)))}/s)`,
    )
  return files
}

async function remove({ proc, flags }: AptCall, known: Known, plan: Plan): Promise<void> {
  for (const name of plan.remove) {
    const version = known.status.get(name)?.get('Version') ?? ''
    const services = await servicesIn(proc, await readFiles(proc, name))
    if (services.length > 0) await systemctl(proc, 'disable', '--now', '--quiet', ...services)
    await eraseOne(proc, known.status, name, flags.purge)
    known.automatic.delete(name)
    await note(proc, `remove ${name} ${version}`)
  }
  if (plan.remove.length > 0) await writeStatus(proc, known.status)
}

async function unpackAll(
  { proc }: AptCall,
  known: Known,
  plan: Plan,
  archives: readonly Uint8Array[],
): Promise<void> {
  for (const [index, candidate] of plan.install.entries()) {
    const { name, version, architecture } = candidate
    const before = known.status.get(name)?.get('Version')
    const upgrade = plan.upgrades.has(name)
    if (!upgrade) await proc.stdout.line(`Selecting previously unselected package ${name}.`)
    if (index === 0)
      await proc.stdout.line(
        `(Reading database ... ${(await database(proc, known.status)).size} files and directories currently installed.)`,
      )
    const file = `${name}_${version.replace(':', '%3a')}_${architecture}.deb`
    await proc.stdout.line(`Preparing to unpack .../${plan.install.length > 1 ? `${index}-` : ''}${file} ...`)
    await proc.stdout.line(`Unpacking ${name} (${version})${upgrade ? ` over (${before})` : ''} ...`)
    try {
      await unpackOne(proc, known.status, candidate, archives[index]!)
    } catch (error) {
      if (!(error instanceof ErrnoError)) throw error
      throw new AptError(
        `dpkg: error processing archive /var/cache/apt/archives/${file} (--unpack):\n cannot copy extracted data: failed to write (${error.message})\nE: Sub-process /usr/bin/dpkg returned an error code (1)`,
      )
    }
    if (plan.extra.has(name)) known.automatic.add(name)
    else if (!upgrade) known.automatic.delete(name)
    await note(proc, `install ${bareName(name)}:${architecture} <none> ${version}`)
  }
  await writeStatus(proc, known.status)
  for (const { name, version } of plan.install) {
    await proc.stdout.line(`Setting up ${name} (${version}) ...`)
    // Debian's packages enable and start what they bring.
    const services = plan.upgrades.has(name) ? [] : await servicesIn(proc, await readFiles(proc, name))
    if (services.length > 0) await systemctl(proc, 'enable', '--now', ...services)
  }
}

async function afterwards({ proc, flags }: AptCall, known: Known, plan: Plan): Promise<void> {
  await writeAutomatic(proc, known.automatic)
  const manual = known.status.get('man-db')?.get('Version')
  if (manual !== undefined) await proc.stdout.line(`Processing triggers for man-db (${manual}) ...`)
  if (proc.system.release.id === 'ubuntu' && plan.install.length > 0 && !flags.quiet)
    await proc.stdout.write(restartNotes)
}

/** What needrestart, which Ubuntu's servers have, says after an installation. */
const restartNotes = `Scanning processes...
Scanning linux images...

Running kernel seems to be up-to-date.

No services need to be restarted.

No containers need to be restarted.

No user sessions are running outdated binaries.

No VM guests are running outdated hypervisor (qemu) binaries on this host.
`

const note = (proc: Process, what: string): Promise<void> => {
  const time = new Date(proc.system.now()).toISOString().slice(0, 19).replace('T', ' ')
  return proc.writeFile(log, `${time} ${what}\n`, { append: true, mode: 0o644 })
}

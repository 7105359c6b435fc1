import type { Process } from '../../kernel/process.ts'
import { readDatabase } from './database.ts'
import { DnfError } from './dnf-error.ts'
import { loadMetadata } from './metadata.ts'
import { info, list, search } from './queries.ts'
import { findPackage, withDependencies, withDependents } from './resolve.ts'
import { type Session, installAll, removeAll } from './transaction.ts'

export interface DnfCall extends Session {
  words: string[]
}

const usage = `usage: dnf [options] COMMAND

List of Main Commands:

check-update              check for available package upgrades
info                      display details about a package or group of packages
install                   install a package or packages on your system
list                      list a package or groups of packages
remove                    remove a package or packages from your system
search                    search package details for the given string
upgrade                   upgrade a package or packages on your system

General DNF options:
  -h, --help, --help-cmd
                        show command help
  -y, --assumeyes       automatically answer yes for all questions`

const commands: Record<string, { run: (call: DnfCall) => Promise<number>; needsRoot: boolean }> = {
  install: { run: install, needsRoot: true },
  remove: { run: remove, needsRoot: true },
  upgrade: { run: upgrade, needsRoot: true },
  'check-update': { run: checkUpdate, needsRoot: false },
  list: { run: list, needsRoot: false },
  info: { run: info, needsRoot: false },
  search: { run: search, needsRoot: false },
  makecache: { run: makeCache, needsRoot: false },
}

const aliases: Record<string, string> = {
  erase: 'remove', rm: 'remove', update: 'upgrade', up: 'upgrade', in: 'install', ls: 'list',
  'check-upgrade': 'check-update', reinstall: 'install',
} // prettier-ignore

/** Amazon Linux's package tool; `yum` is a link to it. */
export async function dnf(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  const options = proc.argv.slice(1).filter((word) => word.startsWith('-'))
  const [given, ...words] = proc.argv.slice(1).filter((word) => !word.startsWith('-'))
  if (given === undefined || options.includes('--help') || options.includes('-h')) {
    await (given === undefined ? proc.stderr : proc.stdout).line(usage)
    return given === undefined ? 1 : 0
  }
  const command = commands[aliases[given] ?? given]
  try {
    if (!command || !Object.hasOwn(commands, aliases[given] ?? given)) throw noSuchCommand(given)
    if (command.needsRoot && proc.credentials.uid !== 0)
      throw new DnfError(
        'Error: This command has to be run with superuser privileges (under the root user on most systems).',
      )
    const assumeYes = options.some((option) => option === '--assumeyes' || /^-[a-z]*y/.test(option))
    return await command.run({ proc, words, assumeYes, width: proc.tty(1)?.columns ?? 80 })
  } catch (error) {
    if (!(error instanceof DnfError)) throw error
    await proc.stderr.line(error.message)
    return 1
  }
}

const noSuchCommand = (name: string): DnfError =>
  new DnfError(
    `No such command: ${name}. Please use /usr/bin/dnf --help\nIt could be a DNF plugin command, try: "dnf install 'dnf-command(${name})'"`,
  )

async function install(call: DnfCall): Promise<number> {
  const { proc, words, width } = call
  if (words.length === 0) throw new DnfError('Error: Need to pass a list of pkgs to install')
  const { base, packages } = await loadMetadata(proc, width)
  const installed = await readDatabase(proc)
  const missing: string[] = []
  const wanted = []
  for (const word of words) {
    const there = findPackage(installed.values(), word)
    const available = findPackage(packages, word)
    if (there) await proc.stdout.line(`Package ${there.name}-${versionText(there)} is already installed.`)
    else if (available) wanted.push(available)
    else missing.push(word)
  }
  for (const word of missing) await proc.stdout.line(`No match for argument: ${word}`)
  if (missing.length > 0) throw new DnfError(`Error: Unable to find a match: ${missing.join(' ')}`)
  if (wanted.length === 0) return nothingToDo(proc)
  await installAll(call, base, withDependencies(packages, installed, wanted), installed)
  return 0
}

const versionText = (there: {
  epoch?: number
  version: string
  release: string
  architecture: string
}): string => `${there.epoch ? `${there.epoch}:` : ''}${there.version}-${there.release}.${there.architecture}`

async function nothingToDo(proc: Process): Promise<number> {
  await proc.stdout.write('Dependencies resolved.\nNothing to do.\nComplete!\n')
  return 0
}

async function remove(call: DnfCall): Promise<number> {
  const { proc, words } = call
  if (words.length === 0) throw new DnfError('Error: Need to pass a list of pkgs to remove')
  const installed = await readDatabase(proc)
  const asked = []
  for (const word of words) {
    const there = findPackage(installed.values(), word)
    if (there) asked.push(there)
    else await proc.stdout.line(`No match for argument: ${word}`)
  }
  const image = asked.filter(({ reason }) => reason === 'image').map(({ name }) => name)
  if (image.length > 0)
    throw new DnfError(`Error: Sandcloud's image keeps what it came with: ${image.join(', ')}`)
  if (asked.length === 0) {
    await proc.stdout.line('No packages marked for removal.')
    return nothingToDo(proc)
  }
  await removeAll(call, { asked, ...withDependents(installed, asked) }, installed)
  return 0
}

async function upgrade({ proc, width }: DnfCall): Promise<number> {
  await loadMetadata(proc, width)
  return nothingToDo(proc)
}

/** There are never updates: the mirror holds one version of everything. */
async function checkUpdate({ proc, width }: DnfCall): Promise<number> {
  await loadMetadata(proc, width)
  return 0
}

async function makeCache({ proc, width }: DnfCall): Promise<number> {
  await loadMetadata(proc, width)
  await proc.stdout.line('Metadata cache created.')
  return 0
}

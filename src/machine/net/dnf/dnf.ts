import type { Process } from '../../kernel/process.ts'
import { readDatabase } from './database.ts'
import { DnfError } from './dnf-error.ts'
import { history } from './history.ts'
import { clearCache, loadMetadata } from './metadata.ts'
import { fullName } from './package-names.ts'
import { info, list, provides, repolist, search } from './queries.ts'
import { findPackage, withDependencies, withDependents } from './resolve.ts'
import { type Session, installAll, removeAll } from './transaction.ts'
import { whyNotHere } from '../packages/not-here.ts'

export interface DnfCall extends Session {
  words: string[]
}

interface Command {
  run: (call: DnfCall) => Promise<number>
  needsRoot: boolean
  help: string
}

const commands: Readonly<Record<string, Command>> = {
  autoremove: { run: autoremove, needsRoot: true, help: 'remove all unneeded packages that were originally installed as dependencies' }, // prettier-ignore
  'check-update': { run: checkUpdate, needsRoot: false, help: 'check for available package upgrades' },
  clean: { run: clean, needsRoot: false, help: 'remove cached data' },
  group: { run: group, needsRoot: false, help: 'display, or use, the groups information' },
  history: { run: ({ proc, words }) => history(proc, words), needsRoot: false, help: 'display, or use, the transaction history' }, // prettier-ignore
  info: { run: info, needsRoot: false, help: 'display details about a package or group of packages' },
  install: { run: install, needsRoot: true, help: 'install a package or packages on your system' },
  list: { run: list, needsRoot: false, help: 'list a package or groups of packages' },
  makecache: { run: makeCache, needsRoot: false, help: 'generate the metadata cache' },
  module: { run: modules, needsRoot: false, help: 'Interact with Modules.' },
  provides: { run: provides, needsRoot: false, help: 'find what package provides the given value' },
  remove: { run: remove, needsRoot: true, help: 'remove a package or packages from your system' },
  repolist: { run: repolist, needsRoot: false, help: 'display the configured software repositories' },
  search: { run: search, needsRoot: false, help: 'search package details for the given string' },
  upgrade: { run: upgrade, needsRoot: true, help: 'upgrade a package or packages on your system' },
}

const aliases: Readonly<Record<string, string>> = {
  erase: 'remove', rm: 'remove', update: 'upgrade', up: 'upgrade', in: 'install', ls: 'list', se: 'search', if: 'info',
  'check-upgrade': 'check-update', whatprovides: 'provides', prov: 'provides', mc: 'makecache', 'upgrade-minimal': 'upgrade',
  groupinstall: 'group', grouplist: 'group', groups: 'group', 'check-release-update': 'check-update',
} // prettier-ignore

const usage = `usage: dnf [options] COMMAND

List of Main Commands:

${Object.entries(commands)
  .map(([name, { help }]) => `${name.padEnd(25)} ${help}`)
  .join('\n')}

General DNF options:
  -h, --help, --help-cmd
                        show command help
  -q, --quiet           quiet operation
  -y, --assumeyes       automatically answer yes for all questions
  --assumeno            automatically answer no for all questions
  --version             show DNF version and exit`

/** Amazon Linux's package tool; `yum` is a link to it. */
export async function dnf(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  const isOption = (word: string) => word.startsWith('-')
  const options = proc.argv.slice(1).filter(isOption)
  const [given, ...words] = proc.argv.slice(1).filter((word) => !isOption(word))
  if (options.includes('--version')) {
    await proc.stdout.line('4.14.0')
    return 0
  }
  if (given === undefined || options.includes('--help') || options.includes('-h')) {
    await (given === undefined && options.length === 0 ? proc.stderr : proc.stdout).line(usage)
    return given === undefined && options.length === 0 ? 1 : 0
  }
  const name = aliases[given] ?? given
  const command = Object.hasOwn(commands, name) ? commands[name]! : undefined
  try {
    if (!command) throw noSuchCommand(given)
    checkOptions(options)
    if (command.needsRoot && proc.credentials.uid !== 0)
      throw new DnfError(
        'Error: This command has to be run with superuser privileges (under the root user on most systems).',
      )
    if (given === 'groupinstall') words.unshift('install')
    if (options.includes('--installed') || options.includes('--available') || options.includes('--all'))
      words.unshift(options.find((option) => /^--(installed|available|all)$/.test(option))!.slice(2))
    const assumeYes = options.some((option) => option === '--assumeyes' || /^-[a-z]*y/.test(option))
    const assumeNo = options.includes('--assumeno')
    return await command.run({ proc, words, assumeYes, assumeNo, width: proc.tty(1)?.columns ?? 80 })
  } catch (error) {
    if (!(error instanceof DnfError)) throw error
    await proc.stderr.line(error.message)
    return 1
  }
}

/** Options that change nothing here, beside those that do. */
const harmless =
  /^(-[yqvd]+|--(assumeyes|assumeno|quiet|verbose|installed|available|all|best|nobest|allowerasing|skip-broken|nogpgcheck|refresh|cacheonly|showduplicates|setopt=.*|releasever=.*|enablerepo=.*|disablerepo=.*))$/

function checkOptions(options: readonly string[]): void {
  const strange = options.find((option) => !harmless.test(option))
  if (strange !== undefined)
    throw new DnfError(`usage: dnf [options] COMMAND\ndnf: error: unrecognized arguments: ${strange}`)
}

const noSuchCommand = (name: string): DnfError =>
  new DnfError(
    `No such command: ${name}. Please use /usr/bin/dnf --help\nIt could be a DNF plugin command, try: "dnf install 'dnf-command(${name})'"`,
  )

async function install(call: DnfCall): Promise<number> {
  const { proc, words, width } = call
  if (words.length === 0) throw new DnfError('Error: Need to pass a list of pkgs to install')
  const packages = await loadMetadata(proc, width)
  const installed = await readDatabase(proc)
  const missing: string[] = []
  const wanted = []
  for (const word of words) {
    const there = findPackage(installed.values(), word)
    const available = findPackage(packages, word)
    if (there) await proc.stdout.line(`Package ${fullName(there)} is already installed.`)
    else if (available) wanted.push(available)
    else missing.push(word)
  }
  for (const word of missing) {
    const why = whyNotHere(word)
    await proc.stdout.line(`No match for argument: ${word}${why === undefined ? '' : `\n${why}`}`)
  }
  if (missing.length > 0) throw new DnfError(`Error: Unable to find a match: ${missing.join(' ')}`)
  if (wanted.length === 0) return nothingToDo(proc)
  await installAll(call, withDependencies(packages, installed, wanted), installed)
  return 0
}

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

async function autoremove(call: DnfCall): Promise<number> {
  const installed = await readDatabase(call.proc)
  const { unused } = withDependents(installed, [])
  if (unused.length === 0) return nothingToDo(call.proc)
  await removeAll(call, { asked: [], dependents: [], unused }, installed)
  return 0
}

async function upgrade({ proc, width, words }: DnfCall): Promise<number> {
  await loadMetadata(proc, width)
  const installed = await readDatabase(proc)
  for (const word of words.filter((each) => !findPackage(installed.values(), each)))
    await proc.stdout.line(`No match for argument: ${word}`)
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

async function clean({ proc, words }: DnfCall): Promise<number> {
  const kinds = ['all', 'metadata', 'packages', 'dbcache', 'expire-cache']
  if (!kinds.includes(words[0] ?? ''))
    throw new DnfError(
      `dnf clean: error: argument {metadata,packages,dbcache,expire-cache,all}: ${words[0] === undefined ? 'expected at least one argument' : `invalid choice: '${words[0]}'`}`,
    )
  await proc.stdout.line(`${await clearCache(proc)} files removed`)
  return 0
}

async function group({ words }: DnfCall): Promise<number> {
  throw new DnfError(
    words[0] === 'install'
      ? `Error: Sandcloud's repositories have no groups: install packages by their names.`
      : 'Error: No group data available for configured repositories.',
  )
}

async function modules(): Promise<number> {
  throw new DnfError('Error: No matching Modules to list')
}

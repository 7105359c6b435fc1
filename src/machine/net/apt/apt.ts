import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { isInstalled, readStatus } from '../dpkg/status.ts'
import { whyNotHere } from '../packages/not-here.ts'
import { AptError } from './apt-error.ts'
import { readAutomatic, writeAutomatic } from './extended-states.ts'
import { readLists } from './lists.ts'
import { listsLock, withLock } from './locks.ts'
import {
  type Known,
  candidateFor,
  emptyPlan,
  installedVersion,
  namesFitting,
  planInstall,
  planRemove,
  planUpgrade,
  unneeded,
} from './plan.ts'
import { depends, list, madison, policy, search, show } from './queries.ts'
import { type Flags, parseArguments } from './arguments.ts'
import { carryOut } from './transaction.ts'
import { update } from './update.ts'

/** How apt was called. */
export interface AptCall {
  proc: Process
  /** apt, apt-get, apt-cache or apt-mark. */
  name: string
  flags: Flags
  words: readonly string[]
}

type Command = (call: AptCall) => Promise<number>

const query =
  (run: (call: AptCall, known: Known) => Promise<number>): Command =>
  async (call) =>
    run(call, await load(call.proc))

const changing: Readonly<Record<string, Command>> = {
  install,
  reinstall: (call) => install({ ...call, flags: { ...call.flags, reinstall: true } }),
  remove,
  purge: (call) => remove({ ...call, flags: { ...call.flags, purge: true } }),
  autoremove,
  upgrade,
  'full-upgrade': upgrade,
  'dist-upgrade': upgrade,
}

const commands: Readonly<Record<string, Readonly<Record<string, Command>>>> = {
  apt: { ...changing, update: refresh, list: query(list), search: query(search), show: query(show), policy: query(policy), clean, autoclean: clean }, // prettier-ignore
  'apt-get': { ...changing, update: refresh, clean, autoclean: clean, check: clean },
  'apt-cache': { search: query(search), show: query(show), policy: query(policy), depends: query(depends), madison: query(madison) }, // prettier-ignore
  'apt-mark': { auto: mark, manual: mark, showauto: showMarks, showmanual: showMarks },
}

/** apt, apt-get, apt-cache and apt-mark: Debian's package tools over one table of commands. */
export async function apt(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  const name = (proc.argv[0] ?? 'apt').split('/').at(-1)!
  const own = commands[name] ?? commands['apt']!
  try {
    const { flags, words } = parseArguments(proc.argv.slice(1))
    const [given, ...rest] = words
    if (flags.version) {
      await proc.stdout.line(`apt ${(await readStatus(proc)).get('apt')?.get('Version') ?? ''} (amd64)`)
      return 0
    }
    if (given === undefined || flags.help) {
      await proc.stdout.line(usage(name, Object.keys(own)))
      return given === undefined && !flags.help ? 1 : 0
    }
    if (!Object.hasOwn(own, given)) throw new AptError(`E: Invalid operation ${given}`)
    if (name === 'apt' && proc.tty(1) === undefined)
      await proc.stderr.line(
        '\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n',
      )
    return await own[given]!({ proc, name, flags, words: rest })
  } catch (error) {
    // Whoever read the output has gone: `apt list | head`.
    if (isErrno(error, 'EPIPE')) return 141
    if (!(error instanceof AptError)) throw error
    if (error.message !== '') await proc.stderr.line(error.message)
    return error.message === '' ? 1 : 100
  }
}

const usage = (name: string, operations: readonly string[]): string =>
  `Usage: ${name} [options] command

${name} is a commandline package manager of Debian's family. Sandcloud has these of its commands:
${operations.map((each) => `  ${each}`).join('\n')}`

async function load(proc: Process): Promise<Known> {
  return {
    status: await readStatus(proc),
    automatic: await readAutomatic(proc),
    lists: await readLists(proc),
  }
}

/** What both tools say while they look at what there is. */
async function look({ proc, flags }: AptCall): Promise<Known> {
  if (!flags.quiet)
    await proc.stdout.line(
      'Reading package lists... Done\nBuilding dependency tree... Done\nReading state information... Done',
    )
  return load(proc)
}

async function refresh(call: AptCall): Promise<number> {
  const { proc, flags, name } = call
  if (proc.credentials.uid !== 0 && !flags.quiet) await proc.stdout.line('Reading package lists... Done')
  return withLock(
    proc,
    async () => {
      const failures = await update(proc, flags.quiet)
      if (!flags.quiet) await proc.stdout.line('Reading package lists... Done')
      if (name === 'apt' && !flags.quiet) {
        const count = planUpgrade(await load(proc)).upgrades.size
        await proc.stdout.line(
          `Building dependency tree... Done\nReading state information... Done\n${count === 0 ? 'All packages are up to date.' : `${count} package${count === 1 ? '' : 's'} can be upgraded. Run 'apt list --upgradable' to see ${count === 1 ? 'it' : 'them'}.`}`,
        )
      }
      for (const failure of failures) await proc.stderr.line(`W: ${failure}`)
      if (failures.length > 0)
        await proc.stderr.line(
          'W: Some index files failed to download. They have been ignored, or old ones used instead.',
        )
      return 0
    },
    listsLock,
  )
}

/** The locks are asked for before anything is looked at, as the real tools do for root; others see a refusal. */
const locked = (call: AptCall, work: (known: Known) => Promise<number>): Promise<number> =>
  call.flags.simulate ? look(call).then(work) : withLock(call.proc, async () => work(await look(call)))

function install(call: AptCall): Promise<number> {
  return locked(call, async (known) => {
    const { proc, flags, words } = call
    const plan = emptyPlan()
    for (const word of words) {
      if (word.endsWith('.deb') && word.includes('/'))
        throw new AptError(
          `E: Unsupported file ${word} given on commandline\nN: Sandcloud's packages come from its archives: programs for a real processor do not run here.`,
        )
      const [name = '', version] = word.split('=')
      const candidate = candidateFor(known, name)
      const there = installedVersion(known, name)
      if (!candidate && there === undefined) throw notFound(name)
      if (version !== undefined && candidate?.version !== version && there !== version)
        throw new AptError(`E: Version '${version}' for '${name}' was not found`)
      const newest = candidate && (there === undefined || candidate.version !== there)
      const real = candidate?.name ?? name
      if (candidate && real !== name) await proc.stdout.line(`Note, selecting '${real}' instead of '${name}'`)
      const installed = installedVersion(known, real)
      if (candidate && (flags.reinstall || (newest && installed !== candidate.version)))
        planInstall(known, plan, candidate, { recommends: flags.recommends, asked: true })
      else {
        await proc.stdout.line(`${real} is already the newest version (${installed ?? there}).`)
        if (known.automatic.delete(real)) {
          await proc.stdout.line(`${real} set to manually installed.`)
          await writeAutomatic(proc, known.automatic)
        }
      }
    }
    return carryOut(call, known, plan)
  })
}

function notFound(name: string): AptError {
  const why = whyNotHere(name)
  if (why !== undefined)
    return new AptError(
      `Package ${name} is not available. ${why}\n\nE: Package '${name}' has no installation candidate`,
    )
  return new AptError(`E: Unable to locate package ${name}`)
}

function remove(call: AptCall): Promise<number> {
  return locked(call, async (known) => {
    const { proc, words } = call
    const asked: string[] = []
    for (const word of words) {
      const names = namesFitting(known.status.keys(), word).filter(
        (name) => call.flags.purge || isInstalled(known.status.get(name)),
      )
      if (names.length > 0) asked.push(...names)
      else if (candidateFor(known, word))
        await proc.stdout.line(`Package '${word}' is not installed, so not removed`)
      else throw new AptError(`E: Unable to locate package ${word}`)
    }
    const plan = { ...emptyPlan(), remove: planRemove(known, asked) }
    if (call.flags.autoRemove) plan.remove.push(...unneeded(known, plan.remove))
    const vital = plan.remove.filter((name) => known.status.get(name)?.get('Essential') === 'yes')
    if (vital.length > 0)
      throw new AptError(
        `WARNING: The following essential packages will be removed.\nThis should NOT be done unless you know exactly what you are doing!\n  ${vital.join(' ')}\nE: Removing essential system-critical packages is not permitted. This might break the system.`,
      )
    return carryOut(call, known, plan)
  })
}

function autoremove(call: AptCall): Promise<number> {
  return locked(call, async (known) => carryOut(call, known, { ...emptyPlan(), remove: unneeded(known) }))
}

function upgrade(call: AptCall): Promise<number> {
  return locked(call, async (known) => {
    if (!call.flags.quiet) await call.proc.stdout.line('Calculating upgrade... Done')
    return carryOut(call, known, planUpgrade(known))
  })
}

/** Downloaded archives are not kept: there is never anything to clean. */
async function clean({ proc }: AptCall): Promise<number> {
  return withLock(proc, async () => 0, '/var/cache/apt/archives/lock')
}

async function mark(call: AptCall): Promise<number> {
  const { proc, words } = call
  const automatic = proc.argv.includes('auto')
  const known = await load(proc)
  return withLock(proc, async () => {
    for (const word of words) {
      if (installedVersion(known, word) === undefined)
        throw new AptError(`E: Unable to locate package ${word}`)
      if (automatic) known.automatic.add(word)
      else known.automatic.delete(word)
      await proc.stdout.line(`${word} set to ${automatic ? 'automatically' : 'manually'} installed.`)
    }
    await writeAutomatic(proc, known.automatic)
    return 0
  })
}

async function showMarks({ proc }: AptCall): Promise<number> {
  const { status, automatic } = await load(proc)
  const wanted = proc.argv.includes('showauto')
  for (const name of [...status.keys()].toSorted())
    if (automatic.has(name) === wanted) await proc.stdout.line(name)
  return 0
}

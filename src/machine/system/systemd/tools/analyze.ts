import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { formatTimestamp } from '../../journal/timestamp.ts'
import type { LiveUnit, ServiceManager } from '../manager/index.ts'
import { nextElapse, parseCalendar } from '../unit-file/calendar.ts'
import { unitPath } from '../unit-file/load-unit.ts'
import { parseUnitFile } from '../unit-file/parse.ts'
import { formatRelative, formatTimeSpan, parseTimeSpan } from '../unit-file/time-span.ts'
import { readUnit } from '../unit-file/unit.ts'

type Verb = (proc: Process, manager: ServiceManager, words: readonly string[]) => Promise<number>

const verbs: Readonly<Record<string, Verb>> = {
  'time': time,
  'blame': blame,
  'critical-chain': criticalChain,
  'verify': verify,
  'calendar': calendar,
  'timespan': timespan,
  'timestamp': timestamp,
  'unit-paths': async (proc) => {
    await proc.stdout.line(unitPath.join('\n'))
    return 0
  },
} // prettier-ignore

/** Known, and nothing that a machine of ours could say. */
const absent = new Set(list('plot dot dump cat-config unit-files security inspect-elf fdstore image-policy pcrs srk has-tpm2 condition capability exit-status syscall-filter filesystems compare-versions malloc log-level log-target service-watchdogs')) // prettier-ignore

function list(text: string): string[] {
  return text.split(' ')
}

/** systemd-analyze(1). */
export async function systemdAnalyze(proc: Process): Promise<number> {
  const words = proc.argv.slice(1).filter((word) => !/^--(no-pager|system|man)$/.test(word))
  const [verb = 'time', ...rest] = words
  const manager = proc.system.bus.find('org.freedesktop.systemd1')
  if (!manager) {
    await proc.stderr.line("System has not been booted with systemd as init system (PID 1). Can't operate.")
    return 1
  }
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (run) return run(proc, manager, rest)
  await proc.stderr.line(absent.has(verb) ? `systemd-analyze ${verb} is not available on this machine.` : `Unknown command verb ${verb}.`) // prettier-ignore
  return 1
}

async function time(proc: Process, manager: ServiceManager): Promise<number> {
  if (manager.finished === undefined) {
    await proc.stderr.line('Bootup is not yet finished (org.freedesktop.systemd1.Manager.FinishTimestampMonotonic=0).\nPlease try again later.\nHint: Use \'systemctl list-jobs\' to see active jobs') // prettier-ignore
    return 1
  }
  await proc.stdout.line(`Startup finished in ${manager.startup}`)
  const target = manager.find('multi-user.target')
  if (target?.activeSince !== undefined)
    await proc.stdout.line(`multi-user.target reached after ${seconds(target.activeSince - manager.begun)} in userspace.`) // prettier-ignore
  return 0
}

const seconds = (milliseconds: number): string =>
  milliseconds < 1000 ? `${milliseconds}ms` : `${(milliseconds / 1000).toFixed(3)}s`

async function blame(proc: Process, manager: ServiceManager): Promise<number> {
  const timed = manager.loaded().flatMap(({ name, took }) => (took === undefined ? [] : [{ name, took }]))
  for (const { name, took } of timed.toSorted((a, b) => b.took - a.took))
    await proc.stdout.line(`${seconds(took).padStart(7)} ${name}`)
  return 0
}

/** For each unit the one among those before it that was up last. */
async function criticalChain(
  proc: Process,
  manager: ServiceManager,
  [name = 'multi-user.target']: readonly string[],
): Promise<number> {
  await proc.stdout.line('The time when unit became active or started is printed after the "@" character.\nThe time the unit took to start is printed after the "+" character.\n') // prettier-ignore
  const seen = new Set<string>()
  let depth = 0
  for (let live = manager.find(name); live && !seen.has(live.name); depth++) {
    seen.add(live.name)
    const at = live.activeSince === undefined ? '' : ` @${seconds(Math.max(0, live.activeSince - manager.begun))}` // prettier-ignore
    const took = live.took === undefined ? '' : ` +${seconds(live.took)}`
    const branch = depth === 0 ? '' : `${' '.repeat(2 * (depth - 1))}└─`
    await proc.stdout.line(`${branch}${live.name}${at}${took}`)
    live = lastBefore(manager, live)
  }
  return 0
}

function lastBefore(manager: ServiceManager, { unit, name }: LiveUnit): LiveUnit | undefined {
  const before = [...unit.after, ...unit.pulls].map((other) => manager.find(other))
  const ordered = manager.loaded().filter((other) => other.unit.before.has(name))
  return [...before, ...ordered]
    .filter((other): other is LiveUnit => other?.activeSince !== undefined)
    .toSorted((a, b) => (b.activeSince ?? 0) - (a.activeSince ?? 0))[0]
}

/** What process 1 would say of unit files, before it is asked to use them. */
async function verify(proc: Process, manager: ServiceManager, paths: readonly string[]): Promise<number> {
  if (paths.length === 0) {
    await proc.stderr.line('Too few arguments.')
    return 1
  }
  let status = 0
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const full = path.includes('/') ? path : (manager.find(name)?.unit.source.fragment ?? path)
    try {
      const { assignments, problems } = parseUnitFile(await proc.readText(full), full)
      const source = { name, load: 'loaded', fragment: full, dropIns: [], assignments, problems, wants: [], requires: [], aliases: [], modified: 0 } as const // prettier-ignore
      const unit = readUnit(source, await manager.expander(name))
      for (const problem of unit.problems) await proc.stderr.line(problem)
      if (unit.fault !== undefined) await proc.stderr.line(`${name}: ${unit.fault}`)
      for (const command of unit.service?.commands.ExecStart ?? [])
        if (command.path.startsWith('/') && !(await isExecutable(proc, command.path))) {
          await proc.stderr.line(
            `${name}: Command ${command.path} is not executable: No such file or directory`,
          )
          status = 1
        }
      if (unit.fault !== undefined) status = 1
    } catch (error) {
      if (!isErrno(error)) throw error
      await proc.stderr.line(`Failed to prepare filename ${path}: ${error.message}`)
      status = 1
    }
  }
  return status
}

async function isExecutable(proc: Process, path: string): Promise<boolean> {
  try {
    await proc.access(path, { execute: true })
    return true
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

async function calendar(proc: Process, _: ServiceManager, words: readonly string[]): Promise<number> {
  const count = Number(words.find((word) => word.startsWith('--iterations='))?.split('=')[1] ?? 1) || 1
  let status = 0
  for (const text of words.filter((word) => !word.startsWith('--'))) {
    const event = parseCalendar(text)
    if (!event) {
      await proc.stderr.line(`Failed to parse calendar specification '${text}': Invalid argument`)
      status = 1
      continue
    }
    const lines = [`Original form: ${text}`]
    const now = proc.system.now()
    let after = now
    for (let index = 0; index < Math.min(count, 100); index++) {
      const next = nextElapse(event, after)
      if (next === undefined) {
        if (index === 0) lines.push(' Next elapse: never')
        break
      }
      lines.push(`${index === 0 ? ' Next elapse' : `  Iteration ${index + 1}`}: ${formatTimestamp(next)}`)
      lines.push(`    From now: ${formatRelative(next - now, 'left')}`)
      after = next
    }
    await proc.stdout.line(lines.join('\n'))
  }
  return status
}

async function timespan(proc: Process, _: ServiceManager, words: readonly string[]): Promise<number> {
  for (const text of words) {
    const span = parseTimeSpan(text)
    if (span === undefined) {
      await proc.stderr.line(`Failed to parse time span '${text}': Invalid argument`)
      return 1
    }
    await proc.stdout.line(`Original: ${text}\n      μs: ${span * 1000}\n   Human: ${formatTimeSpan(span)}`)
  }
  return 0
}

async function timestamp(proc: Process, _: ServiceManager, words: readonly string[]): Promise<number> {
  const { parseTimestamp } = await import('../../journal/timestamp.ts')
  for (const text of words) {
    const moment = parseTimestamp(text, proc.system.now())
    if (moment === undefined) {
      await proc.stderr.line(`Failed to parse "${text}": Invalid argument`)
      return 1
    }
    await proc.stdout.line(`  Original form: ${text}\nNormalized form: ${formatTimestamp(moment)}\n   UNIX seconds: @${moment / 1000}`) // prettier-ignore
  }
  return 0
}

import { memoryOf } from '../../../kernel/memory-estimate.ts'
import type { Task } from '../../../kernel/task.ts'
import { formatEntry } from '../../journal/format.ts'
import { JournalDenied, queryJournal } from '../../journal/query.ts'
import { formatTimestamp } from '../../journal/timestamp.ts'
import { page } from '../../pager.ts'
import { type LiveUnit, MountUnit, ServiceUnit, TimerUnit, describeExit } from '../manager/index.ts'
import { describeCondition } from '../manager/conditions.ts'
import { formatRelative, formatTimeSpan } from '../unit-file/time-span.ts'
import { colorOf, existing, isPattern, matching, paint, type Systemctl, unitName } from './context.ts'
import { fileState, presetOf } from './file-state.ts'
import { formatSize } from '../../journal/size.ts'

const dots: Record<string, readonly [sign: string, color: string | undefined]> = {
  active: ['●', colorOf.green],
  reloading: ['↻', colorOf.green],
  inactive: ['○', undefined],
  failed: ['×', colorOf.red],
  activating: ['●', colorOf.yellow],
  deactivating: ['●', colorOf.yellow],
}

export async function status(systemctl: Systemctl): Promise<number> {
  const { invocation, manager } = systemctl
  const { proc, operands } = invocation
  if (operands.length === 0) return systemStatus(systemctl)
  let result = 0
  const parts: string[] = []
  for (const operand of operands) {
    const found = isPattern(operand)
      ? matching(operand, manager.loaded())
      : [await unitOf(systemctl, operand)]
    for (const live of found) {
      if (!live) {
        await proc.stderr.line(`Unit ${unitName(operand)} could not be found.`)
        result = 4
        continue
      }
      parts.push(await describeUnit(systemctl, live))
      if (!live.isUp && live.active !== 'activating' && result !== 4) result = 3
    }
  }
  await page(proc, parts.join('\n'), { off: invocation.has('no-pager') })
  return result
}

/** By its name, or by the number of one of its processes. */
async function unitOf({ manager }: Systemctl, operand: string): Promise<LiveUnit | undefined> {
  if (/^\d+$/.test(operand))
    return manager.loaded().find((live) => live.processes.some(({ pid }) => pid === Number(operand)))
  return existing(manager, unitName(operand))
}

async function describeUnit(systemctl: Systemctl, live: LiveUnit): Promise<string> {
  const { manager, colors, invocation } = systemctl
  const [sign, color] = dots[live.active]!
  const title = live.description === live.name ? live.name : `${live.name} - ${live.description}`
  const lines = [`${color ? paint(colors, color, sign) : sign} ${title}`]
  const field = (name: string, text: string): void => void lines.push(`${name.padStart(11)}: ${text}`)
  const more = (text: string): void => void lines.push(`${' '.repeat(13)}${text}`)
  field('Loaded', await loadedText(systemctl, live))
  const { dropIns } = live.unit.source
  const folders = [...new Set(dropIns.map((path) => path.slice(0, path.lastIndexOf('/'))))]
  for (const [index, folder] of folders.entries()) {
    if (index === 0) field('Drop-In', folder)
    else more(folder)
    more(`└─${dropIns.filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1)).join(', ')}`) // prettier-ignore
  }
  field('Active', activeText(systemctl, live))
  if (live.unmet) {
    const { at, condition } = live.unmet
    field('Condition', `start condition failed at ${formatTimestamp(at)}; ${ago(systemctl, at)}`)
    more(`└─ ${describeCondition(condition)} was not met`)
  }
  if (live instanceof TimerUnit) {
    field('Trigger', live.next === undefined ? 'n/a' : `${formatTimestamp(live.next)}; ${formatRelative(live.next - manager.kernel.now(), 'left')}`) // prettier-ignore
    field('Triggers', `● ${live.triggers}`)
  }
  const timers = manager.loaded().filter((timer) => timer instanceof TimerUnit && timer.triggers === live.name && timer.isUp) // prettier-ignore
  for (const timer of timers) field('TriggeredBy', `${paint(colors, colorOf.green, '●')} ${timer.name}`)
  if (live instanceof MountUnit) {
    field('Where', live.where)
    field('What', live.what)
  }
  for (const [index, link] of live.unit.documentation.entries()) {
    if (index === 0) field('Docs', link)
    else more(link)
  }
  if (live instanceof ServiceUnit) addProcesses(live, field)
  addGroup(systemctl, live, field, more)
  if (await manager.changedOnDisk(live))
    await invocation.proc.stderr.line(paint(colors, colorOf.yellow, `Warning: The unit file, source configuration file or drop-ins of ${live.name} changed on disk. Run 'systemctl daemon-reload' to reload units.`)) // prettier-ignore
  const journal = await lastLines(systemctl, live)
  return `${lines.join('\n')}\n${journal === '' ? '' : `\n${journal}`}`
}

async function loadedText({ invocation, colors }: Systemctl, live: LiveUnit): Promise<string> {
  const { name, unit } = live
  if (unit.load === 'masked')
    return `${paint(colors, colorOf.red, 'masked')} (Reason: Unit ${name} is masked.)`
  if (unit.load === 'not-found')
    return `${paint(colors, colorOf.yellow, 'not-found')} (Reason: Unit ${name} not found.)`
  if (unit.load === 'bad-setting')
    return `${paint(colors, colorOf.yellow, 'bad-setting')} (Reason: Unit ${name} has a bad unit file setting.)`
  const { proc } = invocation
  const state = unit.source.fragment?.startsWith('/run/systemd/generator')
    ? 'generated'
    : await fileState(proc, name)
  if (state === undefined) return `loaded (${unit.source.fragment ?? ''})`
  const shown = state === 'enabled' ? paint(colors, colorOf.green, state) : state === 'disabled' ? paint(colors, colorOf.yellow, state) : state // prettier-ignore
  if (state === 'static' || state === 'generated') return `loaded (${unit.source.fragment}; ${shown})`
  const preset = await presetOf(proc, name)
  const presetShown = paint(colors, preset === 'enabled' ? colorOf.green : colorOf.yellow, preset)
  return `loaded (${unit.source.fragment}; ${shown}; preset: ${presetShown})`
}

const ago = ({ manager }: Systemctl, time: number): string =>
  formatRelative(manager.kernel.now() - time, 'ago')

function activeText(systemctl: Systemctl, live: LiveUnit): string {
  const { colors } = systemctl
  const result = live.result === 'success' || live.isUp ? '' : ` (Result: ${live.result})`
  const state = live.active === live.sub ? live.active : `${live.active} (${live.sub})`
  const shown = live.active === 'failed' ? `failed` : state
  const color = dots[live.active]![1]
  const text = `${color ? paint(colors, color, shown) : shown}${live.active === 'failed' || live.sub === 'auto-restart' ? result : ''}` // prettier-ignore
  if (live.since === undefined) return text
  return `${text} since ${formatTimestamp(live.since)}; ${ago(systemctl, live.since)}`
}

function addProcesses(live: ServiceUnit, field: (name: string, text: string) => void): void {
  if (
    !live.isUp &&
    live.activeSince !== undefined &&
    live.inactiveSince !== undefined &&
    live.inactiveSince > live.activeSince
  )
    // prettier-ignore
    field('Duration', formatTimeSpan(live.inactiveSince - live.activeSince))
  const running = live.mainPid
  for (const { key, pid, line, status: end } of live.records)
    if (end) field('Process', `${pid} ${key}=${line} (${describeExit(end, 'status')})`)
  const { main } = live
  if (running !== undefined)
    field('Main PID', `${running} (${live.processes.find(({ pid }) => pid === running)?.command ?? main?.name})`) // prettier-ignore
  else if (main?.status) field('Main PID', `${main.pid} (${describeExit(main.status, 'status')})`)
  if (live.statusText !== undefined) field('Status', `"${live.statusText}"`)
}

function addGroup(
  { colors, manager }: Systemctl,
  live: LiveUnit,
  field: (name: string, text: string) => void,
  more: (text: string) => void,
): void {
  const tasks = live.processes
  if (tasks.length > 0) {
    // systemd's TasksMax: a share of what the kernel lets a user have.
    field(
      'Tasks',
      `${tasks.length} (limit: ${Math.floor(manager.kernel.system.memory.total / 1024 ** 2) + 35})`,
    )
    field('Memory', formatSize(tasks.reduce((sum, task) => sum + memoryOf(task).resident, 0)))
  }
  if (live instanceof ServiceUnit && (tasks.length > 0 || live.cpu > 0)) field('CPU', formatTimeSpan(live.cpu) === '0' ? '0' : formatTimeSpan(live.cpu)) // prettier-ignore
  if (tasks.length === 0 || live.cgroup === undefined) return
  field('CGroup', live.cgroup)
  for (const [index, task] of tasks.entries())
    more(
      `${index === tasks.length - 1 ? '└─' : '├─'}${paint(colors, colorOf.grey, `${task.pid} ${commandLine(task)}`)}`,
    )
}

const commandLine = ({ argv }: Task): string =>
  argv
    .map((word) => (/[\s"'\\]/.test(word) || word === '' ? `"${word.replace(/["\\$`]/g, '\\$&')}"` : word))
    .join(' ')

async function lastLines({ invocation, colors }: Systemctl, live: LiveUnit): Promise<string> {
  const count = Number(invocation.value('n') ?? 10)
  const accept = ({ unit, about }: { unit?: string; about?: string }): boolean =>
    unit === live.name || about === live.name
  try {
    const entries = await queryJournal(invocation.proc, { accept, last: count })
    const options = { mode: 'short', colors, noHostname: false, all: false } as const
    return entries.map((entry) => `${formatEntry(entry, options)}\n`).join('')
  } catch (error) {
    if (error instanceof JournalDenied)
      return 'Warning: some journal files were not opened due to insufficient permissions.\n'
    throw error
  }
}

async function systemStatus({ invocation, manager, colors }: Systemctl): Promise<number> {
  const { kernel } = manager
  const failed = manager.loaded().filter(({ active }) => active === 'failed').length
  const state = manager.jobs.booting ? 'starting' : failed > 0 ? 'degraded' : 'running'
  const color = failed > 0 ? colorOf.red : colorOf.green
  const tree = kernel.tasks
    .all()
    .filter(({ ended }) => !ended)
    .map(
      ({ pid, argv, cgroup }) =>
        `             ${cgroup === '/' ? '/init.scope' : cgroup}: ${pid} ${argv.join(' ')}`,
    )
  const text = [
    `${paint(colors, color, '●')} ${kernel.hostname.split('.')[0]}`,
    `    State: ${paint(colors, color, state)}`,
    `    Units: ${manager.loaded().length} loaded (incl. loaded aliases)`,
    `     Jobs: ${manager.jobs.list().length} queued`,
    `   Failed: ${failed} units`,
    `    Since: ${formatTimestamp(kernel.booted)}; ${formatRelative(kernel.now() - kernel.booted, 'ago')}`,
    `  systemd: ${manager.version}`,
    `   CGroup: /`,
    ...tree.sort(),
  ]
  await page(invocation.proc, `${text.join('\n')}\n`, { off: invocation.has('no-pager') })
  return 0
}

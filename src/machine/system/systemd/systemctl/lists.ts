import { formatTimestamp } from '../../journal/timestamp.ts'
import { page } from '../../pager.ts'
import { type LiveUnit, TimerUnit } from '../manager/index.ts'
import { formatRelative } from '../unit-file/time-span.ts'
import { matchesStars } from '../../../star-pattern.ts'
import { colorOf, paint, type Systemctl, unitName } from './context.ts'
import { allUnitFiles, fileState, presetOf } from './file-state.ts'

/** A table as systemctl draws it: the heading underlined on a terminal, columns as wide as they must be. */
function table(
  { invocation, colors }: Systemctl,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  mark: (index: number) => string = () => '',
  color: (index: number) => string | undefined = () => undefined,
): string {
  const all = invocation.has('no-legend') ? rows : [head, ...rows]
  const widths = head.map((_, column) => Math.max(0, ...all.map((row) => row[column]!.length)))
  const line = (row: readonly string[]): string =>
    row.map((text, column) => (column === row.length - 1 ? text : text.padEnd(widths[column]!))).join(' ')
  const lines = rows.map((row, index) => {
    const text = mark(index) + line(row)
    const code = color(index)
    return code ? paint(colors, code, text) : text
  })
  const width = rows.length > 0 ? mark(0).length : 0
  const heading = paint(colors, '4', `${' '.repeat(width)}${line(head)}`)
  return [...(invocation.has('no-legend') ? [] : [heading]), ...lines].map((text) => `${text}\n`).join('')
}

const typeOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

/** `--type`, `--state` and the patterns of a list command. */
function wanted({ invocation }: Systemctl): (live: { name: string; states: readonly string[] }) => boolean {
  const list = (name: string): string[] => invocation.values(name).flatMap((value) => value.split(','))
  const [types, states, patterns] = [list('t'), list('state'), invocation.operands]
  return (unit) =>
    (types.length === 0 || types.includes(typeOf(unit.name)) || types.some((state) => unit.states.includes(state))) &&
    (states.length === 0 || unit.states.some((state) => states.includes(state))) &&
    (patterns.length === 0 || patterns.some((pattern) => matchesStars(pattern.includes('*') ? pattern : unitName(pattern), unit.name))) // prettier-ignore
}

export async function listUnits(systemctl: Systemctl): Promise<number> {
  const { invocation, manager, colors } = systemctl
  const failedOnly = invocation.has('failed')
  const all = invocation.has('a') || invocation.has('state') || failedOnly
  const fits = wanted(systemctl)
  const units = manager
    .loaded()
    .filter((live) => (all ? live.unit.load !== 'not-found' || live.active !== 'inactive' : live.active !== 'inactive' || manager.jobs.has(live.name))) // prettier-ignore
    .filter((live) => !failedOnly || live.active === 'failed')
    .filter((live) => fits({ name: live.name, states: [live.active, live.sub, live.unit.load] }))
    .sort((a, b) => (typeOf(a.name) === typeOf(b.name) ? (a.name < b.name ? -1 : 1) : typeOf(a.name) < typeOf(b.name) ? -1 : 1)) // prettier-ignore
  const rows = units.map((live) => [live.name, live.unit.load, live.active, live.sub, live.description])
  const bad = (live: LiveUnit): boolean => live.active === 'failed' || live.unit.load !== 'loaded'
  const mark = (index: number): string => (bad(units[index]!) ? '● ' : '  ')
  const text = table(systemctl, ['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'], rows, invocation.has('plain') ? undefined : mark, (index) => (bad(units[index]!) ? colorOf.red : undefined)) // prettier-ignore
  const count = `${paint(colors, '0;1;39', `${rows.length} loaded units listed.`)}`
  const legend = `
LOAD   = Reflects whether the unit definition was properly loaded.
ACTIVE = The high-level unit activation state, i.e. generalization of SUB.
SUB    = The low-level unit activation state, values depend on unit type.
${count}${all ? '' : ' Pass --all to see loaded but inactive units, too.'}
To show all installed unit files use 'systemctl list-unit-files'.
`
  const footer = rows.length === 0 ? '0 loaded units listed.\n' : legend
  const shown = `${rows.length === 0 ? table(systemctl, ['UNIT', 'LOAD', 'ACTIVE', 'SUB', 'DESCRIPTION'], []) : text}${invocation.has('no-legend') ? '' : footer}` // prettier-ignore
  await page(invocation.proc, shown, { off: invocation.has('no-pager') })
  return 0
}

export async function listUnitFiles(systemctl: Systemctl): Promise<number> {
  const { invocation, colors } = systemctl
  const { proc } = invocation
  const fits = wanted(systemctl)
  const rows: string[][] = []
  for (const name of await allUnitFiles(proc)) {
    const state = await fileState(proc, name)
    if (state === undefined || !fits({ name, states: [state] })) continue
    const hasPreset = state === 'enabled' || state === 'disabled' || state === 'indirect'
    rows.push([name, state, hasPreset ? await presetOf(proc, name) : '-'])
  }
  const color = (index: number): string | undefined => {
    const state = rows[index]![1]
    if (!colors) return undefined
    return state === 'enabled' ? colorOf.green : state === 'masked' ? colorOf.red : undefined
  }
  const text = table(systemctl, ['UNIT FILE', 'STATE', 'PRESET'], rows, undefined, color)
  const footer = invocation.has('no-legend') ? '' : `\n${rows.length} unit files listed.\n`
  await page(proc, text + footer, { off: invocation.has('no-pager') })
  return 0
}

export async function listTimers(systemctl: Systemctl): Promise<number> {
  const { invocation, manager } = systemctl
  const now = manager.kernel.now()
  const fits = wanted(systemctl)
  const timers = manager
    .loaded()
    .filter((live) => live instanceof TimerUnit)
    .filter(
      (timer) => (timer.isUp || invocation.has('a')) && fits({ name: timer.name, states: [timer.active] }),
    )
    .sort((a, b) => (a.next ?? Infinity) - (b.next ?? Infinity))
  const rows = timers.map((timer) => [
    timer.next === undefined ? '-' : formatTimestamp(timer.next),
    timer.next === undefined ? '-' : formatRelative(timer.next - now, 'left'),
    timer.last === undefined ? '-' : formatTimestamp(timer.last),
    timer.last === undefined ? '-' : formatRelative(now - timer.last, 'ago'),
    timer.name,
    timer.triggers,
  ])
  const head = ['NEXT', 'LEFT', 'LAST', 'PASSED', 'UNIT', 'ACTIVATES']
  const footer = `\n${rows.length} timers listed.\n${invocation.has('a') ? '' : 'Pass --all to see loaded but inactive timers, too.\n'}` // prettier-ignore
  await page(invocation.proc, table(systemctl, head, rows) + (invocation.has('no-legend') ? '' : footer), { off: invocation.has('no-pager') }) // prettier-ignore
  return 0
}

export async function listJobs({ invocation, manager }: Systemctl): Promise<number> {
  const jobs = manager.jobs.list()
  if (jobs.length === 0) {
    await invocation.proc.stdout.line('No jobs running.')
    return 0
  }
  const lines = jobs.map(
    ({ name, type }, index) => `${String(index + 1).padStart(3)} ${name} ${type} waiting`,
  )
  await invocation.proc.stdout.write(
    `JOB UNIT TYPE STATE\n${lines.join('\n')}\n\n${jobs.length} jobs listed.\n`,
  )
  return 0
}

/** systemctl list-dependencies: what a unit pulls in, as a tree. */
export async function listDependencies(systemctl: Systemctl): Promise<number> {
  const { invocation, manager, colors } = systemctl
  const root = unitName(invocation.operands[0] ?? 'default.target')
  const reverse = invocation.has('reverse')
  const lines: string[] = []
  const children = ({ unit, name }: LiveUnit): string[] =>
    reverse
      ? manager.loaded().filter((other) => other.unit.requires.has(name) || other.unit.wants.has(name)).map((other) => other.name) // prettier-ignore
      : [...unit.requires, ...unit.wants].sort()
  const walk = async (name: string, indent: string, above: readonly string[]): Promise<void> => {
    const live = await manager.load(name)
    const below = children(live).filter((child) => !above.includes(child))
    for (const [index, child] of below.entries()) {
      const last = index === below.length - 1
      const unit = await manager.load(child)
      const dot = unit.active === 'failed' ? paint(colors, colorOf.red, '×') : unit.isUp ? paint(colors, colorOf.green, '●') : '○' // prettier-ignore
      lines.push(`${dot} ${indent}${last ? '└─' : '├─'}${child}`)
      if (invocation.has('a') || child.endsWith('.target')) await walk(child, `${indent}${last ? '  ' : '│ '}`, [...above, child]) // prettier-ignore
    }
  }
  await walk(root, '', [root])
  await page(invocation.proc, `${root}\n${lines.map((line) => `${line}\n`).join('')}`, { off: invocation.has('no-pager') }) // prettier-ignore
  return 0
}

import { type CalendarEvent, parseCalendar } from './calendar.ts'
import { type Command, parseCommands, splitWords } from './command-line.ts'
import { directiveKind, worthSaying } from './directives.ts'
import type { Assignment } from './parse.ts'
import { Settings, parseBoolean } from './settings.ts'
import { splitUnitName } from './specifiers.ts'
import { parseTimeSpan } from './time-span.ts'

export type UnitType =
  | 'service'
  | 'target'
  | 'timer'
  | 'mount'
  | 'socket'
  | 'path'
  | 'slice'
  | 'scope'
  | 'swap'
export type LoadState = 'loaded' | 'not-found' | 'masked' | 'bad-setting'

/** Where a unit came from, before it is understood. */
export interface UnitSource {
  name: string
  load: LoadState
  /** The file, and what was put on top of it. */
  fragment?: string
  dropIns: readonly string[]
  assignments: readonly Assignment[]
  problems: readonly string[]
  /** From NAME.wants/ and NAME.requires/. */
  wants: readonly string[]
  requires: readonly string[]
  /** Other names of the same unit. */
  aliases: readonly string[]
  /** Newest modification time of the files. */
  modified: number
}

export interface Condition {
  kind: string
  negated: boolean
  /** `|`: one of these is enough. */
  trigger: boolean
  argument: string
}

const serviceTypes = ['simple', 'exec', 'forking', 'oneshot', 'notify', 'dbus', 'idle'] as const
export type ServiceType = (typeof serviceTypes)[number]
const restarts = [
  'no',
  'on-success',
  'on-failure',
  'on-abnormal',
  'on-watchdog',
  'on-abort',
  'always',
] as const
export type Restart = (typeof restarts)[number]
export type ExecKey = 'ExecCondition' | 'ExecStartPre' | 'ExecStart' | 'ExecStartPost' | 'ExecReload' | 'ExecStop' | 'ExecStopPost' // prettier-ignore
const execKeys: readonly ExecKey[] = ['ExecCondition', 'ExecStartPre', 'ExecStart', 'ExecStartPost', 'ExecReload', 'ExecStop', 'ExecStopPost'] // prettier-ignore

export interface ServiceSettings {
  type: ServiceType
  commands: Readonly<Record<ExecKey, readonly Command[]>>
  restart: Restart
  restartSec: number
  timeoutStart: number
  timeoutStop: number
  remainAfterExit: boolean
  killMode: 'control-group' | 'mixed' | 'process' | 'none'
  killSignal: string
  pidFile?: string
}

export interface TimerSettings {
  calendar: readonly { text: string; event: CalendarEvent }[]
  /** Milliseconds after the machine came up, the timer was started, the unit last began or ended. */
  spans: readonly { base: 'boot' | 'active' | 'unit-active' | 'unit-inactive'; after: number }[]
  persistent: boolean
  unit: string
}

/** A unit as its files describe it. */
export interface Unit {
  name: string
  type: UnitType
  source: UnitSource
  load: LoadState
  /** Why it cannot be used: the reason of a bad-setting. */
  fault?: string
  settings: Settings
  description: string
  documentation: readonly string[]
  after: ReadonlySet<string>
  before: ReadonlySet<string>
  /** A target comes after what it pulls in, unless that says that it comes after the target. */
  pulls: ReadonlySet<string>
  requires: ReadonlySet<string>
  requisite: ReadonlySet<string>
  wants: ReadonlySet<string>
  bindsTo: ReadonlySet<string>
  partOf: ReadonlySet<string>
  conflicts: ReadonlySet<string>
  conditions: readonly Condition[]
  startLimit: { interval: number; burst: number }
  service?: ServiceSettings
  timer?: TimerSettings
  /** What the journal is told when it is loaded. */
  problems: readonly string[]
}

const seconds = 1000
const defaultTimeout = 90 * seconds

/** Understands a unit's files. Pure: specifiers in names are put in here, those in commands when they are run. */
export function readUnit(source: UnitSource, expand: (text: string) => string): Unit {
  const { name } = source
  const type = splitUnitName(name).type as UnitType
  const settings = new Settings(source.assignments)
  const names = (key: string): string[] => settings.words('Unit', key).map(expand)
  const problems = [...source.problems, ...complaints(source.assignments)]
  const unit: Unit = {
    name,
    type,
    source,
    load: source.load,
    settings,
    description: expand(settings.last('Unit', 'Description') ?? name),
    documentation: settings.words('Unit', 'Documentation').map(expand),
    after: new Set(names('After')),
    before: new Set(names('Before')),
    pulls: new Set(),
    requires: new Set([...names('Requires'), ...source.requires]),
    requisite: new Set(names('Requisite')),
    wants: new Set([...names('Wants'), ...source.wants]),
    bindsTo: new Set(names('BindsTo')),
    partOf: new Set(names('PartOf')),
    conflicts: new Set(names('Conflicts')),
    conditions: settings.assignments.flatMap((one) => conditionOf(one, expand)),
    startLimit: startLimit(settings),
    problems,
  }
  if (source.load !== 'loaded') return unit
  const defaults = withDefaults(unit)
  if (type === 'service') return withService(defaults)
  return type === 'timer' ? withTimer(defaults, expand) : defaults
}

function complaints(assignments: readonly Assignment[]): string[] {
  const sections = new Set<string>()
  return assignments.flatMap(({ section, key, file, line }) => {
    const at = `${file}:${line}`
    const kind = directiveKind(section, key)
    if (kind === 'unknown') return [`${at}: Unknown key name '${key}' in section '${section}', ignoring.`]
    // What an administrator wrote is meant for this machine; a package's unit is meant for all.
    if (kind === 'unavailable' && (worthSaying(key) || file.startsWith('/etc/')))
      return [`${at}: ${key}= is not available on this machine, the unit runs without it.`]
    if (kind !== 'unknown-section' || sections.has(section)) return []
    sections.add(section)
    return [`${at}: Unknown section '${section}'. Ignoring.`]
  })
}

function conditionOf({ section, key, value }: Assignment, expand: (text: string) => string): Condition[] {
  if (section !== 'Unit' || !/^(Condition|Assert)/.test(key) || directiveKind(section, key) !== 'honoured')
    return []
  const match = /^(\|?)(!?)(.*)$/s.exec(value)!
  return [
    { kind: key, trigger: match[1] === '|', negated: match[2] === '!', argument: expand(match[3]!.trim()) },
  ]
}

function startLimit(settings: Settings): Unit['startLimit'] {
  const interval = ['StartLimitIntervalSec', 'StartLimitInterval']
    .map((key) => settings.last('Unit', key) ?? settings.last('Service', key))
    .find((value) => value !== undefined)
  const burst = settings.last('Unit', 'StartLimitBurst') ?? settings.last('Service', 'StartLimitBurst')
  return {
    interval: (interval === undefined ? undefined : parseTimeSpan(interval)) ?? 10 * seconds,
    burst: Number(burst ?? 5) || 0,
  }
}

/** DefaultDependencies=yes: systemd.service(5), systemd.target(5). */
function withDefaults(unit: Unit): Unit {
  if (parseBoolean(unit.settings.last('Unit', 'DefaultDependencies')) === false) return unit
  const add = (set: ReadonlySet<string>, ...more: string[]): ReadonlySet<string> => new Set([...set, ...more])
  const leaving = {
    conflicts: add(unit.conflicts, 'shutdown.target'),
    before: add(unit.before, 'shutdown.target'),
  }
  if (unit.type === 'target') {
    return { ...unit, ...leaving, pulls: add(unit.wants, ...unit.requires) }
  }
  if (unit.type === 'service')
    return {
      ...unit,
      ...leaving,
      requires: add(unit.requires, 'sysinit.target'),
      after: add(unit.after, 'sysinit.target', 'basic.target'),
    }
  if (unit.type === 'timer')
    return {
      ...unit,
      conflicts: leaving.conflicts,
      requires: add(unit.requires, 'sysinit.target'),
      after: add(unit.after, 'sysinit.target'),
      before: add(leaving.before, 'timers.target'),
    }
  return unit
}

function withService(unit: Unit): Unit {
  const { settings } = unit
  const bad = (fault: string): Unit => ({ ...unit, load: 'bad-setting', fault })
  const problems = [...unit.problems]
  const commands = {} as Record<ExecKey, readonly Command[]>
  for (const key of execKeys)
    commands[key] = settings.all('Service', key).flatMap((one) => commandsOf(one, problems))
  const given = (key: string): Assignment | undefined => settings.all('Service', key).at(-1)
  const complain = ({ file, line, value }: Assignment, what: string): void => {
    const problem = `${file}:${line}: Failed to parse ${what}, ignoring: ${value}`
    // TimeoutSec= is both of two.
    if (!problems.includes(problem)) problems.push(problem)
  }
  const span = (key: string, fallback: number): number => {
    const setting = given(key) ?? given(key.replace(/^(TimeoutSt).*/, 'TimeoutSec'))
    if (setting === undefined) return fallback
    const parsed = parseTimeSpan(setting.value)
    if (parsed === undefined)
      complain(setting, key.startsWith('Timeout') ? `${setting.key}= parameter` : `${key} value`)
    return parsed === 0 && key.startsWith('Timeout') ? Infinity : (parsed ?? fallback)
  }
  const oneOf = <T extends string>(key: string, what: string, values: readonly T[], fallback: T): T => {
    const setting = given(key)
    if (setting === undefined) return fallback
    const found = values.find((value) => value === setting.value)
    if (found === undefined) complain(setting, what)
    return found ?? fallback
  }
  const start = commands.ExecStart
  const type = oneOf('Type', 'service type', serviceTypes, start.length === 0 ? 'oneshot' : 'simple')
  const remain = parseBoolean(settings.last('Service', 'RemainAfterExit')) ?? false
  const restart = oneOf('Restart', 'service restart specifier', restarts, 'no')
  const withProblems = (result: Unit): Unit => ({ ...result, problems })
  if (start.length === 0 && commands.ExecStop.length === 0)
    return withProblems(bad('Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.'))
  if (start.length === 0 && !remain)
    return withProblems(bad('Service has no ExecStart= setting, which is only allowed for RemainAfterExit=yes services. Refusing.')) // prettier-ignore
  if (start.length > 1 && type !== 'oneshot')
    return withProblems(bad('Service has more than one ExecStart= setting, which is only allowed for Type=oneshot services. Refusing.')) // prettier-ignore
  if (type === 'oneshot' && (restart === 'always' || restart === 'on-success'))
    return withProblems(bad('Service has Restart= set to either always or on-success, which isn\'t allowed for Type=oneshot services. Refusing.')) // prettier-ignore
  const pidFile = settings.last('Service', 'PIDFile')
  const service: ServiceSettings = {
    type,
    commands,
    restart,
    restartSec: span('RestartSec', 100),
    timeoutStart:
      type === 'oneshot' ? span('TimeoutStartSec', Infinity) : span('TimeoutStartSec', defaultTimeout),
    timeoutStop: span('TimeoutStopSec', defaultTimeout),
    remainAfterExit: remain,
    killMode: oneOf(
      'KillMode',
      'unit kill mode',
      ['control-group', 'mixed', 'process', 'none'],
      'control-group',
    ),
    killSignal: settings.last('Service', 'KillSignal') ?? 'SIGTERM',
    ...(pidFile !== undefined && { pidFile: pidFile.startsWith('/') ? pidFile : `/run/${pidFile}` }),
  }
  return withProblems({ ...unit, service })
}

function commandsOf({ key, value, file, line }: Assignment, problems: string[]): Command[] {
  try {
    return parseCommands(value).filter(({ path }) => {
      // A bare name is looked for in systemd's own fixed path.
      if (path !== '' && !/[\0\n]/.test(path)) return true
      problems.push(`${file}:${line}: Empty path in command line, ignoring: ${value}`)
      return false
    })
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    problems.push(`${file}:${line}: Failed to split ${key}= value, ignoring: ${error.message}`)
    return []
  }
}

const spanBases = [
  ['OnBootSec', 'boot'],
  ['OnStartupSec', 'boot'],
  ['OnActiveSec', 'active'],
  ['OnUnitActiveSec', 'unit-active'],
  ['OnUnitInactiveSec', 'unit-inactive'],
] as const

function withTimer(unit: Unit, expand: (text: string) => string): Unit {
  const { settings, name } = unit
  const problems = [...unit.problems]
  const failed = (key: string, { file, line, value }: Assignment): [] => {
    problems.push(`${file}:${line}: Failed to parse ${key}= value, ignoring: ${value}`)
    return []
  }
  const calendar = settings.all('Timer', 'OnCalendar').flatMap((one) => {
    const event = parseCalendar(one.value)
    return event ? [{ text: one.value, event }] : failed('OnCalendar', one)
  })
  const spans = spanBases.flatMap(([key, base]) =>
    settings.all('Timer', key).flatMap((one) => {
      const after = parseTimeSpan(one.value)
      return after === undefined ? failed(key, one) : [{ base, after }]
    }),
  )
  const result = { ...unit, problems }
  if (calendar.length === 0 && spans.length === 0)
    return { ...result, load: 'bad-setting', fault: 'Timer unit lacks value setting. Refusing.' }
  const triggers = expand(settings.last('Timer', 'Unit') ?? name.replace(/\.timer$/, '.service'))
  const persistent = parseBoolean(settings.last('Timer', 'Persistent')) ?? false
  return {
    ...result,
    before: new Set([...unit.before, triggers]),
    timer: { calendar, spans, persistent, unit: triggers },
  }
}

/** `A=1 "B=two words"`, later ones over earlier ones. */
export function environmentOf(
  assignments: readonly Assignment[],
  expand: (text: string) => string,
): Map<string, string> {
  const environment = new Map<string, string>()
  for (const { value } of assignments)
    for (const word of safeSplit(value)) {
      const equals = word.indexOf('=')
      if (equals > 0) environment.set(word.slice(0, equals), expand(word.slice(equals + 1)))
    }
  return environment
}

function safeSplit(text: string): string[] {
  try {
    return splitWords(text)
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

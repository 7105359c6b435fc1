import type { Kernel } from '../../../kernel/kernel.ts'
import type { Process } from '../../../kernel/process.ts'
import { findAccount, textOrNothing } from '../../accounts.ts'
import type { Journal } from '../../journal/journal.ts'
import { bootRole, fstabEntryOf, fstabUnits } from '../fstab-units.ts'
import { loadUnitSource } from '../unit-file/load-unit.ts'
import { Settings } from '../unit-file/settings.ts'
import { expandSpecifiers } from '../unit-file/specifiers.ts'
import { type Unit, type UnitSource, readUnit } from '../unit-file/unit.ts'
import { byItself } from './by-itself.ts'
import { Jobs } from './jobs.ts'
import { type ActiveState, type JobResult, LiveUnit, TargetUnit, type UnitContext } from './live-unit.ts'
import { MountUnit } from './mount-unit.ts'
import { ServiceUnit } from './service-unit.ts'
import { beginLine, titleOf } from './status-lines.ts'
import { SwapUnit } from './swap-unit.ts'
import { TimerUnit } from './timer-unit.ts'
import { UnitError } from './unit-error.ts'

declare module '../../../kernel/bus.ts' {
  interface BusNames {
    'org.freedesktop.systemd1': ServiceManager
  }
}

const unsupported: Record<string, string> = {
  socket: 'Socket units are not available on this machine: start the service itself.',
  path: 'Path units are not available on this machine.',
  automount: 'Automount units are not available on this machine.',
}

/** The work of process 1: units, their states, and the jobs that change them. */
export class ServiceManager implements UnitContext {
  readonly #units = new Map<string, LiveUnit>()
  readonly #aliases = new Map<string, string>()
  readonly jobs: Jobs
  readonly format: 'description' | 'combined'
  /** systemd's own, of the distribution. */
  readonly version: number
  /** When it was started itself, and when everything was up. */
  readonly begun: number
  finished: number | undefined
  #generated = new Map<string, UnitSource>()
  #reloadedAt: number
  #shuttingDown = false

  constructor(
    readonly kernel: Kernel,
    readonly journal: Journal,
    options: { format?: 'description' | 'combined'; version?: number } = {},
  ) {
    this.format = options.format ?? 'combined'
    this.version = options.version ?? 252
    this.jobs = new Jobs(this)
    this.#reloadedAt = this.begun = kernel.now()
    kernel.bus.own('org.freedesktop.systemd1', this)
  }

  get init(): Process {
    return this.kernel.init.process
  }

  get shuttingDown(): boolean {
    return this.#shuttingDown
  }

  finishBoot(): void {
    this.finished = this.kernel.now()
    this.say('', `Startup finished in ${this.startup}.`)
  }

  /** How long the machine took to come up: the kernel's part, systemd's, and both. */
  get startup(): string {
    const { begun, finished = this.kernel.now() } = this
    const { booted } = this.kernel
    const [kernel, own, all] = [begun - booted, finished - begun, finished - booted]
    return `${seconds(kernel)} (kernel) + ${seconds(own)} (userspace) = ${seconds(all)}`
  }

  beginShutdown(): void {
    this.#shuttingDown = true
  }

  loaded(): LiveUnit[] {
    for (const unit of this.#units.values()) if (unit instanceof MountUnit) unit.look()
    return [...this.#units.values()]
  }

  find(name: string): LiveUnit | undefined {
    return this.#units.get(this.#aliases.get(name) ?? name)
  }

  /** The unit of this name, loaded when it is not yet. Whether it can be started is told by its `unit.load`. */
  async load(name: string): Promise<LiveUnit> {
    const known = this.find(name)
    if (known && !(known.isDown && !this.jobs.has(known.name) && !this.#isReferenced(known.name)))
      return known
    const source = this.#generated.get(name) ?? (await loadUnitSource(this.init, name))
    for (const alias of [name, ...source.aliases])
      if (alias !== source.name) this.#aliases.set(alias, source.name)
    const existing = this.#units.get(source.name)
    const unit = await this.#understand(source)
    if (existing && (existing.unit.load === 'loaded') === (unit.load === 'loaded')) {
      if (!same(existing.unit.source, source)) {
        this.#tell(unit)
        existing.unit = unit
      }
      return existing
    }
    this.#tell(unit)
    const live = this.#make(unit)
    this.#units.set(unit.name, live)
    return live
  }

  /** Files are read anew; what runs goes on running, by its new description. */
  async daemonReload(): Promise<void> {
    this.say('', 'Reloading.')
    this.#reloadedAt = this.kernel.now()
    this.#aliases.clear()
    await this.generate()
    for (const live of this.loaded()) {
      const source = this.#generated.get(live.name) ?? (await loadUnitSource(this.init, live.name))
      const unit = await this.#understand(source.name === live.name ? source : { ...source, name: live.name })
      const gone = unit.load === 'not-found' && live.isDown
      if (gone) this.#units.delete(live.name)
      else if (unit.load === 'loaded' && live.unit.load !== 'loaded' && live.isDown) {
        this.#tell(unit)
        this.#units.set(live.name, this.#make(unit))
      } else if (unit.load !== 'not-found' || live.isDown) {
        this.#tell(unit)
        if (live instanceof ServiceUnit && unit.type === 'service' && !unit.service) continue
        live.unit = unit
        if (live instanceof TimerUnit) live.triggeredChanged()
      }
      for (const alias of source.aliases) this.#aliases.set(alias, live.name)
    }
  }

  /** Units that are made of /etc/fstab. */
  async generate(): Promise<void> {
    const sources = fstabUnits(await textOrNothing(this.init, '/etc/fstab'))
    const wanted = { required: [] as string[], wanted: [] as string[], none: [] as string[] }
    for (const source of sources) {
      const settings = new Settings(source.assignments)
      const swap = source.name.endsWith('.swap')
      const role = bootRole(
        swap ? { options: settings.last('Swap', 'Options') ?? '' } : fstabEntryOf(settings),
      )
      wanted[swap && role === 'required' ? 'wanted' : role].push(source.name)
    }
    this.#generated = new Map(sources.map((source) => [source.name, source]))
    const target = await loadUnitSource(this.init, 'local-fs.target')
    if (target.load === 'loaded')
      this.#generated.set('local-fs.target', {
        ...target,
        requires: [...target.requires, ...wanted.required],
        wants: [...target.wants, ...wanted.wanted],
      })
  }

  /** Whether a file of the unit is newer than what process 1 knows of it. */
  async changedOnDisk({ unit }: LiveUnit): Promise<boolean> {
    if (this.#generated.has(unit.name) || unit.load === 'not-found') return false
    const source = await loadUnitSource(this.init, unit.name)
    return source.load === 'loaded' && !same(source, unit.source)
  }

  /** Throws UnitError for what cannot be started. */
  check({ name, unit }: LiveUnit): void {
    if (unit.load === 'not-found') throw new UnitError('not-found', `Unit ${name} not found.`)
    if (unit.load === 'masked') throw new UnitError('masked', `Unit ${name} is masked.`)
    const missing = unsupported[unit.type]
    if (missing) throw new UnitError('unsupported', missing)
    if (unit.load === 'bad-setting')
      throw new UnitError('bad-setting', `Unit ${name} has a bad unit file setting.`)
  }

  /** sd_notify(3): READY=1 from a service's own process. */
  notify(proc: Process, state: string): void {
    const cgroup = this.kernel.tasks.get(proc.pid)?.cgroup ?? '/'
    for (const unit of this.#units.values())
      if (unit instanceof ServiceUnit && unit.cgroup === cgroup) unit.notify(state)
  }

  async trigger(name: string): Promise<JobResult> {
    if (this.#shuttingDown) return 'canceled'
    try {
      return await this.jobs.start(name)
    } catch (error) {
      if (!(error instanceof UnitError)) throw error
      this.say(name, `${name}: Failed to run: ${error.message}`, 4)
      return 'failed'
    }
  }

  /** Until 253 that was a stop and a start, and the journal had both. */
  async restart(live: LiveUnit): Promise<JobResult> {
    if (this.version < 254 && !this.#shuttingDown)
      this.say(live.name, `Stopped ${titleOf(live, this.format)}.`)
    return this.trigger(live.name)
  }

  say(unit: string, message: string, priority = 6): void {
    this.journal.add({
      identifier: 'systemd',
      pid: 1,
      uid: 0,
      message,
      priority,
      unit: 'init.scope',
      ...(unit !== '' && { about: unit }),
    })
  }

  changed(live: LiveUnit, before: { active: ActiveState; sub: string }): void {
    const wasStarting = before.active === 'activating' && before.sub !== 'auto-restart'
    if (live.active === 'activating' && !wasStarting && live.sub !== 'auto-restart') {
      this.show(beginLine(live, 'Starting', this.format))
      this.say(live.name, `Starting ${titleOf(live, this.format)}...`)
    }
    if (live.active !== before.active)
      for (const timer of this.#units.values())
        if (timer instanceof TimerUnit && timer.triggers === live.name) timer.triggeredChanged()
    if (live.active === 'failed' && before.active !== 'failed') byItself(this.onFailure(live))
  }

  /** A line for whoever watches the machine boot or go down: later it is for the journal only. */
  show(line: string): void {
    if (this.jobs.booting || this.#shuttingDown) this.kernel.console.line(line)
  }

  async expander(name: string, user?: string): Promise<(text: string) => string> {
    const account = user === undefined ? undefined : await findAccount(this.init, /^\d+$/.test(user) ? Number(user) : user) // prettier-ignore
    const { uid = 0, home = '/root', shell = '/bin/bash' } = account ?? {}
    const machineId = (await textOrNothing(this.init, '/etc/machine-id')).trim()
    return (text) =>
      expandSpecifiers(text, {
        unit: name,
        hostname: this.kernel.hostname,
        user: { name: account?.name ?? 'root', uid, home, shell },
        machineId,
        bootId: this.journal.boot,
      })
  }

  /** Makes a unit of a command: systemd-run. */
  adopt(source: UnitSource): void {
    this.#generated.set(source.name, source)
  }

  async #understand(source: UnitSource): Promise<Unit> {
    const user = source.assignments.findLast(
      ({ section, key }) => section === 'Service' && key === 'User',
    )?.value
    return readUnit(source, await this.expander(source.name, user === '' ? undefined : user))
  }

  #tell({ name, problems, fault }: Unit): void {
    for (const problem of problems) this.say(name, problem, 4)
    if (fault !== undefined) this.say(name, `${name}: ${fault}`, 3)
  }

  #make(unit: Unit): LiveUnit {
    if (unit.type === 'service') return new ServiceUnit(this, unit)
    if (unit.type === 'timer') return new TimerUnit(this, unit)
    if (unit.type === 'swap' && unit.load === 'loaded') return new SwapUnit(this, unit)
    if (unit.type === 'mount') {
      const mount = new MountUnit(this, unit)
      mount.look()
      return mount
    }
    return new TargetUnit(this, unit)
  }

  /** Another unit of those loaded names it: then it stays in memory as it is until daemon-reload. */
  #isReferenced(name: string): boolean {
    for (const { unit, isDown } of this.#units.values())
      if (unit.name !== name && !isDown && (unit.requires.has(name) || unit.wants.has(name))) return true
    return false
  }

  /** OnFailure=. Where it replaces what was on its way, nothing else is started any more: emergency mode. */
  async onFailure({ unit }: LiveUnit): Promise<void> {
    if (unit.settings.last('Unit', 'OnFailureJobMode')?.startsWith('replace')) this.jobs.cancelStarts()
    for (const name of unit.settings.words('Unit', 'OnFailure')) {
      const expand = await this.expander(unit.name)
      this.say(unit.name, `${unit.name}: Triggering OnFailure= dependencies.`)
      await this.trigger(expand(name))
    }
  }

  get reloadedAt(): number {
    return this.#reloadedAt
  }
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(3)}s`

const same = (a: UnitSource, b: UnitSource): boolean =>
  a.load === b.load &&
  a.fragment === b.fragment &&
  a.modified === b.modified &&
  a.dropIns.join('\0') === b.dropIns.join('\0') &&
  a.assignments.length === b.assignments.length &&
  a.assignments.every(
    ({ value, key }, index) => b.assignments[index]!.value === value && b.assignments[index]!.key === key,
  )

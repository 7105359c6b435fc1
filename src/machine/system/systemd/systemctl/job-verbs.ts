import { type JobResult, type LiveUnit, ServiceUnit, UnitError } from '../manager/index.ts'
import { isPattern, mayChange, matching, type Systemctl, unitName } from './context.ts'

export type JobVerb =
  | 'start'
  | 'stop'
  | 'restart'
  | 'reload'
  | 'try-restart'
  | 'reload-or-restart'
  | 'isolate'

/** start, stop and their kin: each unit's job is waited for, unless --no-block. */
export async function runJobs(systemctl: Systemctl, verb: JobVerb): Promise<number> {
  const { invocation, manager } = systemctl
  const { operands, proc } = invocation
  if (operands.length === 0) {
    await proc.stderr.line('Too few arguments.')
    return 1
  }
  const names = operands.flatMap((operand) =>
    isPattern(operand) ? matching(operand, manager.loaded()).map(({ name }) => name) : [unitName(operand)],
  )
  const outcomes = await Promise.all(names.map((name) => runOne(systemctl, verb, name)))
  return outcomes.find((status) => status !== 0) ?? 0
}

async function runOne(systemctl: Systemctl, verb: JobVerb, name: string): Promise<number> {
  const { proc } = systemctl.invocation
  const say = (text: string): Promise<void> => proc.stderr.line(text)
  const word =
    verb === 'try-restart' || verb === 'reload-or-restart' ? 'restart' : verb === 'isolate' ? 'start' : verb
  if (!mayChange(systemctl)) {
    await say(`Failed to ${word} ${name}: Interactive authentication required.\nSee system logs and 'systemctl status ${name}' for details.`) // prettier-ignore
    return 4
  }
  try {
    const live = await systemctl.manager.load(name)
    const job = begin(systemctl, verb, live, name)
    if (systemctl.invocation.has('no-block')) {
      void job.catch(() => undefined)
      return 0
    }
    // A unit that has to wait for its job can be waited for no longer with ^C, and goes on by itself.
    const result = await proc.outside(() => job)
    await hintAtReload(systemctl, live)
    return result === 'done' || result === 'skipped' ? 0 : tellFailure(systemctl, live, result)
  } catch (error) {
    if (!(error instanceof UnitError)) throw error
    await say(`Failed to ${word} ${name}: ${error.message}`)
    if (error.kind === 'not-found') return 5
    if (error.kind !== 'masked') await say(`See system logs and 'systemctl status ${name}' for details.`)
    return 1
  }
}

async function begin(
  { manager }: Systemctl,
  verb: JobVerb,
  live: LiveUnit,
  name: string,
): Promise<JobResult> {
  const { jobs } = manager
  if (verb === 'stop') {
    if (live.unit.load === 'not-found' && live.isDown)
      throw new UnitError('not-found', `Unit ${name} not loaded.`)
    return jobs.stop(live.name)
  }
  if (verb === 'start' || verb === 'isolate') {
    if (live.unit.settings.last('Unit', 'RefuseManualStart') === 'yes')
      throw new UnitError('refused', `Operation refused, unit ${name} may be requested by dependency only (it is configured to refuse manual start/stop).`) // prettier-ignore
    return jobs.start(live.name)
  }
  if (verb === 'restart') return jobs.restart(live.name)
  if (verb === 'try-restart') return live.isDown ? 'done' : jobs.restart(live.name)
  const canReload = live instanceof ServiceUnit && (live.unit.service?.commands.ExecReload.length ?? 0) > 0
  if (verb === 'reload-or-restart' && !(canReload && live.isUp)) return jobs.restart(live.name)
  manager.check(live)
  if (!canReload) throw new UnitError('refused', `Job type reload is not applicable for unit ${name}.`)
  if (!live.isUp) throw new UnitError('refused', `Unit ${name} cannot be reloaded because it is inactive.`)
  return jobs.reload(live)
}

async function hintAtReload({ manager, invocation }: Systemctl, live: LiveUnit): Promise<void> {
  if (await manager.changedOnDisk(live))
    await invocation.proc.stderr.line(`Warning: The unit file, source configuration file or drop-ins of ${live.name} changed on disk. Run 'systemctl daemon-reload' to reload units.`) // prettier-ignore
}

const reasons: Record<string, string> = {
  resources: 'of unavailable resources or another system error',
  protocol: 'the service did not take the steps required by its unit configuration',
  timeout: 'a timeout was exceeded',
  'exit-code': 'the control process exited with error code',
  signal: 'a fatal signal was delivered to the control process',
  'core-dump': 'a fatal signal was delivered causing the control process to dump core',
  'start-limit-hit': 'start of the service was attempted too often',
}

async function tellFailure({ invocation }: Systemctl, live: LiveUnit, result: JobResult): Promise<number> {
  const { name } = live
  const { stderr } = invocation.proc
  if (result === 'canceled') await stderr.line(`Job for ${name} canceled.`)
  else if (result === 'dependency')
    await stderr.line(`A dependency job for ${name} failed. See 'journalctl -xe' for details.`)
  else {
    const reason = reasons[live.result]
    await stderr.line(`Job for ${name} failed${reason === undefined ? '.' : ` because ${reason}.`}`)
    await stderr.line(`See "systemctl status ${name}" and "journalctl -xeu ${name}" for details.`)
    if (live.result === 'start-limit-hit')
      await stderr.line(`To force a start use "systemctl reset-failed ${name}"\nfollowed by "systemctl start ${name}" again.`) // prettier-ignore
  }
  return 1
}

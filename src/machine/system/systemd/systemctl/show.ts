import { formatTimestamp } from '../../journal/timestamp.ts'
import { type LiveUnit, ServiceUnit, TimerUnit } from '../manager/index.ts'
import { formatTimeSpan } from '../unit-file/time-span.ts'
import { type Systemctl, unitName } from './context.ts'
import { fileState } from './file-state.ts'

/** systemctl show: a unit's properties, `NAME=value`. */
export async function show({ invocation, manager }: Systemctl): Promise<number> {
  const { proc, operands } = invocation
  const wanted = invocation.values('p').flatMap((value) => value.split(','))
  for (const [index, operand] of operands.entries()) {
    const live = await manager.load(unitName(operand))
    const properties = {
      ...common(live),
      UnitFileState: (await fileState(proc, live.name)) ?? '',
      ...own(live),
    }
    const shown = Object.entries(properties).filter(([name]) => wanted.length === 0 || wanted.includes(name))
    if (index > 0) await proc.stdout.write('\n')
    // The order asked for is the order given.
    if (wanted.length > 0) shown.sort(([a], [b]) => wanted.indexOf(a) - wanted.indexOf(b))
    await proc.stdout.write(shown.map(([name, value]) => (invocation.has('value') ? `${value}\n` : `${name}=${value}\n`)).join('')) // prettier-ignore
  }
  return 0
}

const list = (names: ReadonlySet<string>): string => [...names].sort().join(' ')
const time = (value: number | undefined): string => (value === undefined ? '' : formatTimestamp(value))

const common = (live: LiveUnit): Record<string, string> => ({
  Id: live.name,
  Names: [live.name, ...live.unit.source.aliases].join(' '),
  Requires: list(live.unit.requires),
  Wants: list(live.unit.wants),
  Conflicts: list(live.unit.conflicts),
  Before: list(live.unit.before),
  After: list(live.unit.after),
  Documentation: live.unit.documentation.join(' '),
  Description: live.description,
  LoadState: live.unit.load,
  ActiveState: live.active,
  SubState: live.sub,
  FragmentPath: live.unit.source.fragment ?? '',
  DropInPaths: live.unit.source.dropIns.join(' '),
  StateChangeTimestamp: time(live.since),
  ActiveEnterTimestamp: time(live.activeSince),
  InactiveEnterTimestamp: time(live.inactiveSince),
  CanStart: 'yes',
  CanStop: 'yes',
  NeedDaemonReload: 'no',
  StartLimitIntervalUSec: formatTimeSpan(live.unit.startLimit.interval),
  StartLimitBurst: String(live.unit.startLimit.burst),
})

function own(live: LiveUnit): Record<string, string> {
  if (live instanceof TimerUnit)
    return {
      Unit: live.triggers,
      NextElapseUSecRealtime: time(live.next),
      LastTriggerUSec: time(live.last),
      Result: live.result,
    }
  const { service, settings } = live.unit
  if (!(live instanceof ServiceUnit) || !service) return { Result: live.result }
  const status = live.main?.status
  return {
    Type: service.type,
    Restart: service.restart,
    RestartUSec: formatTimeSpan(service.restartSec),
    TimeoutStartUSec: formatTimeSpan(service.timeoutStart),
    TimeoutStopUSec: formatTimeSpan(service.timeoutStop),
    RemainAfterExit: service.remainAfterExit ? 'yes' : 'no',
    MainPID: String(live.mainPid ?? 0),
    ExecMainPID: String(live.main?.pid ?? 0),
    ExecMainStartTimestamp: time(live.main?.started),
    ExecMainExitTimestamp: time(live.main?.ended),
    ExecMainCode: status ? (status.signal ? '2' : '1') : '0',
    ExecMainStatus: String(status?.exit ?? 0),
    ExecStart: service.commands.ExecStart.map(({ path, words }) => `{ path=${path} ; argv[]=${[path, ...words.slice(1)].join(' ')} ; ignore_errors=no ; }`).join(' '), // prettier-ignore
    Result: live.result,
    NRestarts: String(live.restarts),
    KillMode: service.killMode,
    User: settings.last('Service', 'User') ?? '',
    Group: settings.last('Service', 'Group') ?? '',
    WorkingDirectory: settings.last('Service', 'WorkingDirectory') ?? '',
    Environment: settings.all('Service', 'Environment').map(({ value }) => value).join(' '), // prettier-ignore
    ControlGroup: live.cgroup,
    TasksCurrent: String(live.processes.length),
  }
}

import type { Program } from '../../../kernel/process.ts'
import { type Invocation, program } from '../../../programs/program.ts'
import { parseSignal, ServiceUnit } from '../manager/index.ts'
import { existing, isPattern, matching, mayChange, type Systemctl, unitName } from './context.ts'
import * as files from './file-verbs.ts'
import { runJobs } from './job-verbs.ts'
import * as lists from './lists.ts'
import { powerVerb } from './power-verbs.ts'
import { show } from './show.ts'
import { status } from './status.ts'

const spec = {
  short: 't:p:aln:qfs:o:H:M:',
  long: {
    'no-pager': 'no-pager', full: 'full', now: 'now', type: 't:', state: 'state:', all: 'a', property: 'p:', value: 'value',
    lines: 'n:', quiet: 'q', force: 'force', signal: 's:', 'kill-who': 'kill-who:', 'kill-whom': 'kill-who:', user: 'user',
    system: 'system', 'no-block': 'no-block', wait: 'wait', 'no-legend': 'no-legend', plain: 'plain', failed: 'failed',
    output: 'o:', 'no-wall': 'no-wall', message: 'message:', reverse: 'reverse', runtime: 'runtime', global: 'global',
    'no-reload': 'no-reload', 'no-ask-password': 'no-ask-password', 'job-mode': 'job-mode:', 'dry-run': 'dry-run',
    host: 'H:', machine: 'M:', root: 'root:', recursive: 'recursive', after: 'after', before: 'before',
    legend: 'legend:', 'show-types': 'show-types', 'preset-mode': 'preset-mode:', version: 'systemd-version',
  },
  usage: '[OPTIONS...] COMMAND ...',
} // prettier-ignore

type Verb = (systemctl: Systemctl) => Promise<number>

const verbs: Readonly<Record<string, Verb>> = {
  start: (call) => runJobs(call, 'start'),
  stop: (call) => runJobs(call, 'stop'),
  restart: (call) => runJobs(call, 'restart'),
  reload: (call) => runJobs(call, 'reload'),
  'try-restart': (call) => runJobs(call, 'try-restart'),
  condrestart: (call) => runJobs(call, 'try-restart'),
  'reload-or-restart': (call) => runJobs(call, 'reload-or-restart'),
  isolate: (call) => runJobs(call, 'isolate'),
  status: status,
  show: show,
  cat: files.cat,
  edit: files.edit,
  enable: (call) => files.enable(call, 'enable'),
  reenable: (call) => files.enable(call, 'reenable'),
  disable: files.disable,
  mask: files.mask,
  unmask: files.unmask,
  'is-enabled': files.isEnabled,
  'get-default': files.getDefault,
  'set-default': files.setDefault,
  'list-units': lists.listUnits,
  'list-unit-files': lists.listUnitFiles,
  'list-timers': lists.listTimers,
  'list-jobs': lists.listJobs,
  'list-dependencies': lists.listDependencies,
  'is-active': (call) => check(call, ['active', 'reloading']),
  'is-failed': (call) => check(call, ['failed']),
  'is-system-running': isSystemRunning,
  'daemon-reload': daemonReload,
  'daemon-reexec': daemonReload,
  'reset-failed': resetFailed,
  kill: killUnit,
  default: (call) =>
    runJobs({ ...call, invocation: withOperands(call.invocation, ['default.target']) }, 'isolate'),
  reboot: (call) => powerVerb(call, 'reboot'),
  poweroff: (call) => powerVerb(call, 'poweroff'),
  halt: (call) => powerVerb(call, 'halt'),
  'soft-reboot': (call) => powerVerb(call, 'reboot'),
  'show-environment': showEnvironment,
}

/** Known, and nothing that a machine of ours could do. */
const refused: Readonly<Record<string, string>> = {
  suspend: 'Call to Suspend failed: Sleep verb "suspend" not supported',
  hibernate: 'Call to Hibernate failed: Sleep verb "hibernate" not supported',
  'hybrid-sleep': 'Call to HybridSleep failed: Sleep verb "hybrid-sleep" not supported',
  kexec: 'Failed to start kexec.target: Unit kexec.target not found.',
  'list-sockets': '0 sockets listed.',
  link: 'systemctl link is not available here: put the unit file into /etc/systemd/system, or enable it by its path.',
  'set-property': 'Failed to set unit properties: resource control is not available on this machine.',
}

/** systemctl(1). */
export const systemctl: Program = program('systemctl', spec, async (invocation) => {
  const { proc } = invocation
  if (invocation.has('systemd-version')) {
    await proc.stdout.line(
      `systemd ${proc.system.bus.find('org.freedesktop.systemd1')?.version ?? 252} (sandcloud)`,
    )
    return 0
  }
  if (invocation.has('user', 'global')) {
    await proc.stderr.line('Failed to connect to bus: $DBUS_SESSION_BUS_ADDRESS and $XDG_RUNTIME_DIR not defined (there are no user services on this machine: use a system unit with User=)') // prettier-ignore
    return 1
  }
  if (invocation.has('H', 'M', 'root')) {
    await proc.stderr.line('Only the system manager of this machine can be spoken to.')
    return 1
  }
  const manager = proc.system.bus.find('org.freedesktop.systemd1')
  if (!manager) {
    await proc.stderr.line("System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down") // prettier-ignore
    return 1
  }
  const [verb = 'list-units', ...operands] = invocation.operands
  const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
  if (!run) {
    await proc.stderr.line(Object.hasOwn(refused, verb) ? refused[verb]! : `Unknown command verb ${verb}.`)
    return 1
  }
  return run({ invocation: withOperands(invocation, operands), manager, colors: proc.tty(1) !== undefined })
})

function withOperands(invocation: Invocation, operands: string[]): Invocation {
  invocation.operands.splice(0, invocation.operands.length, ...operands)
  return invocation
}

async function check({ invocation, manager }: Systemctl, states: readonly string[]): Promise<number> {
  const { proc, operands } = invocation
  let found = false
  let missing = false
  for (const operand of operands) {
    const units = isPattern(operand)
      ? matching(operand, manager.loaded())
      : [await existing(manager, unitName(operand))]
    for (const live of units) {
      if (!invocation.has('q')) await proc.stdout.line(live?.active ?? 'inactive')
      found ||= live !== undefined && states.includes(live.active)
      missing ||= live === undefined
    }
  }
  if (found) return 0
  if (states.includes('failed')) return 1
  return missing && manager.version >= 254 ? 4 : 3
}

async function isSystemRunning({ invocation, manager }: Systemctl): Promise<number> {
  const failed = manager.loaded().some(({ active }) => active === 'failed')
  const state = manager.jobs.booting ? 'starting' : failed ? 'degraded' : 'running'
  if (!invocation.has('q')) await invocation.proc.stdout.line(state)
  return state === 'running' ? 0 : 1
}

async function daemonReload(systemctl: Systemctl): Promise<number> {
  if (!mayChange(systemctl)) {
    await systemctl.invocation.proc.stderr.line(
      'Failed to reload daemon: Interactive authentication required.',
    )
    return 1
  }
  await systemctl.manager.daemonReload()
  return 0
}

async function resetFailed(systemctl: Systemctl): Promise<number> {
  const { invocation, manager } = systemctl
  if (!mayChange(systemctl)) {
    await invocation.proc.stderr.line(
      'Failed to reset failed state of unit: Interactive authentication required.',
    )
    return 1
  }
  if (invocation.operands.length === 0) for (const live of manager.loaded()) live.resetFailed()
  let result = 0
  for (const operand of invocation.operands) {
    const live = manager.find(unitName(operand))
    if (live) live.resetFailed()
    else {
      await invocation.proc.stderr.line(`Failed to reset failed state of unit ${unitName(operand)}: Unit ${unitName(operand)} not loaded.`) // prettier-ignore
      result = 1
    }
  }
  return result
}

async function killUnit(systemctl: Systemctl): Promise<number> {
  const { invocation, manager } = systemctl
  const { proc, operands } = invocation
  const signal = parseSignal(invocation.value('s') ?? 'SIGTERM')
  if (!signal) {
    await proc.stderr.line(`Failed to parse signal number ${invocation.value('s')}.`)
    return 1
  }
  const whom = invocation.value('kill-who') ?? 'all'
  let result = 0
  for (const operand of operands) {
    const name = unitName(operand)
    const live = manager.find(name)
    const refusal = !mayChange(systemctl)
      ? 'Interactive authentication required.'
      : live instanceof ServiceUnit
        ? undefined
        : `Unit ${name} not loaded.`
    if (refusal === undefined && live instanceof ServiceUnit)
      live.kill(signal, whom === 'main' ? 'main' : whom === 'control' ? 'control' : 'all') // prettier-ignore
    else {
      await proc.stderr.line(`Failed to kill unit ${name}: ${refusal}`)
      result = 1
    }
  }
  return result
}

async function showEnvironment({ invocation }: Systemctl): Promise<number> {
  await invocation.proc.stdout.write('LANG=C.UTF-8\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin\n')
  return 0
}

/** service(8): the old name of systemctl's verbs. */
export const service: Program = async (proc) => {
  const [, name, verb, ...rest] = proc.argv
  if (name === '--status-all') {
    await proc.stderr.line(
      'service: --status-all is not available: use systemctl list-units --type=service --all',
    )
    return 1
  }
  if (name === undefined || verb === undefined || name.startsWith('-')) {
    await proc.stderr.line(
      'Usage: service < option > | --status-all | [ service_name [ command | --full-restart ] ]',
    )
    return name === '--help' || name === '-h' ? 0 : 1
  }
  if (proc.system.release.id === 'amzn')
    await proc.stderr.line(`Redirecting to /bin/systemctl ${verb} ${name}.service`)
  const real = verb === '--full-restart' ? 'restart' : verb === 'force-reload' ? 'reload-or-restart' : verb
  return proc.exec('/usr/bin/systemctl', ['systemctl', real, `${name}.service`, ...rest])
}

/** systemd-notify(1): a script tells its manager that it is ready. */
export const systemdNotify: Program = async (proc) => {
  const states = proc.argv.slice(1).map((word) => {
    if (word === '--ready') return 'READY=1'
    return word.startsWith('--status=') ? `STATUS=${word.slice('--status='.length)}` : word
  })
  const manager = proc.system.bus.find('org.freedesktop.systemd1')
  if (states.length === 0 || !proc.env.has('NOTIFY_SOCKET') || !manager) {
    await proc.stderr.line(states.length === 0 ? 'No status message specified, refusing.' : 'Failed to notify init system: $NOTIFY_SOCKET is not set') // prettier-ignore
    return 1
  }
  manager.notify(proc, states.join('\n'))
  return 0
}

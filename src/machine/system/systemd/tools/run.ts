import type { Process } from '../../../kernel/process.ts'
import { program } from '../../../programs/program.ts'
import { UnitError } from '../manager/index.ts'
import { generatedUnit } from '../unit-file/generated-unit.ts'
import type { Assignment } from '../unit-file/parse.ts'
import type { UnitSource } from '../unit-file/unit.ts'

const spec = {
  short: '+u:p:E:PtGqrdSM:H:',
  long: {
    'unit': 'u:', 'property': 'p:', 'setenv': 'E:', 'pipe': 'P', 'pty': 't', 'quiet': 'q', 'remain-after-exit': 'r',
    'description': 'description:', 'uid': 'uid:', 'gid': 'gid:', 'working-directory': 'working-directory:', 'same-dir': 'd',
    'wait': 'wait', 'no-block': 'no-block', 'scope': 'scope', 'user': 'user', 'shell': 'S', 'collect': 'G',
    'service-type': 'service-type:', 'nice': 'nice:', 'slice': 'slice:',
    'on-active': 'on-active:', 'on-boot': 'on-boot:', 'on-unit-active': 'on-unit-active:', 'on-calendar': 'on-calendar:',
    'timer-property': 'timer-property:', 'host': 'H:', 'machine': 'M:',
  },
  lacking: {
    P: '--pipe', t: '--pty', S: '--shell', scope: '--scope', user: '--user', nice: '--nice', slice: '--slice', H: '--host', M: '--machine',
  },
  usage: '[OPTIONS...] COMMAND [ARGUMENTS...]',
} as const // prettier-ignore

const timers = {
  'on-active': 'OnActiveSec',
  'on-boot': 'OnBootSec',
  'on-unit-active': 'OnUnitActiveSec',
  'on-calendar': 'OnCalendar',
} as const

/** A word as a unit file has it, so that nothing in it means anything. */
const quotedWord = (word: string): string =>
  `"${word.replaceAll('%', '%%').replaceAll('$', '$$$$').replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`

const transient = (name: string, assignments: readonly Omit<Assignment, 'file' | 'line'>[]): UnitSource => {
  const fragment = `/run/systemd/transient/${name}`
  return generatedUnit(
    name,
    fragment,
    assignments.map((one, index) => ({ ...one, file: fragment, line: index + 1 })),
  )
}

/** systemd-run(1): a command as a unit of its own, now or when a timer says so. */
export const systemdRun = program('systemd-run', spec, async (run) => {
  const { proc, operands } = run
  const manager = proc.system.bus.find('org.freedesktop.systemd1')
  const set = (section: string, key: string, value: string) => ({ section, key, value })
  const timing = Object.entries(timers).flatMap(([option, key]) => run.values(option).map((value) => set('Timer', key, value))) // prettier-ignore
  if (operands.length === 0) {
    await proc.stderr.line('Command line to execute required.')
    return 1
  }
  if (proc.credentials.uid !== 0 || !manager) {
    await proc.stderr.line('Failed to start transient service unit: Interactive authentication required.')
    return 1
  }
  const random = Array.from(proc.system.randomBytes(16), (byte) => byte.toString(16).padStart(2, '0')).join('') // prettier-ignore
  const base = (run.value('u') ?? `run-r${random}`).replace(/\.(service|timer)$/, '')
  const service = `${base}.service`
  if (manager.find(service)?.isDown === false) {
    await proc.stderr.line(`Failed to start transient service unit: Unit ${service} was already loaded or has a fragment file.`) // prettier-ignore
    return 1
  }
  const directory = run.value('working-directory') ?? (run.has('d') ? proc.cwd : undefined)
  const one = (key: string, value: string | undefined) => (value === undefined ? [] : [set('Service', key, value)]) // prettier-ignore
  manager.adopt(
    transient(service, [
      set('Unit', 'Description', (run.value('description') ?? operands.join(' ')).replaceAll('%', '%%')),
      set('Service', 'Type', run.value('service-type') ?? 'simple'),
      set('Service', 'ExecStart', operands.map(quotedWord).join(' ')),
      ...one('User', run.value('uid')),
      ...one('Group', run.value('gid')),
      ...one('WorkingDirectory', directory),
      ...(run.has('r') ? [set('Service', 'RemainAfterExit', 'yes')] : []),
      ...run.values('E').map((text) => set('Service', 'Environment', quotedWord(text))),
      ...run.values('p').map((text) => set(/^(After|Before|Wants|Requires|Conflicts|Condition\w+|StartLimit\w+)=/.test(text) ? 'Unit' : 'Service', text.split('=')[0]!, text.slice(text.indexOf('=') + 1))), // prettier-ignore
    ]),
  )
  const say = async (text: string): Promise<void> => {
    if (!run.has('q')) await proc.stderr.line(text)
  }
  try {
    if (timing.length > 0) {
      const timer = `${base}.timer`
      manager.adopt(
        transient(timer, [set('Unit', 'Description', operands.join(' ').replaceAll('%', '%%')), ...timing]),
      )
      await manager.jobs.start(timer)
      await say(`Running timer as unit: ${timer}\nWill run service as unit: ${service}`)
      return 0
    }
    await say(`Running as unit: ${service}`)
    await manager.jobs.start(service)
  } catch (error) {
    if (!(error instanceof UnitError)) throw error
    await proc.stderr.line(`Failed to start transient service unit: ${error.message}`)
    return 1
  }
  return run.has('wait') ? untilOver(proc, service) : 0
})

async function untilOver(proc: Process, name: string): Promise<number> {
  const manager = proc.system.bus.find('org.freedesktop.systemd1')!
  const begun = proc.system.now()
  for (;;) {
    const live = manager.find(name)
    if (!live || live.isDown) {
      const status = live && 'main' in live ? (live as { main?: { status?: { exit?: number; signal?: string } } }).main?.status : undefined // prettier-ignore
      const how = status?.signal ? `code=killed/signal=${status.signal.replace('SIG', '')}` : `code=exited/status=${status?.exit ?? 0}` // prettier-ignore
      await proc.stderr.line(`Finished with result: ${live?.result ?? 'success'}\nMain processes terminated with: ${how}\nService runtime: ${proc.system.now() - begun}ms`) // prettier-ignore
      return status?.exit ?? (status?.signal ? 255 : 0)
    }
    await proc.sleep(20)
  }
}

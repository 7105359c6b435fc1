import { memoryOf } from '../memory-estimate.ts'
import { describe } from '../system.ts'
import type { Resource } from '../resource-limits.ts'
import { signalNumbers } from '../signals.ts'
import { mountInfoLines } from './machine-files.ts'
import type { Task } from '../task.ts'
import { pathOf } from '../vfs/place.ts'

const states = { R: 'R (running)', S: 'S (sleeping)', T: 'T (stopped)', Z: 'Z (zombie)' }
const ticksPerSecond = 100

const nulEnded = (parts: Iterable<string>): string => [...parts].map((part) => `${part}\0`).join('')

const limitNames: readonly (readonly [name: string, resource: Resource, unit: string])[] = [
  ['Max cpu time', 'cpu', 'seconds'],
  ['Max file size', 'fsize', 'bytes'],
  ['Max core file size', 'core', 'bytes'],
  ['Max processes', 'nproc', 'processes'],
  ['Max open files', 'nofile', 'files'],
]

const figure = (limit: number): string => (limit === Infinity ? 'unlimited' : String(limit))

const pageSize = 4096

/** The files of /proc/<pid>: proc(5). */
export const processFiles: Record<string, (task: Task) => string> = {
  cgroup: (task) => `0::${task.cgroup}\n`,
  cmdline: (task) => (task.ended ? '' : nulEnded(task.argv)),
  limits: (task) => {
    const row = (name: string, soft: string, hard: string, unit: string): string =>
      `${name.padEnd(25)} ${soft.padEnd(20)} ${hard.padEnd(20)} ${unit.padEnd(10)}\n`
    const rows = limitNames.map(([name, resource, unit]) => {
      const { soft, hard } = task.resources.get(resource)
      return row(name, figure(soft), figure(hard), unit)
    })
    return [row('Limit', 'Soft Limit', 'Hard Limit', 'Units'), ...rows].join('')
  },
  mountinfo: (task) => mountInfoLines(task.kernel),
  comm: (task) => `${task.command}\n`,
  environ: (task) => nulEnded([...task.env].map(([name, value]) => `${name}=${value}`)),
  stat: (task) => {
    const { pid, ppid, pgid, sid, state, command, niceness, memory } = describe(task)
    const { tty } = task.session
    const device = tty ? 136 * 256 + tty.number : 0
    const ticks = (milliseconds: number): number => Math.floor((milliseconds * ticksPerSecond) / 1000)
    const started = ticks(task.started - task.kernel.booted)
    const fields = [
      pid, `(${command})`, state, ppid, pgid, sid, device, tty?.foreground ?? -1, 4194304, 0, 0, 0, 0,
      ticks(task.cpu), 0, 0, 0, 20 + niceness, niceness, 1, 0, started, memory.virtual, memory.resident / pageSize,
    ] // prettier-ignore
    return `${fields.join(' ')}${' 0'.repeat(28)}\n`
  },
  statm: (task) => {
    const { virtual, resident, shared } = memoryOf(task)
    const pages = [virtual, resident, shared, shared, 0, resident - shared, 0].map(
      (bytes) => bytes / pageSize,
    )
    return `${pages.join(' ')}\n`
  },
  status: (task) => {
    const { pid, ppid, state, command, memory } = describe(task)
    const size = (name: string, bytes: number): string => `${name}:\t${String(bytes / 1024).padStart(8)} kB`
    const { uid, realUid = uid, gid, groups } = task.credentials
    const mask = (wanted: (action: unknown) => boolean): string => {
      let bits = 0n
      for (const [signal, action] of task.actions)
        if (wanted(action)) bits |= 1n << BigInt(signalNumbers[signal] - 1)
      return bits.toString(16).padStart(16, '0')
    }
    return [
      `Name:\t${command}`,
      `Umask:\t${task.umask.toString(8).padStart(4, '0')}`,
      `State:\t${states[state]}`,
      `Tgid:\t${pid}`,
      `Pid:\t${pid}`,
      `PPid:\t${ppid}`,
      `Uid:\t${realUid}\t${uid}\t${uid}\t${uid}`,
      `Gid:\t${gid}\t${gid}\t${gid}\t${gid}`,
      `FDSize:\t${Math.max(64, task.descriptors.numbers().length)}`,
      `Groups:\t${groups.join(' ')} `,
      // A process that has ended has no memory, and Linux leaves these lines out.
      ...(task.ended
        ? []
        : [
            size('VmSize', memory.virtual),
            size('VmRSS', memory.resident),
            size('RssAnon', memory.resident - memory.shared),
            size('RssFile', memory.shared),
          ]),
      `Threads:\t1`,
      `SigIgn:\t${mask((action) => action === 'ignore')}`,
      `SigCgt:\t${mask((action) => typeof action === 'object')}`,
      '',
    ].join('\n')
  },
}

/** The symlinks of /proc/<pid>; undefined where the kernel itself has none to show. */
export const processLinks: Record<string, (task: Task) => string | undefined> = {
  cwd: (task) => pathOf(task.cwd),
  exe: (task) => task.binary && pathOf(task.binary),
  root: () => '/',
}

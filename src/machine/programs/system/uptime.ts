import { program } from '../program.ts'
import type { System } from '../../kernel/process.ts'
import { formatTime } from '../text/format-time.ts'

/** ` 12:34:56 up 1 day,  2:03,  1 user,  load average: 0.00, 0.00, 0.00` */
export const uptimeLine = (system: System): string => {
  const minutes = Math.floor(system.uptime() / 60_000)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  const clock =
    hours > 0
      ? `${String(hours).padStart(2)}:${String(minutes % 60).padStart(2, '0')}`
      : `${minutes % 60} min`
  const up = days > 0 ? `${days} day${days === 1 ? '' : 's'}, ${clock}` : clock
  const terminals = new Set(
    system
      .processes()
      .map(({ tty }) => tty)
      .filter(Boolean),
  ).size
  const running = system.processes().filter(({ state }) => state === 'R').length
  const load = (Math.max(0, running - 1) / 10).toFixed(2)
  return ` ${formatTime('%H:%M:%S', new Date(system.now()))} up ${up},  ${terminals} user${terminals === 1 ? '' : 's'},  load average: ${load}, ${load}, ${load}`
}

export const uptime = program(
  'uptime',
  { short: 'ps', long: { pretty: 'p', since: 's' }, usage: '[options]' },
  async (invocation) => {
    const { system } = invocation.proc
    if (invocation.has('s'))
      return invocation.write(
        `${formatTime('%Y-%m-%d %H:%M:%S', new Date(system.now() - system.uptime()))}\n`,
      )
    if (!invocation.has('p')) return invocation.write(`${uptimeLine(system)}\n`)
    const minutes = Math.floor(system.uptime() / 60_000)
    const parts = [
      [Math.floor(minutes / 1440), 'day'],
      [Math.floor(minutes / 60) % 24, 'hour'],
      [minutes % 60, 'minute'],
    ] as const
    const shown = parts.filter(([count], i) => count > 0 || (i === 2 && minutes < 60))
    return invocation.write(
      `up ${shown.map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`).join(', ')}\n`,
    )
  },
)

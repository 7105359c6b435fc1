import type { Process } from '../../kernel/process.ts'
import { userName } from '../accounts.ts'
import type { App, Supervisor } from './supervisor.ts'

const bold = (text: string, colors: boolean): string =>
  colors ? `\x1b[1m\x1b[36m${text}\x1b[39m\x1b[22m` : text

/** `3s`, `5m`, `2h`, `4D` */
export function age(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  return seconds < 86_400 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}D`
}

const head = ['id', 'name', 'mode', '↺', 'status', 'cpu', 'memory', 'uptime', 'pid', 'user']

/** pm2 list. */
export async function processTable(proc: Process, supervisor: Supervisor): Promise<string> {
  const user = await userName(proc, supervisor.proc.credentials.uid)
  const colors = proc.tty(1) !== undefined
  const rows = [...supervisor.apps.values()].map((app) => rowOf(proc, app, user))
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]!.length)),
  )
  const rule = (left: string, middle: string, right: string): string =>
    `${left}${widths.map((width) => '─'.repeat(width + 2)).join(middle)}${right}`
  const line = (cells: readonly string[], paint: (text: string, column: number) => string): string =>
    `│${cells.map((cell, column) => ` ${paint(cell.padEnd(widths[column]!), column)} `).join('│')}│`
  return [
    rule('┌', '┬', '┐'),
    line(head, (text) => bold(text, colors)),
    ...(rows.length > 0 ? [rule('├', '┼', '┤')] : []),
    ...rows.map((row) => line(row, (text, column) => (column === 4 && colors ? `\x1b[${row[4] === 'online' ? 32 : 31}m${text}\x1b[39m` : text))), // prettier-ignore
    rule('└', '┴', '┘'),
  ].join('\n')
}

function rowOf(proc: Process, app: App, user: string): string[] {
  const online = app.pid !== 0
  const uptime = online ? age(proc.system.uptime() - app.since) : '0'
  return [
    String(app.id),
    app.settings.name,
    'fork',
    String(app.restarts),
    app.status,
    online ? '0%' : '0',
    online ? '3.0mb' : '0b',
    uptime,
    online ? String(app.pid) : '0',
    user,
  ]
}

import type { JournalEntry } from './entry.ts'

export const outputModes = ['short', 'short-iso', 'short-precise', 'short-iso-precise', 'short-full', 'short-unix', 'short-monotonic', 'with-unit', 'cat', 'json', 'json-pretty', 'verbose', 'export'] as const // prettier-ignore
export type OutputMode = (typeof outputModes)[number]

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const two = (value: number): string => String(value).padStart(2, '0')

/** `Aug 01 03:20:36` */
function shortTime(time: number): string {
  const date = new Date(time)
  return `${months[date.getUTCMonth()]} ${two(date.getUTCDate())} ${date.toISOString().slice(11, 19)}`
}

const micros = (time: number): string => String(Math.round((time % 1000) * 1000)).padStart(6, '0')

function stamp(entry: JournalEntry, mode: OutputMode): string {
  const { time, monotonic } = entry
  const iso = new Date(time).toISOString().slice(0, 19)
  switch (mode) {
    case 'short-iso':
      return `${iso}+0000`
    case 'short-iso-precise':
      return `${iso}.${micros(time)}+0000`
    case 'short-precise':
      return `${shortTime(time)}.${micros(time)}`
    case 'short-full':
    case 'with-unit':
      return `${days[new Date(time).getUTCDay()]} ${iso.replace('T', ' ')} UTC`
    case 'short-unix':
      return `${Math.floor(time / 1000)}.${micros(time)}`
    case 'short-monotonic':
      return `[${(monotonic / 1000).toFixed(6).padStart(12)}]`
    default:
      return shortTime(time)
  }
}

const cursorOf = ({ seq, boot }: JournalEntry): string => `i=${seq.toString(16)};b=${boot}`

/** All that a message carries, under journald's names: systemd.journal-fields(7). */
export function fieldsOf(entry: JournalEntry): Record<string, string> {
  const { time, monotonic, boot, hostname, message, priority, facility, transport, identifier } = entry
  const { pid, uid, unit, about } = entry
  return {
    __CURSOR: cursorOf(entry),
    __REALTIME_TIMESTAMP: String(Math.round(time * 1000)),
    __MONOTONIC_TIMESTAMP: String(Math.round(monotonic * 1000)),
    _BOOT_ID: boot,
    _HOSTNAME: hostname,
    _TRANSPORT: transport,
    PRIORITY: String(priority),
    SYSLOG_FACILITY: String(facility),
    SYSLOG_IDENTIFIER: identifier,
    ...(pid !== undefined && { _PID: String(pid) }),
    ...(uid !== undefined && { _UID: String(uid) }),
    ...(unit !== undefined && { _SYSTEMD_UNIT: unit }),
    ...(about !== undefined && { UNIT: about }),
    MESSAGE: message,
  }
}

/** Control characters would reach the reader's terminal: journald shows those messages as `[5B blob data]`. */
function shown(message: string, all: boolean): string {
  // oxlint-disable-next-line no-control-regex
  if (all || !/[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]/.test(message)) return message
  return `[${new TextEncoder().encode(message).length}B blob data]`
}

const emphasis = (priority: number): string | undefined => {
  if (priority <= 3) return '\x1b[0;1;31m'
  if (priority === 4) return '\x1b[0;1;38;5;185m'
  if (priority === 5) return '\x1b[0;1;39m'
  return priority === 7 ? '\x1b[0;38;5;245m' : undefined
}

export interface FormatOptions {
  mode: OutputMode
  colors: boolean
  noHostname: boolean
  /** Unprintable characters too. */
  all: boolean
}

/** One message as a line, or several. */
export function formatEntry(entry: JournalEntry, { mode, colors, noHostname, all }: FormatOptions): string {
  const { hostname, identifier, pid, unit, about, priority } = entry
  if (mode === 'cat') return shown(entry.message, all)
  if (mode === 'json') return JSON.stringify(fieldsOf(entry))
  if (mode === 'json-pretty') return JSON.stringify(fieldsOf(entry), undefined, '\t')
  if (mode === 'export') return `${pairs(entry).join('\n')}\n`
  if (mode === 'verbose')
    return [
      `${stamp(entry, 'short-full').replace(' UTC', `.${micros(entry.time)} UTC`)} [${cursorOf(entry)}]`,
      ...pairs(entry)
        .filter((pair) => !pair.startsWith('__'))
        .map((pair) => `    ${pair}`),
    ].join('\n')
  const name = mode === 'with-unit' ? (unit ?? about ?? identifier) : identifier
  const head = [stamp(entry, mode), ...(noHostname ? [] : [hostname]), `${name}${pid === undefined ? '' : `[${pid}]`}:`].join(' ') // prettier-ignore
  const lines = shown(entry.message, all).split('\n')
  const color = colors ? emphasis(priority) : undefined
  const indent = ' '.repeat(head.length + 1)
  return lines
    .map((line, index) => `${index === 0 ? `${head} ` : indent}${color ? `${color}${line}\x1b[0m` : line}`)
    .join('\n')
}

const pairs = (entry: JournalEntry): string[] =>
  Object.entries(fieldsOf(entry)).map(([name, value]) => `${name}=${value}`)

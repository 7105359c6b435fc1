/** One message of the journal. */
export interface JournalEntry {
  /** Counts over all boots. */
  seq: number
  /** Milliseconds since the epoch, and since the machine was switched on. */
  time: number
  monotonic: number
  boot: string
  hostname: string
  message: string
  /** syslog(3)'s: 0 emergency … 7 debug. */
  priority: number
  facility: number
  transport: 'kernel' | 'syslog' | 'stdout' | 'journal'
  identifier: string
  pid?: number
  uid?: number
  /** The unit that said it, and the one that it is about. */
  unit?: string
  about?: string
}

export const priorities = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug'] as const

export const facilities = [
  'kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp', 'ntp',
  'audit', 'console', 'cron2', 'local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7',
] as const // prettier-ignore

/** `err`, `error`, `3`; undefined for what is no priority. */
export function parsePriority(text: string): number | undefined {
  const names: Record<string, number> = { panic: 0, error: 3, warn: 4 }
  const index = (priorities as readonly string[]).indexOf(text)
  if (index >= 0) return index
  if (/^[0-7]$/.test(text)) return Number(text)
  return Object.hasOwn(names, text) ? names[text] : undefined
}

/** Who logs under which facility without saying so: the ways of login are authpriv, as on Fedora. */
export function facilityOf(identifier: string): number {
  if (/^(sshd|sudo|su|login|systemd-logind|useradd|usermod|passwd|groupadd)$/.test(identifier)) return 10
  return /^(crond|cron|CRON|CROND|anacron)$/.test(identifier) ? 9 : 3
}

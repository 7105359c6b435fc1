import { parseTimeSpan } from '../systemd/unit-file/time-span.ts'

const day = 86_400_000

/** systemd.time(7)'s points in time: `2025-08-01 10:00`, `today`, `-1h`, `10 min ago`, `@1754018436`. */
export function parseTimestamp(text: string, now: number): number | undefined {
  const trimmed = text.trim()
  const today = Math.floor(now / day) * day
  const words: Record<string, number> = { now, today, yesterday: today - day, tomorrow: today + day }
  if (Object.hasOwn(words, trimmed)) return words[trimmed]
  if (/^@\d+(\.\d+)?$/.test(trimmed)) return Number(trimmed.slice(1)) * 1000
  const signed = /^([+-])(.+)$/.exec(trimmed)
  const ago = /^(.+)\s+ago$/.exec(trimmed)
  if (signed || ago) {
    const span = parseTimeSpan(signed ? signed[2]! : ago![1]!)
    return span === undefined ? undefined : signed?.[1] === '+' ? now + span : now - span
  }
  return parseDate(trimmed.replace(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\s+/, '').replace(/\s*(UTC|Z)$/, ''), today)
}

function parseDate(text: string, today: number): number | undefined {
  const match = /^(?:(\d{4})-(\d{1,2})-(\d{1,2}))?[T ]?(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/.exec(
    text,
  )
  if (!match || text === '') return undefined
  const [, year, month, date, hour = '0', minute = '0', second = '0'] = match
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined
  const midnight = year === undefined ? today : Date.UTC(Number(year), Number(month) - 1, Number(date))
  return midnight + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000
}

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** `Fri 2025-08-01 03:20:36 UTC` */
export function formatTimestamp(time: number): string {
  const date = new Date(time)
  return `${dayNames[date.getUTCDay()]} ${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

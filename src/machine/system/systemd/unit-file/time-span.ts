const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const year = 365.25 * day

const units: Record<string, number> = {
  '': second, us: 0.001, usec: 0.001, ms: 1, msec: 1, s: second, sec: second, second, seconds: second,
  m: minute, min: minute, minute, minutes: minute, h: hour, hr: hour, hour, hours: hour, d: day, day, days: day,
  w: 7 * day, week: 7 * day, weeks: 7 * day, M: year / 12, month: year / 12, months: year / 12,
  y: year, year, years: year,
} // prettier-ignore

/** `5min 20s` in milliseconds; a plain number is seconds. Undefined when it is none. systemd.time(7) */
export function parseTimeSpan(text: string): number | undefined {
  const trimmed = text.trim()
  if (trimmed === 'infinity') return Infinity
  let total = 0
  let rest = trimmed
  if (rest === '') return undefined
  while (rest !== '') {
    const match = /^(\d+(?:\.\d+)?)\s*([a-zA-Z]*)\s*/.exec(rest)
    const unit = match && Object.hasOwn(units, match[2]!) ? units[match[2]!] : undefined
    if (!match || unit === undefined) return undefined
    total += Number(match[1]) * unit
    rest = rest.slice(match[0].length)
  }
  return total
}

const steps: readonly (readonly [string, number])[] = [
  ['y', year],
  ['month', year / 12],
  ['w', 7 * day],
  ['d', day],
  ['h', hour],
  ['min', minute],
  ['s', second],
  ['ms', 1],
]

/** `1min 30s`, as systemd writes spans; at most `accuracy` (ms) fine. */
export function formatTimeSpan(milliseconds: number, accuracy = 1): string {
  if (milliseconds === Infinity) return 'infinity'
  let left = Math.floor(milliseconds / accuracy) * accuracy
  const parts: string[] = []
  for (const [name, size] of steps) {
    if (size < accuracy || left < size) continue
    const count = Math.floor(left / size)
    left -= count * size
    parts.push(`${count}${name === 'month' && count > 1 ? ' months' : name === 'month' ? ' month' : name}`)
  }
  return parts.length === 0 ? '0' : parts.join(' ')
}

/** `5min ago`, `2 days ago`, `23h left`: how far a moment is away, in two units at most. */
export function formatRelative(difference: number, suffix: 'ago' | 'left'): string {
  const ms = Math.abs(difference)
  const two = (big: number, bigName: string, small: number, smallName: string): string => {
    const count = Math.floor(ms / big)
    const rest = Math.floor((ms - count * big) / small)
    const one = (value: number, name: string): string =>
      name.length <= 3 ? `${value}${name}` : `${value} ${name}${value === 1 ? '' : 's'}`
    return rest > 0 ? `${one(count, bigName)} ${one(rest, smallName)}` : one(count, bigName)
  }
  const text =
    ms >= year ? two(year, 'year', year / 12, 'month')
    : ms >= year / 12 ? two(year / 12, 'month', day, 'day')
    : ms >= 7 * day ? two(7 * day, 'week', day, 'day')
    : ms >= 2 * day ? `${Math.floor(ms / day)} days`
    : ms >= day ? two(day, 'day', hour, 'h').replace('1 day', '1 day')
    : ms >= 5 * hour ? `${Math.floor(ms / hour)}h`
    : ms >= hour ? two(hour, 'h', minute, 'min')
    : ms >= 5 * minute ? `${Math.floor(ms / minute)}min`
    : ms >= minute ? two(minute, 'min', second, 's')
    : ms >= second ? `${Math.floor(ms / second)}s`
    : `${Math.floor(ms)}ms` // prettier-ignore
  return ms < 1 ? 'now' : `${text} ${suffix}`
}

/** When a line of a crontab is due: crontab(5). Times are UTC. */
export interface Schedule {
  minutes: ReadonlySet<number>
  hours: ReadonlySet<number>
  days: ReadonlySet<number>
  months: ReadonlySet<number>
  weekdays: ReadonlySet<number>
  /** Where both days are restricted, either is enough. */
  anyDay: boolean
}

interface FieldRule {
  name: 'minute' | 'hour' | 'day-of-month' | 'month' | 'day-of-week'
  least: number
  most: number
  names?: readonly string[]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const rules: readonly FieldRule[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day-of-month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, names: ['', ...months] },
  { name: 'day-of-week', least: 0, most: 7, names: days },
]

const nicknames: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

/** What is wrong with a line, as crontab says it: `bad minute`. */
export class BadSchedule extends Error {}

/** @param fields five of them, or one nickname. Throws BadSchedule. */
export function parseSchedule(fields: readonly string[]): Schedule {
  const [first = ''] = fields
  if (first.startsWith('@')) {
    const text = Object.hasOwn(nicknames, first) ? nicknames[first] : undefined
    if (text === undefined) throw new BadSchedule('bad time specifier')
    return parseSchedule(text.split(' '))
  }
  const sets = rules.map((rule, index) => parseField(fields[index] ?? '', rule))
  const [minutes, hours, dates, monthSet, weekdays] = sets as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>] // prettier-ignore
  // Sunday is 0 and 7.
  if (weekdays.has(7)) weekdays.add(0)
  const anyDay = !fields[2]!.startsWith('*') && !fields[4]!.startsWith('*')
  return { minutes, hours, days: dates, months: monthSet, weekdays, anyDay }
}

function parseField(text: string, { name, least, most, names }: FieldRule): Set<number> {
  const bad = (): never => {
    throw new BadSchedule(`bad ${name}`)
  }
  const numberOf = (word: string): number => {
    const index = names?.indexOf(word.toLowerCase()) ?? -1
    const value = word !== '' && index >= 0 ? index : /^\d{1,2}$/.test(word) ? Number(word) : bad()
    return value < least || value > most ? bad() : value
  }
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const [range = '', step, more] = part.split('/')
    if (more !== undefined || (step !== undefined && !/^[1-9]\d?$/.test(step))) bad()
    const [from, to, rest] = range === '*' ? [String(least), String(most)] : range.split('-')
    if (rest !== undefined) bad()
    const start = numberOf(from!)
    const end = to === undefined ? (step === undefined ? start : most) : numberOf(to)
    if (end < start) bad()
    for (let value = start; value <= end; value += Number(step ?? 1)) values.add(value)
  }
  return values
}

const day = 86_400_000
/** The 29th of February on one weekday is the rarest. */
const farthest = 366 * 28

const dayFits = ({ days: dates, months: wanted, weekdays, anyDay }: Schedule, time: number): boolean => {
  const date = new Date(time)
  if (!wanted.has(date.getUTCMonth() + 1)) return false
  const [byDate, byWeekday] = [dates.has(date.getUTCDate()), weekdays.has(date.getUTCDay())]
  return anyDay ? byDate || byWeekday : byDate && byWeekday
}

/** The first minute after `after` that fits; undefined when none ever does. */
export function nextDue(schedule: Schedule, after: number): number | undefined {
  const start = (Math.floor(after / 60_000) + 1) * 60_000
  const firstDay = Math.floor(start / day) * day
  for (let count = 0, at = firstDay; count < farthest; count++, at += day) {
    if (!dayFits(schedule, at)) continue
    const from = at === firstDay ? (start - at) / 60_000 : 0
    for (let minute = from; minute < 1440; minute++)
      if (schedule.hours.has(Math.floor(minute / 60)) && schedule.minutes.has(minute % 60))
        return at + minute * 60_000
  }
  return undefined
}

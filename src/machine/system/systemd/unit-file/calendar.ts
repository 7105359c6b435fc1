/** One field of a calendar event: any value, or the listed ones. */
type Field = readonly { from: number; to: number; step: number }[] | 'any'

/** `Mon..Fri *-*-* 08:00:00`: systemd.time(7). Times are UTC. */
export interface CalendarEvent {
  weekdays: ReadonlySet<number> | undefined
  year: Field
  month: Field
  day: Field
  /** `*-*~1`: days are counted from the end of the month. */
  fromEnd: boolean
  hour: Field
  minute: Field
  second: Field
}

const shorthands: Record<string, string> = {
  minutely: '*-*-* *:*:00',
  hourly: '*-*-* *:00:00',
  daily: '*-*-* 00:00:00',
  monthly: '*-*-01 00:00:00',
  weekly: 'Mon *-*-* 00:00:00',
  yearly: '*-01-01 00:00:00',
  annually: '*-01-01 00:00:00',
  quarterly: '*-01,04,07,10-01 00:00:00',
  semiannually: '*-01,07-01 00:00:00',
}

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const longNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** Undefined for what is no calendar event. */
export function parseCalendar(text: string): CalendarEvent | undefined {
  const words = (shorthands[text.trim().toLowerCase()] ?? text.trim()).split(/\s+/)
  if (/^(UTC|Etc\/UTC)$/i.test(words.at(-1) ?? '')) words.pop()
  if (words.length === 0 || words[0] === '') return undefined
  let weekdays: ReadonlySet<number> | undefined
  if (/^[a-z]/i.test(words[0]!)) {
    weekdays = parseWeekdays(words.shift()!)
    if (!weekdays) return undefined
  }
  const dateWord = words[0]?.match(/[-~]/) ? words.shift()! : '*-*-*'
  const timeWord = words.shift() ?? '00:00:00'
  if (words.length > 0) return undefined
  const date = parseDate(dateWord)
  const time = parseTime(timeWord)
  return date && time && { weekdays, ...date, ...time }
}

function parseWeekdays(text: string): ReadonlySet<number> | undefined {
  const days = new Set<number>()
  for (const part of text.split(',').filter((word) => word !== '')) {
    const [from, to = from] = part.split(/\.\.|-/).map(dayNumber)
    if (from === undefined || to === undefined) return undefined
    for (let day = from; ; day = (day + 1) % 7) {
      days.add(day)
      if (day === to) break
    }
  }
  return days.size === 0 ? undefined : days
}

function dayNumber(name: string): number | undefined {
  const lower = name.toLowerCase()
  const index = Math.max(dayNames.indexOf(lower), longNames.indexOf(lower))
  return index < 0 ? undefined : index
}

function parseDate(text: string): Pick<CalendarEvent, 'year' | 'month' | 'day' | 'fromEnd'> | undefined {
  const match = /^(?:([^-~]+)-)?([^-~]+)([-~])([^-~]+)$/.exec(text)
  if (!match) return undefined
  const year = parseField(match[1] ?? '*', 1970, 2199)
  const month = parseField(match[2]!, 1, 12)
  const day = parseField(match[4]!, 1, 31)
  return year && month && day && { year, month, day, fromEnd: match[3] === '~' }
}

function parseTime(text: string): Pick<CalendarEvent, 'hour' | 'minute' | 'second'> | undefined {
  const parts = text.split(':')
  if (parts.length < 2 || parts.length > 3) return undefined
  const hour = parseField(parts[0]!, 0, 23)
  const minute = parseField(parts[1]!, 0, 59)
  const second = parseField((parts[2] ?? '00').replace(/\.\d+$/, ''), 0, 59)
  return hour && minute && second && { hour, minute, second }
}

function parseField(text: string, least: number, most: number): Field | undefined {
  if (text === '*') return 'any'
  const ranges: { from: number; to: number; step: number }[] = []
  for (const part of text.split(',')) {
    const match = /^(\*|\d{1,4})(?:\.\.(\d{1,4}))?(?:\/(\d{1,4}))?$/.exec(part)
    if (!match) return undefined
    const from = match[1] === '*' ? least : Number(match[1])
    const step = match[3] === undefined ? 1 : Number(match[3])
    const to = match[2] !== undefined ? Number(match[2]) : match[3] !== undefined ? most : from
    if (from < least || to > most || step < 1) return undefined
    ranges.push({ from, to, step })
  }
  return ranges
}

const fits = (field: Field, value: number): boolean =>
  field === 'any' ||
  field.some(({ from, to, step }) => value >= from && value <= to && (value - from) % step === 0)

const dayLength = 86_400_000
/** Leap days on a given weekday are the rarest that come at all. */
const farthest = 28 * 366 + 1

/** The first moment after `after` that the event names; undefined when none comes. */
export function nextElapse(event: CalendarEvent, after: number): number | undefined {
  const start = (Math.floor(after / 1000) + 1) * 1000
  const firstDay = Math.floor(start / dayLength) * dayLength
  for (let count = 0, day = firstDay; count < farthest; count++, day += dayLength) {
    if (!dayFits(event, new Date(day))) continue
    const time = firstTime(event, day === firstDay ? start - day : 0)
    if (time !== undefined) return day + time
  }
  return undefined
}

function dayFits({ weekdays, year, month, day, fromEnd }: CalendarEvent, date: Date): boolean {
  if (weekdays && !weekdays.has(date.getUTCDay())) return false
  if (!fits(year, date.getUTCFullYear()) || !fits(month, date.getUTCMonth() + 1)) return false
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  return fits(day, fromEnd ? last - date.getUTCDate() + 1 : date.getUTCDate())
}

/** The first fitting time of a day at or after `from` (milliseconds into it). */
function firstTime({ hour, minute, second }: CalendarEvent, from: number): number | undefined {
  const [fromHour, fromMinute, fromSecond] = [
    Math.floor(from / 3_600_000),
    Math.floor(from / 60_000) % 60,
    Math.floor(from / 1000) % 60,
  ]
  for (let h = fromHour; h < 24; h++) {
    if (!fits(hour, h)) continue
    const sameHour = h === fromHour
    for (let m = sameHour ? fromMinute : 0; m < 60; m++) {
      if (!fits(minute, m)) continue
      for (let s = sameHour && m === fromMinute ? fromSecond : 0; s < 60; s++)
        if (fits(second, s)) return ((h * 60 + m) * 60 + s) * 1000
    }
  }
  return undefined
}

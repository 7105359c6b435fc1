import { monthNames } from './format-time.ts'

const units: Record<string, number> = {
  sec: 1000,
  second: 1000,
  min: 60_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
  fortnight: 1_209_600_000,
}

/** Hours from UTC. */
const zones: Readonly<Record<string, number>> = { EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, CET: 1, CEST: 2, BST: 1 } // prettier-ignore

const months = monthNames.map((name) => name.slice(0, 3).toLowerCase())
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** The dates that `date -d` and `touch -d` are given in practice; undefined for others. In UTC. */
export const parseDate = (text: string, now: number): number | undefined => {
  const input = { rest: text.trim() }
  if (/^@-?\d+(\.\d+)?$/.test(input.rest)) return Number(input.rest.slice(1)) * 1000
  let time = now
  let dateGiven = false
  let clock: number | undefined
  let zone = 0
  const shifts: RegExpExecArray[] = []
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    const match = pattern.exec(input.rest)
    if (match) input.rest = input.rest.slice(match[0].length).trim()
    return match ?? undefined
  }
  for (let step = 0; input.rest !== '' && step < 20; step++) {
    let match: RegExpExecArray | undefined
    if (
      (match =
        take(/^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](?=\d))?/) ?? take(/^(\d{4})(\d\d)(\d\d)(?=\s|$|T)T?/))
    ) {
      time = dayAt(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
      dateGiven = true
    } else if ((match = take(/^(\d{1,2})\/(\d{1,2})\/(\d{4})/))) {
      time = dayAt(Number(match[3]), Number(match[1]) - 1, Number(match[2]))
      dateGiven = true
    } else if ((match = take(/^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*(am|pm)?/i))) {
      const half = match[5]?.toLowerCase()
      const hour = (Number(match[1]) % (half ? 12 : 24)) + (half === 'pm' ? 12 : 0)
      clock =
        hour * 3_600_000 +
        Number(match[2]) * 60_000 +
        Number(match[3] ?? 0) * 1000 +
        Number(match[4] ?? 0) * 1000
    } else if ((match = take(/^([+-])(\d{2}):?(\d{2})(?!\d)/)) && clock !== undefined) {
      zone = (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3_600_000 + Number(match[3]) * 60_000)
    } else if (clock === undefined && dateGiven && (match = take(/^(\d\d)(\d\d)$/))) {
      clock = Number(match[1]) * 3_600_000 + Number(match[2]) * 60_000
    } else if ((match = take(/^(\d{1,2})\s*(am|pm)\b/i))) {
      clock = ((Number(match[1]) % 12) + (match[2]!.toLowerCase() === 'pm' ? 12 : 0)) * 3_600_000
    } else if ((match = take(/^(EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|BST)\b/i))) {
      zone = zones[match[1]!.toUpperCase()]! * 3_600_000
      clock ??= 0
    } else if (take(/^(UTC|GMT|Z)\b/i)) continue
    else if (take(/^now\b/i)) continue
    else if (take(/^today\b/i)) continue
    else if (take(/^yesterday\b/i)) time -= 86_400_000
    else if (take(/^tomorrow\b/i)) time += 86_400_000
    else if (
      (match = take(
        /^(?:([+-]?\s*\d+)|(next|last|a|an))\s*(sec|second|min|minute|hour|day|week|fortnight|month|year)s?\b\s*(ago\b)?/i,
      ))
    ) {
      shifts.push(match)
    } else if (
      (match = take(/^(\d{1,2})\s+([a-z]{3})[a-z]*\.?(?:\s+(\d{4}))?/i)) ??
      (match = take(/^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?!:)(?:,?\s+(\d{4}))?/i))
    ) {
      const [day, month] = /^\d/.test(match[1]!) ? [match[1]!, match[2]!] : [match[2]!, match[1]!]
      const at = months.indexOf(month.toLowerCase())
      if (at < 0) return undefined
      time = dayAt(Number(match[3] ?? new Date(now).getUTCFullYear()), at, Number(day))
      dateGiven = true
    } else if ((match = take(/^(next|last)?\s*(sun|mon|tue|wed|thu|fri|sat)[a-z]*\.?,?/i))) {
      const wanted = weekdays.indexOf(match[2]!.toLowerCase())
      const ahead = (wanted - new Date(time).getUTCDay() + 7) % 7
      const word = match[1]?.toLowerCase()
      if (dateGiven || /^\d|^[a-z]{3}\s+\d/i.test(input.rest)) continue
      time =
        startOfDay(time) +
        (word === 'last' ? ahead - 7 : word === 'next' && ahead === 0 ? 7 : ahead) * 86_400_000
      dateGiven = true
    } else if (clock !== undefined && (match = take(/^(\d{4})$/))) {
      time = new Date(time).setUTCFullYear(Number(match[1]))
    } else return undefined
  }
  if (clock !== undefined) time = startOfDay(time) + clock - zone
  // "12:00 1 hour ago" counts from noon, wherever the words stand.
  for (const match of shifts) time = shifted(time, match)
  return Number.isNaN(time) ? undefined : time
}

/** NaN when there is no such day: 30 February is no date. */
const dayAt = (year: number, month: number, day: number): number => {
  const time = Date.UTC(year, month, day)
  const date = new Date(time)
  return date.getUTCMonth() === month && date.getUTCDate() === day ? time : NaN
}

const startOfDay = (time: number): number => Math.floor(time / 86_400_000) * 86_400_000

const shifted = (time: number, match: RegExpExecArray): number => {
  const word = match[2]?.toLowerCase()
  const count = match[1] ? Number(match[1].replace(/\s/g, '')) : word === 'last' ? -1 : 1
  const by = match[4] ? -count : count
  const unit = match[3]!.toLowerCase()
  const date = new Date(time)
  if (unit === 'month') return date.setUTCMonth(date.getUTCMonth() + by)
  if (unit === 'year') return date.setUTCFullYear(date.getUTCFullYear() + by)
  return time + by * units[unit]!
}

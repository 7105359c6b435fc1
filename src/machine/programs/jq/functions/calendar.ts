import { formatTime, monthNames } from '../../text/format-time.ts'
import type { Plain } from '../interpreter.ts'
import { fail, typeOf, type Json } from '../values.ts'

const dayMilliseconds = 86_400_000

/** [year, month from 0, day, hour, minute, second, weekday, day of the year from 0]. */
const brokenDown = (seconds: number): Json[] => {
  const date = new Date(Math.floor(seconds) * 1000)
  if (Number.isNaN(date.getTime())) return fail('error converting number of seconds since epoch to datetime')
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / dayMilliseconds)
  const fraction = seconds - Math.floor(seconds)
  return [
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds() + fraction,
    date.getUTCDay(),
    dayOfYear,
  ]
}

const seconds = (input: Json, name: string): number => {
  if (!Array.isArray(input) || input.length < 6 || input.some((part) => typeof part !== 'number'))
    return fail(`${name} requires array of 6 numbers`)
  const [year, month, day, hour, minute, second] = input as number[]
  return Math.floor(Date.UTC(year!, month!, day!, hour!, minute!, Math.floor(second!)) / 1000)
}

const format: Plain = (input, [pattern]) => {
  if (typeof input !== 'number' && !Array.isArray(input))
    return fail('strftime/1 requires parsed datetime inputs')
  if (typeof pattern !== 'string') return fail('strftime/1 requires a string format')
  const time = typeof input === 'number' ? Math.floor(input) : seconds(input, 'strftime/1')
  return formatTime(pattern, new Date(time * 1000))
}

const months = monthNames.map((name) => name.slice(0, 3).toLowerCase())
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

/** strptime(3) as far as dates need it: each directive takes its part from the front. */
const parse: Plain = (input, [pattern]) => {
  if (typeof input !== 'string') return fail(`strptime/1 requires string inputs and arguments`)
  if (typeof pattern !== 'string') return fail('strptime/1 requires string inputs and arguments')
  const mismatch = (): never => fail(`date "${input}" does not match format "${pattern}"`)
  let rest = input
  const parts = {
    year: 1900,
    month: 0,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    epoch: undefined as number | undefined,
    afternoon: undefined as boolean | undefined,
    zone: 0,
  }
  const digits = (most: number): number => {
    const match = new RegExp(`^\\s*(\\d{1,${most}})`).exec(rest)
    if (!match) return mismatch()
    rest = rest.slice(match[0].length)
    return Number(match[1])
  }
  const word = (names: readonly string[]): number => {
    const at = names.indexOf(rest.slice(0, 3).toLowerCase())
    if (at < 0) return mismatch()
    rest = rest.replace(/^[A-Za-z]+/, '')
    return at
  }
  const spelled = pattern
    .replaceAll('%T', '%H:%M:%S')
    .replaceAll('%F', '%Y-%m-%d')
    .replaceAll('%D', '%m/%d/%y')
    .replaceAll('%R', '%H:%M')
  for (let i = 0; i < spelled.length; i++) {
    if (spelled[i] !== '%') {
      if (/\s/.test(spelled[i]!)) rest = rest.trimStart()
      else if (rest.startsWith(spelled[i]!)) rest = rest.slice(1)
      else mismatch()
      continue
    }
    const letter = spelled[++i]
    if (letter === 'Y') parts.year = digits(4)
    else if (letter === 'y') parts.year = ((year) => year + (year < 69 ? 2000 : 1900))(digits(2))
    else if (letter === 'm') parts.month = digits(2) - 1
    else if (letter === 'd' || letter === 'e') parts.day = digits(2)
    else if (letter === 'H' || letter === 'I' || letter === 'k' || letter === 'l') parts.hour = digits(2)
    else if (letter === 'M') parts.minute = digits(2)
    else if (letter === 'S') parts.second = digits(2)
    else if (letter === 'j') {
      parts.month = 0
      parts.day = digits(3)
    } else if (letter === 's') parts.epoch = digits(12)
    else if (letter === 'b' || letter === 'B' || letter === 'h') parts.month = word(months)
    else if (letter === 'a' || letter === 'A') word(weekdays)
    else if (letter === 'p') {
      parts.afternoon = /^pm/i.test(rest)
      rest = rest.slice(2)
    } else if (letter === 'Z') rest = rest.replace(/^[A-Za-z]+/, '')
    else if (letter === 'z') {
      const match = /^(?:Z|([+-])(\d\d):?(\d\d))/.exec(rest)
      if (!match) mismatch()
      rest = rest.slice(match![0].length)
    } else if (letter === '%' && rest.startsWith('%')) rest = rest.slice(1)
    else mismatch()
  }
  if (rest !== '') mismatch()
  if (parts.epoch !== undefined) return brokenDown(parts.epoch)
  const hour = parts.afternoon === undefined ? parts.hour : (parts.hour % 12) + (parts.afternoon ? 12 : 0)
  return brokenDown(Date.UTC(parts.year, parts.month, parts.day, hour, parts.minute, parts.second) / 1000)
}

export const calendarFunctions: Readonly<Record<string, Plain>> = {
  'gmtime/0': (input) => (typeof input === 'number' ? brokenDown(input) : fail('gmtime() requires a number')),
  'localtime/0': (input) =>
    typeof input === 'number' ? brokenDown(input) : fail('localtime() requires a number'),
  'mktime/0': (input) =>
    Array.isArray(input) ? seconds(input, 'mktime') : fail(`mktime requires array of 6 numbers`),
  'strftime/1': format,
  'strflocaltime/1': format,
  'strptime/1': parse,
  'timegm/0': (input) =>
    typeOf(input) === 'array' ? seconds(input, 'timegm') : fail('timegm requires array of 6 numbers'),
}

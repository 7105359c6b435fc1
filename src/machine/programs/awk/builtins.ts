import type { Matcher, RE2JS } from 're2js'
import { formatTime } from '../text/format-time.ts'
import { formatAwk } from './format.ts'
import { AwkError } from './awk-error.ts'
import type { AwkArray, AwkMachine } from './machine.ts'
import type { Pieces } from './record.ts'
import { InputText, toNumber, type Value } from './values.ts'

/** Characters, not UTF-16 units. */
const countOf = (text: string): number => Array.from(text).length

const bits = (name: string, values: readonly Value[], join: (a: bigint, b: bigint) => bigint): number => {
  const numbers = values.map((value, i) => {
    const number = Math.trunc(toNumber(value))
    if (!(number >= 0 && number < 2 ** 64))
      throw new AwkError(`${name}: argument ${i + 1} negative value ${number} is not allowed`)
    return BigInt(number)
  })
  return Number(numbers.reduce(join))
}

/** Functions that need nothing but their arguments' values. */
export const plainBuiltins: Record<string, (machine: AwkMachine, args: Value[]) => Value> = {
  substr: ({ text }, [value = '', from = 1, length]) => {
    const chars = [...text(value)]
    // A start below 1 is 1, and takes nothing from the length.
    const start = Math.max(0, Math.trunc(toNumber(from)) - 1)
    const end = length === undefined ? Infinity : start + Math.trunc(toNumber(length))
    return chars.slice(start, Math.max(start, end)).join('')
  },
  index: ({ text }, [value = '', wanted = '']) => {
    const at = text(value).indexOf(text(wanted))
    return at < 0 ? 0 : countOf(text(value).slice(0, at)) + 1
  },
  sprintf: ({ text }, [format = '', ...args]) => formatAwk(text(format), args, text),
  sin: (_, [x = 0]) => Math.sin(toNumber(x)),
  cos: (_, [x = 0]) => Math.cos(toNumber(x)),
  atan2: (_, [y = 0, x = 0]) => Math.atan2(toNumber(y), toNumber(x)),
  exp: (_, [x = 0]) => Math.exp(toNumber(x)),
  log: (_, [x = 0]) => Math.log(toNumber(x)),
  sqrt: (_, [x = 0]) => Math.sqrt(toNumber(x)),
  int: (_, [x = 0]) => Math.trunc(toNumber(x)),
  tolower: ({ text }, [value = '']) => text(value).toLowerCase(),
  toupper: ({ text }, [value = '']) => text(value).toUpperCase(),
  strtonum: ({ text }, [value = 0]) => {
    if (typeof value === 'number') return value
    const [, hexadecimal, octal] = /^\s*(?:0[xX]([0-9a-fA-F]+)|0([0-7]+)(?![0-9.eE]))/.exec(text(value)) ?? []
    if (hexadecimal !== undefined) return parseInt(hexadecimal, 16)
    return octal === undefined ? toNumber(value) : parseInt(octal, 8)
  },
  and: (_, values) => bits('and', values, (a, b) => a & b),
  or: (_, values) => bits('or', values, (a, b) => a | b),
  xor: (_, values) => bits('xor', values, (a, b) => a ^ b),
  lshift: (_, [a = 0, b = 0]) =>
    bits('lshift', [a, b], (x, y) => (y > 63n ? 0n : BigInt.asUintN(64, x << y))),
  rshift: (_, [a = 0, b = 0]) => bits('rshift', [a, b], (x, y) => x >> y),
  compl: (_, [value = 0]) => bits('compl', [value, 2 ** 53 - 1], (a, b) => ~a & b),
  systime: ({ proc }) => Math.floor(proc.system.now() / 1000),
  strftime: ({ proc, text }, [format = '%a %b %e %H:%M:%S %Z %Y', time]) =>
    formatTime(text(format), new Date(time === undefined ? proc.system.now() : toNumber(time) * 1000)),
  mktime: ({ text }, [value = '']) => {
    const [year, month, day, hour, minute, second] = text(value).split(/\s+/).map(Number)
    const time = Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second)
    return Number.isNaN(time) ? -1 : time / 1000
  },
  rand: (machine) => {
    // A generator of its own, so that programs without srand() repeat, as awk's do.
    machine.randomState = (Math.imul(machine.randomState, 1664525) + 1013904223) >>> 0
    return machine.randomState / 2 ** 32
  },
  srand: (machine, [seed]) => {
    const before = machine.seed
    machine.seed = seed === undefined ? Math.floor(machine.proc.system.now() / 1000) : toNumber(seed)
    machine.randomState = (Math.trunc(machine.seed) ^ 0x9e3779b9) >>> 0
    return before
  },
}

/** Fills an array with pieces, counted from 1, and another with what stood between them. */
export const splitInto = (array: AwkArray, { parts, between }: Pieces, separators?: AwkArray): number => {
  array.clear()
  for (const [i, part] of parts.entries()) array.set(String(i + 1), new InputText(part))
  separators?.clear()
  if (separators)
    for (const [i, part] of between.entries()) separators.set(String(i + 1), new InputText(part))
  return parts.length
}

export const matchIn = (machine: AwkMachine, text: string, expression: RE2JS, groups?: AwkArray): number => {
  const matcher = expression.matcher(text)
  const found = matcher.find()
  const start = found ? countOf(text.slice(0, matcher.start())) + 1 : 0
  machine.globals.set('RSTART', start)
  machine.globals.set('RLENGTH', found ? countOf(text.slice(matcher.start(), matcher.end())) : -1)
  groups?.clear()
  if (groups && found) fillGroups(groups, matcher, text, machine.textOf('SUBSEP'))
  return start
}

/** match()'s third argument: each group, and under (number, "start") and (number, "length") where it stands. */
const fillGroups = (groups: AwkArray, matcher: Matcher, text: string, separator: string): void => {
  for (let i = 0; i <= matcher.groupCount(); i++) {
    const group = matcher.group(i)
    if (group === null || group === undefined) continue
    groups.set(String(i), new InputText(group))
    groups.set(`${i}${separator}start`, countOf(text.slice(0, matcher.start(i))) + 1)
    groups.set(`${i}${separator}length`, countOf(group))
  }
}

const matchesPerTurn = 2000

/**
 * sub and gsub (and gensub's numbered groups): the new text and how many were replaced. Others have their turn
 * in between: in a long text there may be millions.
 */
export function* substitute(
  machine: AwkMachine,
  text: string,
  expression: RE2JS,
  replacement: string,
  which: 'all' | number,
  groups: boolean,
): Generator<Promise<unknown>, { text: string; count: number }, unknown> {
  const matcher = expression.matcher(text)
  let [result, last, count, met] = ['', 0, 0, 0]
  let parts: string[] = []
  while (matcher.find()) {
    if (++met % matchesPerTurn === 0) {
      result += parts.join('')
      parts = []
      yield machine.proc.yield()
    }
    if (which !== 'all' && met !== which) continue
    // An empty match right behind another one does not count.
    if (matcher.end() === matcher.start() && matcher.start() === last && count > 0) continue
    const found = Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? '')
    parts.push(text.slice(last, matcher.start()), expanded(replacement, found, groups))
    last = matcher.end()
    count++
    if (which !== 'all') break
  }
  return { text: result + parts.join('') + text.slice(last), count }
}

const expanded = (replacement: string, found: readonly string[], groups: boolean): string =>
  replacement.replace(/\\(\\|&|[0-9])|&/g, (whole, escaped: string | undefined) => {
    if (escaped === undefined) return found[0]!
    if (escaped === '&' || escaped === '\\') return escaped
    return groups ? (found[Number(escaped)] ?? '') : whole
  })

import type { RE2JS } from 're2js'
import { formatTime } from '../text/format-time.ts'
import { formatAwk } from './format.ts'
import type { AwkMachine } from './machine.ts'
import { splitFields } from './record.ts'
import { InputText, toNumber, type Value } from './values.ts'

/** Characters, not UTF-16 units. */
const countOf = (text: string): number => Array.from(text).length

/** Functions that need nothing but their arguments' values. */
export const plainBuiltins: Record<string, (machine: AwkMachine, args: Value[]) => Value> = {
  substr: ({ text }, [value = '', from = 1, length]) => {
    const chars = [...text(value)]
    const start = Math.round(toNumber(from))
    const end = length === undefined ? Infinity : start + Math.round(toNumber(length))
    return chars.slice(Math.max(0, start - 1), Math.max(0, end - 1)).join('')
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

export const splitInto = (
  machine: AwkMachine,
  text: string,
  name: string,
  separator: string | undefined,
): number => {
  const parts = splitFields(text, separator ?? machine.textOf('FS'))
  const array = machine.array(name)
  array.clear()
  for (const [i, part] of parts.entries()) array.set(String(i + 1), new InputText(part))
  return parts.length
}

export const matchIn = (machine: AwkMachine, text: string, expression: RE2JS): number => {
  const matcher = expression.matcher(text)
  const found = matcher.find()
  const start = found ? countOf(text.slice(0, matcher.start())) + 1 : 0
  machine.globals.set('RSTART', start)
  machine.globals.set('RLENGTH', found ? countOf(text.slice(matcher.start(), matcher.end())) : -1)
  return start
}

/** sub and gsub (and gensub's numbered groups): the new text and how many were replaced. */
export const substitute = (
  text: string,
  expression: RE2JS,
  replacement: string,
  which: 'all' | number,
  groups: boolean,
): { text: string; count: number } => {
  const matcher = expression.matcher(text)
  let [result, last, count, met] = ['', 0, 0, 0]
  while (matcher.find()) {
    met++
    if (which !== 'all' && met !== which) continue
    // An empty match right behind another one does not count.
    if (matcher.end() === matcher.start() && matcher.start() === last && count > 0) continue
    const found = Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? '')
    result += text.slice(last, matcher.start()) + expanded(replacement, found, groups)
    last = matcher.end()
    count++
    if (which !== 'all') break
  }
  return { text: result + text.slice(last), count }
}

const expanded = (replacement: string, found: readonly string[], groups: boolean): string =>
  replacement.replace(/\\(\\|&|[0-9])|&/g, (whole, escaped: string | undefined) => {
    if (escaped === undefined) return found[0]!
    if (escaped === '&' || escaped === '\\') return escaped
    return groups ? (found[Number(escaped)] ?? '') : whole
  })

import { formatTime } from '../../programs/text/format-time.ts'
import { backslashed } from '../quoting.ts'
import { unescapeEcho } from '../expansion/escapes.ts'

export interface Formatted {
  text: string
  /** Arguments that were no numbers and the like, in printf's words. */
  problems: string[]
  /** `\c` ends the output. */
  stopped: boolean
}

/** A width or precision beyond this is a mistake. */
const widthLimit = 1_000_000

/** printf(1): the format is used again while arguments are left. Escapes yield what `bytesOf` writes. */
export const formatPrintf = (
  format: string,
  args: readonly string[],
  now: () => number = Date.now,
): Formatted => {
  const state: State = { args, next: 0, problems: [], now }
  let text = ''
  for (;;) {
    const before = state.next
    const pass = formatOnce(format, state)
    text += pass.text
    if (pass.stopped) return { text, problems: state.problems, stopped: true }
    if (state.next >= args.length || state.next === before)
      return { text, problems: state.problems, stopped: false }
  }
}

interface State {
  args: readonly string[]
  next: number
  problems: string[]
  now(): number
}

const directive = /^%([-+ 0#']*)(\*|\d+)?(?:\.(\*|-?\d*))?(?:hh|h|ll|l|j|z|t|L)?(\([^)]*\)T|[a-zA-Z]|%)/

const formatOnce = (format: string, state: State): { text: string; stopped: boolean } => {
  let text = ''
  for (let i = 0; i < format.length;) {
    const percent = format.indexOf('%', i)
    const end = percent < 0 ? format.length : percent
    if (end > i) {
      const escaped = unescapeEcho(format.slice(i, end), true, 'format')
      text += escaped.text
      if (escaped.stop) return { text, stopped: true }
    }
    if (percent < 0) break
    const match = directive.exec(format.slice(percent))
    if (!match) {
      const rest = format.slice(percent).replace(/^%[-+ 0#'*.\dhljztL]*/, '')
      state.problems.push(
        rest === ''
          ? `\`${format.slice(percent)}': missing format character`
          : `\`${rest[0]}': invalid format character`,
      )
      return { text, stopped: true }
    }
    i = percent + match[0].length
    if (match[4] === '%' && match[0] !== '%%') {
      state.problems.push("`%': invalid format character")
      return { text, stopped: true }
    }
    if (!/^([diouxXeEfFgGaAcsbqQn%]|\(.*)$/.test(match[4]!)) {
      state.problems.push(`\`${match[4]}': invalid format character`)
      return { text, stopped: true }
    }
    const converted = convert(match, state)
    text += converted.text
    if (converted.stopped) return { text, stopped: true }
  }
  return { text, stopped: false }
}

const convert = (match: RegExpExecArray, state: State): { text: string; stopped?: boolean } => {
  const conversion = match[4]!
  if (conversion === '%') return { text: '%' }
  let flags = match[1]!
  let width = match[2] === '*' ? Number(take(state) ?? 0) : Number(match[2] ?? 0)
  if (width < 0) {
    flags += '-'
    width = -width
  }
  const precisionText = match[3] === '*' ? (take(state) ?? '0') : match[3]
  const precision =
    precisionText === undefined || precisionText.startsWith('-') ? undefined : Number(precisionText || 0)
  if (width > widthLimit || (precision ?? 0) > widthLimit) return { text: '' }
  if (conversion === 'b') {
    const { text, stop } = unescapeEcho(take(state) ?? '', true)
    return { text: pad(cut(text, precision), width, flags), stopped: stop }
  }
  return { text: pad(body(conversion, flags, width, precision, state), width, flags) }
}

const take = (state: State): string | undefined => state.args[state.next++]

const cut = (text: string, precision: number | undefined): string =>
  precision === undefined ? text : [...text].slice(0, precision).join('')

const pad = (text: string, width: number, flags: string): string => {
  const missing = width - [...text].length
  if (missing <= 0) return text
  return flags.includes('-') ? text + ' '.repeat(missing) : ' '.repeat(missing) + text
}

const body = (
  conversion: string,
  flags: string,
  width: number,
  precision: number | undefined,
  state: State,
): string => {
  if (conversion.endsWith('T')) return strftimeArgument(conversion, take(state), state)
  switch (conversion) {
    case 's':
      return cut(take(state) ?? '', precision)
    case 'c':
      return [...(take(state) ?? '')][0] ?? ''
    case 'q':
      return backslashed(take(state) ?? '')
    case 'Q':
      return backslashed(cut(take(state) ?? '', precision))
    case 'd':
    case 'i':
      return integer(integerOf(take(state), state), flags, width, precision, 10)
    case 'u':
    case 'o':
    case 'x':
    case 'X': {
      const value = BigInt.asUintN(64, integerOf(take(state), state))
      const base = conversion === 'u' ? 10 : conversion === 'o' ? 8 : 16
      const prefix = !flags.includes('#') || value === 0n ? '' : base === 8 ? '0' : base === 16 ? '0x' : ''
      const text = integer(value, flags, width, precision, base, prefix)
      return conversion === 'X' ? text.toUpperCase() : text
    }
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
      return floating(floatOf(take(state), state), conversion, flags, width, precision)
    default:
      state.problems.push(`\`${conversion}': invalid format character`)
      return ''
  }
}

const integerOf = (text: string | undefined, state: State): bigint => {
  if (text === undefined || text === '') return 0n
  if (/^["']/.test(text)) return BigInt(text.codePointAt(1) ?? 0)
  const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|\d+)/.exec(text)
  if (!match) {
    state.problems.push(`${text}: invalid number`)
    return 0n
  }
  const [whole, sign, digits] = match as unknown as [string, string, string]
  if (whole.length < text.trimEnd().length) state.problems.push(`${text}: invalid number`)
  const octal = /^0[0-7]+$/.test(digits)
  const value = BigInt(octal ? `0o${digits.slice(1)}` : digits)
  return bounded(sign === '-' ? -value : value, text, state)
}

const largest = 2n ** 63n - 1n

const bounded = (value: bigint, text: string, state: State): bigint => {
  const kept = value > 2n ** 64n - 1n ? largest : value < -largest - 1n ? -largest - 1n : value
  if (kept !== value) state.problems.push(`warning: ${text}: Numerical result out of range`)
  return kept
}

const floatOf = (text: string | undefined, state: State): number => {
  if (text === undefined || text === '') return 0
  if (/^["']/.test(text)) return text.codePointAt(1) ?? 0
  const match = /^\s*[+-]?(0[xX][0-9a-fA-F]+|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|inf(inity)?|nan)/i.exec(text)
  if (!match) {
    state.problems.push(`${text}: invalid number`)
    return 0
  }
  const number = match[0].trim()
  if (match[0].length < text.length) state.problems.push(`${text}: invalid number`)
  if (/inf/i.test(number)) return number.startsWith('-') ? -Infinity : Infinity
  return Number(number)
}

const integer = (
  value: bigint,
  flags: string,
  width: number,
  precision: number | undefined,
  base: number,
  prefix = '',
): string => {
  const negative = value < 0n
  let digits = (negative ? -value : value).toString(base)
  if (precision !== undefined) digits = digits.padStart(precision, '0')
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  if (flags.includes('0') && !flags.includes('-') && precision === undefined) {
    digits = digits.padStart(width - sign.length - prefix.length, '0')
  }
  return sign + prefix + digits
}

const floating = (value: number, conversion: string, flags: string, width: number, precision = 6): string => {
  const negative = value < 0 || Object.is(value, -0)
  const magnitude = Math.abs(value)
  let digits = Number.isFinite(magnitude)
    ? floatDigits(magnitude, conversion.toLowerCase(), Math.min(precision, 100), flags)
    : Number.isNaN(value)
      ? 'nan'
      : 'inf'
  const sign = negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  if (flags.includes('0') && !flags.includes('-') && Number.isFinite(value))
    digits = digits.padStart(width - sign.length, '0')
  return sign + (conversion === conversion.toUpperCase() ? digits.toUpperCase() : digits)
}

const floatDigits = (value: number, conversion: string, precision: number, flags: string): string => {
  if (conversion === 'f') return fixed(value, precision)
  if (conversion === 'e') return exponent(value.toExponential(precision))
  const significant = precision === 0 ? 1 : precision
  const power = value === 0 ? 0 : Number(value.toExponential(significant - 1).split('e')[1])
  const text =
    power < -4 || power >= significant
      ? exponent(value.toExponential(significant - 1))
      : fixed(value, significant - 1 - power)
  if (flags.includes('#') || !text.includes('.')) return text
  return text.replace(/\.?0+(?=e|$)/, '')
}

/** toFixed gives up at 1e21. */
const fixed = (value: number, precision: number): string => {
  if (value < 1e21) return roundedToEven(value, precision)
  return BigInt(value).toString() + (precision > 0 ? `.${'0'.repeat(precision)}` : '')
}

/** C rounds what lies exactly between two numbers to the even one; toFixed rounds it up. */
const roundedToEven = (value: number, precision: number): string => {
  const exact = value.toFixed(20)
  const cut = exact.indexOf('.') + 1 + precision
  const tie = precision < 15 && /^50*$/.test(exact.slice(cut))
  const kept = precision === 0 ? exact.slice(0, cut - 1) : exact.slice(0, cut)
  return tie && Number(kept.at(-1)) % 2 === 0 ? kept : value.toFixed(precision)
}

const exponent = (text: string): string => text.replace(/e([+-])(\d)$/, 'e$10$2')

const strftimeArgument = (conversion: string, text: string | undefined, state: State): string => {
  const seconds =
    text === undefined || text === '-1' || text === '-2' ? Math.floor(state.now() / 1000) : Number(text)
  return formatTime(conversion.slice(1, -2) || '%X', new Date(seconds * 1000))
}

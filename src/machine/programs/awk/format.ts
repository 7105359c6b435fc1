import { formatPrintf } from '../../shell/builtins/printf-format.ts'
import { AwkError } from './awk-error.ts'
import { looksNumeric, toNumber, unending, type Value } from './values.ts'

/** awk's printf: every directive takes its own argument, numbers are made of anything. */
export const formatAwk = (format: string, args: readonly Value[], text: (value: Value) => string): string => {
  let next = 0
  return format.replace(
    /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+))?(?:hh|h|ll|l|q|j|z|t|L)?([a-zA-Z%])/g,
    (
      whole: string,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      letter: string,
      at: number,
    ) => {
      if (letter === '%') return '%'
      if (!known.has(letter)) return whole
      const take = (): Value => {
        if (next < args.length) return args[next++]!
        const caret = ' '.repeat(Array.from(format.slice(0, at + whole.length - 1)).length)
        throw new AwkError(
          `not enough arguments to satisfy format string\n\t\`${format}'\n\t${caret}^ ran out for this one`,
        )
      }
      const size = width === '*' ? String(Math.trunc(toNumber(take()))) : (width ?? '')
      const digits = precision === '*' ? String(Math.trunc(toNumber(take()))) : precision
      const head = `%${flags}${size}${digits === undefined ? '' : `.${digits}`}`
      const value = take()
      switch (letter) {
        case 'c':
          return formatPrintf(`${head}s`, [
            looksNumeric(value) && typeof value === 'number'
              ? String.fromCodePoint(Math.abs(Math.trunc(value)) % 0x110000)
              : ([...text(value)][0] ?? ''),
          ]).text
        case 's':
          return formatPrintf(`${head}s`, [text(value)]).text
        case 'd':
        case 'i':
        case 'u':
        case 'o':
        case 'x':
        case 'X':
          return integer(head, letter, toNumber(value))
        case 'e':
        case 'E':
        case 'f':
        case 'F':
        case 'g':
        case 'G':
          return floating(head, letter, toNumber(value))
        default:
          return whole
      }
    },
  )
}

const known = new Set('csdiuoxXeEfFgG')

const integer = (head: string, letter: string, value: number): string => {
  if (!Number.isFinite(value)) return floating(head, letter, value)
  const whole = BigInt(Math.trunc(value))
  const kind = letter === 'i' || (letter === 'u' && whole >= 0n) ? 'd' : letter
  return formatPrintf(`${head}${kind}`, [String(whole)]).text
}

const floating = (head: string, letter: string, value: number): string =>
  Number.isFinite(value)
    ? formatPrintf(head + letter, [String(value)]).text
    : formatPrintf(`${head.replace(/[0]*\..*/, '')}s`, [unending(value)]).text

import { formatPrintf } from '../../shell/builtins/printf-format.ts'
import { looksNumeric, toNumber, type Value } from './values.ts'

/** awk's printf: every directive takes its own argument, numbers are made of anything. */
export const formatAwk = (format: string, args: readonly Value[], text: (value: Value) => string): string => {
  let next = 0
  return format.replace(
    /%([-+ 0#]*)(\*|\d+)?(?:\.(\*|\d+))?(?:hh|h|ll|l|q|j|z|t|L)?([a-zA-Z%])/g,
    (whole, flags: string, width: string | undefined, precision: string | undefined, letter: string) => {
      if (letter === '%') return '%'
      const take = (): Value => args[next++] ?? ''
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
          return formatPrintf(head + letter, [
            String(toNumber(value)).replace('Infinity', 'inf').replace('NaN', 'nan'),
          ]).text
        default:
          return whole
      }
    },
  )
}

const integer = (head: string, letter: string, value: number): string => {
  if (!Number.isFinite(value))
    return formatPrintf(`${head.replace(/\..*/, '')}s`, [
      Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf',
    ]).text
  const whole = BigInt(Math.trunc(value))
  return formatPrintf(`${head}${letter === 'i' || letter === 'u' ? 'd' : letter}`, [String(whole)]).text
}

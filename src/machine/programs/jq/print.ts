import { isObject, keysOf, type Json } from './values.ts'

export interface PrintOptions {
  /** Blanks (or a tab) for each level; none at all prints on one line. */
  indent: string
  sortKeys: boolean
  ascii: boolean
  colors: boolean
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r', '\b': '\\b', '\f': '\\f',
} // prettier-ignore

const unicode = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`

const quoteText = (text: string, ascii = false): string => {
  const odd = ascii ? /["\\\x00-\x1f\x7f-\uffff]/g : /["\\\x00-\x1f\x7f]/g
  return `"${text.replace(odd, (char) => escapes[char] ?? unicode(char.charCodeAt(0)))}"`
}

const numberText = (value: number): string => {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) return String(value)
  if (Number.isNaN(value)) return 'null'
  if (value === Infinity) return '1.7976931348623157e+308'
  if (value === -Infinity) return '-1.7976931348623157e+308'
  if (Object.is(value, -0)) return '-0'
  const [, sign, first, more = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(value.toExponential())!
  const power = Number(exponent)
  // As C's dtoa prints: exponents where zeros would be many.
  if (power > -5 && power < more.length + 17)
    return Math.abs(value) >= 1e21 ? String(BigInt(value)) : String(value)
  return `${sign}${first}${more && `.${more}`}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

export const toJson = (value: Json, sortKeys = false, ascii = false): string =>
  printJson(value, { indent: '', sortKeys, ascii, colors: false })

const deepest = 10_000

/** A value as text. Deeper than jq itself goes, it is cut. */
export const printJson = (value: Json, options: PrintOptions): string => {
  const parts: string[] = []
  write(value, options, 0, parts)
  return parts.join('')
}

const colorOf = (value: Json): string => {
  if (value === null) return '\x1b[1;30m'
  if (typeof value === 'string') return '\x1b[0;32m'
  return Array.isArray(value) || isObject(value) ? '\x1b[1;39m' : '\x1b[0;39m'
}
const keyColor = '\x1b[34;1m'
const plain = '\x1b[0m'

const scalar = (value: null | boolean | number | string, ascii: boolean): string =>
  typeof value === 'string'
    ? quoteText(value, ascii)
    : typeof value === 'number'
      ? numberText(value)
      : String(value)

const write = (value: Json, options: PrintOptions, depth: number, parts: string[]): void => {
  const { indent, colors } = options
  const color = colors ? colorOf(value) : ''
  if (depth > deepest) {
    parts.push('<skipped: too deep>')
    return
  }
  if (!Array.isArray(value) && !isObject(value)) {
    const text = scalar(value, options.ascii)
    parts.push(colors ? `${color}${text}${plain}` : text)
    return
  }
  const isList = Array.isArray(value)
  const [open, close] = isList ? '[]' : '{}'
  const keys = isList ? [] : options.sortKeys ? keysOf(value) : [...value.keys()]
  const count = isList ? value.length : keys.length
  if (colors) parts.push(color)
  parts.push(open!)
  if (count === 0) {
    if (colors && isList) parts.push('')
    parts.push(colors ? `${close}${plain}` : close!)
    return
  }
  const line = indent === '' ? '' : `\n${indent.repeat(depth + 1)}`
  for (let i = 0; i < count; i++) {
    if (i > 0) parts.push(colors ? `${color},` : ',')
    parts.push(line)
    if (isList) {
      if (colors) parts.push(i > 0 || line !== '' ? '' : '')
      write(value[i]!, options, depth + 1, parts)
      continue
    }
    const key = keys[i]!
    const name = quoteText(key, options.ascii)
    parts.push(colors ? `${plain}${keyColor}${name}${plain}${color}:` : `${name}:`)
    if (indent !== '') parts.push(' ')
    if (colors) parts.push(plain)
    write((value as Map<string, Json>).get(key)!, options, depth + 1, parts)
  }
  if (colors) parts.push(color)
  if (indent !== '') parts.push(`\n${indent.repeat(depth)}`)
  if (colors) parts.push(color)
  parts.push(colors ? `${close}${plain}` : close!)
}

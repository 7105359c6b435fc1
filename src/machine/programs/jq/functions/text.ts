import { arrayOf, cannotIterate, failOn, shown } from '../errors.ts'
import { formatNamed, formatText } from '../formats.ts'
import type { Plain } from '../interpreter.ts'
import { splitText } from '../operators.ts'
import { toJson } from '../print.ts'
import { parseJson, ParseError } from '../read-json.ts'
import { fail, typeOf, type Json } from '../values.ts'

const withoutStart = (text: Json, start: Json): Json =>
  typeof text === 'string' && typeof start === 'string' && text.startsWith(start)
    ? text.slice(start.length)
    : text

const withoutEnd = (text: Json, end: Json): Json =>
  typeof text === 'string' && typeof end === 'string' && end !== '' && text.endsWith(end)
    ? text.slice(0, text.length - end.length)
    : text

const trimmable = (value: Json): string =>
  typeof value === 'string' ? value : failOn(value, 'cannot be trimmed')

/** Functions of strings. */
export const textFunctions: Readonly<Record<string, Plain>> = {
  'utf8bytelength/0': (input) =>
    typeof input === 'string'
      ? new TextEncoder().encode(input).length
      : failOn(input, 'only strings have UTF-8 byte length'),
  'tostring/0': (input) => formatText(input),
  'tojson/0': (input) => toJson(input),
  'fromjson/0': (input) => {
    if (typeof input !== 'string') return failOn(input, 'only strings can be parsed')
    try {
      return parseJson(input)
    } catch (error) {
      if (!(error instanceof ParseError)) throw error
      return fail(`${error.message} (while parsing '${input}')`)
    }
  },
  'ascii_downcase/0': (input) =>
    typeof input === 'string'
      ? input.replace(/[A-Z]/g, (char) => char.toLowerCase())
      : fail('ascii_downcase input must be a string'),
  'ascii_upcase/0': (input) =>
    typeof input === 'string'
      ? input.replace(/[a-z]/g, (char) => char.toUpperCase())
      : fail('ascii_upcase input must be a string'),
  'explode/0': (input) =>
    typeof input === 'string'
      ? Array.from(input, (char) => char.codePointAt(0)!)
      : failOn(input, 'cannot be exploded'),
  'implode/0': (input) => {
    const points = arrayOf(input, 'cannot be imploded, must be an array of codepoints')
    if (points.some((point) => typeof point !== 'number')) return fail('implode input must be an array')
    return points
      .map((point) =>
        Number(point) >= 0 && Number(point) <= 0x10ffff
          ? String.fromCodePoint(Math.floor(Number(point)))
          : '\ufffd',
      )
      .join('')
  },
  'ltrimstr/1': (input, [start]) => withoutStart(input, start!),
  'rtrimstr/1': (input, [end]) => withoutEnd(input, end!),
  'trimstr/1': (input, [part]) => withoutEnd(withoutStart(input, part!), part!),
  'trim/0': (input) => trimmable(input).trim(),
  'ltrim/0': (input) => trimmable(input).trimStart(),
  'rtrim/0': (input) => trimmable(input).trimEnd(),
  'startswith/1': (input, [part]) =>
    typeof input === 'string' && typeof part === 'string'
      ? input.startsWith(part)
      : fail('startswith() requires string inputs'),
  'endswith/1': (input, [part]) =>
    typeof input === 'string' && typeof part === 'string'
      ? input.endsWith(part)
      : fail('endswith() requires string inputs'),
  'split/1': (input, [by]) =>
    typeof input === 'string' && typeof by === 'string'
      ? splitText(input, by)
      : fail('split input and separator must be strings'),
  'join/1': (input, [by]) => {
    const items = Array.isArray(input) ? input : cannotIterate(input)
    if (items.length === 0) return ''
    return items
      .map((item) =>
        item === null
          ? ''
          : typeof item === 'object'
            ? fail(`string ("${by as string}") and ${typeOf(item)} (${shown(item)}) cannot be added`)
            : formatText(item),
      )
      .join(by as string)
  },
  'format/1': (input, [name]) => formatNamed(`@${name as string}`, input),
}

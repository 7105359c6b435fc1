import type { ScalarShape, Shape, TimestampFormat, TimestampShape } from '../../model/shapes.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { formatTimestamp, parseTimestamp } from './timestamps.ts'

export type Scalar = ScalarShape | TimestampShape

const compound: ReadonlySet<Shape['type']> = new Set(['structure', 'union', 'list', 'map'] as const)

export const isScalar = (shape: Shape): shape is Scalar => !compound.has(shape.type)

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i
// BigInt's parser is quadratic.
const integer = /^-?\d{1,400}$/

/** A value out of a form field, header, path or XML text; undefined if the text is not of the kind. */
export function scalarFromText(shape: Scalar, text: string, dates: TimestampFormat): unknown {
  switch (shape.type) {
    case 'number':
      return decimal.test(text) ? Number(text) : { NaN, Infinity, '-Infinity': -Infinity }[text]
    case 'boolean':
      return { true: true, false: false }[text.toLowerCase()]
    case 'timestamp':
      return parseTimestamp(text, shape.format ?? dates)
    case 'blob':
      return fromBase64(text)
    case 'bigInteger':
      return integer.test(text) ? BigInt(text) : undefined
    default:
      return text
  }
}

export interface TextStyle {
  /** The format of dates whose shape names none. */
  readonly dates: TimestampFormat
  readonly millis: boolean
}

/** Throws a TypeError for a value that is not of its shape: the mistake is in a service of ours. */
export function scalarToText(shape: Scalar, value: unknown, { dates, millis }: TextStyle): string {
  switch (shape.type) {
    case 'timestamp':
      if (value instanceof Date) return formatTimestamp(value, shape.format ?? dates, millis)
      break
    case 'blob':
      if (value instanceof Uint8Array) return toBase64(value)
      break
    case 'bigInteger':
    case 'bigDecimal':
    case 'document':
      return String(value)
    default:
      if (typeof value === shape.type) return String(value)
  }
  throw new TypeError(`an output's ${shape.type} is ${typeof value}: ${String(value).slice(0, 60)}`)
}

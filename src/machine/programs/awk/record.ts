import { RE2JS } from 're2js'
import { compilePosix } from '../text/regular-expression.ts'
import { InputText, toNumber, toText, type Value } from './values.ts'

/** More fields than any line has. */
const fieldLimit = 1_000_000

const expressions = new Map<string, RE2JS>()

/** A regular expression given as text; kept, for it is met again at every record. */
export const regularExpression = (source: string): RE2JS => {
  let known = expressions.get(source)
  if (!known) {
    if (expressions.size > 500) expressions.clear()
    known = compilePosix(source, 'extended', RE2JS.DOTALL)
    expressions.set(source, known)
  }
  return known
}

/** Splits as FS does: blanks in runs for ' ', one character, or an expression. */
export const splitFields = (text: string, separator: string): string[] => {
  if (text === '') return []
  if (separator === ' ')
    return text.trim() === '' ? [] : text.replace(/^[ \t\n]+|[ \t\n]+$/g, '').split(/[ \t\n]+/)
  if (separator === '') return [...text]
  if (separator.length === 1 && separator !== '\\') return text.split(separator)
  const fields: string[] = []
  const matcher = regularExpression(separator).matcher(text)
  let last = 0
  while (matcher.find()) {
    if (matcher.end() === matcher.start()) continue
    fields.push(text.slice(last, matcher.start()))
    last = matcher.end()
  }
  fields.push(text.slice(last))
  return fields
}

/** $0 and its fields, each made from the other when it is asked for. */
export class AwkRecord {
  #text = ''
  #fields: Value[] | undefined = []
  #stale = false

  constructor(
    private readonly settings: { separator(): string; glue(): string; format(value: number): string },
  ) {}

  set(text: string): void {
    this.#text = text
    this.#fields = undefined
    this.#stale = false
  }

  get text(): string {
    if (this.#stale) {
      this.#text = this.#all.map((value) => toText(value, this.settings.format)).join(this.settings.glue())
      this.#stale = false
    }
    return this.#text
  }

  get #all(): Value[] {
    return (this.#fields ??= splitFields(this.#text, this.settings.separator()).map(
      (field) => new InputText(field),
    ))
  }

  get count(): number {
    return this.#all.length
  }

  set count(count: number) {
    const all = this.#all
    const wanted = Math.max(0, Math.min(fieldLimit, Math.trunc(count)))
    while (all.length < wanted) all.push(new InputText(''))
    all.length = wanted
    this.#stale = true
  }

  field(index: number): Value {
    if (index === 0) return new InputText(this.text)
    return this.#all[index - 1] ?? new InputText('')
  }

  setField(index: number, value: Value): void {
    if (index === 0) {
      this.set(toText(value, this.settings.format))
      return
    }
    if (index > this.count) this.count = index
    this.#all[index - 1] =
      typeof value === 'number' ? new InputText(toText(value, this.settings.format)) : value
    this.#stale = true
  }
}

export const fieldNumber = (value: Value): number => {
  const index = Math.trunc(toNumber(value))
  if (index < 0) throw new RangeError(`attempt to access field ${index}`)
  return Math.min(index, fieldLimit)
}

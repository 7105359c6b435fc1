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
    known = compilePosix(source, 'awk', RE2JS.DOTALL)
    expressions.set(source, known)
  }
  return known
}

/** Pieces of a text, and what stood between them. */
export interface Pieces {
  parts: string[]
  between: string[]
}

/** Splits as FS does: blanks in runs for ' ', one character, or an expression. */
export const splitFields = (text: string, separator: string | RE2JS): Pieces => {
  if (text === '') return { parts: [], between: [] }
  if (separator === '') return { parts: [...text], between: [] }
  if (separator === ' ') return splitAtBlanks(text)
  if (typeof separator === 'string' && separator.length === 1) {
    const parts = text.split(separator)
    return { parts, between: parts.slice(1).map(() => separator) }
  }
  const pieces: Pieces = { parts: [], between: [] }
  const matcher = (typeof separator === 'string' ? regularExpression(separator) : separator).matcher(text)
  let last = 0
  while (matcher.find()) {
    if (matcher.end() === matcher.start()) continue
    pieces.parts.push(text.slice(last, matcher.start()))
    pieces.between.push(matcher.group()!)
    last = matcher.end()
  }
  pieces.parts.push(text.slice(last))
  return pieces
}

const splitAtBlanks = (text: string): Pieces => {
  const trimmed = text.replace(/^[ \t\n]+|[ \t\n]+$/g, '')
  if (trimmed === '') return { parts: [], between: [] }
  return { parts: trimmed.split(/[ \t\n]+/), between: trimmed.match(/[ \t\n]+/g) ?? [] }
}

/** Splits as FPAT does: an expression says what fields are. */
export const splitByContent = (text: string, content: string | RE2JS): Pieces => {
  const pieces: Pieces = { parts: [], between: [] }
  const matcher = (typeof content === 'string' ? regularExpression(content) : content).matcher(text)
  let last = 0
  while (matcher.find()) {
    if (matcher.end() === matcher.start()) continue
    if (pieces.parts.length > 0) pieces.between.push(text.slice(last, matcher.start()))
    pieces.parts.push(matcher.group()!)
    last = matcher.end()
  }
  return pieces
}

/** FIELDWIDTHS: numbers of characters, `2:3` leaves two out before, `*` is the rest. */
const splitByWidths = (text: string, widths: string): Pieces => {
  const chars = [...text]
  const parts: string[] = []
  let at = 0
  for (const width of widths.trim().split(/\s+/)) {
    const [, skipped, count] = /^(?:(\d+):)?(\d+|\*)$/.exec(width) ?? []
    if (count === undefined)
      throw new RangeError(`invalid FIELDWIDTHS value, for field ${parts.length + 1}, near \`${width}'`)
    at += Number(skipped ?? 0)
    if (at >= chars.length) break
    const end = count === '*' ? chars.length : at + Number(count)
    parts.push(chars.slice(at, end).join(''))
    at = end
  }
  return { parts, between: [] }
}

/** $0 and its fields, each made from the other when it is asked for. */
export class AwkRecord {
  #text = ''
  #fields: Value[] | undefined = []
  #stale = false

  constructor(
    private readonly settings: {
      separator(): string
      /** What FPAT and FIELDWIDTHS say, when one of them was set last. */
      content(): string | undefined
      widths(): string | undefined
      /** Whether lines end fields too, as they do in paragraphs. */
      paragraphs(): boolean
      glue(): string
      format(value: number): string
    },
  ) {}

  #parts(): string[] {
    const content = this.settings.content()
    if (content !== undefined) return splitByContent(this.#text, content).parts
    const widths = this.settings.widths()
    if (widths !== undefined) return splitByWidths(this.#text, widths).parts
    const separator = this.settings.separator()
    if (!this.settings.paragraphs() || separator === ' ' || separator === '\n')
      return splitFields(this.#text, separator).parts
    return this.#text.split('\n').flatMap((line) => splitFields(line, separator).parts)
  }

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
    return (this.#fields ??= this.#parts().map((field) => new InputText(field)))
  }

  get count(): number {
    return this.#all.length
  }

  set count(count: number) {
    const all = this.#all
    if (count < 0) throw new RangeError('NF set to negative value')
    const wanted = Math.min(fieldLimit, Math.trunc(count))
    while (all.length < wanted) all.push(new InputText(''))
    all.length = wanted
    this.#stale = true
  }

  field(index: number): Value {
    if (index === 0) return new InputText(this.text)
    return this.#all[index - 1] ?? new InputText('', true)
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

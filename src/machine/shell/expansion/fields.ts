/** A stretch of text that came out of an expansion. Quoted text is never split, nor a pattern. */
export interface Segment {
  text: string
  quoted: boolean
}

/** One word on its way to becoming an argument. */
export type Field = Segment[]

export const valueOf = (field: Field): string =>
  field.length === 1 ? field[0]!.text : field.map((segment) => segment.text).join('')

/** The field as a pattern: what was quoted matches itself. */
export const patternOf = (field: Field): string =>
  field.map((segment) => (segment.quoted ? escapePattern(segment.text) : segment.text)).join('')

export const escapePattern = (text: string): string => text.replace(/[*?[\]\\!()|@+-]/g, '\\$&')

/** Whether pathname expansion has something to do. */
export const isPattern = (field: Field): boolean =>
  field.some((segment) => !segment.quoted && /[*?[]|[@+!]\(/.test(segment.text.replace(/\\./g, '')))

/** More than this comes out of no sensible command, and would take the machine's memory. */
const fieldLimit = 2_000_000

/** Collects the fields of one word, splitting what is unquoted at IFS. */
export class FieldBuilder {
  readonly fields: Field[] = []
  /** Grows with everything that is added. */
  mark = 0
  #current: Field | undefined

  constructor(private readonly ifs: string | undefined) {}

  add(text: string, quoted: boolean): void {
    this.mark++
    this.#current ??= []
    this.#current.push({ text, quoted })
  }

  /** Ends the present field, even when it is empty. */
  break(): void {
    if (this.#current === undefined) return
    if (this.fields.length >= fieldLimit) throw new RangeError('too many words')
    this.fields.push(this.#current)
    this.#current = undefined
  }

  /** Adds the result of an unquoted expansion. */
  addSplit(text: string): void {
    const ifs = this.ifs ?? ' \t\n'
    if (ifs === '') {
      if (text !== '') this.add(text, false)
      return
    }
    let start = 0
    for (let i = 0; i <= text.length; i++) {
      if (i < text.length && !ifs.includes(text[i]!)) continue
      if (i > start) this.add(text.slice(start, i), false)
      let separators = 0
      const from = i
      for (; i < text.length && ifs.includes(text[i]!); i++) if (!isBlank(text[i]!)) separators++
      if (i > from) this.#separate(separators)
      start = i
      i--
      if (start >= text.length) return
    }
  }

  /** A run of IFS: blanks just end a field, every other character ends one, also an empty one. */
  #separate(separators: number): void {
    for (let n = 0; n < separators; n++) {
      this.#current ??= []
      this.break()
    }
    this.break()
  }

  finish(): Field[] {
    this.break()
    return this.fields
  }
}

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\n'

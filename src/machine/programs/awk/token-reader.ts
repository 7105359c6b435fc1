import { AwkSyntaxError, tokenize, type Token } from './tokens.ts'

const nestingLimit = 300

/** The tokens of a program, read one after the other. */
export class TokenReader {
  readonly tokens: Token[]
  at = 0
  #depth = 0

  constructor(source: string) {
    this.tokens = tokenize(source)
  }

  get next(): Token {
    return this.tokens[this.at]!
  }

  is(text: string): boolean {
    const { kind } = this.next
    return (kind === 'operator' || kind === 'keyword') && this.next.text === text
  }

  take(text: string): boolean {
    if (!this.is(text)) return false
    this.at++
    return true
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail()
  }

  /** A mistake that a caret shows. */
  fail(message?: string): never {
    const { line, kind, at } = this.next
    const ends = kind === 'end' || kind === 'newline'
    throw new AwkSyntaxError(
      message ?? (ends ? 'unexpected newline or end of string' : 'syntax error'),
      line,
      at,
    )
  }

  /** One that is told by its line alone. */
  error(message: string): never {
    throw new AwkSyntaxError(`error: ${message}`, this.next.line)
  }

  newlines(): void {
    while (this.next.kind === 'newline') this.at++
  }

  skip(): void {
    while (this.next.kind === 'newline' || this.is(';')) this.at++
  }

  /** Where a simple statement or an optional expression ends. */
  get atEnd(): boolean {
    return this.next.kind === 'newline' || this.next.kind === 'end' || this.is(';') || this.is('}')
  }

  /** Programs of strangers may not nest without end. */
  nested<T>(parse: () => T): T {
    if (++this.#depth > nestingLimit) this.fail('program is nested too deeply')
    try {
      return parse()
    } finally {
      this.#depth--
    }
  }
}

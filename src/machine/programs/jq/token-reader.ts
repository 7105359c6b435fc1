import { SyntaxProblem, type Token } from './tokens.ts'

const names: Readonly<Record<string, string>> = {
  number: 'LITERAL',
  name: 'IDENT',
  field: 'FIELD',
  variable: "'$'",
  format: 'FORMAT',
  text: 'QQSTRING_START',
}

/** Goes through a filter's tokens, one after another. Throws SyntaxProblem. */
export class TokenReader {
  #at = 0

  constructor(private readonly tokens: readonly Token[]) {}

  get token(): Token | undefined {
    return this.tokens[this.#at]
  }

  get next(): Token | undefined {
    return this.tokens[this.#at + 1]
  }

  skip(): void {
    this.#at++
  }

  isOperator(text: string): boolean {
    return this.token?.kind === 'operator' && this.token.text === text
  }

  isKeyword(text: string): boolean {
    return this.token?.kind === 'keyword' && this.token.text === text
  }

  /** @returns whether it stood there, and has been passed. */
  takeOperator(text: string): boolean {
    const stands = this.isOperator(text)
    if (stands) this.#at++
    return stands
  }

  takeKeyword(text: string): boolean {
    const stands = this.isKeyword(text)
    if (stands) this.#at++
    return stands
  }

  operator(text: string): void {
    if (!this.takeOperator(text)) this.unexpected()
  }

  keyword(text: string): void {
    if (!this.takeKeyword(text)) this.unexpected()
  }

  name(): string {
    const { token } = this
    if (token?.kind !== 'name' && token?.kind !== 'keyword') return this.unexpected()
    this.#at++
    return token.text
  }

  /** @returns its name without the dollar sign. */
  variable(): string {
    const { token } = this
    if (token?.kind !== 'variable') return this.unexpected()
    this.#at++
    return token.text.slice(1)
  }

  /** `(a; b)`: what stands between the parentheses. */
  list<Part>(part: () => Part): Part[] {
    const parts: Part[] = []
    if (!this.isOperator('(')) return parts
    do {
      this.#at++
      parts.push(part())
    } while (this.isOperator(';'))
    this.operator(')')
    return parts
  }

  unexpected(): never {
    throw new SyntaxProblem(`syntax error, unexpected ${shown(this.token)} (Unix shell quoting issues?)`)
  }
}

const shown = (token: Token | undefined): string => {
  if (!token) return '$end'
  if (token.kind === 'operator') return `'${token.text}'`
  return token.kind === 'keyword' ? token.text : names[token.kind]!
}

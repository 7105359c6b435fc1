/** A filter that cannot be read. */
export class SyntaxProblem extends Error {}

export type Token =
  | { kind: 'number'; value: number; at: number }
  | { kind: 'name' | 'field' | 'variable' | 'format' | 'operator' | 'keyword'; text: string; at: number }
  | { kind: 'text'; parts: (string | Token[])[]; at: number }

const keywords = new Set(
  'def if then elif else end as reduce foreach try catch label import include and or not __loc__'.split(' '),
)
keywords.delete('not')

const operators = ['?//=', '?//', '|=', '+=', '-=', '*=', '/=', '%=', '//=', '==', '!=', '<=', '>=', '//', '..', '|', ',', '+', '-', '*', '/', '%', '=', '<', '>', '.', '[', ']', '(', ')', '{', '}', ':', ';', '?', '$'].toSorted((a, b) => b.length - a.length) // prettier-ignore

const patterns: [Token['kind'] | 'blank', RegExp][] = [
  ['blank', /(?:\s+|#[^\n]*)+/y],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['field', /\.[A-Za-z_]\w*/y],
  ['variable', /\$(?:[A-Za-z_]\w*(?:::\w+)*)/y],
  ['format', /@[A-Za-z0-9_]+/y],
  ['name', /[A-Za-z_]\w*(?:::[A-Za-z_]\w*)*/y],
]

/** Cuts a filter into tokens; strings hold their interpolations as tokens. */
export const tokenize = (source: string): Token[] => new Tokenizer(source).all()

class Tokenizer {
  #at = 0

  constructor(private readonly source: string) {}

  all(): Token[] {
    const tokens = this.#until(undefined)
    return tokens
  }

  #until(closer: ')' | undefined): Token[] {
    const tokens: Token[] = []
    let depth = 0
    for (;;) {
      if (this.#at >= this.source.length) {
        if (closer) throw new SyntaxProblem('syntax error, unexpected $end (Unix shell quoting issues?)')
        return tokens
      }
      const token = this.#next()
      if (!token) continue
      if (closer && token.kind === 'operator') {
        if (token.text === '(') depth++
        else if (token.text === ')' && depth-- === 0) return tokens
      }
      tokens.push(token)
    }
  }

  #next(): Token | undefined {
    const { source } = this
    const at = this.#at
    if (source[at] === '"') return this.#string()
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at
      const text = pattern.exec(source)?.[0]
      if (!text) continue
      this.#at += text.length
      if (kind === 'blank') return undefined
      if (kind === 'number') return { kind, value: Number(text), at }
      if (kind === 'name' && keywords.has(text)) return { kind: 'keyword', text, at }
      return { kind, text, at } as Token
    }
    const operator = operators.find((candidate) => source.startsWith(candidate, at))
    if (!operator)
      throw new SyntaxProblem(`syntax error, unexpected INVALID_CHARACTER (Unix shell quoting issues?)`)
    this.#at += operator.length
    return { kind: 'operator', text: operator, at }
  }

  #string(): Token {
    const at = this.#at++
    const parts: (string | Token[])[] = []
    let text = ''
    for (;;) {
      const char = this.source[this.#at++]
      if (char === undefined)
        throw new SyntaxProblem(
          'syntax error, unexpected $end, expecting QQSTRING_TEXT or QQSTRING_INTERP_START or QQSTRING_END (Unix shell quoting issues?)',
        )
      if (char === '"') {
        if (text !== '' || parts.length === 0) parts.push(text)
        return { kind: 'text', parts, at }
      }
      if (char !== '\\') {
        text += char
        continue
      }
      const escape = this.source[this.#at++] ?? ''
      if (escape === '(') {
        if (text !== '') parts.push(text)
        text = ''
        parts.push(this.#until(')'))
      } else if (escape === 'u') {
        text += String.fromCharCode(Number.parseInt(this.source.slice(this.#at, this.#at + 4), 16))
        this.#at += 4
      } else {
        const known = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '/': '/', '\\': '\\', '"': '"' }[escape]
        if (known === undefined) throw new SyntaxProblem('invalid escape in a string')
        text += known
      }
    }
  }
}

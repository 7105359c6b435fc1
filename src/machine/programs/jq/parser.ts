import type { Definition, Node, Pattern } from './syntax.ts'
import { SyntaxProblem, tokenize, type Token } from './tokens.ts'

export const parseFilter = (source: string): Node => {
  const parser = new Parser(tokenize(source))
  return parser.program()
}

/** Nothing but definitions: jq's own functions that are written in jq. */
export const parseDefinitions = (source: string): Definition[] => new Parser(tokenize(source)).definitions()

const comparisons = new Set(['==', '!=', '<', '<=', '>', '>='])
const assignments = new Set(['=', '|=', '+=', '-=', '*=', '/=', '%=', '//='])
const deepest = 2000

class Parser {
  #at = 0
  #depth = 0

  constructor(private readonly tokens: readonly Token[]) {}

  program(): Node {
    const defined = this.definitions()
    const body: Node = this.#at >= this.tokens.length ? { kind: 'identity' } : this.#pipe()
    if (this.#at < this.tokens.length) this.#unexpected()
    return defined.reduceRight<Node>(
      (inner, definition) => ({ kind: 'define', definition, body: inner }),
      body,
    )
  }

  definitions(): Definition[] {
    const found: Definition[] = []
    while (this.#isKeyword('def')) found.push(this.#definition())
    return found
  }

  get #token(): Token | undefined {
    return this.tokens[this.#at]
  }

  #isOperator(...texts: string[]): boolean {
    const token = this.#token
    return token?.kind === 'operator' && texts.includes(token.text)
  }

  #isKeyword(...texts: string[]): boolean {
    const token = this.#token
    return token?.kind === 'keyword' && texts.includes(token.text)
  }

  #unexpected(): never {
    const token = this.#token
    const shown =
      token === undefined
        ? '$end'
        : token.kind === 'operator'
          ? `'${token.text}'`
          : token.kind === 'keyword'
            ? token.text
            : {
                number: 'LITERAL',
                name: 'IDENT',
                field: 'FIELD',
                variable: "'$'",
                format: 'FORMAT',
                text: 'QQSTRING_START',
              }[token.kind]
    throw new SyntaxProblem(`syntax error, unexpected ${shown} (Unix shell quoting issues?)`)
  }

  #operator(text: string): void {
    if (!this.#isOperator(text)) this.#unexpected()
    this.#at++
  }

  #keyword(text: string): void {
    if (!this.#isKeyword(text)) this.#unexpected()
    this.#at++
  }

  #name(): string {
    const token = this.#token
    if (token?.kind !== 'name' && token?.kind !== 'keyword') return this.#unexpected()
    this.#at++
    return token.text
  }

  #variable(): string {
    const token = this.#token
    if (token?.kind !== 'variable') return this.#unexpected()
    this.#at++
    return token.text.slice(1)
  }

  #definition(): Definition {
    this.#keyword('def')
    const name = this.#name()
    const parameters: string[] = []
    if (this.#isOperator('(')) {
      do {
        this.#at++
        parameters.push(this.#token?.kind === 'variable' ? `$${this.#variable()}` : this.#name())
      } while (this.#isOperator(';'))
      this.#operator(')')
    }
    this.#operator(':')
    const body = this.#pipe()
    this.#operator(';')
    return { name, parameters, body }
  }

  #pipe(): Node {
    if (++this.#depth > deepest) throw new SyntaxProblem('the filter is nested too deeply')
    try {
      return this.#pipeInside()
    } finally {
      this.#depth--
    }
  }

  #pipeInside(): Node {
    if (this.#isKeyword('def')) {
      const definition = this.#definition()
      return { kind: 'define', definition, body: this.#pipe() }
    }
    const left = this.#comma()
    if (this.#isKeyword('as')) {
      this.#at++
      const patterns = [this.#pattern()]
      while (this.#isOperator('?//')) {
        this.#at++
        patterns.push(this.#pattern())
      }
      this.#operator('|')
      return { kind: 'bind', source: left, patterns, body: this.#pipe() }
    }
    if (!this.#isOperator('|')) return left
    this.#at++
    return { kind: 'pipe', left, right: this.#pipe() }
  }

  #comma(): Node {
    let left = this.#alternative()
    while (this.#isOperator(',')) {
      this.#at++
      left = { kind: 'comma', left, right: this.#alternative() }
    }
    return left
  }

  /** `//` stands to the right, and below it the assignments. */
  #alternative(): Node {
    const left = this.#assignment()
    if (!this.#isOperator('//')) return left
    this.#at++
    return { kind: 'alternative', left, right: this.#alternative() }
  }

  #assignment(): Node {
    const left = this.#or()
    const token = this.#token
    if (token?.kind !== 'operator' || !assignments.has(token.text)) return left
    this.#at++
    return { kind: 'assign', operator: token.text, left, right: this.#alternative() }
  }

  #or(): Node {
    let left = this.#and()
    while (this.#isKeyword('or')) {
      this.#at++
      left = { kind: 'or', left, right: this.#and() }
    }
    return left
  }

  #and(): Node {
    let left = this.#comparison()
    while (this.#isKeyword('and')) {
      this.#at++
      left = { kind: 'and', left, right: this.#comparison() }
    }
    return left
  }

  #comparison(): Node {
    const left = this.#sum()
    const token = this.#token
    if (token?.kind !== 'operator' || !comparisons.has(token.text)) return left
    this.#at++
    return { kind: 'operate', operator: token.text, left, right: this.#sum() }
  }

  #sum(): Node {
    let left = this.#product()
    while (this.#isOperator('+', '-')) {
      const operator = (this.#token as { text: string }).text
      this.#at++
      left = { kind: 'operate', operator, left, right: this.#product() }
    }
    return left
  }

  #product(): Node {
    let left = this.#unary()
    while (this.#isOperator('*', '/', '%')) {
      const operator = (this.#token as { text: string }).text
      this.#at++
      left = { kind: 'operate', operator, left, right: this.#unary() }
    }
    return left
  }

  #unary(): Node {
    if (this.#isOperator('-')) {
      this.#at++
      return { kind: 'negate', of: this.#unary() }
    }
    if (this.#isKeyword('reduce')) return this.#reduce()
    if (this.#isKeyword('foreach')) return this.#foreach()
    if (this.#isKeyword('label')) {
      this.#at++
      const name = this.#variable()
      this.#operator('|')
      return { kind: 'label', name, body: this.#pipe() }
    }
    return this.#postfix()
  }

  #postfix(): Node {
    let node = this.#term()
    for (;;) {
      const token = this.#token
      if (token?.kind === 'field') {
        this.#at++
        node = { kind: 'index', of: node, by: { kind: 'literal', value: token.text.slice(1) } }
      } else if (this.#isOperator('.')) {
        const next = this.tokens[this.#at + 1]
        if (next?.kind === 'text') {
          this.#at++
          node = { kind: 'index', of: node, by: this.#text(undefined) }
        } else if (next?.kind === 'operator' && next.text === '[') {
          this.#at++
          node = this.#brackets(node)
        } else return this.#unexpected()
      } else if (this.#isOperator('[')) node = this.#brackets(node)
      else if (this.#isOperator('?')) {
        this.#at++
        node = { kind: 'try', body: node, handler: undefined }
      } else if (this.#isKeyword('as')) {
        // `term as $x | body` binds as closely as its term.
        this.#at++
        const patterns = [this.#pattern()]
        while (this.#isOperator('?//')) {
          this.#at++
          patterns.push(this.#pattern())
        }
        this.#operator('|')
        return { kind: 'bind', source: node, patterns, body: this.#pipe() }
      } else return node
    }
  }

  #brackets(of: Node): Node {
    this.#operator('[')
    if (this.#isOperator(']')) {
      this.#at++
      return { kind: 'each', of }
    }
    if (this.#isOperator(':')) {
      this.#at++
      const to = this.#pipe()
      this.#operator(']')
      return { kind: 'slice', of, from: undefined, to }
    }
    const by = this.#pipe()
    if (this.#isOperator(':')) {
      this.#at++
      const to = this.#isOperator(']') ? undefined : this.#pipe()
      this.#operator(']')
      return { kind: 'slice', of, from: by, to }
    }
    this.#operator(']')
    return { kind: 'index', of, by }
  }

  #text(format: string | undefined): Node {
    const token = this.#token
    if (token?.kind !== 'text') return this.#unexpected()
    this.#at++
    const parts = token.parts.map((part) => (typeof part === 'string' ? part : new Parser(part).program()))
    if (parts.length === 1 && typeof parts[0] === 'string') return { kind: 'literal', value: parts[0] }
    return { kind: 'text', format, parts }
  }

  #term(): Node {
    const token = this.#token
    if (token === undefined) return this.#unexpected()
    if (token.kind === 'number') {
      this.#at++
      return { kind: 'literal', value: token.value }
    }
    if (token.kind === 'text') return this.#text(undefined)
    if (token.kind === 'format') {
      this.#at++
      return this.#token?.kind === 'text' ? this.#text(token.text) : { kind: 'format', name: token.text }
    }
    if (token.kind === 'field') {
      this.#at++
      return { kind: 'index', of: { kind: 'identity' }, by: { kind: 'literal', value: token.text.slice(1) } }
    }
    if (token.kind === 'variable') {
      this.#at++
      return { kind: 'variable', name: token.text.slice(1) }
    }
    if (token.kind === 'name') return this.#call()
    if (token.kind === 'operator') return this.#bracketed(token.text)
    return this.#keywordTerm(token.text)
  }

  #call(): Node {
    const name = this.#name()
    if (name === 'break') return { kind: 'break', name: this.#variable() }
    const args: Node[] = []
    if (this.#isOperator('(')) {
      do {
        this.#at++
        args.push(this.#pipe())
      } while (this.#isOperator(';'))
      this.#operator(')')
    }
    if (args.length === 0 && (name === 'null' || name === 'true' || name === 'false'))
      return { kind: 'literal', value: name === 'null' ? null : name === 'true' }
    return { kind: 'call', name, args }
  }

  #bracketed(text: string): Node {
    if (text === '..') {
      this.#at++
      return { kind: 'recurse' }
    }
    if (text === '.') {
      this.#at++
      if (this.#token?.kind === 'text')
        return { kind: 'index', of: { kind: 'identity' }, by: this.#text(undefined) }
      return { kind: 'identity' }
    }
    if (text === '(') {
      this.#at++
      const inside = this.#pipe()
      this.#operator(')')
      return inside
    }
    if (text === '[') {
      this.#at++
      if (this.#isOperator(']')) {
        this.#at++
        return { kind: 'array', of: undefined }
      }
      const of = this.#pipe()
      this.#operator(']')
      return { kind: 'array', of }
    }
    if (text === '{') return this.#object()
    return this.#unexpected()
  }

  #object(): Node {
    this.#operator('{')
    const entries: { key: Node; value: Node }[] = []
    while (!this.#isOperator('}')) {
      entries.push(this.#entry())
      if (!this.#isOperator(',')) break
      this.#at++
    }
    this.#operator('}')
    return { kind: 'object', entries }
  }

  #entry(): { key: Node; value: Node } {
    const token = this.#token
    if (token?.kind === 'variable') {
      const name = this.#variable()
      return { key: { kind: 'literal', value: name }, value: { kind: 'variable', name } }
    }
    let key: Node
    if (token?.kind === 'text') key = this.#text(undefined)
    else if (token?.kind === 'format') {
      this.#at++
      key = this.#token?.kind === 'text' ? this.#text(token.text) : { kind: 'format', name: token.text }
    } else if (token?.kind === 'number') {
      this.#at++
      key = { kind: 'literal', value: token.value }
    } else if (this.#isOperator('(')) {
      this.#at++
      key = this.#pipe()
      this.#operator(')')
    } else key = { kind: 'literal', value: this.#name() }
    if (!this.#isOperator(':')) return { key, value: { kind: 'index', of: { kind: 'identity' }, by: key } }
    this.#at++
    return { key, value: this.#entryValue() }
  }

  /** An object's value goes to the comma: pipes of terms, no commas. */
  #entryValue(): Node {
    const left = this.#alternative()
    if (!this.#isOperator('|')) return left
    this.#at++
    return { kind: 'pipe', left, right: this.#entryValue() }
  }

  #keywordTerm(text: string): Node {
    if (text === 'if') return this.#if()
    if (text === 'try') {
      this.#at++
      const body = this.#postfix()
      if (!this.#isKeyword('catch')) return { kind: 'try', body, handler: undefined }
      this.#at++
      return { kind: 'try', body, handler: this.#postfix() }
    }
    if (text === 'reduce') return this.#reduce()
    if (text === 'foreach') return this.#foreach()
    if (text === 'def') {
      const definition = this.#definition()
      return { kind: 'define', definition, body: this.#pipe() }
    }
    if (text === 'import' || text === 'include') throw new SyntaxProblem("Sandcloud's jq has no modules")
    return this.#unexpected()
  }

  #if(): Node {
    const branches: { when: Node; body: Node }[] = []
    let otherwise: Node | undefined
    this.#keyword('if')
    for (;;) {
      const when = this.#pipe()
      this.#keyword('then')
      branches.push({ when, body: this.#pipe() })
      if (!this.#isKeyword('elif')) break
      this.#at++
    }
    if (this.#isKeyword('else')) {
      this.#at++
      otherwise = this.#pipe()
    }
    this.#keyword('end')
    return { kind: 'if', branches, otherwise }
  }

  #reduce(): Node {
    this.#keyword('reduce')
    const source = this.#source()
    const pattern = this.#pattern()
    this.#operator('(')
    const start = this.#pipe()
    this.#operator(';')
    const update = this.#pipe()
    this.#operator(')')
    return { kind: 'reduce', source, pattern, start, update }
  }

  #foreach(): Node {
    this.#keyword('foreach')
    const source = this.#source()
    const pattern = this.#pattern()
    this.#operator('(')
    const start = this.#pipe()
    this.#operator(';')
    const update = this.#pipe()
    let extract: Node | undefined
    if (this.#isOperator(';')) {
      this.#at++
      extract = this.#pipe()
    }
    this.#operator(')')
    return { kind: 'foreach', source, pattern, start, update, extract }
  }

  /** What reduce and foreach go through: a term, up to `as`. */
  #source(): Node {
    const at = this.#at
    const node = this.#sourceTerm()
    if (!this.#isKeyword('as')) {
      this.#at = Math.max(at, this.#at)
      this.#unexpected()
    }
    this.#at++
    return node
  }

  #sourceTerm(): Node {
    let node = this.#term()
    for (;;) {
      const token = this.#token
      if (token?.kind === 'field') {
        this.#at++
        node = { kind: 'index', of: node, by: { kind: 'literal', value: token.text.slice(1) } }
      } else if (this.#isOperator('.') && this.tokens[this.#at + 1]?.kind === 'text') {
        this.#at++
        node = { kind: 'index', of: node, by: this.#text(undefined) }
      } else if (this.#isOperator('[')) node = this.#brackets(node)
      else if (this.#isOperator('?')) {
        this.#at++
        node = { kind: 'try', body: node, handler: undefined }
      } else return node
    }
  }

  #pattern(): Pattern {
    const token = this.#token
    if (token?.kind === 'variable') return { kind: 'name', name: this.#variable() }
    if (this.#isOperator('[')) {
      const items: Pattern[] = []
      do {
        this.#at++
        items.push(this.#pattern())
      } while (this.#isOperator(','))
      this.#operator(']')
      return { kind: 'items', items }
    }
    this.#operator('{')
    const entries: Extract<Pattern, { kind: 'entries' }>['entries'] = []
    for (;;) {
      const first = this.#token
      let key: Node
      let name: string | undefined
      if (first?.kind === 'variable') {
        name = this.#variable()
        key = { kind: 'literal', value: name }
      } else if (first?.kind === 'text') key = this.#text(undefined)
      else if (this.#isOperator('(')) {
        this.#at++
        key = this.#pipe()
        this.#operator(')')
      } else key = { kind: 'literal', value: this.#name() }
      let pattern: Pattern | undefined
      if (this.#isOperator(':')) {
        this.#at++
        pattern = this.#pattern()
      } else if (name === undefined) this.#unexpected()
      entries.push({ key, name, pattern })
      if (!this.#isOperator(',')) break
      this.#at++
    }
    this.#operator('}')
    return { kind: 'entries', entries }
  }
}

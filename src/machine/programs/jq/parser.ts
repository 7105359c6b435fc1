import { parseObject } from './parse-object.ts'
import { parsePattern } from './parse-pattern.ts'
import { aboveComma, levels } from './precedence.ts'
import type { Definition, Node } from './syntax.ts'
import { TokenReader } from './token-reader.ts'
import { SyntaxProblem, tokenize } from './tokens.ts'

export const parseFilter = (source: string): Node => new Parser(tokenize(source)).program()

/** Nothing but definitions: jq's own functions that are written in jq. */
export const parseDefinitions = (source: string): Definition[] => new Parser(tokenize(source)).definitions()

const deepest = 2000
const constants: Readonly<Record<string, null | boolean>> = { null: null, true: true, false: false }

export class Parser extends TokenReader {
  #depth = 0

  program(): Node {
    const defined = this.definitions()
    const body: Node = this.token ? this.pipe() : { kind: 'identity' }
    if (this.token) this.unexpected()
    return defined.reduceRight<Node>(
      (inner, definition) => ({ kind: 'define', definition, body: inner }),
      body,
    )
  }

  definitions(): Definition[] {
    const found: Definition[] = []
    while (this.isKeyword('def')) found.push(this.#definition())
    return found
  }

  #definition(): Definition {
    this.keyword('def')
    const name = this.name()
    const parameters = this.list(() =>
      this.token?.kind === 'variable' ? `$${this.variable()}` : this.name(),
    )
    this.operator(':')
    const body = this.pipe()
    this.operator(';')
    return { name, parameters, body }
  }

  pipe(): Node {
    if (++this.#depth > deepest) throw new SyntaxProblem('the filter is nested too deeply')
    try {
      if (this.isKeyword('def')) return this.#define()
      const left = this.#binary(0)
      if (this.isKeyword('as')) return this.#bind(left)
      return this.takeOperator('|') ? { kind: 'pipe', left, right: this.pipe() } : left
    } finally {
      this.#depth--
    }
  }

  #define(): Node {
    const definition = this.#definition()
    return { kind: 'define', definition, body: this.pipe() }
  }

  /** An object's value goes to the comma: pipes of terms, no commas. */
  pipeWithoutCommas(): Node {
    const left = this.#binary(aboveComma)
    return this.takeOperator('|') ? { kind: 'pipe', left, right: this.pipeWithoutCommas() } : left
  }

  #binary(at: number): Node {
    const level = levels[at]
    if (!level) return this.#unary()
    let left = this.#binary(at + 1)
    for (;;) {
      const { token } = this
      if (token?.kind !== 'operator' && token?.kind !== 'keyword') return left
      if (!level.operators.includes(token.text)) return left
      this.skip()
      left = level.node(token.text, left, this.#binary(at + level.right))
      if (!level.chains) return left
    }
  }

  #unary(): Node {
    if (this.takeOperator('-')) return { kind: 'negate', of: this.#unary() }
    if (this.isKeyword('reduce') || this.isKeyword('foreach')) return this.#term()
    if (!this.takeKeyword('label')) return this.#postfix()
    const name = this.variable()
    this.operator('|')
    return { kind: 'label', name, body: this.pipe() }
  }

  #postfix(): Node {
    const node = this.#chain()
    // `term as $x | body` binds as closely as its term.
    return this.isKeyword('as') ? this.#bind(node) : node
  }

  /** A term and what is picked from it: `.a[0]."b"?`. */
  #chain(): Node {
    let node = this.#term()
    for (;;) {
      const { token, next } = this
      if (token?.kind === 'field') {
        this.skip()
        node = { kind: 'index', of: node, by: { kind: 'literal', value: token.text.slice(1) } }
      } else if (this.isOperator('.')) {
        if (next?.kind !== 'text' && !(next?.kind === 'operator' && next.text === '['))
          return this.unexpected()
        this.skip()
        node = next.kind === 'text' ? { kind: 'index', of: node, by: this.text() } : this.#brackets(node)
      } else if (this.isOperator('[')) node = this.#brackets(node)
      else if (this.takeOperator('?')) node = { kind: 'try', body: node, handler: undefined }
      else return node
    }
  }

  #bind(source: Node): Node {
    this.keyword('as')
    const patterns = [parsePattern(this)]
    while (this.takeOperator('?//')) patterns.push(parsePattern(this))
    this.operator('|')
    return { kind: 'bind', source, patterns, body: this.pipe() }
  }

  #brackets(of: Node): Node {
    this.operator('[')
    if (this.takeOperator(']')) return { kind: 'each', of }
    const from = this.isOperator(':') ? undefined : this.pipe()
    if (from && this.takeOperator(']')) return { kind: 'index', of, by: from }
    this.operator(':')
    const to = from && this.isOperator(']') ? undefined : this.pipe()
    this.operator(']')
    return { kind: 'slice', of, from, to }
  }

  #term(): Node {
    const { token } = this
    switch (token?.kind) {
      case 'number':
        this.skip()
        return { kind: 'literal', value: token.value }
      case 'text':
        return this.text()
      case 'format':
        return this.format()
      case 'field':
        this.skip()
        return {
          kind: 'index',
          of: { kind: 'identity' },
          by: { kind: 'literal', value: token.text.slice(1) },
        }
      case 'variable':
        return { kind: 'variable', name: this.variable() }
      case 'name':
        return this.#call()
      case 'operator':
        return this.#bracketed()
      case 'keyword':
        return this.#keywordTerm(token.text)
      case undefined:
        return this.unexpected()
    }
  }

  text(format?: string): Node {
    const { token } = this
    if (token?.kind !== 'text') return this.unexpected()
    this.skip()
    const parts = token.parts.map((part) => (typeof part === 'string' ? part : new Parser(part).program()))
    if (parts.length === 1 && typeof parts[0] === 'string') return { kind: 'literal', value: parts[0] }
    return { kind: 'text', format, parts }
  }

  /** `@csv`, or `@csv "a text with it"`. */
  format(): Node {
    const { token } = this
    if (token?.kind !== 'format') return this.unexpected()
    this.skip()
    return this.token?.kind === 'text' ? this.text(token.text) : { kind: 'format', name: token.text }
  }

  #call(): Node {
    const name = this.name()
    if (name === 'break') return { kind: 'break', name: this.variable() }
    const args = this.list(() => this.pipe())
    if (args.length === 0 && Object.hasOwn(constants, name))
      return { kind: 'literal', value: constants[name]! }
    return { kind: 'call', name, args }
  }

  inParentheses(): Node {
    this.operator('(')
    const inside = this.pipe()
    this.operator(')')
    return inside
  }

  #bracketed(): Node {
    if (this.takeOperator('..')) return { kind: 'recurse' }
    if (this.takeOperator('.'))
      return this.token?.kind === 'text'
        ? { kind: 'index', of: { kind: 'identity' }, by: this.text() }
        : { kind: 'identity' }
    if (this.isOperator('(')) return this.inParentheses()
    if (this.isOperator('{')) return parseObject(this)
    this.operator('[')
    if (this.takeOperator(']')) return { kind: 'array', of: undefined }
    const of = this.pipe()
    this.operator(']')
    return { kind: 'array', of }
  }

  #keywordTerm(text: string): Node {
    switch (text) {
      case 'if':
        return this.#if()
      case 'try': {
        this.skip()
        const body = this.#postfix()
        return { kind: 'try', body, handler: this.takeKeyword('catch') ? this.#postfix() : undefined }
      }
      case 'reduce':
      case 'foreach':
        return this.#fold(text)
      case 'def':
        return this.#define()
      case 'import':
      case 'include':
        throw new SyntaxProblem("Sandcloud's jq has no modules")
      default:
        return this.unexpected()
    }
  }

  #if(): Node {
    const branches: { when: Node; body: Node }[] = []
    do {
      this.skip()
      const when = this.pipe()
      this.keyword('then')
      branches.push({ when, body: this.pipe() })
    } while (this.isKeyword('elif'))
    const otherwise = this.takeKeyword('else') ? this.pipe() : undefined
    this.keyword('end')
    return { kind: 'if', branches, otherwise }
  }

  #fold(kind: 'reduce' | 'foreach'): Node {
    this.keyword(kind)
    const source = this.#chain()
    this.keyword('as')
    const pattern = parsePattern(this)
    this.operator('(')
    const start = this.pipe()
    this.operator(';')
    const update = this.pipe()
    const extract = kind === 'foreach' && this.takeOperator(';') ? this.pipe() : undefined
    this.operator(')')
    return kind === 'reduce'
      ? { kind, source, pattern, start, update }
      : { kind, source, pattern, start, update, extract }
  }
}

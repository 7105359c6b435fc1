import type { AwkFunction, AwkProgram, Expression, Rule, Statement } from './syntax.ts'
import { AwkSyntaxError, tokenize, type Token } from './tokens.ts'

export const parseAwk = (source: string): AwkProgram => new Parser(source).run()

const nestingLimit = 300

const comparisons = new Set(['<', '<=', '==', '!=', '>', '>='])
const assignments = new Set(['=', '+=', '-=', '*=', '/=', '%=', '^='])

class Parser {
  readonly #tokens: Token[]
  #at = 0
  #depth = 0
  /** Inside `print …`, where > is a redirection, unless in parentheses. */
  #noGreater = false

  constructor(source: string) {
    this.#tokens = tokenize(source)
  }

  run(): AwkProgram {
    const rules: Rule[] = []
    const functions = new Map<string, AwkFunction>()
    for (;;) {
      this.#skip()
      if (this.#next.kind === 'end') return { rules, functions }
      if (this.#is('function')) {
        const definition = this.#function()
        functions.set(definition.name, definition)
      } else rules.push(this.#rule())
    }
  }

  get #next(): Token {
    return this.#tokens[this.#at]!
  }

  #is(text: string): boolean {
    const { kind } = this.#next
    return (kind === 'operator' || kind === 'keyword') && this.#next.text === text
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false
    this.#at++
    return true
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail()
  }

  #fail(): never {
    const { text, line, kind } = this.#next
    throw new AwkSyntaxError(
      kind === 'end'
        ? 'unexpected newline or end of string'
        : `syntax error at or near ${kind === 'newline' ? 'end of line' : text}`,
      line,
    )
  }

  #newlines(): void {
    while (this.#next.kind === 'newline') this.#at++
  }

  #skip(): void {
    while (this.#next.kind === 'newline' || this.#is(';')) this.#at++
  }

  #function(): AwkFunction {
    this.#expect('function')
    const name = this.#tokens[this.#at++]!
    if (name.kind !== 'name' && name.kind !== 'function') this.#fail()
    this.#expect('(')
    const parameters: string[] = []
    while (!this.#take(')')) {
      if (parameters.length > 0) this.#expect(',')
      this.#newlines()
      parameters.push(this.#tokens[this.#at++]!.text)
      this.#newlines()
    }
    this.#newlines()
    return { name: name.text, parameters, body: this.#block() }
  }

  #rule(): Rule {
    let pattern: Rule['pattern'] = { kind: 'always' }
    if (this.#take('BEGIN')) pattern = { kind: 'BEGIN' }
    else if (this.#take('END')) pattern = { kind: 'END' }
    else if (!this.#is('{')) {
      const test = this.#expression()
      if (this.#take(',')) {
        this.#newlines()
        pattern = { kind: 'range', from: test, to: this.#expression() }
      } else pattern = { kind: 'expression', test }
    }
    return { pattern, body: this.#is('{') ? this.#block() : undefined }
  }

  #block(): Statement {
    this.#expect('{')
    const statements: Statement[] = []
    for (;;) {
      this.#skip()
      if (this.#take('}')) return { kind: 'block', statements }
      statements.push(this.#statement())
    }
  }

  #statement(): Statement {
    if (++this.#depth > nestingLimit)
      throw new AwkSyntaxError('program is nested too deeply', this.#next.line)
    try {
      return this.#anyStatement()
    } finally {
      this.#depth--
    }
  }

  #anyStatement(): Statement {
    if (this.#is('{')) return this.#block()
    if (this.#take('if')) return this.#if()
    if (this.#take('while')) {
      const test = this.#condition()
      if (this.#take(';'))
        return { kind: 'while', test, body: { kind: 'block', statements: [] }, first: true }
      return { kind: 'while', test, body: this.#body(), first: true }
    }
    if (this.#take('do')) {
      const body = this.#body()
      this.#skip()
      this.#expect('while')
      const test = this.#condition()
      this.#end()
      return { kind: 'while', test, body, first: false }
    }
    if (this.#take('for')) return this.#for()
    if (this.#take(';')) return { kind: 'block', statements: [] }
    const statement = this.#simple()
    this.#end()
    return statement
  }

  #end(): void {
    if (this.#is('}') || this.#next.kind === 'end') return
    if (this.#next.kind !== 'newline' && !this.#is(';')) this.#fail()
    this.#at++
  }

  #condition(): Expression {
    this.#expect('(')
    const test = this.#inParentheses(() => this.#expression())
    this.#expect(')')
    return test
  }

  #body(): Statement {
    this.#newlines()
    return this.#statement()
  }

  #if(): Statement {
    const test = this.#condition()
    const consequent = this.#body()
    const before = this.#at
    this.#skip()
    if (this.#take('else')) return { kind: 'if', test, consequent, otherwise: this.#body() }
    this.#at = before
    return { kind: 'if', test, consequent }
  }

  #for(): Statement {
    this.#expect('(')
    const [variable, word, name, close] = this.#tokens.slice(this.#at, this.#at + 4)
    if (variable?.kind === 'name' && word?.text === 'in' && name?.kind === 'name' && close?.text === ')') {
      this.#at += 4
      return { kind: 'forIn', variable: variable.text, name: name.text, body: this.#body() }
    }
    const start = this.#is(';') ? undefined : this.#simple()
    this.#expect(';')
    this.#newlines()
    const test = this.#is(';') ? undefined : this.#expression()
    this.#expect(';')
    this.#newlines()
    const step = this.#is(')') ? undefined : this.#simple()
    this.#expect(')')
    if (this.#take(';'))
      return {
        kind: 'for',
        ...(start && { start }),
        ...(test && { test }),
        ...(step && { step }),
        body: { kind: 'block', statements: [] },
      }
    return {
      kind: 'for',
      ...(start && { start }),
      ...(test && { test }),
      ...(step && { step }),
      body: this.#body(),
    }
  }

  #simple(): Statement {
    for (const kind of ['break', 'continue', 'next', 'nextfile'] as const)
      if (this.#take(kind)) return { kind }
    for (const kind of ['exit', 'return'] as const)
      if (this.#take(kind)) return this.#atEnd() ? { kind } : { kind, value: this.#expression() }
    if (this.#take('delete')) {
      const name = this.#tokens[this.#at++]!.text
      return this.#is('[') ? { kind: 'delete', name, index: this.#subscript() } : { kind: 'delete', name }
    }
    if (this.#is('print') || this.#is('printf')) return this.#print()
    return { kind: 'expression', value: this.#expression() }
  }

  #atEnd(): boolean {
    return this.#next.kind === 'newline' || this.#next.kind === 'end' || this.#is(';') || this.#is('}')
  }

  #print(): Statement {
    const formatted = this.#tokens[this.#at++]!.text === 'printf'
    const outer = this.#noGreater
    this.#noGreater = true
    let args: Expression[] = []
    if (!this.#atEnd() && !this.#is('>') && !this.#is('>>') && !this.#is('|')) args = this.#printArguments()
    this.#noGreater = outer
    for (const kind of ['>>', '>', '|'] as const)
      if (this.#take(kind))
        return { kind: 'print', args, formatted, to: { kind, path: this.#concatenation() } }
    return { kind: 'print', args, formatted }
  }

  /** `print (a, b)` and `print (a) b` begin alike. */
  #printArguments(): Expression[] {
    if (this.#is('(')) {
      const before = this.#at
      this.#at++
      const args = this.#inParentheses(() => this.#list())
      if (this.#take(')') && (this.#atEnd() || this.#is('>') || this.#is('>>') || this.#is('|'))) return args
      this.#at = before
    }
    return this.#list()
  }

  #list(): Expression[] {
    const list = [this.#expression()]
    while (this.#take(',')) {
      this.#newlines()
      list.push(this.#expression())
    }
    return list
  }

  #inParentheses<T>(run: () => T): T {
    const noGreater = this.#noGreater
    this.#noGreater = false
    try {
      return run()
    } finally {
      this.#noGreater = noGreater
    }
  }

  #expression(): Expression {
    if (++this.#depth > nestingLimit)
      throw new AwkSyntaxError('expression is nested too deeply', this.#next.line)
    try {
      return this.#assignment()
    } finally {
      this.#depth--
    }
  }

  #assignment(): Expression {
    const target = this.#ternary()
    const { kind, text } = this.#next
    if (kind !== 'operator' || !assignments.has(text) || !isPlace(target)) return target
    this.#at++
    this.#newlines()
    return { kind: 'assign', operator: text, target, value: this.#expression() }
  }

  #ternary(): Expression {
    const test = this.#or()
    if (!this.#take('?')) return test
    this.#newlines()
    const consequent = this.#expression()
    this.#newlines()
    this.#expect(':')
    this.#newlines()
    return { kind: 'ternary', test, consequent, otherwise: this.#expression() }
  }

  #or(): Expression {
    let left = this.#and()
    while (this.#take('||')) {
      this.#newlines()
      left = { kind: 'logical', operator: '||', left, right: this.#and() }
    }
    return left
  }

  #and(): Expression {
    let left = this.#in()
    while (this.#take('&&')) {
      this.#newlines()
      left = { kind: 'logical', operator: '&&', left, right: this.#in() }
    }
    return left
  }

  #in(): Expression {
    let left = this.#match()
    while (this.#take('in')) left = { kind: 'in', index: [left], name: this.#tokens[this.#at++]!.text }
    return left
  }

  #match(): Expression {
    let left = this.#comparison()
    for (;;) {
      if (this.#take('~')) left = { kind: 'match', negated: false, text: left, pattern: this.#comparison() }
      else if (this.#take('!~'))
        left = { kind: 'match', negated: true, text: left, pattern: this.#comparison() }
      else return left
    }
  }

  #comparison(): Expression {
    let left = this.#concatenation()
    const { kind, text } = this.#next
    if (kind === 'operator' && comparisons.has(text) && !(text === '>' && this.#noGreater)) {
      this.#at++
      left = { kind: 'binary', operator: text, left, right: this.#concatenation() }
    }
    while (this.#is('|') && this.#tokens[this.#at + 1]?.text === 'getline') {
      this.#at += 2
      const target = this.#place()
      left = { kind: 'getline', source: { kind: '|', from: left }, ...(target && { target }) }
    }
    return left
  }

  #concatenation(): Expression {
    let left = this.#additive()
    while (this.#startsOperand()) left = { kind: 'binary', operator: ' ', left, right: this.#additive() }
    return left
  }

  #startsOperand(): boolean {
    const { kind, text } = this.#next
    if (kind === 'keyword') return false
    if (kind === 'operator') return ['$', '(', '++', '--'].includes(text)
    return kind !== 'newline' && kind !== 'end'
  }

  #additive(): Expression {
    let left = this.#multiplicative()
    for (;;) {
      const operator = this.#is('+') ? '+' : this.#is('-') ? '-' : undefined
      if (!operator) return left
      this.#at++
      left = { kind: 'binary', operator, left, right: this.#multiplicative() }
    }
  }

  #multiplicative(): Expression {
    let left = this.#unary()
    for (;;) {
      const operator = ['*', '/', '%'].find((candidate) => this.#is(candidate))
      if (!operator) return left
      this.#at++
      left = { kind: 'binary', operator, left, right: this.#unary() }
    }
  }

  #unary(): Expression {
    for (const operator of ['!', '-', '+'] as const)
      if (this.#take(operator)) {
        if (++this.#depth > nestingLimit) this.#fail()
        const operand = this.#unary()
        this.#depth--
        return { kind: 'unary', operator, operand }
      }
    return this.#power()
  }

  #power(): Expression {
    const base = this.#postfix()
    if (!this.#take('^')) return base
    return { kind: 'binary', operator: '^', left: base, right: this.#unary() }
  }

  #postfix(): Expression {
    if (this.#is('++') || this.#is('--')) {
      const by = this.#tokens[this.#at++]!.text === '++' ? 1 : -1
      return { kind: 'increment', target: this.#primary(), by, prefix: true }
    }
    const target = this.#primary()
    if (isPlace(target) && !this.#next.spaced) {
      if (this.#take('++')) return { kind: 'increment', target, by: 1, prefix: false }
      if (this.#take('--')) return { kind: 'increment', target, by: -1, prefix: false }
    } else if (isPlace(target) && (this.#is('++') || this.#is('--'))) {
      // `x ++` is an increment too, unless an operand follows: `x ++y`.
      const after = this.#tokens[this.#at + 1]
      if (
        after &&
        (after.kind === 'newline' || after.text === ';' || after.text === ')' || after.text === '}')
      ) {
        return {
          kind: 'increment',
          target,
          by: this.#tokens[this.#at++]!.text === '++' ? 1 : -1,
          prefix: false,
        }
      }
    }
    return target
  }

  #place(): Expression | undefined {
    if (this.#next.kind !== 'name' && !this.#is('$')) return undefined
    return this.#primary()
  }

  #subscript(): Expression[] {
    this.#expect('[')
    const index = this.#inParentheses(() => this.#list())
    this.#expect(']')
    return index
  }

  #primary(): Expression {
    const token = this.#tokens[this.#at++]!
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) }
      case 'string':
        return { kind: 'string', value: token.text }
      case 'regex':
        return { kind: 'regex', source: token.text }
      case 'name':
        return this.#is('[')
          ? { kind: 'element', name: token.text, index: this.#subscript() }
          : { kind: 'variable', name: token.text }
      case 'function':
        return { kind: 'call', name: token.text, args: this.#arguments() }
      case 'builtin':
        return { kind: 'builtin', name: token.text, args: this.#is('(') ? this.#arguments() : [] }
    }
    if (token.text === '$') return { kind: 'field', index: this.#postfixOfField() }
    if (token.text === '(') return this.#parenthesized()
    if (token.text === 'getline' && token.kind === 'keyword') {
      const target = this.#place()
      if (this.#take('<'))
        return { kind: 'getline', source: { kind: '<', from: this.#primary() }, ...(target && { target }) }
      return { kind: 'getline', ...(target && { target }) }
    }
    if (token.text === '-' || token.text === '+' || token.text === '!')
      return { kind: 'unary', operator: token.text, operand: this.#primary() }
    this.#at--
    return this.#fail()
  }

  /** `$NF-1` is ($NF)-1, `$++i` increments first. */
  #postfixOfField(): Expression {
    if (this.#is('++') || this.#is('--')) return this.#postfix()
    return this.#primary()
  }

  #arguments(): Expression[] {
    this.#expect('(')
    if (this.#take(')')) return []
    const args = this.#inParentheses(() => {
      this.#newlines()
      return this.#list()
    })
    this.#newlines()
    this.#expect(')')
    return args
  }

  #parenthesized(): Expression {
    const list = this.#inParentheses(() => this.#list())
    this.#expect(')')
    if (list.length === 1) return list[0]!
    if (!this.#take('in')) this.#fail()
    return { kind: 'in', index: list, name: this.#tokens[this.#at++]!.text }
  }
}

const isPlace = ({ kind }: Expression): boolean =>
  kind === 'variable' || kind === 'field' || kind === 'element'

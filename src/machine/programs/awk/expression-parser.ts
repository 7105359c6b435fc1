import type { ArrayPlace, Expression } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

const comparisons = new Set(['<', '<=', '==', '!=', '>', '>='])
const assignments = new Set(['=', '+=', '-=', '*=', '/=', '%=', '^='])

/** Reads expressions, from assignments down to names and numbers. */
export class ExpressionParser {
  readonly #reader: TokenReader
  /** Inside `print …`, where > is a redirection, unless in parentheses. */
  noGreater = false

  constructor(
    reader: TokenReader,
    /** Told of every function that is called. */
    private readonly onCall: (name: string, line: number) => void,
  ) {
    this.#reader = reader
  }

  list(): Expression[] {
    const list = [this.expression()]
    while (this.#reader.take(',')) {
      this.#reader.newlines()
      list.push(this.expression())
    }
    return list
  }

  inParentheses<T>(run: () => T): T {
    const noGreater = this.noGreater
    this.noGreater = false
    try {
      return run()
    } finally {
      this.noGreater = noGreater
    }
  }

  expression(): Expression {
    return this.#reader.nested(() => this.#assignment())
  }

  #assignment(): Expression {
    const target = this.#ternary()
    const { kind, text } = this.#reader.next
    if (kind !== 'operator' || !assignments.has(text) || !isPlace(target)) return target
    this.#reader.at++
    this.#reader.newlines()
    return { kind: 'assign', operator: text, target, value: this.expression() }
  }

  #ternary(): Expression {
    const test = this.#or()
    if (!this.#reader.take('?')) return test
    this.#reader.newlines()
    const consequent = this.expression()
    this.#reader.newlines()
    this.#reader.expect(':')
    this.#reader.newlines()
    return { kind: 'ternary', test, consequent, otherwise: this.expression() }
  }

  #or(): Expression {
    let left = this.#and()
    while (this.#reader.take('||')) {
      this.#reader.newlines()
      left = { kind: 'logical', operator: '||', left, right: this.#and() }
    }
    return left
  }

  #and(): Expression {
    let left = this.#in()
    while (this.#reader.take('&&')) {
      this.#reader.newlines()
      left = { kind: 'logical', operator: '&&', left, right: this.#in() }
    }
    return left
  }

  #in(): Expression {
    let left = this.#match()
    while (this.#reader.take('in')) left = { kind: 'in', index: [left], array: this.arrayPlace() }
    return left
  }

  #match(): Expression {
    let left = this.#comparison()
    for (;;) {
      if (this.#reader.take('~'))
        left = { kind: 'match', negated: false, text: left, pattern: this.#comparison() }
      else if (this.#reader.take('!~'))
        left = { kind: 'match', negated: true, text: left, pattern: this.#comparison() }
      else return left
    }
  }

  #comparison(): Expression {
    let left = this.concatenation()
    const { kind, text } = this.#reader.next
    if (kind === 'operator' && comparisons.has(text) && !(text === '>' && this.noGreater)) {
      this.#reader.at++
      left = { kind: 'binary', operator: text, left, right: this.concatenation() }
    }
    while (this.#reader.is('|') && this.#reader.tokens[this.#reader.at + 1]?.text === 'getline') {
      this.#reader.at += 2
      const target = this.#place()
      left = { kind: 'getline', source: { kind: '|', from: left }, ...(target && { target }) }
    }
    return left
  }

  concatenation(): Expression {
    let left = this.#additive()
    while (this.#startsOperand()) left = { kind: 'binary', operator: ' ', left, right: this.#additive() }
    return left
  }

  #startsOperand(): boolean {
    const { kind, text } = this.#reader.next
    if (kind === 'keyword') return false
    if (kind === 'operator') return ['$', '(', '++', '--'].includes(text)
    return kind !== 'newline' && kind !== 'end'
  }

  #additive(): Expression {
    let left = this.#multiplicative()
    for (;;) {
      const operator = this.#reader.is('+') ? '+' : this.#reader.is('-') ? '-' : undefined
      if (!operator) return left
      this.#reader.at++
      left = { kind: 'binary', operator, left, right: this.#multiplicative() }
    }
  }

  #multiplicative(): Expression {
    let left = this.#unary()
    for (;;) {
      const operator = ['*', '/', '%'].find((candidate) => this.#reader.is(candidate))
      if (!operator) return left
      this.#reader.at++
      left = { kind: 'binary', operator, left, right: this.#unary() }
    }
  }

  #unary(): Expression {
    for (const operator of ['!', '-', '+'] as const)
      if (this.#reader.take(operator)) {
        return { kind: 'unary', operator, operand: this.#reader.nested(() => this.#unary()) }
      }
    return this.#power()
  }

  #power(): Expression {
    const base = this.#postfix()
    if (!this.#reader.take('^')) return base
    return { kind: 'binary', operator: '^', left: base, right: this.#unary() }
  }

  #postfix(): Expression {
    if (this.#reader.is('++') || this.#reader.is('--')) {
      const by = this.#reader.tokens[this.#reader.at++]!.text === '++' ? 1 : -1
      return { kind: 'increment', target: this.#primary(), by, prefix: true }
    }
    const target = this.#primary()
    if (isPlace(target) && !this.#reader.next.spaced) {
      if (this.#reader.take('++')) return { kind: 'increment', target, by: 1, prefix: false }
      if (this.#reader.take('--')) return { kind: 'increment', target, by: -1, prefix: false }
    } else if (isPlace(target) && (this.#reader.is('++') || this.#reader.is('--'))) {
      // `x ++` is an increment too, unless an operand follows: `x ++y`.
      const after = this.#reader.tokens[this.#reader.at + 1]
      if (
        after &&
        (after.kind === 'newline' || after.text === ';' || after.text === ')' || after.text === '}')
      ) {
        return {
          kind: 'increment',
          target,
          by: this.#reader.tokens[this.#reader.at++]!.text === '++' ? 1 : -1,
          prefix: false,
        }
      }
    }
    return target
  }

  #place(): Expression | undefined {
    if (this.#reader.next.kind !== 'name' && !this.#reader.is('$')) return undefined
    return this.#primary()
  }

  subscript(): Expression[] {
    this.#reader.expect('[')
    const index = this.inParentheses(() => this.list())
    this.#reader.expect(']')
    return index
  }

  #primary(): Expression {
    const token = this.#reader.tokens[this.#reader.at++]!
    switch (token.kind) {
      case 'number':
        return { kind: 'number', value: Number(token.text) }
      case 'string':
        return { kind: 'string', value: token.text }
      case 'regex':
        return { kind: 'regex', source: token.text }
      case 'name':
        return this.#named(token.text)
      case 'function':
        this.onCall(token.text, token.line)
        return { kind: 'call', name: token.text, args: this.#arguments() }
      case 'builtin':
        return { kind: 'builtin', name: token.text, args: this.#builtinArguments(token.text) }
    }
    if (token.text === '$') return { kind: 'field', index: this.#postfixOfField() }
    if (token.text === '(') return this.#parenthesized()
    if (token.text === 'getline' && token.kind === 'keyword') {
      const target = this.#place()
      if (this.#reader.take('<'))
        return { kind: 'getline', source: { kind: '<', from: this.#primary() }, ...(target && { target }) }
      return { kind: 'getline', ...(target && { target }) }
    }
    if (token.text === '-' || token.text === '+' || token.text === '!')
      return { kind: 'unary', operator: token.text, operand: this.#primary() }
    this.#reader.at--
    return this.#reader.fail()
  }

  /** `$NF-1` is ($NF)-1, `$++i` increments first. */
  #postfixOfField(): Expression {
    if (this.#reader.is('++') || this.#reader.is('--')) return this.#postfix()
    return this.#primary()
  }

  #named(name: string): Expression {
    if (!this.#reader.is('[')) return { kind: 'variable', name }
    const subscripts = this.#subscripts()
    return { kind: 'element', array: { name, path: subscripts.slice(0, -1) }, index: subscripts.at(-1)! }
  }

  /** Behind `case`: a number, a string or a regular expression. */
  caseValue(): Expression {
    return this.#unary()
  }

  #subscripts(): Expression[][] {
    const subscripts: Expression[][] = []
    while (this.#reader.is('[')) subscripts.push(this.subscript())
    return subscripts
  }

  /** What stands behind `in`: `a`, `a[1]`. */
  arrayPlace(): ArrayPlace {
    const { kind, text } = this.#reader.next
    if (kind !== 'name') this.#reader.fail()
    this.#reader.at++
    return { name: text, path: this.#subscripts() }
  }

  #builtinArguments(name: string): Expression[] {
    if (!this.#reader.is('(')) {
      if (name !== 'length') this.#reader.fail()
      return []
    }
    const args = this.#arguments()
    const [least, most] = argumentCounts[name] ?? [0, Infinity]
    if (args.length >= least && args.length <= most) return args
    this.#reader.at--
    return this.#reader.fail(`${args.length} is invalid as number of arguments for ${name}`)
  }

  #arguments(): Expression[] {
    this.#reader.expect('(')
    if (this.#reader.take(')')) return []
    const args = this.inParentheses(() => {
      this.#reader.newlines()
      return this.list()
    })
    this.#reader.newlines()
    this.#reader.expect(')')
    return args
  }

  #parenthesized(): Expression {
    const list = this.inParentheses(() => this.list())
    this.#reader.expect(')')
    if (list.length === 1) return list[0]!
    if (!this.#reader.take('in')) this.#reader.fail()
    return { kind: 'in', index: list, array: this.arrayPlace() }
  }
}

const isPlace = ({ kind }: Expression): boolean =>
  kind === 'variable' || kind === 'field' || kind === 'element'

const argumentCounts: Readonly<Record<string, readonly [number, number]>> = {
  length: [0, 1],
  substr: [2, 3],
  index: [2, 2],
  split: [2, 4],
  patsplit: [2, 4],
  sub: [2, 3],
  gsub: [2, 3],
  gensub: [3, 4],
  match: [2, 3],
  sprintf: [1, Infinity],
  sin: [1, 1],
  cos: [1, 1],
  atan2: [2, 2],
  exp: [1, 1],
  log: [1, 1],
  sqrt: [1, 1],
  int: [1, 1],
  rand: [0, 0],
  srand: [0, 1],
  tolower: [1, 1],
  toupper: [1, 1],
  system: [1, 1],
  close: [1, 2],
  fflush: [0, 1],
  strftime: [0, 3],
  systime: [0, 0],
  mktime: [1, 2],
  asort: [1, 3],
  asorti: [1, 3],
  strtonum: [1, 1],
  and: [2, Infinity],
  or: [2, Infinity],
  xor: [2, Infinity],
  lshift: [2, 2],
  rshift: [2, 2],
  compl: [1, 1],
  isarray: [1, 1],
  typeof: [1, 1],
}

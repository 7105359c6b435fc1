import { BcError } from './numbers.ts'

export type Expression =
  | { kind: 'number'; text: string }
  | { kind: 'name'; name: string }
  | { kind: 'element'; name: string; index: Expression }
  | { kind: 'call'; name: string; args: (Expression | { array: string })[] }
  | { kind: 'unary'; operator: string; of: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'assign'; operator: string; to: Expression; value: Expression }
  | { kind: 'step'; operator: string; of: Expression; before: boolean }

export type Statement =
  | { kind: 'expression'; of: Expression; silent: boolean }
  | { kind: 'text'; text: string }
  | { kind: 'print'; items: (Expression | { text: string })[] }
  | { kind: 'if'; when: Expression; body: Statement; otherwise: Statement | undefined }
  | { kind: 'while'; when: Expression; body: Statement }
  | {
      kind: 'for'
      start: Expression | undefined
      when: Expression | undefined
      next: Expression | undefined
      body: Statement
    }
  | { kind: 'block'; body: Statement[] }
  | { kind: 'return'; value: Expression | undefined }
  | { kind: 'break' | 'continue' | 'quit' | 'halt' | 'nothing' }
  | { kind: 'define'; name: string; parameters: string[]; locals: string[]; body: Statement[] }

const tokenPattern =
  /\s*(?:\/\*[\s\S]*?\*\/|#[^\n]*)|[ \t\r]+|\\\n|"[^"]*"|[0-9A-F]*\.[0-9A-F]+|[0-9A-F]+\.?|[a-z_][a-z0-9_]*|\+\+|--|[-+*/%^=<>!]=|&&|\|\||[-+*/%^=<>!(){}[\];,\n.]/y

export const tokenize = (source: string): string[] => {
  const tokens: string[] = []
  for (let at = 0; at < source.length; at = tokenPattern.lastIndex) {
    tokenPattern.lastIndex = at
    const text = tokenPattern.exec(source)?.[0]
    if (text === undefined || text === '') throw new BcError(`illegal character: ${source[at]}`)
    if (/^\s*(\/\*|#)/.test(text)) {
      if (text.includes('#') && text.startsWith('\n')) tokens.push('\n')
      continue
    }
    if (/^[ \t\r]+$/.test(text) || text === '\\\n') continue
    tokens.push(text)
  }
  return tokens
}

const deepest = 300

/** Reads one statement after the other. Throws BcError('syntax error'). */
export class Parser {
  #at = 0
  #depth = 0

  constructor(private readonly tokens: readonly string[]) {}

  get #token(): string | undefined {
    return this.tokens[this.#at]
  }

  #is(...texts: string[]): boolean {
    return this.#token !== undefined && texts.includes(this.#token)
  }

  #take(text: string): void {
    if (this.#token !== text) throw new BcError('syntax error')
    this.#at++
  }

  #newlines(): void {
    while (this.#is('\n')) this.#at++
  }

  /** Undefined at the end. */
  next(): Statement | undefined {
    while (this.#is('\n', ';')) this.#at++
    if (this.#token === undefined) return undefined
    const statement = this.#statement()
    // Behind a function's brace, the next statement may follow at once.
    const isOver = statement.kind === 'define' || this.#token === undefined || this.#is('\n', ';')
    if (!isOver) throw new BcError('syntax error')
    return statement
  }

  /** After an error: on with the next line. */
  skipLine(): void {
    while (this.#token !== undefined && !this.#is('\n')) this.#at++
  }

  #statement(): Statement {
    if (++this.#depth > deepest) throw new BcError('nested too deeply')
    try {
      return this.#one()
    } finally {
      this.#depth--
    }
  }

  #one(): Statement {
    const token = this.#token
    if (token === undefined || token === '\n' || token === ';') return { kind: 'nothing' }
    if (token.startsWith('"')) {
      this.#at++
      return { kind: 'text', text: token.slice(1, -1) }
    }
    switch (token) {
      case '{':
        return this.#block()
      case 'if': {
        this.#at++
        this.#take('(')
        const when = this.#expression()
        this.#take(')')
        this.#newlines()
        const body = this.#statement()
        const back = this.#at
        while (this.#is('\n', ';')) this.#at++
        if (!this.#is('else')) {
          this.#at = back
          return { kind: 'if', when, body, otherwise: undefined }
        }
        this.#at++
        this.#newlines()
        return { kind: 'if', when, body, otherwise: this.#statement() }
      }
      case 'while': {
        this.#at++
        this.#take('(')
        const when = this.#expression()
        this.#take(')')
        this.#newlines()
        return { kind: 'while', when, body: this.#statement() }
      }
      case 'for':
        return this.#for()
      case 'define':
        return this.#define()
      case 'return': {
        this.#at++
        const has = this.#token !== undefined && !this.#is('\n', ';', '}')
        return { kind: 'return', value: has ? this.#expression() : undefined }
      }
      case 'break':
      case 'continue':
      case 'quit':
      case 'halt':
        this.#at++
        return { kind: token }
      case 'print':
        return this.#print()
      default: {
        const of = this.#expression()
        return { kind: 'expression', of, silent: of.kind === 'assign' }
      }
    }
  }

  #block(): Statement {
    this.#take('{')
    const body: Statement[] = []
    for (;;) {
      while (this.#is('\n', ';')) this.#at++
      if (this.#is('}')) break
      if (this.#token === undefined) throw new BcError('syntax error')
      body.push(this.#statement())
      if (!this.#is('\n', ';', '}')) throw new BcError('syntax error')
    }
    this.#take('}')
    return { kind: 'block', body }
  }

  #for(): Statement {
    this.#at++
    this.#take('(')
    const part = (end: string): Expression | undefined => (this.#is(end) ? undefined : this.#expression())
    const start = part(';')
    this.#take(';')
    const when = part(';')
    this.#take(';')
    const next = part(')')
    this.#take(')')
    this.#newlines()
    return { kind: 'for', start, when, next, body: this.#statement() }
  }

  #print(): Statement {
    this.#at++
    const items: (Expression | { text: string })[] = []
    do {
      if (items.length > 0) this.#at++
      if (this.#token?.startsWith('"')) {
        items.push({ text: this.#token.slice(1, -1) })
        this.#at++
      } else items.push(this.#expression())
    } while (this.#is(','))
    return { kind: 'print', items }
  }

  #names(end: string): string[] {
    const names: string[] = []
    while (!this.#is(end)) {
      if (names.length > 0) this.#take(',')
      const name = this.#token ?? ''
      if (!/^[a-z]/.test(name)) throw new BcError('syntax error')
      this.#at++
      if (this.#is('[')) {
        this.#at++
        this.#take(']')
        names.push(`${name}[]`)
      } else names.push(name)
    }
    return names
  }

  #define(): Statement {
    this.#at++
    const name = this.#token ?? ''
    if (!/^[a-z]/.test(name)) throw new BcError('syntax error')
    this.#at++
    this.#take('(')
    const parameters = this.#names(')')
    this.#take(')')
    this.#newlines()
    this.#take('{')
    while (this.#is('\n', ';')) this.#at++
    let locals: string[] = []
    if (this.#is('auto')) {
      this.#at++
      const from = this.#at
      while (this.#token !== undefined && !this.#is('\n', ';')) this.#at++
      locals = new Parser([...this.tokens.slice(from, this.#at), ')']).#names(')')
    }
    this.#at--
    const block = new Parser(['{', ...this.tokens.slice(this.#at + 1)])
    const body = block.#block()
    this.#at += block.#at
    return { kind: 'define', name, parameters, locals, body: body.kind === 'block' ? body.body : [] }
  }

  #expression(): Expression {
    return this.#or()
  }

  #binary(operators: readonly string[], inner: () => Expression): Expression {
    let left = inner()
    while (this.#is(...operators)) {
      const operator = this.#token!
      this.#at++
      left = { kind: 'binary', operator, left, right: inner() }
    }
    return left
  }

  #or(): Expression {
    return this.#binary(['||'], () => this.#binary(['&&'], () => this.#not()))
  }

  #not(): Expression {
    if (!this.#is('!')) return this.#relation()
    this.#at++
    return { kind: 'unary', operator: '!', of: this.#not() }
  }

  #relation(): Expression {
    return this.#binary(['<', '<=', '>', '>=', '==', '!='], () => this.#assignment())
  }

  #assignment(): Expression {
    const left = this.#sum()
    if (!this.#is('=', '+=', '-=', '*=', '/=', '%=', '^=')) return left
    if (left.kind !== 'name' && left.kind !== 'element') throw new BcError('syntax error')
    const operator = this.#token!
    this.#at++
    return { kind: 'assign', operator, to: left, value: this.#assignment() }
  }

  #sum(): Expression {
    return this.#binary(['+', '-'], () => this.#binary(['*', '/', '%'], () => this.#power()))
  }

  #power(): Expression {
    if (++this.#depth > deepest) throw new BcError('nested too deeply')
    const left = this.#unary()
    this.#depth--
    if (!this.#is('^')) return left
    this.#at++
    return { kind: 'binary', operator: '^', left, right: this.#power() }
  }

  #unary(): Expression {
    if (this.#is('-', '+')) {
      const operator = this.#token!
      this.#at++
      return { kind: 'unary', operator, of: this.#unary() }
    }
    if (this.#is('++', '--')) {
      const operator = this.#token!
      this.#at++
      return { kind: 'step', operator, of: this.#primary(), before: true }
    }
    const of = this.#primary()
    if (!this.#is('++', '--')) return of
    const operator = this.#token!
    this.#at++
    return { kind: 'step', operator, of, before: false }
  }

  #primary(): Expression {
    const token = this.#token
    if (token === undefined) throw new BcError('syntax error')
    this.#at++
    if (token === '(') {
      const inside = this.#expression()
      this.#take(')')
      // Parentheses make a value of an assignment, which is then printed.
      return inside.kind === 'assign' ? { kind: 'unary', operator: '+', of: inside } : inside
    }
    if (token === '.') return { kind: 'name', name: 'last' }
    if (/^[0-9A-F.]/.test(token)) return { kind: 'number', text: token }
    if (!/^[a-z]/.test(token)) throw new BcError('syntax error')
    if (this.#is('[')) {
      this.#at++
      const index = this.#expression()
      this.#take(']')
      return { kind: 'element', name: token, index }
    }
    if (!this.#is('(')) return { kind: 'name', name: token }
    this.#at++
    const args: (Expression | { array: string })[] = []
    while (!this.#is(')')) {
      if (args.length > 0) this.#take(',')
      if (
        /^[a-z]/.test(this.#token ?? '') &&
        this.tokens[this.#at + 1] === '[' &&
        this.tokens[this.#at + 2] === ']'
      ) {
        args.push({ array: this.#token! })
        this.#at += 3
      } else args.push(this.#expression())
    }
    this.#take(')')
    return { kind: 'call', name: token, args }
  }
}

import { ExpressionParser } from './expression-parser.ts'
import type { AwkFunction, AwkProgram, Expression, Rule, Statement, SwitchCase } from './syntax.ts'
import { TokenReader } from './token-reader.ts'
import { AwkSyntaxError } from './tokens.ts'

export const parseAwk = (source: string): AwkProgram => new Parser(source).run()

const specialPatterns = ['BEGIN', 'END', 'BEGINFILE', 'ENDFILE'] as const

/** Reads rules, functions and statements. */
class Parser {
  readonly #reader: TokenReader
  readonly #expressions: ExpressionParser
  #inFunction = false
  /** How many loops are around, and how many loops and switches: where continue and break may stand. */
  #loops = 0
  #breakable = 0
  /** The rule being read: next has no place in BEGIN and END. */
  #rulePattern = ''
  readonly #calls: { name: string; line: number }[] = []

  constructor(source: string) {
    this.#reader = new TokenReader(source)
    this.#expressions = new ExpressionParser(this.#reader, (name, line) => this.#calls.push({ name, line }))
  }

  run(): AwkProgram {
    const rules: Rule[] = []
    const functions = new Map<string, AwkFunction>()
    for (;;) {
      this.#reader.skip()
      if (this.#reader.next.kind === 'end') break
      if (this.#reader.is('function')) {
        const definition = this.#function()
        if (functions.has(definition.name))
          this.#reader.error(`function name \`${definition.name}' previously defined`)
        functions.set(definition.name, definition)
      } else rules.push(this.#rule())
    }
    const unknown = this.#calls.find(({ name }) => !functions.has(name))
    if (unknown)
      throw new AwkSyntaxError(`fatal: function \`${unknown.name}' not defined`, unknown.line, undefined, 2)
    return { rules, functions }
  }

  #function(): AwkFunction {
    this.#reader.expect('function')
    const name = this.#reader.next
    if (name.kind !== 'name' && name.kind !== 'function') this.#reader.fail()
    this.#reader.at++
    this.#reader.expect('(')
    const parameters = this.#parameters(name.text)
    this.#reader.newlines()
    this.#inFunction = true
    try {
      return { name: name.text, parameters, body: this.#block() }
    } finally {
      this.#inFunction = false
    }
  }

  #parameters(name: string): string[] {
    const parameters: string[] = []
    while (!this.#reader.take(')')) {
      if (parameters.length > 0) this.#reader.expect(',')
      this.#reader.newlines()
      const { kind, text } = this.#reader.next
      if (kind !== 'name') this.#reader.fail()
      if (text === name) this.#reader.error(`function \`${name}': cannot use function name as parameter name`)
      const twin = parameters.indexOf(text)
      if (twin >= 0)
        this.#reader.error(
          `function \`${name}': parameter #${parameters.length + 1}, \`${text}', duplicates parameter #${twin + 1}`,
        )
      parameters.push(text)
      this.#reader.at++
      this.#reader.newlines()
    }
    return parameters
  }

  #rule(): Rule {
    const { line } = this.#reader.next
    const kind = specialPatterns.find((name) => this.#reader.take(name))
    this.#rulePattern = kind ?? ''
    let pattern: Rule['pattern'] = { kind: kind ?? 'always' }
    if (!kind && !this.#reader.is('{')) {
      const test = this.#expressions.expression()
      if (this.#reader.take(',')) {
        this.#reader.newlines()
        pattern = { kind: 'range', from: test, to: this.#expressions.expression() }
      } else pattern = { kind: 'expression', test }
    }
    if (!this.#reader.is('{') && (kind || !this.#reader.atEnd)) this.#reader.fail()
    const body = this.#reader.is('{') ? this.#block() : undefined
    this.#rulePattern = ''
    return { pattern, body, line }
  }

  #block(): Statement {
    this.#reader.expect('{')
    const statements: Statement[] = []
    for (;;) {
      this.#reader.skip()
      if (this.#reader.take('}')) return { kind: 'block', statements }
      statements.push(this.#statement())
    }
  }

  #statement(): Statement {
    const { line } = this.#reader.next
    return this.#reader.nested(() => ({ ...this.#anyStatement(), line }))
  }

  #anyStatement(): Statement {
    const reader = this.#reader
    if (reader.is('{')) return this.#block()
    if (reader.take('if')) return this.#if()
    if (reader.take('while')) {
      const test = this.#condition()
      return { kind: 'while', test, body: this.#loopBody(), first: true }
    }
    if (reader.take('do')) {
      const body = this.#loopBody()
      reader.skip()
      reader.expect('while')
      const test = this.#condition()
      this.#end()
      return { kind: 'while', test, body, first: false }
    }
    if (reader.take('for')) return this.#for()
    if (reader.take('switch')) return this.#switch()
    if (reader.take(';')) return { kind: 'block', statements: [] }
    const statement = this.#simple()
    this.#end()
    return statement
  }

  #end(): void {
    if (this.#reader.is('}') || this.#reader.next.kind === 'end') return
    if (this.#reader.next.kind !== 'newline' && !this.#reader.is(';')) this.#reader.fail()
    this.#reader.at++
  }

  #condition(): Expression {
    this.#reader.expect('(')
    const test = this.#expressions.inParentheses(() => this.#expressions.expression())
    this.#reader.expect(')')
    return test
  }

  #body(): Statement {
    this.#reader.newlines()
    return this.#statement()
  }

  /** A loop's body may be a mere semicolon. */
  #loopBody(): Statement {
    if (this.#reader.take(';')) return { kind: 'block', statements: [] }
    this.#loops++
    this.#breakable++
    try {
      return this.#body()
    } finally {
      this.#loops--
      this.#breakable--
    }
  }

  #if(): Statement {
    const test = this.#condition()
    const consequent = this.#body()
    const before = this.#reader.at
    this.#reader.skip()
    if (this.#reader.take('else')) return { kind: 'if', test, consequent, otherwise: this.#body() }
    this.#reader.at = before
    return { kind: 'if', test, consequent }
  }

  #for(): Statement {
    const reader = this.#reader
    reader.expect('(')
    const [variable, word] = reader.tokens.slice(reader.at, reader.at + 2)
    if (variable?.kind === 'name' && word?.text === 'in' && word.kind === 'keyword') {
      const before = reader.at
      reader.at += 2
      const array = this.#expressions.arrayPlace()
      if (reader.take(')')) return { kind: 'forIn', variable: variable.text, array, body: this.#loopBody() }
      reader.at = before
    }
    const start = reader.is(';') ? undefined : this.#simple()
    reader.expect(';')
    reader.newlines()
    const test = reader.is(';') ? undefined : this.#expressions.expression()
    reader.expect(';')
    reader.newlines()
    const step = reader.is(')') ? undefined : this.#simple()
    reader.expect(')')
    return {
      kind: 'for',
      ...(start && { start }),
      ...(test && { test }),
      ...(step && { step }),
      body: this.#loopBody(),
    }
  }

  #switch(): Statement {
    const reader = this.#reader
    const subject = this.#condition()
    reader.newlines()
    reader.expect('{')
    const cases: SwitchCase[] = []
    this.#breakable++
    for (reader.skip(); !reader.take('}'); reader.skip()) {
      if (reader.take('default')) cases.push({ body: [] })
      else if (reader.take('case')) cases.push({ value: this.#expressions.caseValue(), body: [] })
      else {
        const current = cases.at(-1) ?? reader.fail()
        current.body.push(this.#statement())
        continue
      }
      reader.expect(':')
    }
    this.#breakable--
    return { kind: 'switch', subject, cases }
  }

  #simple(): Statement {
    const reader = this.#reader
    for (const kind of ['break', 'continue', 'next', 'nextfile'] as const)
      if (reader.is(kind)) {
        this.#checkJump(kind)
        reader.at++
        return { kind }
      }
    if (reader.is('return') && !this.#inFunction) reader.fail("`return' used outside function context")
    for (const kind of ['exit', 'return'] as const)
      if (reader.take(kind)) return reader.atEnd ? { kind } : { kind, value: this.#expressions.expression() }
    if (reader.take('delete')) {
      const { name, path } = this.#expressions.arrayPlace()
      const index = path.at(-1)
      return { kind: 'delete', array: { name, path: path.slice(0, -1) }, ...(index && { index }) }
    }
    if (reader.is('print') || reader.is('printf')) return this.#print()
    return { kind: 'expression', value: this.#expressions.expression() }
  }

  #checkJump(kind: 'break' | 'continue' | 'next' | 'nextfile'): void {
    if (kind === 'break' && this.#breakable === 0)
      this.#reader.error("`break' is not allowed outside a loop or switch")
    if (kind === 'continue' && this.#loops === 0)
      this.#reader.error("`continue' is not allowed outside a loop")
    if (kind.startsWith('next') && ['BEGIN', 'END'].includes(this.#rulePattern))
      this.#reader.error(`\`${kind}' used in ${this.#rulePattern} action`)
  }

  #print(): Statement {
    const reader = this.#reader
    const formatted = reader.tokens[reader.at++]!.text === 'printf'
    const outer = this.#expressions.noGreater
    this.#expressions.noGreater = true
    const args = reader.atEnd || this.#atRedirection ? [] : this.#printArguments()
    this.#expressions.noGreater = outer
    for (const kind of ['>>', '>', '|'] as const)
      if (reader.take(kind))
        return { kind: 'print', args, formatted, to: { kind, path: this.#expressions.concatenation() } }
    return { kind: 'print', args, formatted }
  }

  get #atRedirection(): boolean {
    return ['>', '>>', '|'].some((operator) => this.#reader.is(operator))
  }

  /** `print (a, b)` and `print (a) b` begin alike. */
  #printArguments(): Expression[] {
    const reader = this.#reader
    if (reader.is('(')) {
      const before = reader.at
      reader.at++
      const args = this.#expressions.inParentheses(() => this.#expressions.list())
      if (reader.take(')') && (reader.atEnd || this.#atRedirection)) return args
      reader.at = before
    }
    return this.#expressions.list()
  }
}

import { isErrno } from '../../errno.ts'
import { arrayParameters } from './array-parameters.ts'
import { keysInOrder } from './array-order.ts'
import { AwkError } from './awk-error.ts'
import { arrayPlaceOf, BuiltinCalls, type Steps } from './builtin-calls.ts'
import { formatAwk } from './format.ts'
import type { AwkArray, AwkMachine, Cell } from './machine.ts'
import { fieldNumber, regularExpression } from './record.ts'
import type { ArrayPlace, AwkProgram, Expression, Rule, Statement, SwitchCase } from './syntax.ts'
import { compare, InputText, isTrue, toNumber, unassigned, type Value } from './values.ts'

type Signal = 'break' | 'continue' | 'next' | 'nextfile' | 'exit' | 'return' | undefined

const depthLimit = 1000
/** After so many turns of loops other processes get theirs. */
const turnsPerYield = 5_000

export class AwkInterpreter {
  exitStatus = 0
  skipFile = false
  #result: Value = unassigned
  #turns = 0
  readonly #ranges = new Set<Rule>()
  readonly #arrays: Map<string, Set<number>>
  readonly #builtins: BuiltinCalls

  constructor(
    private readonly program: AwkProgram,
    private readonly machine: AwkMachine,
  ) {
    this.#arrays = arrayParameters(program)
    this.#builtins = new BuiltinCalls(machine, {
      value: (expression) => this.#value(expression),
      pattern: (expression) => this.#pattern(expression),
      assign: (target, value) => this.#assign(target, value),
      array: (place) => this.#array(place),
      cell: (expression) => this.#cell(expression),
    })
  }

  async #drive<T>(steps: Steps<T>): Promise<T> {
    let step = steps.next()
    while (!step.done) {
      try {
        step = steps.next(await step.value)
      } catch (error) {
        step = steps.throw(error)
      }
    }
    return step.value
  }

  /** Runs the BEGIN rules or others of that kind; true when the program is to end. */
  async special(kind: 'BEGIN' | 'END' | 'BEGINFILE' | 'ENDFILE'): Promise<boolean> {
    for (const { pattern, body } of this.program.rules)
      if (pattern.kind === kind && body && (await this.#drive(this.#run(body))) === 'exit') return true
    return false
  }

  get hasMainRules(): boolean {
    return this.program.rules.some(({ pattern }) => pattern.kind !== 'BEGIN')
  }

  has(kind: Rule['pattern']['kind']): boolean {
    return this.program.rules.some(({ pattern }) => pattern.kind === kind)
  }

  /** Runs the rules on the present record; true when the program is to end. */
  async onRecord(): Promise<boolean> {
    const steps = this.#rules()
    const first = steps.next()
    if (first.done) return first.value
    return this.#drive(resumed(steps, first.value))
  }

  *#rules(): Steps<boolean> {
    for (const rule of this.program.rules) {
      if (!(yield* this.#applies(rule))) continue
      if (!rule.body) {
        if (this.machine.streams.print(this.machine.record.text + this.machine.textOf('ORS')))
          yield this.machine.streams.flush()
        continue
      }
      const signal = yield* this.#run(rule.body)
      if (signal === 'exit') return true
      if (signal === 'nextfile') this.skipFile = true
      if (signal === 'next' || signal === 'nextfile') return false
    }
    return false
  }

  *#applies(rule: Rule): Steps<boolean> {
    const { pattern } = rule
    this.machine.line = rule.line
    if (pattern.kind === 'always') return true
    if (pattern.kind === 'expression') return yield* this.#truth(pattern.test)
    if (pattern.kind !== 'range') return false
    if (!this.#ranges.has(rule) && !(yield* this.#truth(pattern.from))) return false
    this.#ranges.add(rule)
    if (yield* this.#truth(pattern.to)) this.#ranges.delete(rule)
    return true
  }

  *#truth(expression: Expression): Steps<boolean> {
    return isTrue(yield* this.#value(expression))
  }

  *#turn(): Steps<void> {
    if (++this.#turns % turnsPerYield === 0) yield this.machine.proc.yield()
  }

  *#run(statement: Statement): Steps<Signal> {
    if (statement.line !== undefined) this.machine.line = statement.line
    switch (statement.kind) {
      case 'expression':
        yield* this.#value(statement.value)
        return undefined
      case 'block':
        for (const inner of statement.statements) {
          const signal = yield* this.#run(inner)
          if (signal) return signal
        }
        return undefined
      case 'print':
        return yield* this.#print(statement)
      case 'if':
        if (yield* this.#truth(statement.test)) return yield* this.#run(statement.consequent)
        return statement.otherwise ? yield* this.#run(statement.otherwise) : undefined
      case 'while':
        for (let first = !statement.first; first || (yield* this.#truth(statement.test)); first = false) {
          yield* this.#turn()
          const signal = yield* this.#run(statement.body)
          if (signal === 'break') break
          if (signal && signal !== 'continue') return signal
        }
        return undefined
      case 'for':
        return yield* this.#for(statement)
      case 'forIn': {
        // The loop's body may delete elements and add others.
        const keys = keysInOrder(this.machine, yield* this.#array(statement.array))
        for (const key of keys) {
          yield* this.#turn()
          this.machine.set(statement.variable, new InputText(key))
          const signal = yield* this.#run(statement.body)
          if (signal === 'break') break
          if (signal && signal !== 'continue') return signal
        }
        return undefined
      }
      case 'delete':
        if (!statement.index) (yield* this.#array(statement.array)).clear()
        else (yield* this.#array(statement.array)).delete(yield* this.#key(statement.index))
        return undefined
      case 'switch':
        return yield* this.#switch(statement)
      case 'exit':
        if (statement.value) this.exitStatus = Math.trunc(toNumber(yield* this.#value(statement.value))) & 255
        return 'exit'
      case 'return':
        this.#result = statement.value ? yield* this.#value(statement.value) : unassigned
        return 'return'
      default:
        return statement.kind
    }
  }

  *#for(statement: Extract<Statement, { kind: 'for' }>): Steps<Signal> {
    if (statement.start) yield* this.#run(statement.start)
    while (!statement.test || (yield* this.#truth(statement.test))) {
      yield* this.#turn()
      const signal = yield* this.#run(statement.body)
      if (signal === 'break') break
      if (signal && signal !== 'continue') return signal
      if (statement.step) yield* this.#run(statement.step)
    }
    return undefined
  }

  *#switch({ subject, cases }: Extract<Statement, { kind: 'switch' }>): Steps<Signal> {
    const value = yield* this.#value(subject)
    let chosen = cases.findIndex((candidate) => !candidate.value)
    for (const [i, candidate] of cases.entries())
      if (yield* this.#isCase(value, candidate)) {
        chosen = i
        break
      }
    if (chosen < 0) return undefined
    for (const { body } of cases.slice(chosen))
      for (const statement of body) {
        const signal = yield* this.#run(statement)
        if (signal === 'break') return undefined
        if (signal) return signal
      }
    return undefined
  }

  *#isCase(subject: Value, { value }: SwitchCase): Steps<boolean> {
    if (!value) return false
    if (value.kind === 'regex') return regularExpression(value.source).test(this.machine.text(subject))
    return compare(subject, yield* this.#value(value), this.machine.text) === 0
  }

  *#print({ args, formatted, to }: Extract<Statement, { kind: 'print' }>): Steps<Signal> {
    const { machine } = this
    const values: Value[] = []
    for (const argument of args) values.push(yield* this.#value(argument))
    let text: string
    if (formatted) text = formatAwk(machine.text(values[0] ?? ''), values.slice(1), machine.text)
    else if (values.length === 0) text = machine.record.text + machine.textOf('ORS')
    else
      text = values.map((value) => machine.printed(value)).join(machine.textOf('OFS')) + machine.textOf('ORS')
    if (to) yield machine.streams.write(to.kind, machine.text(yield* this.#value(to.path)), text)
    else if (machine.streams.print(text)) yield machine.streams.flush()
    return undefined
  }

  *#key(index: readonly Expression[]): Steps<string> {
    const parts: string[] = []
    for (const part of index) parts.push(this.machine.text(yield* this.#value(part)))
    return parts.length === 1 ? parts[0]! : parts.join(this.machine.textOf('SUBSEP'))
  }

  *#value(expression: Expression): Steps<Value> {
    const { machine } = this
    switch (expression.kind) {
      case 'number':
      case 'string':
        return expression.value
      case 'regex':
        return regularExpression(expression.source).test(machine.record.text) ? 1 : 0
      case 'variable':
        return machine.get(expression.name)
      case 'field':
        return machine.record.field(fieldNumber(yield* this.#value(expression.index)))
      case 'element': {
        const { array: place } = expression
        const array = place.path.length === 0 ? machine.array(place.name) : yield* this.#array(place)
        const key = yield* this.#key(expression.index)
        const value = array.get(key)
        if (value instanceof Map)
          throw new AwkError(`attempt to use array \`${expression.array.name}["${key}"]' in a scalar context`)
        if (value !== undefined) return value
        machine.setElement(array, key, unassigned, expression.array.name)
        return unassigned
      }
      case 'assign': {
        const right = yield* this.#value(expression.value)
        if (expression.operator === '=') return yield* this.#assign(expression.target, right)
        const before = toNumber(yield* this.#value(expression.target))
        return yield* this.#assign(
          expression.target,
          arithmetic(expression.operator[0]!, before, toNumber(right)),
        )
      }
      case 'unary': {
        const value = yield* this.#value(expression.operand)
        return expression.operator === '!'
          ? isTrue(value)
            ? 0
            : 1
          : expression.operator === '-'
            ? -toNumber(value)
            : toNumber(value)
      }
      case 'binary':
        return this.#binary(
          expression.operator,
          yield* this.#value(expression.left),
          yield* this.#value(expression.right),
        )
      case 'logical': {
        const left = yield* this.#truth(expression.left)
        if (left !== (expression.operator === '&&')) return left ? 1 : 0
        return (yield* this.#truth(expression.right)) ? 1 : 0
      }
      case 'match': {
        const text = machine.text(yield* this.#value(expression.text))
        return (yield* this.#pattern(expression.pattern)).test(text) !== expression.negated ? 1 : 0
      }
      case 'in':
        return (yield* this.#array(expression.array)).has(yield* this.#key(expression.index)) ? 1 : 0
      case 'ternary':
        return yield* this.#value(
          (yield* this.#truth(expression.test)) ? expression.consequent : expression.otherwise,
        )
      case 'increment': {
        const before = toNumber(yield* this.#value(expression.target))
        yield* this.#assign(expression.target, before + expression.by)
        return expression.prefix ? before + expression.by : before
      }
      case 'call':
        return yield* this.#call(expression.name, expression.args)
      case 'builtin':
        return yield* this.#builtins.call(expression.name, expression.args)
      case 'getline':
        return yield* this.#getline(expression)
    }
  }

  #binary(operator: string, left: Value, right: Value): Value {
    const { machine } = this
    if (operator === ' ') return machine.text(left) + machine.text(right)
    if ('+-*/%^'.includes(operator)) return arithmetic(operator, toNumber(left), toNumber(right))
    const order = compare(left, right, machine.text)
    const holds = {
      '<': order < 0,
      '<=': order <= 0,
      '==': order === 0,
      '!=': order !== 0,
      '>': order > 0,
      '>=': order >= 0,
    }[operator]
    return holds ? 1 : 0
  }

  *#assign(target: Expression, value: Value): Steps<Value> {
    const { machine } = this
    if (target.kind === 'variable') machine.set(target.name, value)
    else if (target.kind === 'field')
      machine.record.setField(fieldNumber(yield* this.#value(target.index)), value)
    else if (target.kind === 'element') {
      const { array: place } = target
      const array = place.path.length === 0 ? machine.array(place.name) : yield* this.#array(place)
      machine.setElement(array, yield* this.#key(target.index), value, target.array.name)
    }
    return value
  }

  *#array({ name, path }: ArrayPlace): Steps<AwkArray> {
    let array = this.machine.array(name)
    for (const index of path) array = this.machine.inner(array, yield* this.#key(index), name)
    return array
  }

  *#cell(expression: Expression): Steps<Cell | undefined> {
    if (expression.kind === 'variable') return this.machine.cell(expression.name)
    if (expression.kind !== 'element') return undefined
    return (yield* this.#array(expression.array)).get(yield* this.#key(expression.index))
  }

  /** A pattern is a regular expression itself, or any value's text taken as one. */
  *#pattern(expression: Expression) {
    if (expression.kind === 'regex') return regularExpression(expression.source)
    return regularExpression(this.machine.text(yield* this.#value(expression)))
  }

  *#call(name: string, args: readonly Expression[]): Steps<Value> {
    const { machine } = this
    const definition = this.program.functions.get(name)
    if (!definition) throw new AwkError(`function \`${name}' not defined`)
    if (args.length > definition.parameters.length)
      throw new AwkError(`function \`${name}' called with more arguments than declared`)
    if (machine.frames.length >= depthLimit) throw new AwkError(`function \`${name}' is called too deeply`)
    const frame = new Map<string, Cell>(definition.parameters.map((parameter) => [parameter, unassigned]))
    for (const [i, argument] of args.entries()) {
      const parameter = definition.parameters[i]!
      if (argument.kind === 'variable' && this.#arrays.get(name)!.has(i))
        frame.set(parameter, machine.array(argument.name))
      else if (argument.kind === 'element' && this.#arrays.get(name)!.has(i))
        frame.set(parameter, yield* this.#array(arrayPlaceOf(argument)!))
      else if (argument.kind === 'variable') frame.set(parameter, machine.cell(argument.name))
      else frame.set(parameter, yield* this.#value(argument))
    }
    machine.frames.push(frame)
    this.#result = unassigned
    try {
      yield* this.#turn()
      const signal = yield* this.#run(definition.body)
      if (signal === 'exit') throw new AwkExit()
      const result = this.#result
      this.#result = unassigned
      return result
    } finally {
      machine.frames.pop()
    }
  }

  *#getline({ source, target }: Extract<Expression, { kind: 'getline' }>): Steps<Value> {
    const { machine } = this
    let line: string | undefined
    if (source) {
      const name = machine.text(yield* this.#value(source.from))
      try {
        line = (yield machine.streams.readLine(source.kind, name)) as string | undefined
      } catch (error) {
        if (!isErrno(error)) throw error
        machine.globals.set('ERRNO', error.message)
        return -1
      }
      if (line !== undefined && source.kind === '|')
        machine.globals.set('NR', toNumber(machine.get('NR')) + 1)
    } else line = (yield machine.nextRecord()) as string | undefined
    if (line === undefined) return 0
    if (target) yield* this.#assign(target, new InputText(line))
    else machine.record.set(line)
    return 1
  }
}

/** `exit` inside a function. */
export class AwkExit extends Error {}

function* resumed<T>(steps: Steps<T>, pending: Promise<unknown>): Steps<T> {
  let waiting = pending
  for (;;) {
    const step = steps.next(yield waiting)
    if (step.done) return step.value
    waiting = step.value
  }
}

const arithmetic = (operator: string, a: number, b: number): number => {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      if (b === 0) throw new AwkError('division by zero attempted')
      return a / b
    case '%':
      if (b === 0) throw new AwkError("division by zero attempted in `%'")
      return a % b
    default:
      return a ** b
  }
}

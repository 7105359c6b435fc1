import { isErrno } from '../../errno.ts'
import { arrayParameters } from './array-parameters.ts'
import { matchIn, plainBuiltins, splitInto, substitute } from './builtins.ts'
import { formatAwk } from './format.ts'
import { AwkError, unassigned, type AwkMachine, type Cell } from './machine.ts'
import { fieldNumber, regularExpression } from './record.ts'
import type { AwkProgram, Expression, Rule, Statement } from './syntax.ts'
import { compare, InputText, isTrue, toNumber, type Value } from './values.ts'

/** Steps that wait (files, commands) yield their promise; all others run through without one. */
type Steps<T> = Generator<Promise<unknown>, T, unknown>

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

  constructor(
    private readonly program: AwkProgram,
    private readonly machine: AwkMachine,
  ) {
    this.#arrays = arrayParameters(program)
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

  /** Runs the BEGIN or END rules; true when the program is to end. */
  async special(kind: 'BEGIN' | 'END'): Promise<boolean> {
    for (const { pattern, body } of this.program.rules)
      if (pattern.kind === kind && body && (await this.#drive(this.#run(body))) === 'exit') return true
    return false
  }

  get hasMainRules(): boolean {
    return this.program.rules.some(({ pattern }) => pattern.kind !== 'BEGIN')
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
        const keys = [...this.machine.array(statement.name).keys()]
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
        if (statement.index) this.machine.array(statement.name).delete(yield* this.#key(statement.index))
        else this.machine.array(statement.name).clear()
        return undefined
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
        const key = yield* this.#key(expression.index)
        const array = machine.array(expression.name)
        const value = array.get(key)
        if (value !== undefined) return value
        machine.setElement(expression.name, key, unassigned)
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
        return machine.array(expression.name).has(yield* this.#key(expression.index)) ? 1 : 0
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
        return yield* this.#builtin(expression.name, expression.args)
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
    else if (target.kind === 'element') machine.setElement(target.name, yield* this.#key(target.index), value)
    return value
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

  *#builtin(name: string, args: readonly Expression[]): Steps<Value> {
    const { machine } = this
    switch (name) {
      case 'length': {
        const [argument] = args
        if (!argument) return [...machine.record.text].length
        if (argument.kind === 'variable' && machine.cell(argument.name) instanceof Map)
          return machine.array(argument.name).size
        return [...machine.text(yield* this.#value(argument))].length
      }
      case 'split': {
        const text = machine.text(yield* this.#value(args[0]!))
        const [, target, separator] = args
        if (target?.kind !== 'variable') throw new AwkError('split: second argument is not an array')
        const by =
          separator === undefined
            ? undefined
            : separator.kind === 'regex'
              ? separator.source
              : machine.text(yield* this.#value(separator))
        return splitInto(
          machine,
          text,
          target.name,
          separator?.kind === 'regex' && by!.length === 1 ? `[${by}]` : by,
        )
      }
      case 'match':
        return matchIn(machine, machine.text(yield* this.#value(args[0]!)), yield* this.#pattern(args[1]!))
      case 'sub':
      case 'gsub': {
        const pattern = yield* this.#pattern(args[0]!)
        const replacement = machine.text(yield* this.#value(args[1]!))
        const target: Expression = args[2] ?? { kind: 'field', index: { kind: 'number', value: 0 } }
        const { text, count } = substitute(
          machine.text(yield* this.#value(target)),
          pattern,
          replacement,
          name === 'gsub' ? 'all' : 1,
          false,
        )
        if (count > 0) yield* this.#assign(target, new InputText(text))
        return count
      }
      case 'gensub': {
        const pattern = yield* this.#pattern(args[0]!)
        const replacement = machine.text(yield* this.#value(args[1]!))
        const how = machine.text(yield* this.#value(args[2]!))
        const text = args[3] ? machine.text(yield* this.#value(args[3])) : machine.record.text
        return substitute(text, pattern, replacement, /^[gG]/.test(how) ? 'all' : Number(how) || 1, true).text
      }
      case 'system':
        return (yield machine.streams.system(machine.text(yield* this.#value(args[0]!)))) as number
      case 'close':
        return (yield machine.streams.close(machine.text(yield* this.#value(args[0]!)))) as number
      case 'fflush':
        yield machine.streams.flush()
        return 0
    }
    const values: Value[] = []
    for (const argument of args) values.push(yield* this.#value(argument))
    return plainBuiltins[name]!(machine, values)
  }

  *#getline({ source, target }: Extract<Expression, { kind: 'getline' }>): Steps<Value> {
    const { machine } = this
    let line: string | undefined
    if (source) {
      const name = machine.text(yield* this.#value(source.from))
      try {
        line = (yield machine.streams.readLine(source.kind, name)) as string | undefined
      } catch (error) {
        if (isErrno(error)) return -1
        throw error
      }
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
      if (b === 0) throw new AwkError('division by zero')
      return a / b
    case '%':
      if (b === 0) throw new AwkError('division by zero in %')
      return a % b
    default:
      return a ** b
  }
}

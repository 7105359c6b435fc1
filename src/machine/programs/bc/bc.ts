import { isErrno } from '../../errno.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { add, BcError, compare, divide, fromInteger, multiply, negate, one, parseNumber, power, remainder, shown, squareRoot, subtract, withScale, zero, type Decimal } from './numbers.ts' // prettier-ignore
import { mathLibrary } from './library.ts'
import { Parser, tokenize, type Expression, type Statement } from './parser.ts'

class Leave extends Error {}
class Return extends Error {
  constructor(readonly value: Decimal) {
    super('return')
  }
}
class Loop extends Error {
  constructor(readonly kind: 'break' | 'continue') {
    super(kind)
  }
}

const stepsPerYield = 1000
const deepest = 500
const mostDigits = 10_000

const limit = (value: Decimal, least: number, most: number): number =>
  Math.max(least, Math.min(most, Number(withScale(value, 0).value)))

/** Runs bc's statements. Counts its steps, so that a loop without end can be stopped. */
class Calculator {
  readonly #variables = new Map<string, Decimal>()
  readonly #arrays = new Map<string, Map<number, Decimal>>()
  readonly #functions = new Map<string, Extract<Statement, { kind: 'define' }>>()
  #scale = 0
  #input = 10
  #output = 10
  #last = zero
  #steps = 0
  #depth = 0
  #text = ''
  readonly #lineLength: number

  constructor(private readonly invocation: Invocation) {
    const length = Number(invocation.proc.env.get('BC_LINE_LENGTH') ?? 70)
    this.#lineLength = length === 0 || length > 2 ? length : 70
  }

  set scale(scale: number) {
    this.#scale = scale
  }

  async run(source: string): Promise<void> {
    let parser: Parser
    try {
      parser = new Parser(tokenize(source))
    } catch (error) {
      if (!(error instanceof BcError)) throw error
      return this.#tell(error.message)
    }
    for (;;) {
      try {
        const statement = parser.next()
        if (!statement) break
        await this.#statement(statement)
      } catch (error) {
        if (error instanceof BcError) {
          await this.flush()
          await this.#tell(error.message)
          parser.skipLine()
        } else if (error instanceof RangeError) {
          await this.#tell('number too large')
          parser.skipLine()
        } else if (error instanceof Loop || error instanceof Return) continue
        else throw error
      }
    }
    await this.flush()
  }

  #tell(message: string): Promise<void> {
    const kind =
      message === 'syntax error'
        ? '(standard_in) 1: syntax error'
        : `Runtime error (func=(main), adr=4): ${message}`
    return this.invocation.proc.stderr.write(`${kind}\n`)
  }

  async flush(): Promise<void> {
    const text = this.#text
    this.#text = ''
    if (text !== '') await this.invocation.write(text)
  }

  async #step(): Promise<void> {
    if (++this.#steps % stepsPerYield === 0) {
      await this.flush()
      await this.invocation.proc.yield()
    }
  }

  async #statement(statement: Statement): Promise<void> {
    await this.#step()
    switch (statement.kind) {
      case 'expression': {
        const value = await this.#value(statement.of)
        if (statement.silent) return
        this.#last = value
        this.#text += `${shown(value, this.#output, this.#lineLength)}\n`
        return
      }
      case 'text':
        this.#text += statement.text
        return
      case 'print':
        for (const item of statement.items)
          this.#text +=
            'text' in item && !('kind' in item)
              ? item.text.replace(
                  /\\([abfnrtq\\])/g,
                  (_, letter: string) =>
                    ({ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', q: '"', '\\': '\\' })[letter]!,
                )
              : shown(await this.#value(item as Expression), this.#output, this.#lineLength)
        return
      case 'if':
        if ((await this.#value(statement.when)).value !== 0n) await this.#statement(statement.body)
        else if (statement.otherwise) await this.#statement(statement.otherwise)
        return
      case 'while':
        while ((await this.#value(statement.when)).value !== 0n)
          if (!(await this.#body(statement.body))) return
        return
      case 'for':
        if (statement.start) await this.#value(statement.start)
        while (!statement.when || (await this.#value(statement.when)).value !== 0n) {
          if (!(await this.#body(statement.body))) return
          if (statement.next) await this.#value(statement.next)
        }
        return
      case 'block':
        for (const inner of statement.body) await this.#statement(inner)
        return
      case 'return':
        throw new Return(statement.value ? await this.#value(statement.value) : zero)
      case 'break':
      case 'continue':
        throw new Loop(statement.kind)
      case 'quit':
      case 'halt':
        throw new Leave()
      case 'define':
        this.#functions.set(statement.name, statement)
        return
      default:
    }
  }

  /** False when the loop is left. */
  async #body(body: Statement): Promise<boolean> {
    try {
      await this.#statement(body)
      return true
    } catch (error) {
      if (!(error instanceof Loop)) throw error
      return error.kind === 'continue'
    }
  }

  async #value(expression: Expression): Promise<Decimal> {
    await this.#step()
    switch (expression.kind) {
      case 'number':
        return parseNumber(expression.text, this.#input)
      case 'name':
      case 'element':
        return this.#read(expression)
      case 'call':
        return this.#call(expression)
      case 'unary': {
        const value = await this.#value(expression.of)
        if (expression.operator === '!') return value.value === 0n ? one : zero
        return expression.operator === '-' ? negate(value) : value
      }
      case 'binary':
        return this.#binary(expression)
      case 'assign': {
        const value = await this.#value(expression.value)
        const next =
          expression.operator === '='
            ? value
            : this.#operate(expression.operator[0]!, await this.#read(expression.to), value)
        await this.#write(expression.to, next)
        return this.#read(expression.to)
      }
      case 'step': {
        const old = await this.#read(expression.of)
        const next = expression.operator === '++' ? add(old, one) : subtract(old, one)
        await this.#write(expression.of, next)
        return expression.before ? next : old
      }
    }
  }

  async #binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Promise<Decimal> {
    const a = await this.#value(left)
    if (operator === '&&' && a.value === 0n) return zero
    if (operator === '||' && a.value !== 0n) return one
    const b = await this.#value(right)
    if (operator === '&&' || operator === '||') return b.value !== 0n ? one : zero
    return this.#operate(operator, a, b)
  }

  #operate(operator: string, a: Decimal, b: Decimal): Decimal {
    const truth = (is: boolean): Decimal => (is ? one : zero)
    switch (operator) {
      case '+':
        return add(a, b)
      case '-':
        return subtract(a, b)
      case '*':
        return multiply(a, b, this.#scale)
      case '/':
        return divide(a, b, this.#scale)
      case '%':
        return remainder(a, b, this.#scale)
      case '^':
        return power(a, b, this.#scale)
      case '<':
        return truth(compare(a, b) < 0)
      case '<=':
        return truth(compare(a, b) <= 0)
      case '>':
        return truth(compare(a, b) > 0)
      case '>=':
        return truth(compare(a, b) >= 0)
      case '==':
        return truth(compare(a, b) === 0)
      default:
        return truth(compare(a, b) !== 0)
    }
  }

  async #read(place: Expression): Promise<Decimal> {
    if (place.kind === 'element') {
      const index = Number(withScale(await this.#value(place.index), 0).value)
      return this.#arrays.get(place.name)?.get(index) ?? zero
    }
    if (place.kind !== 'name') throw new BcError('syntax error')
    if (place.name === 'scale') return fromInteger(this.#scale)
    if (place.name === 'ibase') return fromInteger(this.#input)
    if (place.name === 'obase') return fromInteger(this.#output)
    if (place.name === 'last') return this.#last
    return this.#variables.get(place.name) ?? zero
  }

  async #write(place: Expression, value: Decimal): Promise<void> {
    if (place.kind === 'element') {
      const index = Number(withScale(await this.#value(place.index), 0).value)
      if (index < 0 || index > 1_000_000) throw new BcError(`Array ${place.name} subscript out of bounds.`)
      const array = this.#arrays.get(place.name) ?? new Map<number, Decimal>()
      array.set(index, value)
      this.#arrays.set(place.name, array)
      return
    }
    if (place.kind !== 'name') throw new BcError('syntax error')
    if (place.name === 'scale') this.#scale = limit(value, 0, mostDigits)
    else if (place.name === 'ibase') this.#input = limit(value, 2, 36)
    else if (place.name === 'obase') this.#output = limit(value, 2, 999_999)
    else if (place.name === 'last') this.#last = value
    else this.#variables.set(place.name, value)
  }

  async #call({ name, args }: Extract<Expression, { kind: 'call' }>): Promise<Decimal> {
    const [first] = args
    if (['sqrt', 'length', 'scale'].includes(name) && first && !('array' in first)) {
      const value = await this.#value(first)
      if (name === 'sqrt') return squareRoot(value, this.#scale)
      if (name === 'scale') return fromInteger(value.scale)
      return fromInteger(
        Math.max(1, value.scale, (value.value < 0n ? -value.value : value.value).toString().length),
      )
    }
    const definition = this.#functions.get(name)
    if (!definition) throw new BcError(`Function ${name} not defined.`)
    if (args.length !== definition.parameters.length) throw new BcError('Parameter number mismatch')
    if (this.#depth >= deepest) throw new BcError('recursion too deep')
    const values: (Decimal | Map<number, Decimal>)[] = []
    for (const arg of args)
      values.push('array' in arg ? new Map(this.#arrays.get(arg.array) ?? []) : await this.#value(arg))
    return this.#inFunction(definition, values)
  }

  /** A function's names are its own while it runs, and hide those outside. */
  async #inFunction(
    definition: Extract<Statement, { kind: 'define' }>,
    values: readonly (Decimal | Map<number, Decimal>)[],
  ): Promise<Decimal> {
    const names = [...definition.parameters, ...definition.locals]
    const hidden = names.map((name) =>
      name.endsWith('[]') ? this.#arrays.get(name.slice(0, -2)) : this.#variables.get(name),
    )
    names.forEach((name, i) => {
      const value = values[i]
      if (name.endsWith('[]')) this.#arrays.set(name.slice(0, -2), value instanceof Map ? value : new Map())
      else this.#variables.set(name, value && !(value instanceof Map) ? value : zero)
    })
    this.#depth++
    try {
      for (const statement of definition.body) await this.#statement(statement)
      return zero
    } catch (error) {
      if (!(error instanceof Return)) throw error
      return error.value
    } finally {
      this.#depth--
      names.forEach((name, i) => {
        const old = hidden[i]
        if (name.endsWith('[]')) {
          if (old instanceof Map) this.#arrays.set(name.slice(0, -2), old)
          else this.#arrays.delete(name.slice(0, -2))
        } else if (old && !(old instanceof Map)) this.#variables.set(name, old)
        else this.#variables.delete(name)
      })
    }
  }
}

const spec = {
  short: 'hilqsvwVW',
  long: { interactive: 'i', mathlib: 'l', quiet: 'q', standard: 's', warn: 'w' },
  usage: '[options] [file ...]',
}

export const bc = program('bc', spec, async (invocation) => {
  const { proc, operands } = invocation
  const calculator = new Calculator(invocation)
  try {
    if (invocation.has('l')) {
      await calculator.run(mathLibrary)
      calculator.scale = 20
    }
    for (const operand of operands) {
      try {
        await calculator.run(await proc.readText(operand))
      } catch (error) {
        if (!isErrno(error)) throw error
        throw new Failure(`File ${operand} is unavailable.`)
      }
    }
    if (proc.tty(0) && !invocation.has('q'))
      await invocation.write("bc (Sandcloud's own, after GNU bc)\nFor leaving type `quit'.\n")
    for await (const statement of statements(proc.stdin.lines())) await calculator.run(statement)
  } catch (error) {
    if (!(error instanceof Leave)) throw error
    await calculator.flush()
  }
  return 0
})

/** Lines that belong together: until as many braces close as opened, and strings and comments end. */
async function* statements(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let held = ''
  for await (const line of lines) {
    held += `${line}\n`
    const code = held.replace(/"[^"]*"|\/\*[\s\S]*?\*\//g, '')
    const open = code.split('{').length - code.split('}').length
    if (open > 0 || /"|\/\*/.test(code) || line.endsWith('\\')) continue
    yield held
    held = ''
  }
  if (held !== '') yield held
}

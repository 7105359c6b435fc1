import { ExpansionFailed } from '../control-flow.ts'
import { tokenize, type Token } from './arithmetic-tokens.ts'

/** What an expression reads and writes. Values are 64-bit integers. */
export interface ArithmeticScope {
  /** The text of a variable or an array's element; undefined when unset. */
  get(name: string, index: string | undefined): string | undefined
  set(name: string, index: string | undefined, value: string): void
}

const nestingLimit = 60

/** Evaluates a C-like expression as $(( )) does, after parameter expansion. */
export const evaluateArithmetic = (text: string, scope: ArithmeticScope, depth = 0): bigint => {
  if (depth > nestingLimit)
    throw new ExpansionFailed(`${text}: expression recursion level exceeded (error token is "${text}")`)
  return new Evaluator(text, scope, depth).run()
}

interface Place {
  name: string
  index: string | undefined
}

/** Binary operators by how strongly they bind. */
const precedence: Record<string, number> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
  '**': 11,
}

const assignments = new Set(['=', '+=', '-=', '*=', '/=', '%=', '<<=', '>>=', '&=', '^=', '|='])

/** A recursive-descent parser that computes as it goes; `live` is off in branches that are not taken. */
class Evaluator {
  readonly #tokens: readonly Token[]
  #at = 0
  #live = true
  #parentheses = 0

  constructor(
    private readonly text: string,
    private readonly scope: ArithmeticScope,
    private readonly depth: number,
  ) {
    this.#tokens = tokenize(text, (message, at) => this.#error(message, at))
  }

  run(): bigint {
    if (this.#tokens.length === 0) return 0n
    const value = this.#comma()
    const rest = this.#tokens[this.#at]
    if (rest)
      this.#error(
        rest.kind === 'operator' && rest.text !== ')' && rest.text !== '('
          ? 'syntax error: invalid arithmetic operator'
          : 'syntax error in expression',
        rest.start,
      )
    return value
  }

  #comma(): bigint {
    let value = this.#assignment()
    while (this.#take(',')) value = this.#assignment()
    return value
  }

  #assignment(): bigint {
    const token = this.#tokens[this.#at]
    const operator = this.#tokens[this.#at + 1]
    if (token?.kind === 'name' && operator?.kind === 'operator' && assignments.has(operator.text)) {
      this.#at += 2
      const place = { name: token.text, index: token.index }
      const right = this.#assignment()
      const value =
        operator.text === '='
          ? right
          : this.#apply(operator.text.slice(0, -1), this.#read(place), right, operator.start)
      return this.#write(place, value)
    }
    const value = this.#ternary()
    const after = this.#tokens[this.#at]
    if (after?.kind === 'operator' && assignments.has(after.text))
      this.#error('attempted assignment to non-variable', after.start)
    return value
  }

  #ternary(): bigint {
    const condition = this.#binary(1)
    if (!this.#take('?')) return condition
    const chosen = this.#when(condition !== 0n, () => this.#assignment())
    if (!this.#take(':')) this.#error("`:' expected for conditional expression", this.#last())
    const other = this.#when(condition === 0n, () => this.#assignment())
    return condition === 0n ? other : chosen
  }

  #when(live: boolean, run: () => bigint): bigint {
    const before = this.#live
    this.#live = before && live
    try {
      return run()
    } finally {
      this.#live = before
    }
  }

  #binary(minimum: number): bigint {
    let left = this.#unary()
    for (;;) {
      const operator = this.#tokens[this.#at]
      if (operator?.kind !== 'operator') return left
      const strength = precedence[operator.text]
      if (strength === undefined || strength < minimum) return left
      this.#at++
      const nextMinimum = operator.text === '**' ? strength : strength + 1
      if (operator.text === '&&' || operator.text === '||') {
        const needed = (operator.text === '&&') === (left !== 0n)
        const right = this.#when(needed, () => this.#binary(nextMinimum))
        left = (needed ? right !== 0n : operator.text === '||') ? 1n : 0n
      } else {
        const at = this.#here()
        left = this.#apply(operator.text, left, this.#binary(nextMinimum), at)
      }
    }
  }

  #unary(): bigint {
    const token = this.#tokens[this.#at]
    if (!token) return this.#error('syntax error: operand expected', this.#tokens.at(-1)?.start ?? 0)
    if (token.kind !== 'operator') return this.#postfix(token)
    this.#at++
    switch (token.text) {
      case '!':
        return this.#unary() === 0n ? 1n : 0n
      case '~':
        return ~this.#unary()
      case '-':
        return wrap(-this.#unary())
      case '+':
        return this.#unary()
      case '++':
      case '--': {
        const place = this.#place()
        if (place) return this.#write(place, wrap(this.#read(place) + (token.text === '++' ? 1n : -1n)))
        return this.#unary()
      }
      case '(': {
        if (++this.#parentheses > 200) this.#error('expression recursion level exceeded', token.start)
        const value = this.#comma()
        if (!this.#take(')')) this.#error("missing `)'", this.#here())
        this.#parentheses--
        return value
      }
      default:
        return this.#error('syntax error: operand expected', token.start)
    }
  }

  #place(): Place | undefined {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'name') return undefined
    this.#at++
    return { name: token.text, index: token.index }
  }

  #postfix(token: Exclude<Token, { kind: 'operator' }>): bigint {
    this.#at++
    if (token.kind === 'number') return token.value
    const place = { name: token.text, index: token.index }
    const value = this.#read(place)
    const change = this.#take('++') ? 1n : this.#take('--') ? -1n : 0n
    if (change !== 0n) this.#write(place, wrap(value + change))
    return value
  }

  #read(place: Place): bigint {
    if (!this.#live) return 0n
    const text = this.scope.get(place.name, place.index)
    if (text === undefined || text === '') return 0n
    if (/^(0|[1-9]\d{0,17})$/.test(text)) return BigInt(text)
    return evaluateArithmetic(text, this.scope, this.depth + 1)
  }

  #write(place: Place, value: bigint): bigint {
    if (this.#live) this.scope.set(place.name, place.index, String(value))
    return value
  }

  #apply(operator: string, a: bigint, b: bigint, at: number): bigint {
    if ((operator === '/' || operator === '%') && b === 0n) {
      if (!this.#live) return 0n
      return this.#error('division by 0', at)
    }
    if (operator === '**' && b < 0n) return this.#error('exponent less than 0', this.#last())
    return wrap(compute(operator, a, b))
  }

  #take(text: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'operator' || token.text !== text) return false
    this.#at++
    return true
  }

  /** Where the token that was taken last stands. */
  #last(): number {
    return this.#tokens[this.#at - 1]?.start ?? 0
  }

  #here(): number {
    return this.#tokens[this.#at]?.start ?? this.text.length
  }

  #error(message: string, at: number): never {
    throw new ExpansionFailed(
      `${this.text.trimStart()}: ${message} (error token is "${this.text.slice(at)}")`,
    )
  }
}

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value)
const bit = (value: boolean): bigint => (value ? 1n : 0n)

const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n
  let square = base
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = wrap(result * square)
    square = wrap(square * square)
  }
  return result
}

const compute = (operator: string, a: bigint, b: bigint): bigint => {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '%':
      return a % b
    case '**':
      return power(a, b)
    case '<<':
      return a << (b & 63n)
    case '>>':
      return a >> (b & 63n)
    case '<':
      return bit(a < b)
    case '>':
      return bit(a > b)
    case '<=':
      return bit(a <= b)
    case '>=':
      return bit(a >= b)
    case '==':
      return bit(a === b)
    case '!=':
      return bit(a !== b)
    case '&':
      return a & b
    case '^':
      return a ^ b
    default:
      return a | b
  }
}

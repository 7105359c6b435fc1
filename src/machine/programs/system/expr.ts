import { compilePosix, PatternError } from '../text/regular-expression.ts'
import { Failure, program } from '../program.ts'
import { misused } from '../files/cp.ts'

export const expr = program(
  'expr',
  { short: '', usage: 'EXPRESSION', raw: true, failure: 2 },
  async (invocation) => {
    if (invocation.operands.length === 0) return misused(invocation, 'missing operand').then(() => 2)
    const parser = new Parser(invocation.operands)
    const value = parser.or()
    parser.expectEnd()
    await invocation.write(`${value}\n`)
    return value === '' || value === '0' ? 1 : 0
  },
)

const levels: readonly (readonly string[])[] = [
  ['|'],
  ['&'],
  ['<', '<=', '=', '==', '!=', '>=', '>'],
  ['+', '-'],
  ['*', '/', '%'],
  [':'],
]

const isNull = (text: string): boolean => text === '' || /^-?0+$/.test(text)

const integer = (text: string): bigint => {
  if (!/^-?\d+$/.test(text)) throw new Failure('non-integer argument', 2)
  return BigInt(text)
}

class Parser {
  #at = 0
  #depth = 0

  constructor(private readonly words: readonly string[]) {}

  or(): string {
    return this.#level(0)
  }

  expectEnd(): void {
    if (this.#at < this.words.length)
      throw new Failure(`syntax error: unexpected argument ‘${this.words[this.#at]}’`, 2)
  }

  #level(level: number): string {
    if (level === levels.length) return this.#primary()
    let left = this.#level(level + 1)
    for (;;) {
      const operator = this.words[this.#at]
      if (operator === undefined || !levels[level]!.includes(operator)) return left
      this.#at++
      left = apply(operator, left, this.#level(level + 1))
    }
  }

  #primary(): string {
    if (++this.#depth > 1000) throw new Failure('syntax error', 2)
    const word = this.words[this.#at++]
    if (word === undefined)
      throw new Failure(`syntax error: missing argument after ‘${this.words.at(-1)}’`, 2)
    switch (word) {
      case '(': {
        const value = this.or()
        if (this.words[this.#at++] !== ')')
          throw new Failure(`syntax error: expecting ')' after ‘${this.words[this.#at - 2]}’`, 2)
        return value
      }
      case 'length':
        return String([...this.#primary()].length)
      case 'substr': {
        const [text, from, count] = [this.#primary(), this.#primary(), this.#primary()]
        return [...text].slice(Number(from) - 1, Number(from) - 1 + Number(count)).join('')
      }
      case 'index': {
        const [text, chars] = [this.#primary(), this.#primary()]
        return String([...text].findIndex((char) => chars.includes(char)) + 1)
      }
      case 'match':
        return match(this.#primary(), this.#primary())
      case '+':
        return this.words[this.#at++] ?? ''
      default:
        return word
    }
  }
}

const apply = (operator: string, a: string, b: string): string => {
  switch (operator) {
    case '|':
      return isNull(a) ? (isNull(b) ? '0' : b) : a
    case '&':
      return isNull(a) || isNull(b) ? '0' : a
    case ':':
      return match(a, b)
    case '+':
      return String(integer(a) + integer(b))
    case '-':
      return String(integer(a) - integer(b))
    case '*':
      return String(integer(a) * integer(b))
    case '/':
    case '%':
      if (integer(b) === 0n) throw new Failure('division by zero', 2)
      return String(operator === '/' ? integer(a) / integer(b) : integer(a) % integer(b))
  }
  const numeric = /^-?\d+$/.test(a) && /^-?\d+$/.test(b)
  const order = numeric ? Number(BigInt(a) - BigInt(b)) : a < b ? -1 : a > b ? 1 : 0
  const holds = {
    '<': order < 0,
    '<=': order <= 0,
    '=': order === 0,
    '==': order === 0,
    '!=': order !== 0,
    '>=': order >= 0,
    '>': order > 0,
  }[operator]
  return holds ? '1' : '0'
}

const match = (text: string, pattern: string): string => {
  try {
    const matcher = compilePosix(`^${pattern.replace(/^\^/, '')}`, 'basic').matcher(text)
    const found = matcher.find()
    if (matcher.groupCount() > 0) return found ? (matcher.group(1) ?? '') : ''
    return found ? String([...matcher.group(0)!].length) : '0'
  } catch (error) {
    if (error instanceof PatternError) throw new Failure(error.message, 2)
    throw error
  }
}

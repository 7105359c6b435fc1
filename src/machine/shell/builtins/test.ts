import { compareNames } from '../expansion/glob.ts'
import type { Builtin } from './builtin.ts'
import {
  compareFiles,
  integerComparisons,
  testUnary,
  unaryOperators,
  type TestSubject,
} from './test-operators.ts'

/** A malformed expression: status 2, in test's words. */
export class TestSyntaxError extends Error {}

export const test: Builtin = async (shell, args) => {
  try {
    return (await evaluate(shell, args)) ? 0 : 1
  } catch (error) {
    if (!(error instanceof TestSyntaxError)) throw error
    await shell.complain(`test: ${error.message}`)
    return 2
  }
}

export const testBracket: Builtin = async (shell, args) => {
  if (args.at(-1) !== ']') {
    await shell.complain("[: missing `]'")
    return 2
  }
  try {
    return (await evaluate(shell, args.slice(0, -1))) ? 0 : 1
  } catch (error) {
    if (!(error instanceof TestSyntaxError)) throw error
    await shell.complain(`[: ${error.message}`)
    return 2
  }
}

const binaryOperators = new Set([
  ...Object.keys(integerComparisons),
  '=',
  '==',
  '!=',
  '<',
  '>',
  '-nt',
  '-ot',
  '-ef',
  '-a',
  '-o',
])

/** POSIX decides by the number of arguments; more than four are parsed by precedence. */
export const evaluate = async (subject: TestSubject, args: readonly string[]): Promise<boolean> => {
  const [a, b, c, d] = args as [string, string, string, string]
  switch (args.length) {
    case 0:
      return false
    case 1:
      return a !== ''
    case 2:
      if (a === '!') return b === ''
      if (unaryOperators.has(a)) return testUnary(subject, a, b)
      throw new TestSyntaxError(`${a}: unary operator expected`)
    case 3:
      if (binaryOperators.has(b)) return binary(subject, a, b, c)
      if (a === '!') return !(await evaluate(subject, [b, c]))
      if (a === '(' && c === ')') return b !== ''
      throw new TestSyntaxError(`${b}: binary operator expected`)
    case 4:
      if (a === '!') return !(await evaluate(subject, [b, c, d]))
      if (a === '(' && d === ')') return evaluate(subject, [b, c])
  }
  const parser = new Parser(subject, args)
  const value = await parser.or()
  if (!parser.done) throw new TestSyntaxError('too many arguments')
  return value
}

const binary = async (
  subject: TestSubject,
  left: string,
  operator: string,
  right: string,
): Promise<boolean> => {
  switch (operator) {
    case '=':
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return compareNames(left, right) < 0
    case '>':
      return compareNames(left, right) > 0
    case '-a':
      return left !== '' && right !== ''
    case '-o':
      return left !== '' || right !== ''
  }
  const compare = integerComparisons[operator]
  return compare ? compare(integerOf(left), integerOf(right)) : compareFiles(subject, operator, left, right)
}

const integerOf = (text: string): bigint => {
  if (!/^\s*[+-]?\d{1,18}\s*$/.test(text) && !fitsInteger(text))
    throw new TestSyntaxError(`${text}: integer expression expected`)
  return BigInt(text.trim().replace(/^\+/, ''))
}

/** Whether a long number still fits 64 bits. */
const fitsInteger = (text: string): boolean =>
  /^\s*[+-]?\d+\s*$/.test(text) &&
  BigInt.asIntN(64, BigInt(text.trim().replace(/^\+/, ''))) === BigInt(text.trim().replace(/^\+/, ''))

class Parser {
  #at = 0
  #depth = 0

  constructor(
    private readonly subject: TestSubject,
    private readonly args: readonly string[],
  ) {}

  get done(): boolean {
    return this.#at >= this.args.length
  }

  async or(): Promise<boolean> {
    let value = await this.#and()
    while (this.#take('-o')) value = (await this.#and()) || value
    return value
  }

  async #and(): Promise<boolean> {
    let value = await this.#not()
    while (this.#take('-a')) value = (await this.#not()) && value
    return value
  }

  async #not(): Promise<boolean> {
    if (++this.#depth > 200) throw new TestSyntaxError('too many arguments')
    return this.#take('!') ? !(await this.#not()) : this.#primary()
  }

  async #primary(): Promise<boolean> {
    const [first, second, third] = this.args.slice(this.#at, this.#at + 3)
    if (first === undefined) throw new TestSyntaxError('argument expected')
    if (
      second !== undefined &&
      third !== undefined &&
      binaryOperators.has(second) &&
      second !== '-a' &&
      second !== '-o'
    ) {
      this.#at += 3
      return binary(this.subject, first, second, third)
    }
    if (first === '(') {
      this.#at++
      const value = await this.or()
      if (!this.#take(')')) throw new TestSyntaxError("`)' expected")
      return value
    }
    if (unaryOperators.has(first) && second !== undefined) {
      this.#at += 2
      return testUnary(this.subject, first, second)
    }
    this.#at++
    return first !== ''
  }

  #take(text: string): boolean {
    if (this.args[this.#at] !== text) return false
    this.#at++
    return true
  }
}

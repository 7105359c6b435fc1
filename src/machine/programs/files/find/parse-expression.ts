import { Failure, type Invocation } from '../../program.ts'
import { nameTables } from '../../users.ts'
import type { Expression, Plan } from './expression.ts'
import { printFormat } from './printf.ts'
import { regexTypes, testNamed, type RegexType } from './tests.ts'

export const parseFind = async (invocation: Invocation, words: string[]): Promise<Plan> =>
  new FindParser(invocation, words, await nameTables(invocation.proc)).run()

const printPath: Expression = { kind: 'print', format: ({ path }) => `${path}\n` }

/** What GNU's find knows and this one does not. */
const lacking = new Set(
  '-follow -daystart -ok -okdir -fprint -fprint0 -fprintf -fls -ilname -lname -nouser -nogroup -used -xtype -fstype -context -files0-from -warn -nowarn -ignore_readdir_race -noignore_readdir_race'.split(
    ' ',
  ),
)

class FindParser {
  #at = 0
  #acts = false
  #depth = 0
  #regexType: RegexType = 'emacs'
  readonly #plan: Omit<Plan, 'expression'> = {
    minDepth: 0,
    maxDepth: Infinity,
    depthFirst: false,
    oneDevice: false,
  }

  constructor(
    private readonly invocation: Invocation,
    private readonly words: readonly string[],
    private readonly names: Awaited<ReturnType<typeof nameTables>>,
  ) {}

  async run(): Promise<Plan> {
    const everything: Expression = { kind: 'test', holds: () => true }
    const expression = this.words.length > 0 ? await this.#comma() : everything
    if (this.#at < this.words.length)
      throw new Failure(`paths must precede expression: \`${this.words[this.#at]}'`)
    return {
      ...this.#plan,
      expression: this.#acts ? expression : { kind: 'and', left: expression, right: printPath },
    }
  }

  async #comma(): Promise<Expression> {
    let left = await this.#or()
    while (this.#take(',')) left = { kind: 'comma', left, right: await this.#or() }
    return left
  }

  async #or(): Promise<Expression> {
    let left = await this.#and()
    while (this.#take('-o') || this.#take('-or')) left = { kind: 'or', left, right: await this.#and() }
    return left
  }

  async #and(): Promise<Expression> {
    let left = await this.#not()
    for (;;) {
      if (this.#take('-a') || this.#take('-and')) left = { kind: 'and', left, right: await this.#not() }
      else if (this.#at < this.words.length && !['-o', '-or', ',', ')'].includes(this.words[this.#at]!))
        left = { kind: 'and', left, right: await this.#not() }
      else return left
    }
  }

  async #not(): Promise<Expression> {
    if (++this.#depth > 500) throw new Failure('expression is too deep')
    if (this.#take('!') || this.#take('-not')) return { kind: 'not', inner: await this.#not() }
    if (this.#take('(')) {
      const inner = await this.#comma()
      if (!this.#take(')'))
        throw new Failure("invalid expression; I was expecting to find a ')' somewhere but did not see one.")
      return inner
    }
    const word = this.words[this.#at++]
    if (word === undefined) throw new Failure(`expected an expression after \`${this.words[this.#at - 2]}'`)
    if (!word.startsWith('-')) throw new Failure(`paths must precede expression: \`${word}'`)
    return this.#primary(word)
  }

  #take(word: string): boolean {
    if (this.words[this.#at] !== word) return false
    this.#at++
    return true
  }

  #argument(name: string): string {
    const value = this.words[this.#at++]
    if (value === undefined) throw new Failure(`missing argument to \`${name}'`)
    return value
  }

  #always(change: () => void): Expression {
    change()
    return { kind: 'test', holds: () => true }
  }

  async #primary(name: string): Promise<Expression> {
    const test = testNamed(name)
    if (test) {
      const { proc } = this.invocation
      const argument = (): string => this.#argument(name)
      return { kind: 'test', holds: await test({ name, argument, proc, regexType: this.#regexType }) }
    }
    switch (name) {
      case '-maxdepth':
        return this.#always(() => (this.#plan.maxDepth = this.#count(name)))
      case '-mindepth':
        return this.#always(() => (this.#plan.minDepth = this.#count(name)))
      case '-depth':
        return this.#always(() => (this.#plan.depthFirst = true))
      case '-xdev':
      case '-mount':
        return this.#always(() => (this.#plan.oneDevice = true))
      case '-regextype':
        return this.#always(() => (this.#regexType = this.#dialect()))
      case '-prune':
        return { kind: 'prune' }
      default:
        return this.#action(name)
    }
  }

  #dialect(): RegexType {
    const text = this.#argument('-regextype')
    const known = regexTypes[text]
    if (known) return known
    const names = Object.keys(regexTypes).map((name) => `‘${name}’`)
    throw new Failure(`Unknown regular expression type ‘${text}’; valid types are ${names.join(', ')}.`)
  }

  #count(name: string): number {
    const text = this.#argument(name)
    if (!/^\d+$/.test(text))
      throw new Failure(`Expected a positive decimal integer argument to ${name}, but got ‘${text}’`)
    return Number(text)
  }

  #action(name: string): Expression {
    this.#acts = true
    switch (name) {
      case '-print':
        return printPath
      case '-print0':
        return { kind: 'print', format: ({ path }) => `${path}\0` }
      case '-printf': {
        const format = this.#argument(name)
        return { kind: 'print', format: (found) => printFormat(format, found, this.names) }
      }
      case '-ls':
        return {
          kind: 'print',
          format: (found) =>
            printFormat('%9i %6k %M %3n %-8u %-8g %8s %Tb %Td %TH:%TM %p\\n', found, this.names),
        }
      case '-delete':
        this.#plan.depthFirst = true
        return { kind: 'delete' }
      case '-quit':
        return { kind: 'quit' }
      case '-exec':
      case '-execdir':
        return this.#exec(name)
      default:
        if (lacking.has(name)) throw new Failure(`Sandcloud's find has no ${name}`)
        throw new Failure(`unknown predicate \`${name}'`)
    }
  }

  #exec(name: string): Expression {
    const words: string[] = []
    for (;;) {
      const word = this.words[this.#at++]
      if (word === undefined) throw new Failure(`missing argument to \`${name}'`)
      if (word === ';') return { kind: 'exec', words, many: false, inDirectory: name === '-execdir' }
      if (word === '+' && words.at(-1) === '{}')
        return { kind: 'exec', words, many: true, inDirectory: false }
      words.push(word)
    }
  }
}

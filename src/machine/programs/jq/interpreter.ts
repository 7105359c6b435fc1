import { RE2JS } from 're2js'
import { evaluate } from './filters/index.ts'
import type { Path } from './paths.ts'
import { flatMap, plain, tick, type Item, type Results, type Ticking } from './results.ts'
import { Scope } from './scope.ts'
import { shown } from './errors.ts'
import type { Definition, Node } from './syntax.ts'
import { fail, type Json } from './values.ts'

export type Native = (interpreter: Interpreter, args: readonly Node[], scope: Scope, input: Item) => Results

/** A function of the input and the values of its arguments, which runs for each combination of these. */
export type Plain = (input: Json, args: readonly Json[], interpreter: Interpreter) => Json

/** What a program of jq can reach beside its input. */
export interface Outside {
  /** The next input, or undefined at the end. */
  nextInput(): Json | undefined
  environment: Json
  now(): number
  debug(text: string): void
  inputName(): string | null
}

const stepsPerTick = 5000

/** Runs filters: each pull computes the next result. Throws JqError. */
export class Interpreter {
  #steps = 0
  readonly #patterns = new Map<string, RE2JS>()

  constructor(
    readonly outside: Outside,
    readonly natives: ReadonlyMap<string, Native>,
    private readonly library: Scope,
  ) {}

  static library(definitions: readonly Definition[]): Scope {
    return definitions.reduce((scope, definition) => scope.withDefinition(definition), Scope.empty)
  }

  start(filter: Node, input: Json, variables: ReadonlyMap<string, Json>): Results {
    let scope = this.library
    for (const [name, value] of variables) scope = scope.withVariable(name, value)
    return this.run(filter, scope, plain(input))
  }

  run(node: Node, scope: Scope, input: Item): Results {
    return ++this.#steps % stepsPerTick === 0
      ? this.#runLater(node, scope, input)
      : evaluate(this, node, scope, input)
  }

  *#runLater(node: Node, scope: Scope, input: Item): Generator<Item | typeof tick, void> {
    yield tick
    yield* evaluate(this, node, scope, input)
  }

  /** The paths that a filter leads to. */
  paths(node: Node, scope: Scope, input: Json): Ticking<Path> {
    return flatMap(this.run(node, scope, { value: input, path: [] }), ({ value, path }) =>
      path ? [path] : fail(`Invalid path expression with result ${shown(value)}`),
    )
  }

  /** Patterns are compiled once. */
  pattern(source: string, flags: number): RE2JS {
    const key = `${flags}:${source}`
    let compiled = this.#patterns.get(key)
    if (!compiled) {
      try {
        compiled = RE2JS.compile(source, flags)
      } catch {
        return fail(`${JSON.stringify(source)} is not a pattern that Sandcloud's jq takes`)
      }
      if (this.#patterns.size > 100) this.#patterns.clear()
      this.#patterns.set(key, compiled)
    }
    return compiled
  }
}

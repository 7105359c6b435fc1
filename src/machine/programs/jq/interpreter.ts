import { RE2JS } from 're2js'
import { formatNamed, formatText } from './formats.ts'
import { applyOperator } from './operators.ts'
import { deletePaths, getPath, indexValue, setPath, sliceValue, type Path } from './paths.ts'
import type { Definition, Node, Pattern } from './syntax.ts'
import { fail, isObject, isTrue, JqError, typeOf, type Json } from './values.ts'

/** Yielded now and then instead of a value, so that whoever pulls can let others have a turn. */
export const tick = Symbol('tick')

/** A value, and where it stands in the input while paths are wanted. */
export interface Item {
  value: Json
  path: Path | undefined
}

export type Results = Generator<Item | typeof tick, void>

/** What a name means: a filter with the place that it was written in. */
interface Closure {
  parameters: readonly string[]
  body: Node
  scope: Scope
  /** A parameter's own closure does not see itself. */
  isParameter: boolean
}

export type Native = (interpreter: Interpreter, args: readonly Node[], scope: Scope, input: Item) => Results

/** Names of functions (`name/arity`), variables and labels, one inside the other. */
export class Scope {
  private constructor(
    private readonly parent: Scope | undefined,
    private readonly key: string,
    private readonly content: Closure | { value: Json } | { label: symbol } | undefined,
  ) {}

  static readonly empty = new Scope(undefined, '', undefined)

  with(key: string, content: Closure | { value: Json } | { label: symbol }): Scope {
    return new Scope(this, key, content)
  }

  find(key: string): Closure | { value: Json } | { label: symbol } | undefined {
    if (this.key === key) return this.content
    for (let scope = this.parent; scope; scope = scope.parent) if (scope.key === key) return scope.content
    return undefined
  }
}

class Break extends Error {
  constructor(readonly label: symbol) {
    super('break')
  }
}

const stepsPerTick = 5000

/** What a program of jq can reach beside its input. */
export interface Outside {
  /** The next input, or undefined at the end. */
  nextInput(): Json | undefined
  environment: Json
  now(): number
  debug(text: string): void
  inputName(): string | null
}

const none: Item = { value: null, path: undefined }
const plain = (value: Json): Item => ({ value, path: undefined })

/** Runs filters as generators: each pull computes the next result. Throws JqError. */
export class Interpreter {
  #steps = 0
  readonly #patterns = new Map<string, RE2JS>()

  constructor(
    readonly outside: Outside,
    private readonly natives: ReadonlyMap<string, Native>,
    private readonly library: Scope,
  ) {}

  static library(definitions: readonly Definition[]): Scope {
    return definitions.reduce((scope, definition) => define(scope, definition), Scope.empty)
  }

  start(filter: Node, input: Json, variables: ReadonlyMap<string, Json>): Results {
    let scope = this.library
    for (const [name, value] of variables) scope = scope.with(`$${name}`, { value })
    return this.run(filter, scope, plain(input))
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

  *run(node: Node, scope: Scope, input: Item): Results {
    if (++this.#steps % stepsPerTick === 0) yield tick
    switch (node.kind) {
      case 'identity':
        yield input
        return
      case 'recurse':
        return yield* recurse(input)
      case 'literal':
        yield plain(node.value)
        return
      case 'text':
        return yield* this.#text(node.parts, node.format, scope, input, 0, '')
      case 'format':
        yield plain(formatNamed(node.name, input.value))
        return
      case 'index':
        return yield* this.#index(node, scope, input)
      case 'slice':
        return yield* this.#slice(node, scope, input)
      case 'each':
        for (const item of this.run(node.of, scope, input)) {
          if (item === tick) yield tick
          else yield* each(item)
        }
        return
      case 'array':
        return yield* this.#collect(node.of, scope, input)
      case 'object':
        return yield* this.#object(node.entries, 0, scope, input, new Map())
      case 'negate':
        for (const item of this.run(node.of, scope, input)) {
          if (item === tick) yield tick
          else if (typeof item.value === 'number') yield plain(-item.value)
          else fail(`${typeOf(item.value)} (${shown(item.value)}) cannot be negated`)
        }
        return
      case 'pipe':
        for (const item of this.run(node.left, scope, input)) {
          if (item === tick) yield tick
          else yield* this.run(node.right, scope, item)
        }
        return
      case 'comma':
        yield* this.run(node.left, scope, input)
        return yield* this.run(node.right, scope, input)
      case 'and':
      case 'or':
        return yield* this.#logic(node, scope, input)
      case 'alternative':
        return yield* this.#alternative(node.left, node.right, scope, input)
      case 'operate':
        // The right side is the outer loop, as in jq itself.
        for (const right of this.run(node.right, scope, plainOf(input)))
          if (right === tick) yield tick
          else
            for (const left of this.run(node.left, scope, plainOf(input)))
              if (left === tick) yield tick
              else yield plain(applyOperator(node.operator, left.value, right.value))
        return
      case 'assign':
        return yield* this.#assign(node, scope, input)
      case 'if':
        return yield* this.#if(node.branches, 0, node.otherwise, scope, input)
      case 'try':
        return yield* this.#try(node.body, node.handler, scope, input)
      case 'reduce':
        return yield* this.#reduce(node, scope, input)
      case 'foreach':
        return yield* this.#foreach(node, scope, input)
      case 'define':
        return yield* this.run(node.body, define(scope, node.definition), input)
      case 'call':
        return yield* this.#call(node.name, node.args, scope, input)
      case 'variable':
        yield plain(this.#variable(node.name, scope))
        return
      case 'bind':
        return yield* this.#bind(node, scope, input)
      case 'label':
        return yield* this.#label(node.name, node.body, scope, input)
      case 'break': {
        const target = scope.find(`*${node.name}`)
        if (!target || !('label' in target)) return fail(`$*label-${node.name} is not defined`)
        throw new Break(target.label)
      }
    }
  }

  /** All results of a filter, for functions that need them at once. */
  *all(node: Node, scope: Scope, input: Item): Generator<typeof tick, Json[]> {
    const values: Json[] = []
    for (const item of this.run(node, scope, input)) {
      if (item === tick) yield tick
      else values.push(item.value)
    }
    return values
  }

  *#text(
    parts: readonly (string | Node)[],
    format: string | undefined,
    scope: Scope,
    input: Item,
    at: number,
    before: string,
  ): Results {
    if (at === parts.length) {
      yield plain(before)
      return
    }
    const part = parts[at]!
    if (typeof part === 'string') return yield* this.#text(parts, format, scope, input, at + 1, before + part)
    for (const item of this.run(part, scope, plainOf(input))) {
      if (item === tick) yield tick
      else {
        const text = format === undefined ? formatText(item.value) : formatNamed(format, item.value)
        yield* this.#text(parts, format, scope, input, at + 1, before + text)
      }
    }
  }

  *#index(node: Extract<Node, { kind: 'index' }>, scope: Scope, input: Item): Results {
    for (const of of this.run(node.of, scope, input)) {
      if (of === tick) {
        yield tick
        continue
      }
      for (const by of this.run(node.by, scope, plainOf(input))) {
        if (by === tick) yield tick
        else yield { value: indexValue(of.value, by.value), path: of.path && [...of.path, by.value] }
      }
    }
  }

  *#slice(node: Extract<Node, { kind: 'slice' }>, scope: Scope, input: Item): Results {
    const nothing: Node = { kind: 'literal', value: null }
    for (const of of this.run(node.of, scope, input)) {
      if (of === tick) {
        yield tick
        continue
      }
      for (const to of this.run(node.to ?? nothing, scope, plainOf(input))) {
        if (to === tick) {
          yield tick
          continue
        }
        for (const from of this.run(node.from ?? nothing, scope, plainOf(input))) {
          if (from === tick) yield tick
          else {
            const range = new Map<string, Json>([
              ['start', from.value],
              ['end', to.value],
            ])
            yield { value: sliceValue(of.value, range), path: of.path && [...of.path, range] }
          }
        }
      }
    }
  }

  *#collect(of: Node | undefined, scope: Scope, input: Item): Results {
    yield plain(of ? yield* this.all(of, scope, plainOf(input)) : [])
  }

  *#object(
    entries: readonly { key: Node; value: Node }[],
    at: number,
    scope: Scope,
    input: Item,
    before: ReadonlyMap<string, Json>,
  ): Results {
    const entry = entries[at]
    if (!entry) {
      yield plain(new Map(before))
      return
    }
    for (const key of this.run(entry.key, scope, plainOf(input))) {
      if (key === tick) {
        yield tick
        continue
      }
      if (typeof key.value !== 'string') fail(`Object keys must be strings`)
      for (const value of this.run(entry.value, scope, plainOf(input))) {
        if (value === tick) yield tick
        else
          yield* this.#object(
            entries,
            at + 1,
            scope,
            input,
            new Map([...before, [key.value as string, value.value]]),
          )
      }
    }
  }

  *#logic(
    node: Extract<Node, { kind: 'and' | 'or' | 'pipe' | 'comma' | 'alternative' }>,
    scope: Scope,
    input: Item,
  ): Results {
    const decides = node.kind === 'or'
    for (const left of this.run(node.left, scope, plainOf(input))) {
      if (left === tick) yield tick
      else if (isTrue(left.value) === decides) yield plain(decides)
      else
        for (const right of this.run(node.right, scope, plainOf(input))) {
          if (right === tick) yield tick
          else yield plain(isTrue(right.value))
        }
    }
  }

  *#alternative(left: Node, right: Node, scope: Scope, input: Item): Results {
    let any = false
    try {
      for (const item of this.run(left, scope, input)) {
        if (item === tick) yield tick
        else if (isTrue(item.value)) {
          any = true
          yield item
        }
      }
    } catch (error) {
      if (!(error instanceof JqError)) throw error
    }
    if (!any) yield* this.run(right, scope, input)
  }

  *#if(
    branches: readonly { when: Node; body: Node }[],
    at: number,
    otherwise: Node | undefined,
    scope: Scope,
    input: Item,
  ): Results {
    const branch = branches[at]
    if (!branch) {
      if (otherwise) yield* this.run(otherwise, scope, input)
      else yield input
      return
    }
    for (const when of this.run(branch.when, scope, plainOf(input))) {
      if (when === tick) yield tick
      else if (isTrue(when.value)) yield* this.run(branch.body, scope, input)
      else yield* this.#if(branches, at + 1, otherwise, scope, input)
    }
  }

  *#try(body: Node, handler: Node | undefined, scope: Scope, input: Item): Results {
    const results = this.run(body, scope, input)
    for (;;) {
      let next: IteratorResult<Item | typeof tick, void>
      // Only what the body itself throws is caught, not what comes from whoever uses its results.
      try {
        next = results.next()
      } catch (error) {
        if (!(error instanceof JqError)) throw error
        if (error.value === '__break__') return
        if (handler) yield* this.run(handler, scope, plain(error.value))
        return
      }
      if (next.done) return
      yield next.value
    }
  }

  *#reduce(node: Extract<Node, { kind: 'reduce' }>, scope: Scope, input: Item): Results {
    for (const start of this.run(node.start, scope, input)) {
      if (start === tick) {
        yield tick
        continue
      }
      let state: Item = start
      for (const item of this.run(node.source, scope, plainOf(input))) {
        if (item === tick) {
          yield tick
          continue
        }
        for (const bound of this.#match(node.pattern, item.value, scope, plainOf(input))) {
          if (bound === tick) {
            yield tick
            continue
          }
          let last: Item = none
          for (const next of this.run(node.update, bound, state)) {
            if (next === tick) yield tick
            else last = next
          }
          state = last
        }
      }
      yield state
    }
  }

  *#foreach(node: Extract<Node, { kind: 'foreach' }>, scope: Scope, input: Item): Results {
    for (const start of this.run(node.start, scope, input)) {
      if (start === tick) {
        yield tick
        continue
      }
      let state: Item = start
      for (const item of this.run(node.source, scope, plainOf(input))) {
        if (item === tick) {
          yield tick
          continue
        }
        for (const bound of this.#match(node.pattern, item.value, scope, plainOf(input))) {
          if (bound === tick) {
            yield tick
            continue
          }
          for (const next of this.run(node.update, bound, state)) {
            if (next === tick) {
              yield tick
              continue
            }
            state = next
            if (node.extract) yield* this.run(node.extract, bound, next)
            else yield next
          }
        }
      }
    }
  }

  #variable(name: string, scope: Scope): Json {
    const found = scope.find(`$${name}`)
    if (found && 'value' in found) return found.value
    if (name === 'ENV') return this.outside.environment
    if (name === '__loc__')
      return new Map<string, Json>([
        ['file', '<top-level>'],
        ['line', 1],
      ])
    return fail(`$${name} is not defined`)
  }

  /** The scopes in which a pattern's names are bound to parts of a value. */
  *#match(pattern: Pattern, value: Json, scope: Scope, input: Item): Generator<Scope | typeof tick, void> {
    if (pattern.kind === 'name') {
      yield scope.with(`$${pattern.name}`, { value })
      return
    }
    if (pattern.kind === 'items') {
      if (value !== null && !Array.isArray(value)) fail(`Cannot index ${typeOf(value)} with number`)
      yield* this.#matchAll(
        pattern.items.map((item, i) => ({ pattern: item, value: (value as Json[] | null)?.[i] ?? null })),
        scope,
        input,
      )
      return
    }
    yield* this.#matchEntries(pattern.entries, 0, value, scope, input)
  }

  *#matchAll(
    parts: readonly { pattern: Pattern; value: Json }[],
    scope: Scope,
    input: Item,
  ): Generator<Scope | typeof tick, void> {
    const [first, ...rest] = parts
    if (!first) {
      yield scope
      return
    }
    for (const bound of this.#match(first.pattern, first.value, scope, input)) {
      if (bound === tick) yield tick
      else yield* this.#matchAll(rest, bound, input)
    }
  }

  *#matchEntries(
    entries: Extract<Pattern, { kind: 'entries' }>['entries'],
    at: number,
    value: Json,
    scope: Scope,
    input: Item,
  ): Generator<Scope | typeof tick, void> {
    const entry = entries[at]
    if (!entry) {
      yield scope
      return
    }
    for (const key of this.run(entry.key, scope, input)) {
      if (key === tick) {
        yield tick
        continue
      }
      if (typeof key.value !== 'string') fail(`Cannot index ${typeOf(value)} with ${typeOf(key.value)}`)
      const part = indexValue(value, key.value)
      const own = entry.name === undefined ? scope : scope.with(`$${entry.name}`, { value: part })
      if (!entry.pattern) yield* this.#matchEntries(entries, at + 1, value, own, input)
      else
        for (const bound of this.#match(entry.pattern, part, own, input)) {
          if (bound === tick) yield tick
          else yield* this.#matchEntries(entries, at + 1, value, bound, input)
        }
    }
  }

  *#bind(node: Extract<Node, { kind: 'bind' }>, scope: Scope, input: Item): Results {
    const names = node.patterns.length > 1 ? [...new Set(node.patterns.flatMap(namesIn))] : []
    const ready = names.reduce((inner, name) => inner.with(`$${name}`, { value: null }), scope)
    for (const item of this.run(node.source, scope, plainOf(input))) {
      if (item === tick) {
        yield tick
        continue
      }
      for (let i = 0; i < node.patterns.length; i++) {
        try {
          for (const bound of this.#match(node.patterns[i]!, item.value, ready, plainOf(input))) {
            if (bound === tick) yield tick
            else yield* this.run(node.body, bound, input)
          }
          break
        } catch (error) {
          // `?//`: an error leads on to the next pattern.
          if (!(error instanceof JqError) || i === node.patterns.length - 1) throw error
        }
      }
    }
  }

  *#label(name: string, body: Node, scope: Scope, input: Item): Results {
    const label = Symbol(name)
    try {
      yield* this.run(body, scope.with(`*${name}`, { label }), input)
    } catch (error) {
      if (!(error instanceof Break) || error.label !== label) throw error
    }
  }

  *#call(name: string, args: readonly Node[], scope: Scope, input: Item): Results {
    const key = `${name}/${args.length}`
    const found = scope.find(key)
    if (!found || !('body' in found)) {
      const native = this.natives.get(key)
      if (!native) return fail(`${key} is not defined`)
      return yield* native(this, args, scope, input)
    }
    let inner = found.isParameter ? found.scope : found.scope.with(key, found)
    const values: { name: string; node: Node }[] = []
    found.parameters.forEach((parameter, i) => {
      const argument: Closure = { parameters: [], body: args[i]!, scope, isParameter: true }
      if (parameter.startsWith('$')) values.push({ name: parameter, node: args[i]! })
      inner = inner.with(`${parameter.replace('$', '')}/0`, argument)
    })
    yield* this.#withValues(values, 0, inner, scope, input, found.body)
  }

  /** `def f($a; $b)`: the body runs for each combination of their values. */
  *#withValues(
    values: readonly { name: string; node: Node }[],
    at: number,
    inner: Scope,
    outer: Scope,
    input: Item,
    body: Node,
  ): Results {
    const next = values[at]
    if (!next) return yield* this.run(body, inner, input)
    for (const item of this.run(next.node, outer, plainOf(input))) {
      if (item === tick) yield tick
      else
        yield* this.#withValues(
          values,
          at + 1,
          inner.with(next.name, { value: item.value }),
          outer,
          input,
          body,
        )
    }
  }

  /** The paths that a filter leads to. */
  *paths(node: Node, scope: Scope, input: Json): Generator<typeof tick, Path[]> {
    const found: Path[] = []
    for (const item of this.run(node, scope, { value: input, path: [] })) {
      if (item === tick) yield tick
      else if (item.path === undefined) fail(`Invalid path expression with result ${shown(item.value)}`)
      else found.push(item.path)
    }
    return found
  }

  *#assign(node: Extract<Node, { kind: 'assign' }>, scope: Scope, input: Item): Results {
    const { operator } = node
    if (operator === '|=') {
      yield plain(yield* this.update(node.left, node.right, scope, input.value))
      return
    }
    for (const right of this.run(node.right, scope, plainOf(input))) {
      if (right === tick) {
        yield tick
        continue
      }
      let result = input.value
      for (const path of yield* this.paths(node.left, scope, input.value)) {
        if (operator === '=') result = setPath(result, path, right.value)
        else {
          const old = getPath(result, path)
          const next =
            operator === '//='
              ? isTrue(old)
                ? old
                : right.value
              : applyOperator(operator.slice(0, -1), old, right.value)
          result = setPath(result, path, next)
        }
      }
      yield plain(result)
    }
  }

  /** `|=`: the first result takes the place; where there is none, the place goes. */
  *update(left: Node, right: Node, scope: Scope, input: Json): Generator<typeof tick, Json> {
    let result = input
    const gone: Path[] = []
    for (const path of yield* this.paths(left, scope, input)) {
      let first: Item | undefined
      for (const item of this.run(right, scope, plain(getPath(result, path)))) {
        if (item === tick) yield tick
        else {
          first = item
          break
        }
      }
      if (first) result = setPath(result, path, first.value)
      else gone.push(path)
    }
    return gone.length > 0 ? deletePaths(result, gone) : result
  }
}

const plainOf = (item: Item): Item => (item.path === undefined ? item : plain(item.value))

const define = (scope: Scope, { name, parameters, body }: Definition): Scope =>
  scope.with(`${name}/${parameters.length}`, { parameters, body, scope, isParameter: false })

const namesIn = (pattern: Pattern): string[] => {
  if (pattern.kind === 'name') return [pattern.name]
  if (pattern.kind === 'items') return pattern.items.flatMap(namesIn)
  return pattern.entries.flatMap(({ name, pattern: inner }) => [
    ...(name === undefined ? [] : [name]),
    ...(inner ? namesIn(inner) : []),
  ])
}

export function* each(item: Item): Generator<Item, void> {
  const { value, path } = item
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) yield { value: value[i]!, path: path && [...path, i] }
    return
  }
  if (!isObject(value)) return fail(`Cannot iterate over ${typeOf(value)} (${shown(value)})`)
  for (const [key, inside] of value) yield { value: inside, path: path && [...path, key] }
}

function* recurse(item: Item): Results {
  yield item
  if (Array.isArray(item.value) || isObject(item.value))
    for (const inside of each(item)) yield* recurse(inside)
}

/** A value as error messages show it: not all of a long one. */
export const shown = (value: Json): string => {
  const text = formatText(typeof value === 'string' ? [value] : value)
  const whole = typeof value === 'string' ? text.slice(1, -1) : text
  return whole.length > 11 ? `${whole.slice(0, 10)}...` : whole
}

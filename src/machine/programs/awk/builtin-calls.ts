import type { RE2JS } from 're2js'
import { elementOrder, sortInto } from './array-order.ts'
import { matchIn, plainBuiltins, splitInto, substitute } from './builtins.ts'
import { AwkError } from './awk-error.ts'
import type { AwkArray, AwkMachine, Cell } from './machine.ts'
import { splitByContent, splitFields } from './record.ts'
import type { ArrayPlace, Expression } from './syntax.ts'
import { InputText, looksNumeric, unassigned, type Value } from './values.ts'

/** Steps that wait (files, commands) yield their promise; all others run through without one. */
export type Steps<T> = Generator<Promise<unknown>, T, unknown>

/** What builtins ask of the interpreter. */
export interface Evaluator {
  value(expression: Expression): Steps<Value>
  pattern(expression: Expression): Steps<RE2JS>
  assign(target: Expression, value: Value): Steps<Value>
  array(place: ArrayPlace): Steps<AwkArray>
  /** An element or variable as it is: an array, or nothing when it was never made. */
  cell(expression: Expression): Steps<Cell | undefined>
}

/** The array that an argument names: `a`, or `a[i]` for one inside. */
export const arrayPlaceOf = (expression: Expression | undefined): ArrayPlace | undefined => {
  if (expression?.kind === 'variable') return { name: expression.name, path: [] }
  if (expression?.kind !== 'element') return undefined
  return { name: expression.array.name, path: [...expression.array.path, expression.index] }
}

/** Functions that do more than compute with their arguments' values: they assign, wait, or take arrays. */
export class BuiltinCalls {
  constructor(
    private readonly machine: AwkMachine,
    private readonly evaluate: Evaluator,
  ) {}

  *call(name: string, args: readonly Expression[]): Steps<Value> {
    const { machine } = this
    switch (name) {
      case 'length':
        return yield* this.#length(args[0])
      case 'split':
      case 'patsplit':
        return yield* this.#split(name, args)
      case 'match': {
        const text = yield* this.#text(args[0]!)
        const pattern = yield* this.evaluate.pattern(args[1]!)
        return matchIn(machine, text, pattern, args[2] && (yield* this.#array(name, args[2])))
      }
      case 'sub':
      case 'gsub':
        return yield* this.#substitute(name, args)
      case 'gensub': {
        const pattern = yield* this.evaluate.pattern(args[0]!)
        const replacement = yield* this.#text(args[1]!)
        const how = yield* this.#text(args[2]!)
        const text = args[3] ? yield* this.#text(args[3]) : machine.record.text
        const which = /^[gG]/.test(how) ? 'all' : Number(how) || 1
        return (yield* substitute(machine, text, pattern, replacement, which, true)).text
      }
      case 'asort':
      case 'asorti': {
        const source = yield* this.#array(name, args[0])
        const target = args[1] ? yield* this.#array(name, args[1]) : source
        const standard = name === 'asort' ? '@val_type_asc' : '@ind_str_asc'
        const order = elementOrder(machine, args[2] ? yield* this.#text(args[2]) : standard)
        return sortInto(source, target, name === 'asort' ? 'values' : 'keys', order)
      }
      case 'isarray':
        return (yield* this.evaluate.cell(args[0]!)) instanceof Map ? 1 : 0
      case 'typeof':
        return yield* this.#typeOf(args[0]!)
      case 'system':
        return (yield machine.streams.system(yield* this.#text(args[0]!))) as number
      case 'close':
        return (yield machine.streams.close(yield* this.#text(args[0]!))) as number
      case 'fflush':
        yield machine.streams.flush()
        return 0
    }
    const values: Value[] = []
    for (const argument of args) values.push(yield* this.evaluate.value(argument))
    return plainBuiltins[name]!(machine, values)
  }

  *#text(expression: Expression): Steps<string> {
    return this.machine.text(yield* this.evaluate.value(expression))
  }

  *#array(name: string, argument: Expression | undefined): Steps<AwkArray> {
    const place = arrayPlaceOf(argument)
    if (!place) throw new AwkError(`${name}: argument is not an array`)
    return yield* this.evaluate.array(place)
  }

  *#length(argument: Expression | undefined): Steps<number> {
    if (!argument) return [...this.machine.record.text].length
    const cell = yield* this.evaluate.cell(argument)
    if (cell instanceof Map) return cell.size
    return [...(yield* this.#text(argument))].length
  }

  *#split(name: 'split' | 'patsplit', [source, target, by, between]: readonly Expression[]): Steps<number> {
    const text = yield* this.#text(source!)
    const separators = between && (yield* this.#array(name, between))
    if (name === 'patsplit') {
      const pattern = by ? yield* this.evaluate.pattern(by) : this.machine.textOf('FPAT')
      const array = yield* this.#array(name, target)
      return splitInto(array, splitByContent(text, pattern), separators)
    }
    const separator =
      by === undefined
        ? this.machine.textOf('FS')
        : by.kind === 'regex'
          ? yield* this.evaluate.pattern(by)
          : yield* this.#text(by)
    const array = yield* this.#array(name, target)
    return splitInto(array, splitFields(text, separator), separators)
  }

  *#substitute(name: 'sub' | 'gsub', args: readonly Expression[]): Steps<number> {
    const pattern = yield* this.evaluate.pattern(args[0]!)
    const replacement = yield* this.#text(args[1]!)
    const target: Expression = args[2] ?? { kind: 'field', index: { kind: 'number', value: 0 } }
    const { text, count } = yield* substitute(
      this.machine,
      yield* this.#text(target),
      pattern,
      replacement,
      name === 'gsub' ? 'all' : 1,
      false,
    )
    if (count > 0) yield* this.evaluate.assign(target, text)
    return count
  }

  *#typeOf(argument: Expression): Steps<string> {
    const cell = yield* this.evaluate.cell(argument)
    if (cell instanceof Map) return 'array'
    if (cell === unassigned) return 'untyped'
    const value = cell ?? (yield* this.evaluate.value(argument))
    if (value instanceof InputText)
      return looksNumeric(value) ? 'strnum' : value.missing ? 'unassigned' : 'string'
    return typeof value === 'number' ? 'number' : 'string'
  }
}

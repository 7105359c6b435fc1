import { combinations } from './combinations.ts'
import { calendarFunctions } from './functions/calendar.ts'
import { collectionFunctions } from './functions/collections.ts'
import { mathFunctions } from './functions/math.ts'
import { outsideFunctions } from './functions/outside.ts'
import { regexFunctions } from './functions/regex.ts'
import { resultFunctions } from './functions/results.ts'
import { textFunctions } from './functions/text.ts'
import type { Native, Plain } from './interpreter.ts'
import { flatMap, plain } from './results.ts'
import { compareText } from './values.ts'

const plainFunctions: Readonly<Record<string, Plain>> = {
  ...collectionFunctions,
  ...textFunctions,
  ...mathFunctions,
  ...calendarFunctions,
  ...regexFunctions,
  ...outsideFunctions,
  'builtins/0': () => [...natives.keys()].filter((name) => !name.startsWith('_')).toSorted(compareText),
}

const fromPlain =
  (compute: Plain): Native =>
  (interpreter, nodes, scope, input) =>
    flatMap(combinations(interpreter, nodes, scope, input), (args) => [
      plain(compute(input.value, args, interpreter)),
    ])

/** All functions that are not written in jq itself, by `name/arity`. */
export const natives: ReadonlyMap<string, Native> = new Map([
  ...Object.entries(plainFunctions).map(([name, compute]): [string, Native] => [name, fromPlain(compute)]),
  ...Object.entries(resultFunctions),
])

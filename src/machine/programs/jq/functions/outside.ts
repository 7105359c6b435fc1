import type { Plain } from '../interpreter.ts'
import { toJson } from '../print.ts'
import { fail, isTrue, JqError, typeOf } from '../values.ts'

/** halt and halt_error end the program. */
export class Halt extends Error {
  constructor(
    readonly status: number,
    readonly text: string | undefined,
  ) {
    super('halt')
  }
}

/** Functions that reach outside the input, and those that end what runs. */
export const outsideFunctions: Readonly<Record<string, Plain>> = {
  'not/0': (input) => !isTrue(input),
  'type/0': (input) => typeOf(input),
  'now/0': (_input, _args, { outside }) => outside.now() / 1000,
  'input_filename/0': (_input, _args, { outside }) => outside.inputName(),
  'input_line_number/0': () => 0,
  'error/1': (_input, [message]) => {
    throw new JqError(message!)
  },
  'error/0': (input) => {
    throw new JqError(input)
  },
  'input/0': (_input, _args, { outside }) => outside.nextInput() ?? fail('No more inputs'),
  'debug/0': (input, _args, { outside }) => {
    outside.debug(`["DEBUG:",${toJson(input)}]\n`)
    return input
  },
  'stderr/0': (input, _args, { outside }) => {
    outside.debug(toJson(input))
    return input
  },
  'halt/0': () => {
    throw new Halt(0, undefined)
  },
  'halt_error/1': (input, [status]) => {
    throw new Halt(Number(status), typeof input === 'string' ? input : `${toJson(input)}\n`)
  },
  'get_search_list/0': () => [],
}

import { toJson } from './print.ts'
import { fail, typeOf, type Json } from './values.ts'

/** A value as error messages show it: not all of a long one. */
export const shown = (value: Json): string => clip(toJson(value))

export const clip = (text: string): string => (text.length > 11 ? `${text.slice(0, 10)}...` : text)

/** `number (1) cannot be negated`: what is wrong with a value. */
export const failOn = (value: Json, what: string): never => fail(`${typeOf(value)} (${shown(value)}) ${what}`)

export const arrayOf = (value: Json, what: string): Json[] =>
  Array.isArray(value) ? value : failOn(value, what)

export const cannotIterate = (value: Json): never =>
  fail(`Cannot iterate over ${typeOf(value)} (${shown(value)})`)

import { fail, typeOf, type Json } from './values.ts'

type Plain = (input: Json, args: readonly Json[]) => Json

const number = (value: Json | undefined): number =>
  typeof value === 'number'
    ? value
    : fail(`${typeOf(value ?? null)} (${JSON.stringify(value ?? null)}) number required`)

const one =
  (compute: (value: number) => number): Plain =>
  (input) =>
    compute(number(input))
const two =
  (compute: (a: number, b: number) => number): Plain =>
  (_input, [a, b]) =>
    compute(number(a), number(b))

/** Half away from zero, as C's round. */
const round = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5)

export const mathFunctions: Readonly<Record<string, Plain>> = {
  'sqrt/0': one(Math.sqrt),
  'ceil/0': one(Math.ceil),
  'round/0': one(round),
  'trunc/0': one(Math.trunc),
  'fabs/0': one(Math.abs),
  'log/0': one(Math.log),
  'log2/0': one(Math.log2),
  'log10/0': one(Math.log10),
  'exp/0': one(Math.exp),
  'exp2/0': one((value) => 2 ** value),
  'exp10/0': one((value) => 10 ** value),
  'cbrt/0': one(Math.cbrt),
  'sin/0': one(Math.sin),
  'cos/0': one(Math.cos),
  'tan/0': one(Math.tan),
  'asin/0': one(Math.asin),
  'acos/0': one(Math.acos),
  'atan/0': one(Math.atan),
  'sinh/0': one(Math.sinh),
  'cosh/0': one(Math.cosh),
  'tanh/0': one(Math.tanh),
  'pow/2': two((a, b) => a ** b),
  'atan2/2': two(Math.atan2),
  'fmod/2': two((a, b) => a % b),
  'fmin/2': two(Math.min),
  'fmax/2': two(Math.max),
  'ldexp/2': two((a, b) => a * 2 ** b),
}

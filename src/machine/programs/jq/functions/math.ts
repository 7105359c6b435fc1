import { failOn } from '../errors.ts'
import type { Plain } from '../interpreter.ts'
import { fail, typeOf, type Json } from '../values.ts'

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

const toNumber = (value: Json): Json => {
  if (typeof value === 'number') return value
  if (typeof value === 'string') {
    if (/^\s*-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)) return Number(value)
    return fail(`Cannot parse '${value}' as number`)
  }
  return failOn(value, 'cannot be parsed as a number')
}

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
  'floor/0': (input) => (typeof input === 'number' ? Math.floor(input) : failOn(input, 'number required')),
  'tonumber/0': (input) => toNumber(input),
  'isinfinite/0': (input) => typeof input === 'number' && Math.abs(input) === Infinity,
  'isnan/0': (input) => typeof input === 'number' && Number.isNaN(input),
  'isnormal/0': (input) =>
    typeof input === 'number' && Number.isFinite(input) && Math.abs(input) >= 2.2250738585072014e-308,
  'infinite/0': () => Infinity,
  'nan/0': () => Number.NaN,
  'significand/0': (input) =>
    Number(input) === 0 ? 0 : Number(input) / 2 ** Math.floor(Math.log2(Math.abs(Number(input)))),
}

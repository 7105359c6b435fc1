import { facts as json } from 'virtual:node-library'

/** Plain data of Node's own bindings, read out of the pinned binary by the build script. */
export type Plain = null | string | number | boolean | Plain[] | { [key: string]: Plain }

interface OptionFacts {
  values: Record<string, Plain>
  info: [name: string, helpText: string, envVarSettings: number, type: number, defaultIsTrue: boolean][]
  aliases: [alias: string, expansion: string[]][]
  envSettings: Plain
  types: Record<string, number>
  embedder: Plain
}

interface Facts {
  version: string
  versions: Record<string, string>
  release: Record<string, string>
  config: Plain
  bindings: Record<string, Plain>
  httpParser: Record<string, number>
  privateSymbols: string[]
  symbols: string[]
  uvErrors: [number: number, name: string, text: string][]
  options: OptionFacts
  globals: string[]
}

export const facts = json as unknown as Facts

const arrays: Record<string, new (length: number) => unknown> = {
  Uint8Array,
  Int32Array,
  Uint32Array,
  Float64Array,
  BigInt64Array,
}

/** A fresh copy of a binding's data, with its typed arrays made. */
export function dataOf(binding: string): Record<string, unknown> {
  return (facts.bindings[binding] ? revive(facts.bindings[binding]) : {}) as Record<string, unknown>
}

function revive(value: Plain): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(revive)
  if (typeof value.$typed === 'string') return new arrays[value.$typed]!(value.length as number)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]))
}

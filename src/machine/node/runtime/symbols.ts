import { facts } from './facts.ts'

/** Symbols that bindings and lib share. */
export const symbols: Record<string, symbol> = Object.fromEntries(
  facts.symbols.map((name) => [name, Symbol(name)]),
)

/**
 * V8's private symbols are seen by nobody. Ours are accessors that every object inherits and that keep
 * the value elsewhere, so that `console.log(error)` and Object.getOwnPropertySymbols do not show them.
 */
export const privateSymbols: Record<string, symbol> = Object.fromEntries(
  facts.privateSymbols.map((name) => [name, hidden(name)]),
)

function hidden(name: string): symbol {
  const symbol = Symbol(name)
  const values = new WeakMap<object, unknown>()
  Object.defineProperty(Object.prototype, symbol, {
    configurable: false,
    enumerable: false,
    get(this: unknown) {
      return typeof this === 'object' || typeof this === 'function' ? values.get(this as object) : undefined
    },
    set(this: unknown, value: unknown) {
      if ((typeof this === 'object' && this !== null) || typeof this === 'function') values.set(this, value)
    },
  })
  return symbol
}

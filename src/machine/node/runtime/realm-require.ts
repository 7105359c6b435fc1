type Require = (id: string) => Record<string, unknown>

let current: Require = (id) => {
  throw new TypeError(`Missing internal module '${id}'`)
}

export const setRequireBuiltin = (require: Require): void => {
  current = require
}

/** Lib's own require, for the few modules of lib that bindings use. */
export const requireBuiltin: Require = (id) => current(id)

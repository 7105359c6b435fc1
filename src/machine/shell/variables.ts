import { ExpansionFailed } from './control-flow.ts'

export interface Variable {
  value: string | undefined
  /** An indexed array's elements; `value` is not used then. */
  indexed?: Map<number, string>
  associative?: Map<string, string>
  /** A local variable that was unset: it hides the outer one, and is none. */
  ghost?: boolean
  /** An array that was declared and given no value yet. */
  unassigned?: boolean
  exported?: boolean
  readonly?: boolean
  integer?: boolean
  letters?: 'lower' | 'upper' | 'capital'
  /** `value` is the name of the variable that is meant. */
  reference?: boolean
}

/** A longer text than this is a runaway: the machine has no memory for it. */
const valueLimit = 32 * 1024 * 1024

/** Evaluates the right side of an assignment to an integer variable. */
type Evaluate = (expression: string) => string

/** A shell's variables: bash's dynamic scopes, one per running function, over the global ones. */
export class Variables {
  /** Innermost last. */
  #scopes: Map<string, Variable>[] = [new Map()]
  /** Variables that are computed when they are read (RANDOM, SECONDS…), until somebody unsets them. */
  readonly computed = new Map<string, () => string | undefined>()
  /** What an assignment to a computed variable does (RANDOM is seeded, SECONDS set). */
  readonly assigned = new Map<string, (value: string) => void>()
  evaluate: Evaluate = (expression) => expression

  find(name: string): Variable | undefined {
    const found = this.#lookup(name)
    if (found?.ghost) return undefined
    if (!found?.reference || !found.value) return found
    return this.#lookup(this.resolve(name))
  }

  /** Follows namerefs, at most a few steps: a circle is the learner's mistake, not our hang. */
  resolve(name: string): string {
    let current = name
    for (let step = 0; step < 8; step++) {
      const variable = this.#lookup(current)
      if (!variable?.reference || !variable.value) return current
      current = variable.value
    }
    return current
  }

  /** The variable of exactly this name: a nameref itself, not what it stands for. */
  own(name: string): Variable | undefined {
    return this.#lookup(name)
  }

  #lookup(name: string): Variable | undefined {
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const found = this.#scopes[i]!.get(name)
      if (found) return found
    }
    return undefined
  }

  get(name: string): string | undefined {
    const compute = this.computed.get(name)
    if (compute) return compute()
    const variable = this.find(name)
    if (!variable) return undefined
    if (variable.indexed) return variable.indexed.get(0)
    if (variable.associative) return variable.associative.get('0')
    return variable.value
  }

  set(name: string, value: string): void {
    const assign = this.assigned.get(name)
    if (assign && this.computed.has(name)) return assign(value)
    const variable = this.forWriting(name)
    const stored = this.#converted(variable, value)
    if (variable.indexed) variable.indexed.set(0, stored)
    else if (variable.associative) variable.associative.set('0', stored)
    else variable.value = stored
  }

  setElement(name: string, index: number | string, value: string): void {
    const variable = this.forWriting(name)
    const stored = this.#converted(variable, value)
    if (variable.associative) variable.associative.set(String(index), stored)
    else asIndexed(variable).set(Number(index), stored)
  }

  setArray(name: string, elements: Iterable<string>): void {
    const variable = this.forWriting(name)
    variable.indexed = new Map([...elements].map((element, i) => [i, this.#converted(variable, element)]))
    variable.value = undefined
  }

  #converted(variable: Variable, value: string): string {
    if (value.length > valueLimit) throw new RangeError(`xrealloc: cannot allocate ${value.length} bytes`)
    if (variable.integer) return this.evaluate(value)
    if (variable.letters === 'lower') return value.toLowerCase()
    if (variable.letters === 'upper') return value.toUpperCase()
    if (variable.letters === 'capital') return value.charAt(0).toUpperCase() + value.slice(1).toLowerCase()
    return value
  }

  /** The variable of this name, made in the global scope when there is none. Throws for readonly ones. */
  forWriting(name: string): Variable {
    const resolved = this.resolve(name)
    const found = this.#lookup(resolved)
    if (found?.readonly) throw new ExpansionFailed(`${resolved}: readonly variable`)
    if (found) {
      found.ghost = false
      return found
    }
    const created: Variable = { value: undefined }
    this.#scopes[0]!.set(resolved, created)
    return created
  }

  /** Declares a variable in the innermost function's scope. */
  local(name: string): Variable {
    const scope = this.#scopes.at(-1)!
    const existing = scope.get(name)
    if (existing) {
      existing.ghost = false
      return existing
    }
    if (this.#lookup(name)?.readonly) throw new ExpansionFailed(`${name}: readonly variable`)
    const created: Variable = { value: undefined }
    scope.set(name, created)
    return created
  }

  /** The variable itself, without following a nameref, made when it is not there. */
  declare(name: string): Variable {
    const found = this.#lookup(name)
    if (found) return found
    const created: Variable = { value: undefined }
    this.#scopes[0]!.set(name, created)
    return created
  }

  unset(name: string): void {
    this.unsetOwn(this.resolve(name))
  }

  /** Without following a nameref. */
  unsetOwn(resolved: string): void {
    this.computed.delete(resolved)
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const found = this.#scopes[i]!.get(resolved)
      if (!found) continue
      if (found.readonly) throw new ExpansionFailed(`${resolved}: cannot unset: readonly variable`)
      // A local variable stays local, without a value, until its function returns.
      if (i > 0 && i === this.#scopes.length - 1)
        this.#scopes[i]!.set(resolved, { value: undefined, ghost: true })
      else this.#scopes[i]!.delete(resolved)
      return
    }
  }

  /** Whether the innermost function has a variable of its own of this name. */
  hasLocal(name: string): boolean {
    return this.#scopes.length > 1 && this.#scopes.at(-1)!.has(name)
  }

  /** The innermost function's own variables, by name. */
  localNames(): string[] {
    return this.#scopes.length > 1 ? [...this.#scopes.at(-1)!.keys()].sort() : []
  }

  get inFunction(): boolean {
    return this.#scopes.length > 1
  }

  enter(): void {
    this.#scopes.push(new Map())
  }

  leave(): void {
    this.#scopes.pop()
  }

  /** All names that are visible, sorted. */
  names(): string[] {
    const names = new Set(this.#scopes.flatMap((scope) => [...scope.keys()]))
    return [...names].filter((name) => !this.#lookup(name)?.ghost).sort()
  }

  /** What a program that is started gets as its environment. */
  environment(): Map<string, string> {
    const environment = new Map<string, string>()
    for (const scope of this.#scopes)
      for (const [name, variable] of scope) {
        if (variable.exported && variable.value !== undefined) environment.set(name, variable.value)
        else environment.delete(name)
      }
    return environment
  }

  /** A subshell's copy. */
  copy(): Variables {
    const copy = new Variables()
    copy.#scopes = this.#scopes.map(
      (scope) => new Map([...scope].map(([name, variable]) => [name, copied(variable)])),
    )
    return copy
  }
}

const copied = (variable: Variable): Variable => ({
  ...variable,
  ...(variable.indexed && { indexed: new Map(variable.indexed) }),
  ...(variable.associative && { associative: new Map(variable.associative) }),
})

/** Makes a variable an indexed array; a scalar becomes its element 0. */
export const asIndexed = (variable: Variable): Map<number, string> => {
  if (!variable.indexed) {
    variable.indexed = new Map(variable.value === undefined ? [] : [[0, variable.value]])
    variable.value = undefined
  }
  return variable.indexed
}

/** The keys of an array in the order bash lists them. */
export const keysOf = (variable: Variable): (number | string)[] => {
  if (variable.associative) return [...variable.associative.keys()]
  if (variable.indexed) return [...variable.indexed.keys()].sort((a, b) => a - b)
  return variable.value === undefined ? [] : [0]
}

export const elementsOf = (variable: Variable): string[] => {
  if (variable.associative) return [...variable.associative.values()]
  if (variable.indexed) return keysOf(variable).map((key) => variable.indexed!.get(key as number)!)
  return variable.value === undefined ? [] : [variable.value]
}

export const isName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(text)

/** An indexed array's highest subscript; -1 when it has no elements. */
export const lastIndex = (variable: Variable): number => {
  let last = -1
  for (const key of variable.indexed?.keys() ?? []) if (key > last) last = key
  return last
}

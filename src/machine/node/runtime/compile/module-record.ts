import { privateSymbols } from '../symbols.ts'
import { compileScript, remember } from '../sources.ts'
import { picture } from '../source-location.ts'
import {
  type ImportedName,
  type ModuleShape,
  names,
  transformModule,
  wholeNamespace,
} from './esm-transform.ts'
import { createNamespace } from './module-namespace.ts'
import { faultIn } from './syntax.ts'

export const status = {
  uninstantiated: 0,
  instantiating: 1,
  instantiated: 2,
  evaluating: 3,
  evaluated: 4,
  errored: 5,
}

type Read = () => unknown
type Body = Generator<undefined, void> | AsyncGenerator<undefined, void>

type Factory = (...around: unknown[]) => () => Body

export interface Surroundings {
  meta(): object
  import(specifier: unknown, options: unknown): Promise<unknown>
}

const arrow = privateSymbols.arrow_message_private_symbol!

/** A module of either kind in the graph: what ECMA-262 calls a Cyclic or Synthetic Module Record. */
export abstract class ModuleRecord {
  state = status.uninstantiated
  error: unknown
  /** What evaluation is waiting for, if the graph below awaits at top level. */
  evaluation?: Promise<void>
  dependencies: ModuleRecord[] = []
  #namespace?: object

  constructor(readonly url: string) {}

  abstract exportedNames(seen?: Set<ModuleRecord>): Set<string>
  /** How to read an export; undefined when there is none or it is ambiguous. */
  abstract resolve(name: string, seen?: Set<string>): Read | undefined
  abstract readonly hasTopLevelAwait: boolean
  protected abstract link(): void
  protected abstract run(): void | Promise<void>

  hasAsyncGraph(seen = new Set<ModuleRecord>()): boolean {
    if (seen.has(this)) return false
    seen.add(this)
    return this.hasTopLevelAwait || this.dependencies.some((one) => one.hasAsyncGraph(seen))
  }

  get namespace(): object {
    if (!this.#namespace) {
      const reads = new Map<string, Read>()
      for (const name of this.exportedNames()) {
        const read = this.resolve(name)
        if (read) reads.set(name, read)
      }
      this.#namespace = createNamespace(reads)
    }
    return this.#namespace
  }

  instantiate(): void {
    if (this.state !== status.uninstantiated) return
    this.state = status.instantiating
    try {
      for (const dependency of this.dependencies) dependency.instantiate()
      this.link()
    } catch (error) {
      this.state = status.uninstantiated
      throw error
    }
    this.state = status.instantiated
  }

  /** Runs what this module depends on, then the module; a promise when anything of it awaits. */
  evaluate(): void | Promise<void> {
    if (this.state === status.errored) throw this.error
    if (this.state === status.evaluated || this.state === status.evaluating) return this.evaluation
    this.state = status.evaluating
    const finish = () => {
      this.state = status.evaluated
    }
    const failed = (error: unknown): never => {
      this.state = status.errored
      this.error = error
      throw error
    }
    try {
      if (this.hasAsyncGraph()) return (this.evaluation = this.#evaluateSlowly().then(finish, failed))
      for (const dependency of this.dependencies) void dependency.evaluate()
      void this.run()
      finish()
    } catch (error) {
      failed(error)
    }
  }

  async #evaluateSlowly(): Promise<void> {
    // A module that waits for this one (a cycle) is not waited for.
    for (const dependency of this.dependencies) {
      const inCycle = dependency.state === status.evaluating && dependency.dependsOn(this)
      if (!inCycle) await dependency.evaluate()
    }
    await this.run()
  }

  private dependsOn(other: ModuleRecord, seen = new Set<ModuleRecord>()): boolean {
    if (seen.has(this)) return false
    seen.add(this)
    return this.dependencies.some((one) => one === other || one.dependsOn(other, seen))
  }
}

/** Exports made by a callback: builtins, CommonJS, JSON. */
export class SyntheticModule extends ModuleRecord {
  readonly hasTopLevelAwait = false
  readonly #values = new Map<string, unknown>()

  constructor(
    url: string,
    names: readonly string[],
    private readonly steps: () => void,
  ) {
    super(url)
    for (const name of names) this.#values.set(name, undefined)
  }

  setExport(name: string, value: unknown): void {
    if (!this.#values.has(name)) throw new ReferenceError(`Export '${name}' is not defined in module`)
    this.#values.set(name, value)
  }

  exportedNames = (): Set<string> => new Set(this.#values.keys())
  resolve = (name: string): Read | undefined =>
    this.#values.has(name) ? () => this.#values.get(name) : undefined
  protected link(): void {}
  protected run(): void {
    this.steps()
  }
}

export class SourceTextModule extends ModuleRecord {
  readonly shape: ModuleShape
  readonly #factory: Factory
  #exports: Record<string, Read> = {}
  #body?: Body

  constructor(
    url: string,
    private readonly source: string,
    private readonly around: Surroundings,
  ) {
    super(url)
    this.shape = this.#transform()
    const { hasTopLevelAwait, exports, code } = this.shape
    const getters = [...exports].map(([name, local]) => `${JSON.stringify(name)}:()=>${local}`).join(',')
    const star = hasTopLevelAwait ? 'async function*' : 'function*'
    const before =
      `(function (${names.imports}, ${names.meta}, ${names.dynamic}, ${names.exports}) { "use strict"; let ${names.fallback}; ` +
      `return ${star} () { ${names.exports}({${getters}}); yield; `
    this.#factory = compileScript(code, url, before, '}})') as Factory
    remember(url, source, before.length)
  }

  get hasTopLevelAwait(): boolean {
    return this.shape.hasTopLevelAwait
  }

  #transform(): ModuleShape {
    try {
      return transformModule(this.source)
    } catch (error) {
      throw this.#syntaxError(error as Error)
    }
  }

  #syntaxError(error: Error): SyntaxError {
    const fault = faultIn(this.source, 'module')
    const wrong = new SyntaxError(error.message.replace(/ \(\d+:\d+\)$/, ''))
    if (fault) {
      const line = this.source.split('\n')[fault.line - 1] ?? ''
      ;(wrong as unknown as Record<symbol, unknown>)[arrow] = picture(
        this.url,
        fault.line,
        line,
        fault.column,
        fault.length,
      )
    }
    return wrong
  }

  exportedNames(seen = new Set<ModuleRecord>()): Set<string> {
    if (seen.has(this)) return new Set()
    seen.add(this)
    const found = new Set([...this.shape.exports.keys(), ...this.shape.reexports.keys()])
    for (const star of this.shape.stars) {
      for (const name of this.dependencies[star]!.exportedNames(seen)) if (name !== 'default') found.add(name)
    }
    return found
  }

  resolve(name: string, seen = new Set<string>()): Read | undefined {
    const key = `${this.url}\n${name}`
    if (seen.has(key)) return undefined
    seen.add(key)
    if (this.shape.exports.has(name)) return () => this.#exports[name]!()
    const elsewhere = this.shape.reexports.get(name)
    if (elsewhere) return this.#find(elsewhere, seen)
    if (name === 'default') return undefined
    for (const star of this.shape.stars) {
      const read = this.dependencies[star]!.resolve(name, seen)
      if (read) return read
    }
    return undefined
  }

  #find({ request, name }: ImportedName, seen?: Set<string>): Read | undefined {
    const dependency = this.dependencies[request]!
    return name === wholeNamespace ? () => dependency.namespace : dependency.resolve(name as string, seen)
  }

  protected link(): void {
    const imports = {}
    for (const [local, imported] of [...this.shape.imports, ...this.shape.reexports]) {
      const read = this.#find(imported)
      if (!read) throw this.#missing(imported)
      if (this.shape.imports.has(local))
        Object.defineProperty(imports, local, { get: read, enumerable: true })
    }
    const body = this.#factory(
      imports,
      this.around.meta(),
      (specifier: unknown, options: unknown) => this.around.import(specifier, options),
      (getters: Record<string, Read>) => {
        this.#exports = getters
      },
    )
    this.#body = body.call(undefined)
    // Runs up to the yield: functions are hoisted and the exports can be read from now on.
    void this.#body.next()
  }

  #missing({ request, name, line, column }: ImportedName): SyntaxError {
    const specifier = this.shape.requests[request]!.specifier
    const error = new SyntaxError(
      `The requested module '${specifier}' does not provide an export named '${String(name)}'`,
    )
    const text = this.source.split('\n')[line - 1] ?? ''
    ;(error as unknown as Record<symbol, unknown>)[arrow] = picture(
      this.url,
      line,
      text,
      column,
      String(name).length,
    )
    return error
  }

  protected run(): void | Promise<void> {
    const step = this.#body!.next()
    if (step instanceof Promise) return step.then(() => {})
  }
}

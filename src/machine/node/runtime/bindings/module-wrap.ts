import { dataOf } from '../facts.ts'
import { ModuleRecord, SourceTextModule, SyntheticModule, status } from '../compile/module-record.ts'
import { privateSymbols, symbols } from '../symbols.ts'
import { requireBuiltin } from '../realm-require.ts'

type ImportDynamically = (
  referrer: symbol,
  specifier: string,
  phase: number,
  attributes: Record<string, string>,
  referrerName: string,
) => Promise<unknown>

let importDynamically: ImportDynamically | undefined
let initializeMeta: ((symbol: symbol, meta: object, wrap: ModuleWrap) => void) | undefined

/** `import()` wherever it stands; `referrer` says which loader answers. */
export async function dynamicImport(
  referrer: symbol,
  referrerName: string,
  specifier: unknown,
  options?: { with?: Record<string, string> },
): Promise<unknown> {
  return importDynamically!(referrer, String(specifier), 2, { ...options?.with }, referrerName)
}

class ModuleWrap {
  readonly url: string
  readonly sourceMapURL?: string
  readonly sourceURL?: string
  readonly #record: ModuleRecord

  constructor(
    url: string,
    _context: unknown,
    source: string | string[],
    stepsOrLine?: (() => void) | number,
    columnOrModule?: unknown,
    referrer?: symbol | Uint8Array,
  ) {
    this.url = url
    const self = this as unknown as Record<symbol, unknown>
    if (typeof source !== 'string') {
      this.#record = new SyntheticModule(url, source, () => (stepsOrLine as () => void).call(this))
      if (columnOrModule) self[symbols.imported_cjs_symbol!] = columnOrModule
      return
    }
    const symbol = typeof referrer === 'symbol' ? referrer : Symbol(url)
    self[privateSymbols.host_defined_option_symbol!] = symbol
    this.#record = new SourceTextModule(url, source, {
      meta: () => {
        const meta = Object.create(null) as object
        initializeMeta?.(symbol, meta, this)
        return meta
      },
      import: (specifier, options) => dynamicImport(symbol, url, specifier, options as never),
    })
    this.sourceMapURL = (this.#record as SourceTextModule).shape.sourceMapUrl
  }

  get hasTopLevelAwait(): boolean {
    return this.#record.hasTopLevelAwait
  }

  get hasAsyncGraph(): boolean {
    return this.#record.hasAsyncGraph()
  }

  getModuleRequests(): object[] {
    return this.#record instanceof SourceTextModule ? this.#record.shape.requests : []
  }

  link(modules: ArrayLike<ModuleWrap>): void {
    this.#record.dependencies = Array.from(modules, (one) => one.#record)
  }

  instantiate(): void {
    this.#record.instantiate()
  }

  async evaluate(): Promise<void> {
    await this.#record.evaluate()
  }

  evaluateSync(): object {
    if (this.#record.hasAsyncGraph()) {
      const { codes } = requireBuiltin('internal/errors') as { codes: Record<string, new () => Error> }
      throw new codes.ERR_REQUIRE_ASYNC_MODULE!()
    }
    void this.#record.evaluate()
    return this.#record.namespace
  }

  setExport(name: string, value: unknown): void {
    ;(this.#record as SyntheticModule).setExport(name, value)
  }

  getNamespace(): object {
    return this.#record.namespace
  }

  getStatus(): number {
    // A module that awaits counts as evaluated for V8: its promise is what is waited for.
    return this.#record.state === status.evaluating && this.#record.evaluation
      ? status.evaluated
      : this.#record.state
  }

  getError(): unknown {
    return this.#record.error
  }

  setModuleSourceObject(): void {}
  getModuleSourceObject(): undefined {}
  createCachedData(): Uint8Array {
    return new Uint8Array(0)
  }
}

/** What require() of an ES module with a default export gives: the same exports, and __esModule. */
function createRequiredModuleFacade(wrap: ModuleWrap): object {
  const facade = new ModuleWrap(
    'node:internal/require_module_default_facade',
    undefined,
    "export * from 'original'; export { default } from 'original'; export const __esModule = true;",
    0,
    0,
    symbols.source_text_module_default_hdo,
  )
  facade.link([wrap])
  facade.instantiate()
  return facade.evaluateSync()
}

export const binding = {
  ...dataOf('module_wrap'),
  ModuleWrap,
  createRequiredModuleFacade,
  throwIfPromiseRejected: () => {},
  setImportModuleDynamicallyCallback: (callback: ImportDynamically) => {
    importDynamically = callback
  },
  setInitializeImportMetaObjectCallback: (callback: typeof initializeMeta) => {
    initializeMeta = callback
  },
}

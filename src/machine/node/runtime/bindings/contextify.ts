import { Edits } from '../compile/edits.ts'
import { names, replaceImportForms } from '../compile/esm-transform.ts'
import {
  canParseModule,
  children,
  faultIn,
  type Node,
  parseCommonJs,
  parseModule,
} from '../compile/syntax.ts'
import { dataOf } from '../facts.ts'
import { picture } from '../source-location.ts'
import { compileScript, remember } from '../sources.ts'
import { withRoomForOwnFrames, withWholeTrace } from '../stack-traces.ts'
import { privateSymbols, symbols } from '../symbols.ts'
import { dynamicImport } from './module-wrap.ts'

const arrow = privateSymbols.arrow_message_private_symbol!
const wrapper = ['exports', 'require', 'module', '__filename', '__dirname']

/** Compiles, and gives a SyntaxError the place that V8 keeps to itself. */
function compiled(source: string, file: string, before: string, after: string, showFile = file): unknown {
  try {
    return withWholeTrace(() => compileScript(source, file, before, after))
  } catch (error) {
    const fault = error instanceof SyntaxError ? faultIn(source, 'commonjs') : undefined
    if (fault) {
      const line = source.split('\n')[fault.line - 1] ?? ''
      ;(error as unknown as Record<symbol, unknown>)[arrow] = picture(
        showFile,
        fault.line,
        line,
        fault.column,
        fault.length,
      )
    }
    throw error
  }
}

const usesImport = /\bimport\s*(?:\/\*.*?\*\/\s*)?\(/s

/** A worker's own import() would ask the browser: Node's answers instead. */
function withoutDynamicImport(source: string): string {
  if (!usesImport.test(source)) return source
  try {
    const edits = new Edits(source)
    return replaceImportForms(parseCommonJs(source), edits) ? edits.apply() : source
  } catch {
    return source
  }
}

/** The body of a function, compiled so that its lines are the file's. */
function compileBody(source: string, file: string, parameters: readonly string[], referrer: symbol): unknown {
  const body = withoutDynamicImport(source).replace(/^#!/, '//')
  const open = body === source ? '' : `(function (${names.dynamic}) { return `
  const before = `${open}(function (${parameters.join(', ')}) { `
  const after = open ? '})})' : '})'
  const result = compiled(body, file, before, after)
  remember(file, source, before.length)
  if (!open) return result
  return (result as (load: unknown) => unknown)((specifier: unknown, options?: object) =>
    dynamicImport(referrer, file, specifier, options),
  )
}

const moduleSyntax = /\b(?:import|export|await)\b/
const commonJsName = /^(?:require|module|exports|__filename|__dirname)$/

/** Does it have what only an ES module may: import, export, import.meta, or await at the top? */
function hasModuleSyntax(source: string): boolean {
  if (!moduleSyntax.test(source)) return false
  let program: Node
  try {
    program = parseModule(source)
  } catch {
    return false
  }
  const isModuleOnly = (node: Node, topLevel: boolean): boolean => {
    if (/^(?:Import|Export)\w*Declaration$/.test(node.type)) return true
    if (node.type === 'MetaProperty' && (node.meta as Node).name === 'import') return true
    if (topLevel && node.type === 'AwaitExpression') return true
    const inside = topLevel && !/Function/.test(node.type)
    return children(node).some((child) => isModuleOnly(child, inside))
  }
  return isModuleOnly(program, true)
}

/** Names of the CommonJS wrapper declared again at the top level (`const require = …`) are no syntax error in a module. */
const redeclaresWrapper = (error: unknown): boolean =>
  error instanceof SyntaxError &&
  commonJsName.test(/Identifier '(.*)' has already been declared/.exec(error.message)?.[1] ?? '')

function compileFunctionForCJSLoader(
  source: string,
  filename: string,
  _isSea: boolean,
  detectModule: boolean,
): object {
  const sourceMapURL = /^\/\/[#@] sourceMappingURL=(\S+)\s*$/m.exec(source.slice(-4096))?.[1]
  try {
    const compiledFunction = compileBody(
      source,
      filename,
      wrapper,
      symbols.vm_dynamic_import_default_internal!,
    )
    return {
      __proto__: null,
      cachedDataRejected: false,
      sourceMapURL,
      function: compiledFunction,
      canParseAsESM: false,
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const isModule = hasModuleSyntax(source) || (redeclaresWrapper(error) && canParseModule(source))
    if (!isModule || !detectModule) throw error
    return {
      __proto__: null,
      cachedDataRejected: false,
      sourceMapURL,
      function: undefined,
      canParseAsESM: true,
    }
  }
}

const isReplInput = /^REPL\d+$/

/** What the REPL declares stays for its next line; of an eval's declarations only `var`s and functions do. */
function lastingDeclarations(source: string): string {
  let program: Node
  try {
    program = parseCommonJs(source)
  } catch {
    return source
  }
  const edits = new Edits(source)
  for (const statement of program.body as Node[]) {
    if (statement.type === 'ClassDeclaration')
      edits.insert(statement.start, `var ${(statement.id as Node).name as string} = `)
    if (statement.type !== 'VariableDeclaration' || statement.kind === 'var') continue
    edits.replace(statement.start, statement.start + (statement.kind as string).length, 'var')
  }
  return edits.apply()
}

class ContextifyScript {
  readonly sourceMapURL?: string
  readonly #source: string
  readonly #file: string
  readonly #referrer: symbol

  constructor(
    code: string,
    filename: string,
    lineOffset = 0,
    columnOffset = 0,
    _cachedData?: unknown,
    _produceCachedData?: boolean,
    _context?: unknown,
    referrer?: symbol,
  ) {
    const text = isReplInput.test(filename) ? lastingDeclarations(code) : code
    this.#source = '\n'.repeat(lineOffset) + ' '.repeat(columnOffset) + text
    this.#file = filename
    this.#referrer = referrer ?? symbols.vm_dynamic_import_no_callback!
    ;(this as unknown as Record<symbol, unknown>)[privateSymbols.host_defined_option_symbol!] = this.#referrer
    // Only a look at the syntax: the function around it is never called. Top-level declarations stay legal.
    compiled(withoutDynamicImport(code), filename, '(function () { if (0) { ', '}})')
    remember(filename, code, 0)
  }

  runInContext(context: object | null): unknown {
    if (context !== null) throw noContexts()
    const text = withoutDynamicImport(this.#source)
    if (text !== this.#source) {
      const load = (specifier: unknown, options?: object) =>
        dynamicImport(this.#referrer, this.#file, specifier, options)
      Object.defineProperty(globalThis, names.dynamic, {
        value: load,
        configurable: true,
        writable: true,
        enumerable: false,
      })
    }
    return withRoomForOwnFrames(() => compileScript(text, this.#file))
  }

  createCachedData(): Uint8Array {
    return new Uint8Array(0)
  }
}

const noContexts = (): Error =>
  Object.assign(
    new Error(
      'vm contexts are not available: this Node runs in a browser thread, which has one global object. Use vm.runInThisContext().',
    ),
    { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' },
  )

export const binding = {
  ...dataOf('contextify'),
  ContextifyScript,
  compileFunctionForCJSLoader,
  containsModuleSyntax: (source: string) => {
    try {
      compileBody(source, '[syntax]', wrapper, symbols.vm_dynamic_import_default_internal!)
      return false
    } catch {
      return hasModuleSyntax(source)
    }
  },
  compileFunction(
    code: string,
    filename: string,
    lineOffset: number,
    columnOffset: number,
    _cachedData: unknown,
    _produce: boolean,
    context: unknown,
    _extensions: unknown,
    parameters: string[] = [],
    referrer: symbol = symbols.vm_dynamic_import_no_callback!,
  ) {
    if (context) throw noContexts()
    const source = '\n'.repeat(lineOffset) + ' '.repeat(columnOffset) + code
    return { function: compileBody(source, filename, parameters, referrer), sourceMapURL: undefined }
  },
  makeContext() {
    throw noContexts()
  },
  measureMemory() {
    throw noContexts()
  },
  // A thread that computes cannot be interrupted: ^C then ends the process, see the kernel's side.
  startSigintWatchdog: () => true,
  stopSigintWatchdog: () => false,
  watchdogHasPendingSigint: () => false,
}

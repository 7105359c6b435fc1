import { shiftOf } from './sources.ts'

/** V8's CallSite, as far as we use it. */
export interface CallSite {
  getFileName(): string | null
  getLineNumber(): number | null
  getColumnNumber(): number | null
  getFunctionName(): string | null
  isEval(): boolean
  toString(): string
}

type Prepare = (error: unknown, sites: CallSite[]) => unknown
interface ErrorWithStack extends ErrorConstructor {
  prepareStackTrace?: Prepare
  stackTraceLimit: number
}
const V8Error = Error as unknown as ErrorWithStack

function withPrepare<T>(prepare: Prepare, run: () => T): T {
  const before = V8Error.prepareStackTrace
  V8Error.prepareStackTrace = prepare
  try {
    return run()
  } finally {
    V8Error.prepareStackTrace = before
  }
}

function capture(error: Error): CallSite[] {
  let found: CallSite[] = []
  withPrepare(
    (_error, sites) => {
      found = sites
      return ''
    },
    () => void error.stack,
  )
  return found
}

/** The file name that V8 gives to this bundle's own frames: they stand for Node's C++ and are not shown. */
const ownFile = capture(new Error('where am I'))[0]?.getFileName()

/** What a program's trace shows: its own frames and lib's, as if lib and program were no eval'ed text. */
function shown(sites: CallSite[]): CallSite[] {
  return sites.filter((site) => site.getFileName() !== ownFile && site.getFileName() !== null).map(native)
}

function native(site: CallSite): CallSite {
  const line = site.getLineNumber()
  const shift = line === 1 ? shiftOf(site.getFileName()!) : 0
  const isScript = site.isEval() && site.getFunctionName() === 'eval'
  if (shift === 0 && !isScript) return site
  const column = (site.getColumnNumber() ?? 1) - shift
  let text = site.toString()
  if (shift > 0) text = text.replace(/:1:\d+(\)?)$/, `:1:${column}$1`)
  if (isScript) text = text.replace(/^(?:Object\.|global\.)?eval \((.*)\)$/, '$1')
  const own: Partial<CallSite> = {
    toString: () => text,
    getColumnNumber: () => column,
    ...(isScript && { getFunctionName: () => null, isEval: () => false }),
  }
  return new Proxy(site, {
    get(target, key) {
      const value: unknown = own[key as keyof CallSite] ?? Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** Where an error was made, kept for the report of an uncaught exception. */
const origins = new WeakMap<object, CallSite>()

export const originOf = (error: object): CallSite | undefined => origins.get(error)

/** Error.prepareStackTrace as lib sets it up, on the frames that shall be shown. */
export function installStackTraces(prepare: (global: typeof globalThis, error: unknown, sites: CallSite[]) => unknown): void {
  const standard = V8Error.prepareStackTrace!
  const filtering: Prepare = (error, sites) => {
    const frames = shown(sites)
    if (frames[0] && typeof error === 'object' && error !== null) origins.set(error, frames[0])
    // Lib's callback looks for a function that the user has set and would find this one.
    return withPrepare(standard, () => prepare(globalThis, error, frames))
  }
  const descriptor = { writable: true, enumerable: false, configurable: true }
  Object.defineProperty(Error, 'prepareStackTrace', { ...descriptor, value: filtering })
}

export function callSites(limit: number): CallSite[] {
  const before = V8Error.stackTraceLimit
  V8Error.stackTraceLimit = limit + 8
  const error = new Error('call sites')
  V8Error.stackTraceLimit = before
  return shown(capture(error)).slice(0, limit)
}

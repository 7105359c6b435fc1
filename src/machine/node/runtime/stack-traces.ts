import { turnName } from './event-loop.ts'
import { shiftOf } from './sources.ts'

/** V8's CallSite, as far as we use it. */
export interface CallSite {
  getFileName(): string | null
  getScriptNameOrSourceURL(): string | null
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

/** Set while our own code looks at frames. */
let looking: Prepare | undefined

function capture(error: Error): CallSite[] {
  let found: CallSite[] = []
  const before = looking
  looking = (_error, sites) => {
    found = sites
    return ''
  }
  void error.stack
  looking = before
  return found
}

const fileOf = (site: CallSite): string | null => site.getScriptNameOrSourceURL()

/** The file name that V8 gives to this bundle's own frames: they stand for Node's C++ and are not shown. */
let ownFile: string | null

/** What a program's trace shows: its own frames and lib's, as if lib and program were no eval'ed text. */
function shown(sites: CallSite[]): CallSite[] {
  // What lies below the start of the turn is the thread's own business.
  const entry = sites.findLastIndex((site) => site.getFunctionName() === turnName)
  const inside = entry < 0 ? sites : sites.slice(0, entry)
  const frames = inside.filter((site) => fileOf(site) !== ownFile && !isOwnEval(site)).map(asNative)
  const limit =
    atMost ??
    (V8Error.stackTraceLimit === usual.bumped || V8Error.stackTraceLimit === usual.limit
      ? usual.limit
      : Infinity)
  return frames.slice(0, limit)
}

/** `eval` itself, as called by compileScript. */
const isOwnEval = (site: CallSite): boolean => fileOf(site) === null && site.getFunctionName() === 'eval'

const usual = { limit: 10, bumped: 16 }
let atMost: number | undefined

/** Makes an error (or lets one be thrown) deep inside our own frames, so that the program's fit into its trace all the same. */
export function withWholeTrace<T>(make: () => T): T {
  const limit = V8Error.stackTraceLimit
  if (typeof limit !== 'number' || limit === 0) return make()
  const before = atMost
  V8Error.stackTraceLimit = limit + 20
  atMost = limit === usual.bumped ? usual.limit : limit
  try {
    const made = make()
    // The trace is formatted when it is first read.
    void (made as { stack?: unknown } | undefined)?.stack
    return made
  } catch (error) {
    void (error as { stack?: unknown }).stack
    throw error
  } finally {
    V8Error.stackTraceLimit = limit
    atMost = before
  }
}

/** Runs a script whose frames have a few of ours below them, which take places in V8's ten. */
export function withRoomForOwnFrames<T>(run: () => T): T {
  if (V8Error.stackTraceLimit !== usual.limit) return run()
  V8Error.stackTraceLimit = usual.bumped
  try {
    return run()
  } finally {
    if (V8Error.stackTraceLimit === usual.bumped) V8Error.stackTraceLimit = usual.limit
  }
}

/** Frames of scripts compiled by eval, looking like those of a file's. */
function asNative(site: CallSite): CallSite {
  const file = fileOf(site)
  if (file === null) return site
  const shift = site.getLineNumber() === 1 ? shiftOf(file) : 0
  const column = (site.getColumnNumber() ?? 1) - shift
  // V8 calls every function without a name `eval` when its script came from one.
  const name = site.getFunctionName() === 'eval' ? null : site.getFunctionName()
  const own: Record<string, unknown> = {
    getFileName: () => file,
    getColumnNumber: () => column,
    getFunctionName: () => name,
    isEval: () => false,
    getEvalOrigin: () => undefined,
    toString: () => describe(site, `${file}:${site.getLineNumber()}:${column}`),
  }
  return new Proxy(site, {
    get(target, key) {
      const value: unknown = own[key as string] ?? Reflect.get(target, key)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

/** As V8 shows the frame, with the place put right, and without the name that functions from eval get. */
function describe(site: CallSite, place: string): string {
  const text = site.toString()
  const hasName = text.endsWith(')')
  if (!hasName) return place
  const name = text.slice(0, text.lastIndexOf(' ('))
  if (site.getFunctionName() !== 'eval') return `${name} (${place})`
  const [, prefix = '', owner = '', method] =
    /^(async |new )?(?:(.*)\.)?eval(?: \[as (.*)\])?$/.exec(name) ?? []
  if (prefix === 'new ') return `new <anonymous> (${place})`
  return owner ? `${prefix}${owner}.${method ?? '<anonymous>'} (${place})` : `${prefix}${place}`
}

/** Where an error was made, kept for the report of an uncaught exception. */
const origins = new WeakMap<object, CallSite>()

export const originOf = (error: object): CallSite | undefined => origins.get(error)

/**
 * `Error.prepareStackTrace` as an accessor: V8 always finds a function of ours, which shows the frames as
 * Node would have them to lib's formatting, or to what the program has set.
 */
export function installStackTraces(
  prepare: (global: { Error: object }, error: unknown, sites: CallSite[]) => unknown,
): void {
  const standard = V8Error.prepareStackTrace!
  let set: Prepare | undefined = standard
  const wrapped = new WeakMap<Prepare, Prepare>()
  const unwrapped = new WeakMap<Prepare, Prepare>()
  const wrap = (user: Prepare): Prepare => {
    const known = wrapped.get(user)
    if (known) return known
    const made: Prepare = (error, sites) => {
      if (looking) return looking(error, sites)
      const frames = shown(sites)
      if (frames[0] && typeof error === 'object' && error !== null) origins.set(error, frames[0])
      // Lib first asks its own overrides, then the function it finds on this object's Error.
      return prepare({ Error: { prepareStackTrace: user } }, error, frames)
    }
    wrapped.set(user, made)
    unwrapped.set(made, user)
    return made
  }
  Object.defineProperty(Error, 'prepareStackTrace', {
    enumerable: false,
    configurable: true,
    get: () => wrap(set ?? standard),
    set: (value: unknown) => {
      set = typeof value === 'function' ? (unwrapped.get(value as Prepare) ?? (value as Prepare)) : undefined
    },
  })
  ownFile = capture(new Error('where am I'))[0]!.getScriptNameOrSourceURL()
}

export function callSites(limit: number): CallSite[] {
  const before = V8Error.stackTraceLimit
  V8Error.stackTraceLimit = limit + 8
  const error = new Error('call sites')
  V8Error.stackTraceLimit = before
  return shown(capture(error)).slice(0, limit)
}

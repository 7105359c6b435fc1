import { boot, isBooted } from '../boot-data.ts'
import { dataOf } from '../facts.ts'
import { callSites } from '../stack-traces.ts'
import { privateSymbols } from '../symbols.ts'
import { sleepSync } from '../blocking.ts'
import { requireBuiltin } from '../realm-require.ts'
import { binding as types, proxyDetails } from './types.ts'

const data = dataOf('util') as { constants: Record<string, number> }
const { kFulfilled, SKIP_SYMBOLS, ONLY_ENUMERABLE } = data.constants as Record<string, number>

const inspectCustom = Symbol.for('nodejs.util.inspect.custom')

/** A promise's state is not to be had from JavaScript without waiting; saying so beats `<pending>`. */
const unknownState = { [inspectCustom]: () => '<state not visible>' }

const isIndex = (key: string): boolean => {
  const number = Number(key)
  return String(number >>> 0) === key && number !== 2 ** 32 - 1
}

function getOwnNonIndexProperties(object: object, filter: number): PropertyKey[] {
  return Reflect.ownKeys(object).filter((key) => {
    if (typeof key === 'string' && isIndex(key)) return false
    if (filter & SKIP_SYMBOLS! && typeof key === 'symbol') return false
    return !(filter & ONLY_ENUMERABLE!) || Object.prototype.propertyIsEnumerable.call(object, key)
  })
}

const kinds = ['TCP', 'TTY', 'UDP', 'FILE', 'PIPE', 'UNKNOWN', 'INVALID']

function guessHandleType(fd: number): number {
  if (fd > 2 || !isBooted()) return kinds.indexOf(fd > 2 ? 'FILE' : 'UNKNOWN')
  const kind = boot().stdio[fd]?.kind ?? 'closed'
  return kinds.indexOf({ tty: 'TTY', pipe: 'PIPE', file: 'FILE', closed: 'INVALID' }[kind])
}

/** As Node's C++ reads .env files: KEY=value, quotes of three kinds, comments, `export `. */
export function parseEnv(content: string): Record<string, string> {
  const result: Record<string, string> = {}
  const line =
    /^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\n#]*))[^\n]*$/gms
  for (const [, key, double, single, back, plain] of content.replaceAll('\r\n', '\n').matchAll(line)) {
    result[key!] = double?.replaceAll('\\n', '\n') ?? single ?? back ?? plain!.trim()
  }
  return result
}

export const binding = {
  ...data,
  privateSymbols,
  shouldAbortOnUncaughtToggle: new Uint32Array(1),
  isInsideNodeModules: (limit = 10) =>
    callSites(limit + 10).some((site) => /[\\/]node_modules[\\/]/.test(site.getFileName() ?? '')),
  defineLazyProperties,
  getPromiseDetails: (value: unknown) => (types.isPromise(value) ? [kFulfilled, unknownState] : undefined),
  getProxyDetails(value: unknown, both = true) {
    const details = proxyDetails(value)
    return details && !both ? details[0] : details
  },
  getCallerLocation: () => undefined,
  /** An iterator cannot be looked into without moving it. */
  previewEntries: (_value: unknown, isIterator?: boolean) => (isIterator ? [[], false] : []),
  getOwnNonIndexProperties,
  getConstructorName(object: object): string {
    for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at)) {
      const own = Object.getOwnPropertyDescriptor(at, 'constructor')?.value as { name?: unknown } | undefined
      if (typeof own === 'function' && typeof (own as { name: string }).name === 'string')
        return (own as { name: string }).name
    }
    return ''
  },
  getExternalValue: () => 0n,
  getCallSites: (count: number) =>
    callSites(count + 1)
      .slice(1)
      .map((site) => ({
        functionName: site.getFunctionName() ?? '',
        scriptId: '0',
        scriptName: site.getFileName() ?? '',
        lineNumber: site.getLineNumber() ?? 0,
        columnNumber: site.getColumnNumber() ?? 0,
        column: site.getColumnNumber() ?? 0,
      })),
  sleep: sleepSync,
  parseEnv,
  arrayBufferViewHasBuffer: () => true,
  // Nobody else could see it anyway.
  constructSharedArrayBuffer: (length: number) =>
    typeof SharedArrayBuffer === 'function' ? new SharedArrayBuffer(length) : new ArrayBuffer(length),
  markPromiseAsHandled: (promise: Promise<unknown>) => void promise.catch(() => {}),
  guessHandleType,
  isArrayBufferView: ArrayBuffer.isView,
  isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: (value: unknown) => value instanceof Uint8Array,
  ...types,
}

/** Properties that load their module when they are first read, and can be overwritten. */
function defineLazyProperties(target: object, id: string, keys: string[], enumerable = true): void {
  for (const key of keys) {
    const descriptor = Object.getOwnPropertyDescriptors({
      get [key]() {
        const value = requireBuiltin(id)[key]
        Object.defineProperty(target, key, { writable: true, enumerable, configurable: true, value })
        return value
      },
      set [key](value: unknown) {
        Object.defineProperty(target, key, { writable: true, enumerable, configurable: true, value })
      },
    })[key]!
    Object.defineProperty(target, key, { ...descriptor, enumerable, configurable: true })
  }
}

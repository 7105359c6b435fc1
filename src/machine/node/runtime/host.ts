/**
 * What the browser's Worker lends to the runtime, taken before its globals are removed: Node programs
 * shall find Node's globals and nothing of a browser's.
 */
const scope = globalThis as typeof globalThis & { onmessage: unknown }

export const host = {
  setTimeout: scope.setTimeout.bind(scope) as (run: () => void, milliseconds: number) => number,
  clearTimeout: scope.clearTimeout.bind(scope) as (timer: number) => void,
  queueMicrotask: scope.queueMicrotask.bind(scope),
  performance: scope.performance,
  MessageChannel: scope.MessageChannel,
  TextDecoder: scope.TextDecoder,
  TextEncoder: scope.TextEncoder,
  URL: scope.URL,
  URLPattern: (scope as unknown as { URLPattern?: new () => unknown }).URLPattern,
  Intl: scope.Intl,
  Proxy: scope.Proxy,
  structuredClone: scope.structuredClone.bind(scope),
  getRandomValues: scope.crypto.getRandomValues.bind(scope.crypto),
  now: Date.now,
  evaluate: scope.eval,
}

/** Calls back with the port that the first message brings. */
export function onPort(receive: (port: MessagePort) => void): void {
  scope.onmessage = (event: MessageEvent) => {
    const port = event.ports[0]
    if (port) receive(port)
  }
}

const listen = scope.addEventListener.bind(scope)

export interface RejectionHandlers {
  unhandled(promise: Promise<unknown>, reason: unknown): void
  handled(promise: Promise<unknown>): void
}

/** The browser tells of rejections that nobody handles a task later; what it would print is suppressed. */
export function onRejections(handlers: RejectionHandlers): void {
  listen('unhandledrejection', (event) => {
    event.preventDefault()
    handlers.unhandled(event.promise, event.reason)
  })
  listen('rejectionhandled', (event) => handlers.handled(event.promise))
}

const languageGlobals = new Set(
  `Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp
   Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError SuppressedError globalThis
   JSON Math Intl ArrayBuffer Atomics Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array BigUint64Array
   BigInt64Array Uint8ClampedArray Float16Array Float32Array Float64Array DataView Map BigInt Set Iterator WeakMap
   WeakSet Proxy Reflect FinalizationRegistry WeakRef DisposableStack AsyncDisposableStack decodeURI decodeURIComponent
   encodeURI encodeURIComponent escape unescape eval isFinite isNaN SharedArrayBuffer WebAssembly`.split(
    /\s+/,
  ),
)

/** Leaves the language and nothing else on the global object. */
export function removeBrowserGlobals(): void {
  let object: object | null = globalThis
  while (object !== null && object !== Object.prototype) {
    for (const key of Reflect.ownKeys(object)) {
      if (key === 'constructor' || (typeof key === 'string' && languageGlobals.has(key))) continue
      Reflect.deleteProperty(object, key)
    }
    object = Object.getPrototypeOf(object)
  }
}

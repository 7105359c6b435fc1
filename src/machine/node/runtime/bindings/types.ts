import { host } from '../host.ts'

const getter = (prototype: object, name: string) => Object.getOwnPropertyDescriptor(prototype, name)!.get!
const stringOf = Object.prototype.toString

/** Has the object the internal slot that this accessor or method needs? */
const brand = (probe: (value: never) => unknown) => (value: unknown) => {
  try {
    probe(value as never)
    return true
  } catch {
    return false
  }
}

const call = <T>(method: (this: never, ...args: never[]) => T, ...args: unknown[]) =>
  brand((value: never) => Reflect.apply(method, value, args))

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

const isPrototypeIn = (prototype: object, value: unknown): boolean => {
  let object = isObject(value) ? Object.getPrototypeOf(value) : null
  for (; object !== null; object = Object.getPrototypeOf(object)) if (object === prototype) return true
  return false
}

const mapIterator = Object.getPrototypeOf(new Map().entries()) as object
const setIterator = Object.getPrototypeOf(new Set().entries()) as object
const asyncFunction = Object.getPrototypeOf(async () => {}) as object
const asyncGeneratorFunction = Object.getPrototypeOf(async function* () {}) as object
const generatorFunction = Object.getPrototypeOf(function* () {}) as object
const generatorObjects = [generatorFunction, asyncGeneratorFunction].map(
  (f) => (f as { prototype: object }).prototype,
)

const proxies = new WeakMap<object, [target: object, handler: object]>()

/**
 * Nothing in the language tells a Proxy from its target, so the global that programs use remembers what
 * it made: util.inspect would otherwise run their traps.
 */
export function rememberProxies(): void {
  const original = host.Proxy
  const remembering = function Proxy(target: object, handler: ProxyHandler<object>) {
    if (!new.target) throw new TypeError("Constructor Proxy requires 'new'")
    const proxy = new original(target, handler)
    proxies.set(proxy, [target, handler])
    return proxy
  }
  Object.defineProperties(remembering, {
    length: { value: 2, configurable: true },
    prototype: { value: undefined },
    revocable: {
      configurable: true,
      writable: true,
      value: (target: object, handler: ProxyHandler<object>) => {
        const made = original.revocable(target, handler)
        proxies.set(made.proxy, [target, handler])
        return made
      },
    },
  })
  Object.defineProperty(globalThis, 'Proxy', {
    configurable: true,
    writable: true,
    enumerable: false,
    value: remembering,
  })
}

export const proxyDetails = (value: unknown): [object, object] | undefined =>
  isObject(value) ? proxies.get(value) : undefined

const isProxy = (value: unknown): boolean => isObject(value) && proxies.has(value)
const isArrayBuffer = call(getter(ArrayBuffer.prototype, 'byteLength'))
const shared =
  typeof SharedArrayBuffer === 'function'
    ? call(getter(SharedArrayBuffer.prototype, 'byteLength'))
    : () => false
const isNumberObject = (value: unknown) => typeof value === 'object' && call(Number.prototype.valueOf)(value)
const isStringObject = (value: unknown) => typeof value === 'object' && call(String.prototype.valueOf)(value)
const isBooleanObject = (value: unknown) =>
  typeof value === 'object' && call(Boolean.prototype.valueOf)(value)
const isSymbolObject = (value: unknown) => typeof value === 'object' && call(Symbol.prototype.valueOf)(value)
const isBigIntObject = (value: unknown) => typeof value === 'object' && call(BigInt.prototype.valueOf)(value)

const boxed = [isNumberObject, isStringObject, isBooleanObject, isSymbolObject, isBigIntObject]

/** A tag is believed only when the object cannot have set it itself. */
const hasPlainTag = (value: object, tag: string): boolean =>
  !(Symbol.toStringTag in value) && stringOf.call(value) === `[object ${tag}]`

const isErrorSlot = (Error as { isError?: (value: unknown) => boolean }).isError
const isPromise = (value: unknown): boolean =>
  value instanceof Promise ||
  (isObject(value) && stringOf.call(value) === '[object Promise]' && 'then' in value)

export const binding = {
  isExternal: () => false,
  isDate: call(Date.prototype.getTime),
  isArgumentsObject: (value: unknown) =>
    typeof value === 'object' && value !== null && hasPlainTag(value, 'Arguments'),
  isBigIntObject,
  isBooleanObject,
  isNumberObject,
  isStringObject,
  isSymbolObject,
  isBoxedPrimitive: (value: unknown) => value !== null && boxed.some((is) => is(value)),
  isNativeError: (value: unknown) =>
    typeof value === 'object' &&
    value !== null &&
    !isProxy(value) &&
    (isErrorSlot ? isErrorSlot(value) : value instanceof Error || hasPlainTag(value, 'Error')),
  isRegExp: (value: unknown) =>
    isObject(value) &&
    !isProxy(value) &&
    value !== RegExp.prototype &&
    call(getter(RegExp.prototype, 'source'))(value),
  isAsyncFunction: (value: unknown) =>
    typeof value === 'function' &&
    (isPrototypeIn(asyncFunction, value) || isPrototypeIn(asyncGeneratorFunction, value)),
  isGeneratorFunction: (value: unknown) =>
    typeof value === 'function' &&
    (isPrototypeIn(generatorFunction, value) || isPrototypeIn(asyncGeneratorFunction, value)),
  isGeneratorObject: (value: unknown) =>
    generatorObjects.some((prototype) => isPrototypeIn(prototype, value)),
  isPromise: (value: unknown) => isObject(value) && !isProxy(value) && isPromise(value),
  isMap: call(getter(Map.prototype, 'size')),
  isSet: call(getter(Set.prototype, 'size')),
  isMapIterator: (value: unknown) =>
    isObject(value) && !isProxy(value) && Object.getPrototypeOf(value) === mapIterator,
  isSetIterator: (value: unknown) =>
    isObject(value) && !isProxy(value) && Object.getPrototypeOf(value) === setIterator,
  isWeakMap: call(WeakMap.prototype.has as never, {}),
  isWeakSet: call(WeakSet.prototype.has as never, {}),
  isArrayBuffer,
  isDataView: call(getter(DataView.prototype, 'buffer')),
  isSharedArrayBuffer: shared,
  isAnyArrayBuffer: (value: unknown) => isArrayBuffer(value) || shared(value),
  isProxy,
  isModuleNamespaceObject: (value: unknown) => isObject(value) && namespaces.has(value),
  isEventTarget: () => false,
}

const namespaces = new WeakSet<object>()
/** Module namespaces are objects of our own making; see compile/module-namespace.ts. */
export const registerNamespace = (namespace: object): void => void namespaces.add(namespace)

import { host } from '../host.ts'
import { registerNamespace } from '../bindings/types.ts'

/**
 * `import * as ns`: an object without prototype whose properties are the exports as they are now. The
 * language's own namespace objects cannot be made by hand; this one shows the same to everything but
 * a look at property descriptors (they say configurable).
 */
export function createNamespace(exported: ReadonlyMap<string, () => unknown>): object {
  const target = Object.create(null) as Record<string | symbol, unknown>
  for (const name of [...exported.keys()].sort()) target[name] = undefined
  Object.defineProperty(target, Symbol.toStringTag, { value: 'Module' })
  Object.preventExtensions(target)
  const namespace: object = new host.Proxy(target, {
    get: (of: typeof target, key: string | symbol) =>
      typeof key === 'string' && exported.has(key) ? exported.get(key)!() : of[key],
    set: () => false,
    deleteProperty: (of: typeof target, key: string | symbol) => !Object.hasOwn(of, key),
    defineProperty: () => false,
    getOwnPropertyDescriptor(of: typeof target, key: string | symbol) {
      const descriptor = Reflect.getOwnPropertyDescriptor(of, key)
      if (descriptor && typeof key === 'string') descriptor.value = exported.get(key)!()
      return descriptor
    },
  })
  registerNamespace(namespace)
  return namespace
}

/**
 * What a browser's Worker has and Node's threads and processes have under other names, as a script for them.
 * The runtime removes all globals but the language's, so Node is as good a place for it as a Worker.
 */
export const nodeGlobals = `
const listeners = {}
globalThis.addEventListener = (type, listener) => { listeners[type] = listener }
process.on('unhandledRejection', (reason, promise) => {
  listeners.unhandledrejection?.({ reason, promise, preventDefault() {} })
})
process.on('rejectionHandled', (promise) => listeners.rejectionhandled?.({ promise }))
Promise.withResolvers ??= function () {
  let resolve, reject
  const promise = new this((a, b) => { resolve = a; reject = b })
  return { promise, resolve, reject }
}
ArrayBuffer.prototype.transfer ??= function (length = this.byteLength) {
  const moved = structuredClone(this, { transfer: [this] })
  return length === moved.byteLength ? moved : moved.slice(0, length)
}
if (!globalThis.Iterator) {
  const prototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()))
  globalThis.Iterator = Object.assign(function Iterator() {}, { prototype, from: (items) => items[Symbol.iterator]?.() ?? Object.create(Object.create(prototype)) })
  const lazy = {
    *map(change) { let i = 0; for (const item of { [Symbol.iterator]: () => this }) yield change(item, i++) },
    *filter(keep) { let i = 0; for (const item of { [Symbol.iterator]: () => this }) if (keep(item, i++)) yield item },
    *take(count) { for (const item of { [Symbol.iterator]: () => this }) { if (count-- <= 0) return; yield item } },
    *drop(count) { for (const item of { [Symbol.iterator]: () => this }) if (count-- <= 0) yield item },
    *flatMap(change) { let i = 0; for (const item of { [Symbol.iterator]: () => this }) yield* change(item, i++) },
  }
  for (const [name, value] of Object.entries(lazy)) Object.defineProperty(prototype, name, { value, writable: true, configurable: true })
  for (const name of ['forEach', 'reduce', 'some', 'every', 'find']) {
    const value = function (...args) { return [...{ [Symbol.iterator]: () => this }][name](...args) }
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true })
  }
  Object.defineProperty(prototype, 'toArray', { value() { return [...{ [Symbol.iterator]: () => this }] }, writable: true, configurable: true })
}
// This thread's own undici would serve programs' fetch, past their machine's network.
void globalThis.Headers, globalThis.MessageEvent
for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
  if (String(symbol).includes('undici')) globalThis[symbol] = undefined
}
Object.setPrototypeOf(globalThis, Object.create(Object.prototype))
`

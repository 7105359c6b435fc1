import { host } from './host.ts'

/**
 * A shared memory of this thread alone, to sleep on; a page may always have one through WebAssembly. Where
 * the page is not cross-origin isolated, its class is hidden, and programs find it here as in Node.
 */
const cell = (() => {
  try {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true })
    if (!('SharedArrayBuffer' in globalThis)) {
      const value: unknown = memory.buffer.constructor
      Object.defineProperty(globalThis, 'SharedArrayBuffer', { value, writable: true, configurable: true })
    }
    return new Int32Array(memory.buffer)
  } catch {
    return undefined
  }
})()

export function sleepSync(milliseconds: number): void {
  if (cell) {
    Atomics.wait(cell, 0, 0, milliseconds)
    return
  }
  const end = host.performance.now() + milliseconds
  while (host.performance.now() < end);
}

/** Nothing may run after process.exit: the thread waits here until the kernel ends it. */
export function neverReturn(): never {
  for (;;) sleepSync(1000)
}

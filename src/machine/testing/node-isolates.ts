import { Worker } from 'node:worker_threads'
import type { Isolate, IsolateProvider } from '../isolate.ts'
import { nodeGlobals } from '../node/node-globals.ts'

// A function, so that a program finds none of its names.
const prelude = `(() => {
const { parentPort } = require('node:worker_threads')
const runtime = require('node:fs').readFileSync(process.env.NODE_RUNTIME, 'utf8')
${nodeGlobals}
parentPort.once('message', ({ port }) => globalThis.runtimeMessage({ ports: [port] }))
Object.defineProperty(globalThis, 'onmessage', {
  configurable: true,
  set(handler) { parentPort.removeAllListeners(); parentPort.once('message', ({ port }) => handler({ ports: [port] })) },
})
;(0, eval)(runtime + '\\n//# sourceURL=node-runtime.js')
})()`

/** Isolates that are Node worker threads: for tests. */
export function nodeIsolates(scripts: Record<'node', string>): IsolateProvider {
  return {
    create: (program) => Promise.resolve(createIsolate(scripts[program])),
  }
}

function createIsolate(script: string): Isolate {
  const worker = new Worker(prelude, { eval: true, env: { NODE_RUNTIME: script } })
  const { port1, port2 } = new MessageChannel()
  let terminated = false
  worker.postMessage({ port: port2 }, [port2])
  const gone = new Promise<'terminated' | 'crashed'>((resolve) => {
    worker.on('error', () => resolve('crashed'))
    worker.on('exit', () => resolve(terminated ? 'terminated' : 'crashed'))
  })
  return {
    port: port1,
    gone,
    terminate() {
      terminated = true
      port1.close()
      void worker.terminate()
    },
  }
}

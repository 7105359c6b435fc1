import { nodeGlobals } from '#machine'

/**
 * What a child process runs: the machines' Node runtime, with a port to its parent as its only door. It is one
 * function, so that the learner's program finds none of its names, and the runtime removes Node's own globals.
 */
export const childScript = (runtime: string): string => `(() => {
const parent = process
const soon = setImmediate
const text = require('node:fs').readFileSync(${JSON.stringify(runtime)}, 'utf8')
const { port1, port2 } = new MessageChannel()
port2.on('message', (message) => parent.send(message))
parent.on('message', (message) => port2.postMessage(message))
parent.on('disconnect', () => parent.exit())
${nodeGlobals}
for (const name of ['require', 'module', 'exports', '__filename', '__dirname']) delete globalThis[name]
Object.defineProperty(globalThis, 'onmessage', {
  configurable: true,
  set(handler) { soon(() => handler({ ports: [port1] })) },
})
;(0, eval)(text + '\\n//# sourceURL=node-runtime.js')
})()`

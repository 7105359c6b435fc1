import { execFileSync } from 'node:child_process'
import type { IsolateProvider } from '../isolate.ts'
import { nodeIsolates } from './node-isolates.ts'

const root = new URL('../../../', import.meta.url).pathname

/** Isolates with the Node runtime, which is built first if it is not up to date. */
export function builtNodeIsolates(): IsolateProvider {
  execFileSync('node', ['scripts/build-node-runtime.mjs'], { encoding: 'utf8', cwd: root })
  return nodeIsolates({ node: `${root}.build/node-runtime/node-runtime.js` })
}

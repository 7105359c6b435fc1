import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Engine } from '#engine'
import { type Instances, openInstances } from '#host/worker'
import { ChildIsolates } from './child-isolates.ts'

export interface Compute extends Instances {
  stop(): void
}

/**
 * Instances that boot and run what they are given.
 * @param build where the build puts the Node runtime and the package registry
 */
export function openCompute(engine: () => Engine, build: URL): Compute {
  const isolates = new ChildIsolates(fileURLToPath(new URL('node-runtime/node-runtime.js', build)))
  const instances = openInstances({
    engine,
    isolates,
    readAsset: (path) => readFile(new URL(path, build)).catch(() => undefined),
    now: () => engine().now(),
  })
  return { ...instances, stop: () => isolates.stop() }
}

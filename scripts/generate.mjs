import { existsSync } from 'node:fs'
import { root, run } from './step.mjs'

/** What is made at build time from our dependencies: service models, Node's library, the package registry. */
export const generate = async () => {
  for (const script of ['build-models.mjs', 'build-node-runtime.mjs', 'build-registry.mjs'])
    if (existsSync(`${root}/scripts/${script}`)) await run(process.execPath, [`${root}/scripts/${script}`])
}

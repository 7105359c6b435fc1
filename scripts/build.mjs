import { build } from 'vite'
import { buildStatic } from './build-static.mjs'
import { generate } from './generate.mjs'
import { ensureDependencies, root } from './step.mjs'

await ensureDependencies()
await generate()
await buildStatic()
await build({ root })

import { ensureDependencies, runLocal } from './step.mjs'

/** Side-by-side figures in one run: each group compares ours with a peer, or one size with another. */
await ensureDependencies()
const { generate } = await import('./generate.mjs')
await generate()
await runLocal('vitest/vitest.mjs', ['bench', '--run', ...process.argv.slice(2)])

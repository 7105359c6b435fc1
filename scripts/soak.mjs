import { ensureDependencies, runLocal } from './step.mjs'

/** The long form of the tests that are short in `npm test`: fuzzing, random operations, kills. */
await ensureDependencies()
const { generate } = await import('./generate.mjs')
await generate()
await runLocal('vitest/vitest.mjs', ['run', '--testTimeout=3600000', ...process.argv.slice(2)], {
  env: { ...process.env, SOAK: process.env.SOAK ?? '100' },
})

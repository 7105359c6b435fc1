import { ensureDependencies, root, run, runLocal, step } from './step.mjs'

/** The long form of the tests that are short in `npm test`: fuzzing, random operations, kills. */
await ensureDependencies()
const { generate } = await import('./generate.mjs')
const { ensureChromium } = await import('./chromium.mjs')
await generate()
const env = { ...process.env, SOAK: process.env.SOAK ?? '100' }
const wanted = process.argv.slice(2)
const isEndToEnd = (path) => path.startsWith('e2e/')

// Without arguments everything that has a long form; otherwise the files that are named.
const unit = wanted.filter((path) => !isEndToEnd(path))
if (wanted.length === 0 || unit.length > 0)
  await step('unit tests, long', () =>
    runLocal('vitest/vitest.mjs', ['run', '--testTimeout=3600000', ...unit], { env }),
  )
const endToEnd = wanted.length === 0 ? ['e2e/kill.spec.ts'] : wanted.filter(isEndToEnd)
if (endToEnd.length > 0)
  await step('kills of a browser, many', async () => {
    const chromium = await ensureChromium()
    await run(process.execPath, [`${root}/scripts/build.mjs`])
    await runLocal('@playwright/test/cli.js', ['test', ...endToEnd], {
      env: { ...env, CHROMIUM_PATH: chromium },
    })
  })

import { ensureDependencies, root, run, runLocal, step } from './step.mjs'

/** Everything that must hold: format, lint, types, unit tests, the build, and the build in a real Chromium. */
await ensureDependencies()
const { generate } = await import('./generate.mjs')
const { ensureChromium } = await import('./chromium.mjs')

await step('generate', generate)
await step('format', () => runLocal('oxfmt/bin/oxfmt', ['--check', '.']))
await step('lint', () => runLocal('oxlint/bin/oxlint', ['--deny-warnings']))
await step('types', () => runLocal('typescript/bin/tsc', ['-b']))
await step('unit tests', () => runLocal('vitest/vitest.mjs', ['run']))
await step('build', () => run(process.execPath, [`${root}/scripts/build.mjs`]))
await step('end-to-end tests', async () => {
  const chromium = await ensureChromium()
  await runLocal('@playwright/test/cli.js', ['test'], { env: { ...process.env, CHROMIUM_PATH: chromium } })
})
console.log('\nAll checks passed.')

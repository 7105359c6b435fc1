import { ensureDependencies, root, run, runLocal } from './step.mjs'

/** Side-by-side figures in one run: each group compares ours with a peer, or one size with another. */
await ensureDependencies()
const { generate } = await import('./generate.mjs')
await generate()
const wanted = process.argv.slice(2)
if (!wanted.includes('browser')) await runLocal('vitest/vitest.mjs', ['bench', '--run', ...wanted])
// `npm run bench browser` for this part alone.
if (wanted.length === 0 || wanted.includes('browser')) {
  const { ensureChromium } = await import('./chromium.mjs')
  await run(process.execPath, [`${root}/scripts/build.mjs`])
  await runLocal('@playwright/test/cli.js', ['test', '--config', 'e2e/lab/bench.config.ts'], {
    env: { ...process.env, CHROMIUM_PATH: await ensureChromium() },
  })
}

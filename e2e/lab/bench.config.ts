import { defineConfig } from '@playwright/test'
import { launchOptions } from '../launch-options.ts'

/** Figures that only a real browser can give: `npm run bench`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  workers: 1,
  timeout: 600_000,
  reporter: [['list']],
  outputDir: '../../test-results',
  use: { launchOptions },
})

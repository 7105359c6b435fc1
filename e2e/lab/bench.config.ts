import { defineConfig } from '@playwright/test'
import { launchOptions } from '../launch-options.ts'

const port = process.env.E2E_PORT ?? '4180'

/** Figures that only a real browser can give: `npm run bench`. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  workers: 1,
  timeout: 600_000,
  reporter: [['list']],
  outputDir: '../../test-results',
  use: { launchOptions, baseURL: `http://localhost:${port}`, viewport: { width: 1440, height: 900 } },
  webServer: {
    command: 'node scripts/preview.mjs',
    cwd: '../..',
    url: `http://localhost:${port}`,
    env: { PORT: port },
  },
})

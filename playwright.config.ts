import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/launch-options.ts'

const port = process.env.E2E_PORT ?? '4180'

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  forbidOnly: true,
  use: {
    baseURL: `http://localhost:${port}`,
    actionTimeout: 20_000,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions,
  },
  webServer: {
    command: 'node scripts/preview.mjs',
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    env: { PORT: port },
  },
})

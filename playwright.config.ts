import { defineConfig } from '@playwright/test'

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
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Playwright switches storage partitioning off, and then a service worker on another site is denied
        // its storage. The last --disable-features wins, so this one brings partitioning back.
        '--disable-features=MediaRouter',
      ],
    },
  },
  webServer: {
    command: 'node scripts/preview.mjs',
    url: `http://localhost:${port}`,
    reuseExistingServer: false,
    env: { PORT: port },
  },
})

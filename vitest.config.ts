import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,server,scripts}/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    // Two cores: more workers than that only take turns.
    maxWorkers: 2,
  },
})

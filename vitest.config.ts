import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,server,scripts}/**/*.test.{ts,tsx}'],
    testTimeout: 40_000,
    hookTimeout: 40_000,
    benchmark: { include: ['{src,server}/**/*.bench.ts'] },
    // Two cores: more workers than that only take turns.
    maxWorkers: 2,
  },
})

import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,server,scripts}/**/*.test.{ts,tsx}'],
    testTimeout: 40_000,
    hookTimeout: 40_000,
    // How long a poll waits before it gives up says nothing about what is polled: a machine may be slow.
    expect: { poll: { timeout: 20_000 } },
    benchmark: { include: ['{src,server}/**/*.bench.ts'] },
    // Two cores: more workers than that only take turns.
    maxWorkers: 2,
  },
})

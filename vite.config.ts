import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { cloudscapeTokens } from './src/console/theme/cloudscape-tokens.ts'
import { leanConsole } from './src/console/theme/lean-console.ts'

export default defineConfig(({ mode }) => ({
  base: process.env.BASE_PATH ?? '/',
  publicDir: '.build/static',
  plugins: [react(), cloudscapeTokens(), leanConsole(), ...(mode === 'fake' ? [fakeCloud()] : [])],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: process.env.OUT_DIR ?? 'dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000,
  },
}))

/** `vite --mode fake`: the console over an in-memory stand-in for the cloud, to work on pages alone. */
const fakeCloud = (): Plugin => ({
  name: 'fake-cloud',
  enforce: 'pre',
  resolveId: (id) =>
    id === '#host/client'
      ? new URL('src/console/testing/host-client.ts', import.meta.url).pathname
      : undefined,
})

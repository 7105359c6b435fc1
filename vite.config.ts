import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { contentSecurityPolicy } from './scripts/content-security-policy.mjs'
import { cloudscapeTokens } from './src/console/theme/cloudscape-tokens.ts'
import { leanConsole } from './src/console/theme/lean-console.ts'

export default defineConfig({
  base: process.env.BASE_PATH ?? '/',
  publicDir: '.build/static',
  plugins: [react(), cloudscapeTokens(), leanConsole(), contentSecurityPolicy()],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: process.env.OUT_DIR ?? 'dist',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1000,
  },
})

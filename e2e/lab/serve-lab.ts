import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import { build } from 'vite'

const root = fileURLToPath(new URL('./page', import.meta.url))
const outDir = fileURLToPath(new URL('../../.build/lab', import.meta.url))

/** Builds the test's own page, which is part of no release, and serves it. */
export const serveLab = async (): Promise<{ url: string; stop(): void }> => {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { outDir, emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 2000 },
  })
  const files = sirv(outDir, { dev: false })
  const server = createServer((request, response) => files(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, stop: () => void server.close() }
}

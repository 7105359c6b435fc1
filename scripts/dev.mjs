import { ensureDependencies, root } from './step.mjs'

await ensureDependencies()
const { generate } = await import('./generate.mjs')
const { buildStatic } = await import('./build-static.mjs')
const { createServer } = await import('vite')
await generate()
await buildStatic()
// Both loopback addresses: the app at localhost, the sites at 127.0.0.1.
const server = await createServer({ root, server: { host: 'localhost' } })
await server.listen()
server.printUrls()

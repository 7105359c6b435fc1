import { ensureDependencies } from './step.mjs'

await ensureDependencies()
await import('./build.mjs')
const { serveStatic } = await import('./static-server.mjs')
const { port } = await serveStatic(Number(process.env.PORT) || undefined)
console.log(
  `\n  Sandcloud is at  http://localhost:${port}\n\n  Ctrl+C ends the server. What you make is kept in your browser.\n`,
)

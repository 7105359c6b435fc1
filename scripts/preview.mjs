import { serveStatic } from './static-server.mjs'

// The built app as it is, for the end-to-end tests.
const { port } = await serveStatic(Number(process.env.PORT) || undefined, { tries: 1 })
console.log(`http://localhost:${port}`)

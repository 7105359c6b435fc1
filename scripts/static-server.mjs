import { createServer } from 'node:http'
import sirv from 'sirv'
import { root } from './step.mjs'

/**
 * Serves the built app as static files on both loopback addresses: the app lives at localhost, the sites
 * that learners make live on 127.0.0.1, another origin of the same server.
 * @returns the port, and how to stop.
 */
export const serveStatic = async (wanted = 4173, { tries = 20 } = {}) => {
  const files = sirv(`${root}/dist`, {
    single: true,
    dev: false,
    setHeaders: (response, path) => {
      // Names with a hash in them never change what they mean; all others are asked for again.
      const lasting = path.startsWith('/assets/')
      response.setHeader('cache-control', lasting ? 'public,max-age=31536000,immutable' : 'no-cache')
    },
  })
  const handler = (request, response) => {
    // A missing file under /assets is no page: an old tab must see the 404 and not HTML.
    files(request, response, () => {
      response.statusCode = 404
      response.end('Not found')
    })
  }
  for (let port = wanted; port < wanted + tries; port++) {
    const servers = [createServer(handler), createServer(handler)]
    try {
      await listen(servers[0], port, '127.0.0.1')
      // A machine without IPv6 has localhost at 127.0.0.1 only.
      await listen(servers[1], port, '::1').catch((error) => {
        if (error.code === 'EADDRINUSE') throw error
      })
      return { port, stop: () => servers.forEach((server) => server.close()) }
    } catch (error) {
      for (const server of servers) server.close()
      if (error.code !== 'EADDRINUSE') throw error
    }
  }
  throw new Error(
    tries === 1 ? `Port ${wanted} is taken.` : `No free port from ${wanted} to ${wanted + tries - 1}.`,
  )
}

const listen = (server, port, host) =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })

import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AccessKey, createEngine, type Engine, memoryStorage, systemTime } from '#engine'
import { openCompute } from './compute/index.ts'
import { httpServer } from './http-server.ts'
import type { ServeOptions } from './options.ts'
import { Switches } from './switches.ts'
import { noVisitors, visitor } from './visit.ts'

export interface Serving {
  readonly server: Server
  readonly url: string
  readonly engine: Engine
  /** Ends it all, programs that run in instances too. */
  stop(): void
}

// The bundle stands in .build/serve, the source in server.
const here = new URL('.', import.meta.url)
const builtFiles = new URL(here.pathname.endsWith('/.build/serve/') ? '../' : '../.build/', here)

/** A cloud of its own, in memory, behind a port. */
export async function serve(options: ServeOptions, adminKey?: AccessKey): Promise<Serving> {
  const compute = options.compute ? openCompute(() => engine, builtFiles) : undefined
  const engine: Engine = await createEngine({
    storage: memoryStorage(),
    time: systemTime,
    random: (length) => new Uint8Array(randomBytes(length)),
    hypervisor: compute?.hypervisor ?? new Switches(() => systemTime.now()),
    adminKey,
    trust: options.trust,
    onFault: (error) => console.error(error),
  })
  await engine.setPace(options.pace)
  const controls = {
    handle: engine.handle,
    visit: compute ? visitor(compute) : noVisitors,
    skip: engine.skip,
    async reset() {
      await engine.reset()
      await engine.setPace(options.pace)
    },
  }
  const server = httpServer(controls, options)
  await new Promise<void>((listening, failed) => {
    server.once('error', failed).listen(options.port, options.host, listening)
  })
  const { port } = server.address() as AddressInfo
  const host = options.host.includes(':') ? `[${options.host}]` : options.host
  const stop = () => {
    server.close()
    server.closeAllConnections()
    engine.stop()
    compute?.stop()
  }
  return { server, url: `http://${host}:${port}`, engine, stop }
}

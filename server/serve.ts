import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AccessKey, createEngine, type Engine, memoryStorage, systemTime } from '#engine'
import { httpServer } from './http-server.ts'
import type { ServeOptions } from './options.ts'
import { Switches } from './switches.ts'

export interface Serving {
  readonly server: Server
  readonly url: string
  readonly engine: Engine
}

/** A cloud of its own, in memory, behind a port. */
export async function serve(options: ServeOptions, adminKey?: AccessKey): Promise<Serving> {
  const engine = await createEngine({
    storage: memoryStorage(),
    time: systemTime,
    random: (length) => new Uint8Array(randomBytes(length)),
    hypervisor: new Switches(() => systemTime.now()),
    adminKey,
    trust: options.trust,
    onFault: (error) => console.error(error),
  })
  await engine.setPace(options.pace)
  const controls = {
    handle: engine.handle,
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
  return { server, url: `http://${host}:${port}`, engine }
}

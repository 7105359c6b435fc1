import type { Engine } from '#engine'
import { serveHttp, type Stream } from '#machine'

/** The instance metadata service: HTTP on 169.254.169.254, answered by the engine for the instance that asks. */
export const serveMetadata = (engine: Engine, instanceId: string, stream: Stream): Promise<void> =>
  serveHttp(
    stream,
    ({ method, path, headers }) =>
      engine.metadata.handle(instanceId, {
        method,
        path,
        headers: Object.fromEntries(headers.entries.map(([name, value]) => [name.toLowerCase(), value])),
      }),
    'EC2ws',
  )

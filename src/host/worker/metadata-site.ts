import type { Engine } from '#engine'
import { serveHttp, type Stream } from '#machine'

/** The instance metadata service: HTTP on 169.254.169.254, answered by the engine for the instance that asks. */
export const serveMetadata = (engine: Engine, instanceId: string, stream: Stream): Promise<void> =>
  serveHttp(stream, async (request) => {
    const headers = Object.fromEntries(
      request.headers.entries.map(([name, value]) => [name.toLowerCase(), value]),
    )
    const answer = engine.metadata.handle(instanceId, {
      method: request.method,
      path: request.target,
      headers,
    })
    return {
      status: answer.status,
      headers: Object.entries(answer.headers),
      body: answer.body,
    }
  })

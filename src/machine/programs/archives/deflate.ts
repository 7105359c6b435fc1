import { Deflate } from 'fflate'

export type Level = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/** RFC 1951's compression, chunk by chunk. */
export async function* deflated(source: AsyncIterable<Uint8Array>, level: Level): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const deflate = new Deflate({ level }, (chunk) => {
    ready.push(chunk)
  })
  const takeReady = (): Uint8Array[] => {
    const chunks = ready
    ready = []
    return chunks
  }
  for await (const chunk of source) {
    deflate.push(chunk)
    yield* takeReady()
  }
  deflate.push(new Uint8Array(), true)
  yield* takeReady()
}

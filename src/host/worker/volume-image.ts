import type { Engine } from '#engine'

const chunkSize = 524_288

/** A volume or snapshot as the raw image that `dd` would read, chunk after chunk; a gap is zeros. */
export const exportImage = async (
  engine: Engine,
  region: string,
  id: string,
): Promise<ReadableStream<Uint8Array>> => {
  const image = await engine.volumes.image(region, id)
  const chunks = Math.ceil(image.size / chunkSize)
  let index = 0
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (index === chunks) return controller.close()
      controller.enqueue((await image.readChunk(index++))?.slice() ?? new Uint8Array(chunkSize))
    },
    cancel: () => image.release(),
  })
}

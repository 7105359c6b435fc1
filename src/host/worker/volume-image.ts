import type { Engine } from '#engine'
import type { ImagePart } from '../client/client.ts'

const chunkSize = 524_288

interface WantedImage {
  region: string
  id: string
  /** When nobody reads any more. */
  gone: Promise<void>
}

/** A volume or snapshot as the raw image that `dd` would read, part after part: its gaps as numbers. */
export const exportImage = async (
  engine: Engine,
  { region, id, gone }: WantedImage,
): Promise<ReadableStream<ImagePart>> => {
  const image = await engine.volumes.image(region, id)
  void gone.then(() => image.release())
  const written = image.written.values()
  let at = 0
  let next = written.next()
  return new ReadableStream<ImagePart>({
    async pull(controller) {
      const until = next.done ? image.size : next.value * chunkSize
      if (until > at) {
        controller.enqueue(until - at)
        at = until
      } else if (!next.done) {
        const bytes = await image.readChunk(next.value)
        controller.enqueue(bytes?.slice() ?? chunkSize)
        at += chunkSize
        next = written.next()
      } else {
        image.release()
        controller.close()
      }
    },
    cancel: () => image.release(),
  })
}

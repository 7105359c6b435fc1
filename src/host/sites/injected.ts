import documentScript from 'virtual:sandcloud-document-script'
import { type SiteAddress, writeAddress } from './address.ts'

/** How far into a document we look for the place where the first script belongs. */
const searched = 32_768

/** The document with our script as its first, before any of its own. */
export const injected = (
  body: ReadableStream<Uint8Array> | Uint8Array,
  address: SiteAddress,
): ReadableStream<Uint8Array> => {
  const source = body instanceof Uint8Array ? new Blob([body as Uint8Array<ArrayBuffer>]).stream() : body
  let start: Uint8Array | undefined = new Uint8Array(0)
  return source.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (!start) return controller.enqueue(chunk)
        start = joined(start, chunk)
        if (start.length < searched && placeIn(start) === undefined) return
        controller.enqueue(withScript(start, address))
        start = undefined
      },
      flush(controller) {
        if (start) controller.enqueue(withScript(start, address))
      },
    }),
  )
}

const joined = (a: Uint8Array, b: Uint8Array) => {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

// Latin-1 keeps one character a byte, so that places in the text are places in the bytes.
const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes.subarray(0, searched))

const placeIn = (bytes: Uint8Array): number | undefined => {
  const match = /<head(\s[^>]*)?>/i.exec(latin1(bytes))
  return match ? match.index + match[0].length : undefined
}

/** Behind <head>, else behind <html> or the doctype: a script before that would change the rendering mode. */
const withScript = (bytes: Uint8Array, address: SiteAddress): Uint8Array => {
  const opening = /^\s*(<!doctype[^>]*>)?\s*(<html(\s[^>]*)?>)?/i.exec(latin1(bytes))
  const place = placeIn(bytes) ?? opening?.[0].length ?? 0
  const settings = JSON.stringify({ address: writeAddress(address) }).replaceAll('<', String.raw`\u003c`)
  const script = new TextEncoder().encode(
    `<script>self.sandcloudDocument=${settings};${documentScript}</script>`,
  )
  return joined(joined(bytes.subarray(0, place), script), bytes.subarray(place))
}

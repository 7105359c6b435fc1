import { collect } from './http/message.ts'

/** Throws TypeError when the bytes are no gzip, HttpError when they swell beyond `limit`. */
export async function gunzip(bytes: Uint8Array, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const inflated = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('gzip'))
  return collect(inflated as unknown as AsyncIterable<Uint8Array>, limit)
}

export async function gzip(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const deflated = new Blob([bytes.slice()]).stream().pipeThrough(new CompressionStream('gzip'))
  return collect(deflated as unknown as AsyncIterable<Uint8Array>)
}

/** Content-Encoding's two packings, at most 512 MiB unpacked. Throws TypeError, HttpError. */
export async function inflate(
  bytes: Uint8Array,
  encoding: 'gzip' | 'deflate',
): Promise<Uint8Array<ArrayBuffer>> {
  const inflated = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream(encoding))
  return collect(inflated as unknown as AsyncIterable<Uint8Array>, 512 * 1024 * 1024)
}

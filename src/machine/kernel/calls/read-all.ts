import { fail } from '../../errno.ts'
import { limits } from '../limits.ts'

/** Everything until the end of the file. */
export async function readAll(read: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const chunk = await read()
    if (chunk.length === 0) break
    chunks.push(chunk)
    length += chunk.length
    if (length > limits.wholeFile) fail('ENOMEM')
  }
  if (chunks.length === 1) return chunks[0]!
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  return all
}

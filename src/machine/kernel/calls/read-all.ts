import { concat } from '../../bytes.ts'
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
  return chunks.length === 1 ? chunks[0]! : concat(chunks)
}

import type { Process } from '../../kernel/process.ts'

const chunkLength = 1024 * 1024
const holeLength = 4096

/** Copies to the end; with `leavesHoles`, blocks of zeros are skipped instead of written. */
export const copyBytes = async (
  proc: Process,
  input: number,
  output: number,
  leavesHoles: boolean,
): Promise<void> => {
  let size = 0
  for (;;) {
    const chunk = await proc.read(input, chunkLength)
    if (chunk.length === 0) break
    size += chunk.length
    if (!leavesHoles) {
      await proc.write(output, chunk)
      continue
    }
    for (let at = 0; at < chunk.length;) {
      const isHole = isZero(chunk, at)
      let end = at
      while (end < chunk.length && isZero(chunk, end) === isHole) end += holeLength
      end = Math.min(end, chunk.length)
      if (isHole) await proc.seek(output, end - at, 'current')
      else await proc.write(output, chunk.subarray(at, end))
      at = end
    }
  }
  if (leavesHoles) await proc.truncate(output, size)
}

const isZero = (bytes: Uint8Array, at: number): boolean =>
  bytes.subarray(at, at + holeLength).every((byte) => byte === 0)

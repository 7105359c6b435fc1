/** Input that came for fs.read(0) and has not been read. */
export const stdinBuffer = { bytes: new Uint8Array(0) as Uint8Array, ended: false }

/** fs.read(0): input that has come and nobody has read. */
export function takeInput(into: Uint8Array): number | undefined {
  if (stdinBuffer.bytes.length === 0) return stdinBuffer.ended ? 0 : undefined
  const count = Math.min(into.length, stdinBuffer.bytes.length)
  into.set(stdinBuffer.bytes.subarray(0, count))
  stdinBuffer.bytes = stdinBuffer.bytes.subarray(count)
  return count
}

import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'

const largest = 256 * 1024

/** A program's standard output, cut where it is far too much; empty when it cannot be started. */
export async function outputOf(
  proc: Process,
  path: string,
  argv: readonly string[],
  env: ReadonlyMap<string, string>,
): Promise<string> {
  const { read, write } = proc.pipe()
  const nothing = await proc.open('/dev/null', { read: true, write: true })
  const descriptors = new Map([[0, nothing], [1, write], [2, nothing]]) // prettier-ignore
  let pid: number | undefined
  try {
    pid = await proc.spawn(path, argv, { env, descriptors })
  } catch (error) {
    if (!isErrno(error)) throw error
  }
  await proc.close(write)
  await proc.close(nothing)
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const bytes = await proc.read(read)
    if (bytes.length === 0) break
    if (text.length < largest) text += decoder.decode(bytes, { stream: true })
  }
  await proc.close(read)
  if (pid !== undefined) await proc.wait(pid)
  return text
}

import { ErrnoError, isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { readAgain } from '../byte-stream.ts'

export interface RelayOptions {
  /** The end of the input ends it all. */
  onlySend?: boolean
  noInput?: boolean
  /** Milliseconds of silence after which it gives up. */
  idle?: number
}

/**
 * Stands between standard input and output and a socket, until the far side has said all. The end of the
 * input is passed on as a half-close.
 */
export async function relay(
  proc: Process,
  fd: number,
  { onlySend, noInput, idle }: RelayOptions,
): Promise<{ sent: number; received: number }> {
  const count = { sent: 0, received: 0 }
  let lastHeard = proc.system.uptime()
  const over = new Promise<void>((resolve, reject) => {
    const sending = async (): Promise<void> => {
      for (let bytes; (bytes = await readAgain(proc, 0)).length > 0;) {
        await proc.write(fd, bytes)
        lastHeard = proc.system.uptime()
        count.sent += bytes.length
      }
      if (onlySend) resolve()
      else halfClose(proc, fd)
    }
    const hearing = async (): Promise<void> => {
      for (let bytes; (bytes = await readAgain(proc, fd)).length > 0;) {
        await proc.write(1, bytes)
        lastHeard = proc.system.uptime()
        count.received += bytes.length
      }
      resolve()
    }
    const watching = async (patience: number): Promise<void> => {
      for (;;) {
        const left = lastHeard + patience - proc.system.uptime()
        if (left <= 0) return resolve()
        await proc.sleep(left)
      }
    }
    if (!noInput) sending().catch(reject)
    hearing().catch(reject)
    if (idle) watching(idle).catch(reject)
  })
  await over.catch((error: unknown) => {
    if (!(error instanceof ErrnoError) || !isErrno(error, 'EPIPE', 'ECONNRESET', 'EBADF')) throw error
  })
  return count
}

/** Datagrams have no end that could be told. */
function halfClose(proc: Process, fd: number): void {
  try {
    proc.shutdown(fd)
  } catch (error) {
    if (!isErrno(error)) throw error
  }
}

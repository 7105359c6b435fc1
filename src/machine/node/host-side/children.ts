import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { FromWorker } from '../protocol.ts'
import type { Say } from './conversation.ts'
import type { Sockets } from './sockets.ts'
import { StreamPump } from './stream-pump.ts'

type Spawn = Extract<FromWorker, { type: 'spawn' }>

/** Starts a child process with its pipes, and tells how it ended. */
export async function spawnChild(proc: Process, say: Say, sockets: Sockets, request: Spawn): Promise<void> {
  const { child, file, argv, env, cwd, stdio } = request
  const descriptors = new Map<number, number>()
  const theirs: number[] = []
  const pumps: StreamPump[] = []
  let pid: number
  try {
    for (const [number, from] of stdio.entries()) {
      if (typeof from === 'number') descriptors.set(number, from)
      else if (from === 'null') {
        const fd = await proc.open('/dev/null', { read: true, write: true })
        theirs.push(fd)
        descriptors.set(number, fd)
      } else {
        const pipe = proc.pipe()
        // A child's standard input is what we write; the others are what we read.
        const [ours, other] = number === 0 ? [pipe.write, pipe.read] : [pipe.read, pipe.write]
        proc.setCloseOnExec(ours, true)
        theirs.push(other)
        descriptors.set(number, other)
        pumps.push(new StreamPump(proc, say, from.stream, ours))
      }
    }
    pid = await proc.spawn(file, argv, { env: new Map(Object.entries(env)), descriptors, cwd })
  } catch (error) {
    if (!isErrno(error)) throw error
    for (const pump of pumps) await pump.close()
    say({ type: 'child-failed', child, code: error.code })
    return
  } finally {
    for (const fd of theirs) await proc.close(fd)
  }
  say({ type: 'child-started', child, pid })
  for (const pump of pumps) {
    sockets.streams.set(pump.stream, pump)
    if (stdio.findIndex((one) => typeof one === 'object' && one.stream === pump.stream) !== 0) pump.start()
  }
  void waitFor(proc, say, child, pid)
}

async function waitFor(proc: Process, say: Say, child: number, pid: number): Promise<void> {
  try {
    const status = await proc.wait(pid)
    if (status)
      say({
        type: 'child-exited',
        child,
        status: status.exit ?? 0,
        ...(status.signal && { signal: status.signal }),
      })
  } catch {
    // The process itself is gone.
  }
}

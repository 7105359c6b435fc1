import type { Program } from '../kernel/process.ts'
import type { ProgramTable } from '../kernel/program-table.ts'
import type { Isolate } from '../isolate.ts'
import { ImageTooLarge } from './host-side/image.ts'
import { runNode, type NodeExit } from './host-side/run-node.ts'

/** /usr/bin/node: the process lives in an isolate, and this is its stand-in on the machine. */
export const node: Program = async (proc) => {
  let isolate: Isolate
  try {
    isolate = await proc.outside(() => proc.system.isolates.create('node'))
  } catch {
    await proc.stderr.line('node: no page lends this machine a sandbox to run programs in')
    return 126
  }
  proc.onEnd(() => isolate.terminate())
  const lost = isolate.gone.then((how): NodeExit => ({
    status: 134,
    signal: how === 'crashed' ? 'SIGABRT' : 'SIGKILL',
  }))
  try {
    // A call that ends with the process, whatever ends it.
    const how = await proc.outside(() => Promise.race([runNode(proc, isolate), lost]))
    if (how.signal) await proc.kill(proc.pid, how.signal)
    return how.status
  } catch (error) {
    if (!(error instanceof ImageTooLarge)) throw error
    await proc.stderr.line(`node: ${error.message}`)
    return 126
  } finally {
    isolate.terminate()
  }
}

export const nodePrograms: ProgramTable = { node: () => Promise.resolve(node) }

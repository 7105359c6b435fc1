import { neverReturn } from './blocking.ts'
import { stopLoop } from './event-loop.ts'
import { tellKernel } from './kernel-link.ts'

/** The end: nothing of the program runs after this, not even the statement behind `process.exit()`. */
export function exitProcess(status: number, signal?: string): never {
  stopLoop()
  tellKernel({ type: 'exit', status: status & 0xff, ...(signal && { signal }) })
  return neverReturn()
}

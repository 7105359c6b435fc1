import type { ToWorker } from '../protocol.ts'

/** Says something to the Worker. */
export type Say = (message: ToWorker, transfer?: Transferable[]) => void

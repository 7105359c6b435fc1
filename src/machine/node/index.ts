export { node, nodePrograms } from './program.ts'
export { runNode, type NodeExit } from './host-side/run-node.ts'
export type { FromWorker, ToWorker } from './protocol.ts'

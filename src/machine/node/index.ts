export { nodePrograms } from './program.ts'
export type { FromWorker, ToWorker } from './protocol.ts'

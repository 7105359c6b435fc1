import type { Program } from './process.ts'

/** Programs by name, each loaded at its first exec. An executable file names one, see binary-format.ts. */
export type ProgramTable = Record<string, () => Promise<Program>>

import type { ProgramTable } from '../kernel/program-table.ts'

const bash = async () => (await import('./bash.ts')).bash

/** The shell, under its names. A login shell is one whose argv[0] begins with a dash. */
export const shellPrograms: ProgramTable = { bash, sh: bash }

import type { ProgramTable } from '../kernel/program-table.ts'

export const corePrograms: ProgramTable = {}

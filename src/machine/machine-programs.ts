import type { ProgramTable } from './kernel/program-table.ts'
import { netPrograms } from './net/index.ts'
import { nodePrograms } from './node/index.ts'
import { corePrograms } from './programs/index.ts'
import { shellPrograms } from './shell/index.ts'
import { systemPrograms } from './system/index.ts'

/** Everything that can be run, by the name that a binary carries. What is installed is a matter of the disk. */
export const machinePrograms: ProgramTable = {
  ...corePrograms,
  ...shellPrograms,
  ...netPrograms,
  ...systemPrograms,
  ...nodePrograms,
}

import { descriptorCalls } from './calls/descriptors.ts'
import { identityCalls } from './calls/identity.ts'
import { lifeCalls } from './calls/life.ts'
import { networkCalls } from './calls/network.ts'
import { nodeCalls } from './calls/nodes.ts'
import { pathCalls } from './calls/paths.ts'
import { signalCalls } from './calls/signals.ts'
import { standardStreams } from './calls/standard-streams.ts'
import { terminalCalls } from './calls/terminals.ts'
import { wholeFileCalls } from './calls/whole-files.ts'
import type { Process } from './process.ts'
import type { Task } from './task.ts'

/** The system calls of one process: what its program gets as `proc`. */
export function createProcess(task: Task): Process {
  const process = identityCalls(task)
  return Object.assign(
    process,
    lifeCalls(task),
    signalCalls(task),
    descriptorCalls(task),
    pathCalls(task),
    nodeCalls(task),
    wholeFileCalls(task),
    terminalCalls(task),
    networkCalls(task),
    standardStreams(task),
  )
}

import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { socketStream } from '../../byte-stream.ts'
import { AgentClient } from './protocol.ts'

/** The agent that SSH_AUTH_SOCK names; undefined without one. */
export async function connectAgent(proc: Process): Promise<AgentClient | undefined> {
  const path = proc.env.get('SSH_AUTH_SOCK')
  if (!path) return undefined
  try {
    return new AgentClient(socketStream(proc, await proc.connectUnix(path)))
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

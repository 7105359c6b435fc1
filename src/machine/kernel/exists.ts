import { isErrno } from '../errno.ts'
import type { Process } from './process.ts'

/** Whether something stands there that the process may see: a symlink counts, wherever it leads. */
export const exists = (proc: Process, path: string): Promise<boolean> => succeeds(proc.lstat(path))

/** The same of what symlinks lead to. */
export const leadsSomewhere = (proc: Process, path: string): Promise<boolean> => succeeds(proc.stat(path))

async function succeeds(look: Promise<unknown>): Promise<boolean> {
  try {
    await look
    return true
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

import { isErrno } from '../errno.ts'
import type { Process } from './process.ts'

/** Whether something stands there that the process may see: a symlink counts, wherever it leads. */
export async function exists(proc: Process, path: string): Promise<boolean> {
  try {
    await proc.lstat(path)
    return true
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

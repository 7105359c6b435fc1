import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'

/** mkdir -p. */
export async function makeDirectories(proc: Process, path: string): Promise<void> {
  let at = ''
  for (const name of path.split('/').filter((part) => part !== '')) {
    at += `/${name}`
    await proc.mkdir(at, 0o755).catch((error: unknown) => {
      if (!isErrno(error, 'EEXIST')) throw error
    })
  }
}

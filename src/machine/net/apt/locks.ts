import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { AptError } from './apt-error.ts'

const frontend = '/var/lib/dpkg/lock-frontend'
export const listsLock = '/var/lib/apt/lists/lock'

/**
 * Runs something while nobody else may change packages. The lock file names who holds it; a holder that has
 * died holds nothing.
 */
export async function withLock<T>(proc: Process, work: () => Promise<T>, path = frontend): Promise<T> {
  await take(proc, path)
  try {
    return await work()
  } finally {
    await proc.writeFile(path, '').catch((error: unknown) => {
      if (!isErrno(error)) throw error
    })
  }
}

async function take(proc: Process, path: string): Promise<void> {
  const root = path === frontend ? 'dpkg frontend' : 'directory'
  let fd: number
  try {
    fd = await proc.open(path, { read: true, write: true, create: true }, 0o640)
  } catch (error) {
    if (!isErrno(error)) throw error
    const [number, text] = error.code === 'EACCES' ? [13, 'Permission denied'] : [2, error.message]
    const hint =
      path === frontend
        ? `E: Unable to acquire the dpkg frontend lock (${frontend}), are you root?`
        : `E: Unable to lock directory ${path.slice(0, path.lastIndexOf('/') + 1)}`
    throw new AptError(`E: Could not open lock file ${path} - open (${number}: ${text})\n${hint}`)
  }
  const holder = Number(new TextDecoder().decode(await proc.read(fd)).trim())
  await proc.close(fd)
  const other = proc.system.processes().find(({ pid, state }) => pid === holder && state !== 'Z')
  if (other && /^(apt|dpkg|unattended)/.test(other.command) && other.pid !== proc.pid)
    throw new AptError(
      `E: Could not get lock ${path}. It is held by process ${other.pid} (${other.command})\nN: Be aware that removing the lock file is not a solution and may break your system.\nE: Unable to acquire the ${root} lock (${path}), is another process using it?`,
    )
  await proc.writeFile(path, String(proc.pid))
}

import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'

/** What the kernel and systemd mount before anything else: where, of which type, with which mode. */
const mounts = [
  ['devtmpfs', '/dev', 'devtmpfs', 0o755],
  ['devpts', '/dev/pts', 'devpts', 0o755],
  ['tmpfs', '/dev/shm', 'tmpfs', 0o1777],
  ['proc', '/proc', 'proc', undefined],
  ['tmpfs', '/run', 'tmpfs', 0o755],
] as const

export async function mountSystem(init: Process): Promise<void> {
  for (const [source, target, type, mode] of mounts) {
    await init.mkdir(target, 0o755).catch((error: unknown) => {
      if (!isErrno(error, 'EEXIST')) throw error
    })
    await init.mount(source, target, { type })
    if (mode !== undefined) await init.chmod(target, mode)
  }
}

import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'

/** What the kernel and systemd mount before anything else: where, of which type, with which mode and options. */
const mounts = [
  ['devtmpfs', '/dev', 'devtmpfs', 0o755, ['nosuid']],
  ['devpts', '/dev/pts', 'devpts', 0o755, ['nosuid', 'noexec']],
  ['tmpfs', '/dev/shm', 'tmpfs', 0o1777, ['nosuid', 'nodev']],
  ['proc', '/proc', 'proc', undefined, ['nosuid', 'nodev', 'noexec']],
  ['tmpfs', '/run', 'tmpfs', 0o755, ['nosuid', 'nodev']],
] as const

export async function mountSystem(init: Process): Promise<void> {
  for (const [source, target, type, mode, options] of mounts) {
    await init.mkdir(target, 0o755).catch((error: unknown) => {
      if (!isErrno(error, 'EEXIST')) throw error
    })
    await init.mount(source, target, { type, options })
    if (mode !== undefined) await init.chmod(target, mode)
  }
}

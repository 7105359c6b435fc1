import type { Process, SocketInfo } from '../../kernel/process.ts'

/** Other users' descriptors are theirs: only root sees who holds what (/proc/<pid>/fd is closed to others). */
export function visibleUsers(proc: Process, { users }: SocketInfo): SocketInfo['users'] {
  const { uid } = proc.credentials
  if (uid === 0) return users
  const own = new Set(
    proc.system
      .processes()
      .filter((one) => one.uid === uid)
      .map(({ pid }) => pid),
  )
  return users.filter(({ pid }) => own.has(pid))
}

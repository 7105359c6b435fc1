import type { Process } from '../kernel/process.ts'

/** As alarm(2) does it: after so long the call that the process waits in fails with EINTR. */
export const withAlarm = async <T>(
  proc: Process,
  milliseconds: number,
  run: (expired: () => boolean) => Promise<T>,
): Promise<T> => {
  let expired = false
  const ring = (): void => {
    expired = true
    // The process may have ended meanwhile.
    void proc.kill(proc.pid, 'SIGALRM').catch(() => {})
  }
  proc.onSignal('SIGALRM', () => {})
  const timer = setTimeout(ring, Math.min(milliseconds, longest))
  try {
    return await run(() => expired)
  } finally {
    clearTimeout(timer)
    if (!expired) proc.onSignal('SIGALRM', 'default')
  }
}

/** Timers take no more than 24 days at a time. */
const longest = 2 ** 31 - 1

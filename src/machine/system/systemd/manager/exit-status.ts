import type { ChildStatus } from '../../../kernel/process.ts'
import { signalNumbers } from '../../../kernel/signals.ts'

/** systemd.exec(5): the statuses of what fails before the program runs, and the usual ones. */
const names: Record<number, string> = {
  0: 'SUCCESS', 1: 'FAILURE', 2: 'INVALIDARGUMENT', 3: 'NOTIMPLEMENTED', 4: 'NOPERMISSION', 5: 'NOTINSTALLED',
  6: 'NOTCONFIGURED', 7: 'NOTRUNNING', 200: 'CHDIR', 201: 'NICE', 202: 'FDS', 203: 'EXEC', 208: 'STDIN',
  209: 'STDOUT', 216: 'GROUP', 217: 'USER', 222: 'STDERR', 233: 'RUNTIME_DIRECTORY', 238: 'STATE_DIRECTORY',
  239: 'CACHE_DIRECTORY', 240: 'LOGS_DIRECTORY',
} // prettier-ignore

export const exitCode = { chdir: 200, exec: 203, stdin: 208, stdout: 209, group: 216, user: 217 } as const

/** `code=exited, status=1/FAILURE`, `code=killed, status=9/KILL`; systemctl's form has `signal=KILL`. */
export function describeExit(status: ChildStatus, form: 'journal' | 'status' = 'journal'): string {
  if (status.signal) {
    const short = status.signal.replace('SIG', '')
    const code = coreSignals.has(status.signal) ? 'dumped' : 'killed'
    return form === 'status'
      ? `code=${code}, signal=${short}`
      : `code=${code}, status=${signalNumbers[status.signal]}/${short}`
  }
  const exit = status.exit ?? 0
  const name = names[exit] ?? 'n/a'
  if (form === 'status' && exit > 7 && exit < 200) return `code=exited, status=${exit}`
  return `code=exited, status=${exit}/${name}`
}

const coreSignals: ReadonlySet<string> = new Set(['SIGQUIT', 'SIGILL', 'SIGABRT', 'SIGFPE', 'SIGSEGV'])
const cleanSignals: ReadonlySet<string> = new Set(['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE'])

export type ServiceResult = 'success' | 'exit-code' | 'signal' | 'core-dump' | 'timeout' | 'resources' | 'protocol' | 'start-limit-hit' | 'exec-condition' // prettier-ignore

/** What an end means: systemd.service(5), SuccessExitStatus=. */
export function resultOf(
  { exit, signal }: ChildStatus,
  options: { oneshot: boolean; alsoSuccess: readonly string[] },
): ServiceResult {
  const { oneshot, alsoSuccess } = options
  if (signal) {
    const clean = (!oneshot && cleanSignals.has(signal)) || alsoSuccess.includes(signal)
    return clean ? 'success' : coreSignals.has(signal) ? 'core-dump' : 'signal'
  }
  if (exit === 0 || alsoSuccess.includes(String(exit))) return 'success'
  return alsoSuccess.includes(names[exit ?? 1] ?? '') ? 'success' : 'exit-code'
}

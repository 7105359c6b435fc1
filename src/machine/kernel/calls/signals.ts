import { fail } from '../../errno.ts'
import type { Process } from '../process.ts'
import { deliver } from '../signal-delivery.ts'
import type { Signal } from '../signals.ts'
import type { Task } from '../task.ts'

export function signalCalls(task: Task): Pick<Process, 'kill' | 'onSignal' | 'ignoresSignal'> {
  return {
    kill: (pid, signal) => task.call(() => kill(task, pid, signal)),
    ignoresSignal: (signal) => task.actions.get(signal) === 'ignore',
    onSignal: (signal, action, options) => {
      task.check()
      if (signal === 'SIGKILL' || signal === 'SIGSTOP') fail('EINVAL')
      if (typeof action === 'string') task.actions.set(signal, action)
      else {
        const restart = options?.restart ?? false
        task.actions.set(signal, { handler: action, restart })
      }
    },
  }
}

/** kill(2): a process, one's own group (0), everybody (-1), or a group. */
function kill(sender: Task, pid: number, signal: Signal | 0): void {
  const { tasks } = sender.kernel
  const everybody = (): Task[] => tasks.all().filter((task) => task.pid !== 1 && task !== sender)
  const one = tasks.get(pid)
  const targets =
    pid > 0
      ? one ? [one] : []
      : pid === -1
        ? everybody()
        : tasks.group(pid === 0 ? sender.pgid : -pid) // prettier-ignore
  if (targets.length === 0) fail('ESRCH')
  const permitted = targets.filter((target) => maySignal(sender, target, signal))
  if (permitted.length === 0) fail('EPERM')
  if (signal !== 0) for (const target of permitted) deliver(target, signal)
}

function maySignal(sender: Task, target: Task, signal: Signal | 0): boolean {
  const { uid, realUid } = sender.credentials
  if (uid === 0) return true
  const other = target.credentials
  const owners = [other.uid, other.realUid ?? other.uid]
  if (owners.includes(uid) || (realUid !== undefined && owners.includes(realUid))) return true
  return signal === 'SIGCONT' && sender.session === target.session
}

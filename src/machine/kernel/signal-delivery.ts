import { defaultAction } from './signal-actions.ts'
import type { Signal } from './signals.ts'
import { ProcessGone } from './process-gone.ts'
import type { Task } from './task.ts'

/** What a signal does to a process: signal(7). */
export function deliver(task: Task, signal: Signal): void {
  if (task.ended) return
  const { tasks } = task.kernel
  // Init dies of no signal: the machine would be without it.
  if (task.pid === 1) return
  if (signal === 'SIGKILL') return tasks.finish(task, { pid: task.pid, signal })
  if (signal === 'SIGSTOP') return tasks.stop(task, signal)
  if (signal === 'SIGCONT') resume(task)

  const action = task.actions.get(signal) ?? 'default'
  if (action === 'ignore') return
  if (action !== 'default') {
    if (task.state === 'stopped') task.pending.add(signal)
    else runHandler(task, signal, action)
    return
  }
  const what = defaultAction(signal)
  if (what === 'terminate') tasks.finish(task, { pid: task.pid, signal })
  if (what === 'stop') tasks.stop(task, signal)
}

function resume(task: Task): void {
  task.resume()
  const late = [...task.pending]
  task.pending.clear()
  for (const signal of late) deliver(task, signal)
}

function runHandler(
  task: Task,
  signal: Signal,
  action: { handler: (signal: Signal) => void; restart: boolean },
): void {
  try {
    action.handler(signal)
  } catch (error) {
    // The handler runs on the sender's stack: only its own process may end by what it throws.
    if (!(error instanceof ProcessGone)) task.kernel.crashed(task, error)
    return
  }
  if (!action.restart) task.interrupt()
}

import type { Kernel } from '../../../kernel/kernel.ts'
import { deliver } from '../../../kernel/signal-delivery.ts'
import { type Signal, signalNumbers } from '../../../kernel/signals.ts'
import type { Task } from '../../../kernel/task.ts'

/** The living processes of a control group and those below it. */
export const processesIn = (kernel: Kernel, cgroup: string): Task[] =>
  kernel.tasks
    .all()
    .filter((task) => !task.ended && (task.cgroup === cgroup || task.cgroup.startsWith(`${cgroup}/`)))

export function signalAll(tasks: readonly Task[], signal: Signal): void {
  for (const task of tasks) deliver(task, signal)
}

/** Resolves when nothing runs in the group any more. */
export async function emptied(kernel: Kernel, cgroup: string): Promise<void> {
  for (let left = processesIn(kernel, cgroup); left.length > 0; left = processesIn(kernel, cgroup))
    await Promise.all(left.map(({ finished }) => finished))
}

/** `SIGTERM`, `TERM`, `15`. */
export function parseSignal(text: string): Signal | undefined {
  const number = Number(text)
  const found = Object.entries(signalNumbers).find(
    ([name, value]) => name === text.toUpperCase() || name === `SIG${text.toUpperCase()}` || value === number,
  )
  return found?.[0] as Signal | undefined
}

/** Where a service's processes are; the instances of a template share a slice. */
export function serviceCgroup(name: string): string {
  const at = name.indexOf('@')
  if (at < 0) return `/system.slice/${name}`
  return `/system.slice/system-${name.slice(0, at).replaceAll('-', '\\x2d')}.slice/${name}`
}

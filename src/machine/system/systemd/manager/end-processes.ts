import type { Kernel } from '../../../kernel/kernel.ts'
import type { Task } from '../../../kernel/task.ts'
import { parseBoolean } from '../unit-file/settings.ts'
import type { Unit } from '../unit-file/unit.ts'
import { emptied, parseSignal, processesIn, signalAll } from './cgroup.ts'
import { within } from './delay.ts'

/** How long after SIGKILL process 1 still waits. */
const afterKill = 2000

/**
 * Ends what is left of a service: asks first, waits as long as TimeoutStopSec= says, and kills: systemd.kill(5).
 * @returns 'killed' when asking was not enough.
 */
export async function endProcesses(
  kernel: Kernel,
  service: {
    unit: Unit
    cgroup: string
    main: Task | undefined
    say(message: string, priority: number): void
  },
): Promise<'gone' | 'killed'> {
  const { unit, cgroup, main, say } = service
  const { killMode, timeoutStop, killSignal } = unit.service!
  const asked = (key: string): boolean | undefined => parseBoolean(unit.settings.last('Service', key))
  if (killMode === 'none') return 'gone'
  const whole = killMode === 'control-group'
  const targets = whole ? processesIn(kernel, cgroup) : main && !main.ended ? [main] : []
  signalAll(targets, parseSignal(killSignal) ?? 'SIGTERM')
  if (asked('SendSIGHUP')) signalAll(targets, 'SIGHUP')
  signalAll(targets, 'SIGCONT')
  const goes: Promise<unknown> = whole
    ? emptied(kernel, cgroup)
    : Promise.all(targets.map(({ finished }) => finished))
  const how = await within(kernel.init.process, timeoutStop, goes)
  if (killMode === 'process') return 'gone'
  const left = processesIn(kernel, cgroup)
  if (how === 'too long') say(`${unit.name}: State 'stop-sigterm' timed out. Killing.`, 4)
  if (left.length === 0 || asked('SendSIGKILL') === false) return 'gone'
  for (const { pid, command } of left)
    say(`${unit.name}: Killing process ${pid} (${command}) with signal SIGKILL.`, 5)
  signalAll(left, 'SIGKILL')
  await within(kernel.init.process, afterKill, emptied(kernel, cgroup))
  return how === 'too long' ? 'killed' : 'gone'
}

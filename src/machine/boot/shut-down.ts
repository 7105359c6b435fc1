import type { Kernel } from '../kernel/kernel.ts'
import { deliver } from '../kernel/signal-delivery.ts'
import type { Task } from '../kernel/task.ts'
import { recordShutdown } from '../system/login-records.ts'
import { MountUnit } from '../system/systemd/manager/index.ts'

/** How long what belongs to no unit gets to end by itself after SIGTERM. */
const grace = 1000
const journal = 'systemd-journald.service'

/** Units stop in their order; then everything else is asked to end, and made to; file systems are synced and unmounted. */
export async function shutDown(kernel: Kernel): Promise<void> {
  const manager = kernel.bus.find('org.freedesktop.systemd1')
  const serial = kernel.console
  if (manager && !kernel.init.ended) {
    manager.beginShutdown()
    const sessions = others(kernel).filter(({ cgroup }) => cgroup.startsWith('/user.slice'))
    endAll([...loginsOf(kernel), ...sessions])
    await manager.jobs.stopAll(
      (live) => live.name === journal || (live instanceof MountUnit && live.where === '/'),
    )
    await recordShutdown(kernel.init.process, Math.floor(kernel.now() / 1000))
    for (const target of ['Late Shutdown Services', 'System Power Off'])
      serial.line(`[\x1b[0;32m  OK  \x1b[0m] Reached target ${target}.`)
  }
  serial.line('systemd-shutdown[1]: Sending SIGTERM to remaining processes...')
  const left = others(kernel)
  endAll(left)
  let timeout: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, grace)
  })
  await Promise.race([Promise.all(left.map(({ finished }) => finished)), tooLong])
  clearTimeout(timeout)
  serial.line('systemd-shutdown[1]: Sending SIGKILL to remaining processes...')
  kernel.halt()
  serial.line('systemd-shutdown[1]: Unmounting file systems.')
  await unmountAll(kernel)
  serial.line('systemd-shutdown[1]: All filesystems unmounted.')
}

const others = (kernel: Kernel): Task[] => kernel.tasks.all().filter(({ pid, ended }) => pid !== 1 && !ended)

/** sshd's end of every connection goes first: the other end sees that the host closed it, not that a shell ended. */
const loginsOf = (kernel: Kernel): Task[] =>
  others(kernel).filter(({ command }) => command.startsWith('sshd: '))

function endAll(tasks: readonly Task[]): void {
  for (const task of tasks) {
    deliver(task, 'SIGTERM')
    deliver(task, 'SIGHUP')
    deliver(task, 'SIGCONT')
  }
}

async function unmountAll(kernel: Kernel): Promise<void> {
  // A disk that was pulled out cannot be written any more; the others shall be.
  const [root, ...rest] = kernel.mounts.all()
  for (const mount of [...rest.toReversed(), root!])
    await mount.mounted.unmount().catch((error: unknown) => kernel.console.line(`umount: ${String(error)}`))
}

import type { Kernel } from '../kernel/kernel.ts'
import { deliver } from '../kernel/signal-delivery.ts'

/** How long processes get to end by themselves after SIGTERM. */
const grace = 1000

/** systemd's last steps: everything is asked to end, then made to; file systems are synced and unmounted. */
export async function shutDown(kernel: Kernel): Promise<void> {
  kernel.console.line('systemd-shutdown[1]: Sending SIGTERM to remaining processes...')
  const tasks = kernel.tasks.all().filter(({ pid, ended }) => pid !== 1 && !ended)
  for (const task of tasks) {
    deliver(task, 'SIGTERM')
    deliver(task, 'SIGHUP')
    deliver(task, 'SIGCONT')
  }
  let timeout: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, grace)
  })
  await Promise.race([Promise.all(tasks.map(({ finished }) => finished)), tooLong])
  clearTimeout(timeout)
  kernel.console.line('systemd-shutdown[1]: Sending SIGKILL to remaining processes...')
  kernel.halt()
  kernel.console.line('systemd-shutdown[1]: Unmounting file systems.')
  await unmountAll(kernel)
  kernel.console.line('systemd-shutdown[1]: All filesystems unmounted.')
}

async function unmountAll(kernel: Kernel): Promise<void> {
  // A disk that was pulled out cannot be written any more; the others shall be.
  const [root, ...others] = kernel.mounts.all()
  for (const mount of [...others.toReversed(), root!])
    await mount.mounted.unmount().catch((error: unknown) => kernel.console.line(`umount: ${String(error)}`))
}

import type { Kernel } from '../../kernel/kernel.ts'
import { facilityOf } from './entry.ts'
import { Journal } from './journal.ts'

/** Sets the journal up as what the kernel says and what programs log goes into. */
export function openJournal(kernel: Kernel): Journal {
  const bytes = kernel.hardware.randomBytes(16)
  const boot = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const journal = new Journal(kernel.system, boot)
  kernel.messages.follow(({ time, level, text }) =>
    journal.add({
      identifier: 'kernel',
      transport: 'kernel',
      facility: 0,
      priority: level,
      message: text,
      monotonic: time,
      time: kernel.booted + time,
    }),
  )
  kernel.onLog = (line) => journal.add(parseLogLine(kernel, line))
  kernel.bus.own('journal', journal)
  return journal
}

/** `sshd[42]: text` */
function parseLogLine(kernel: Kernel, line: string): Parameters<Journal['add']>[0] {
  const match = /^([\w./@-]{1,64})(?:\[(\d{1,7})\])?: (.*)$/s.exec(line)
  if (!match) return { identifier: 'unknown', message: line, transport: 'syslog' }
  const [, identifier = '', pid, message = ''] = match
  const task = pid === undefined ? undefined : kernel.tasks.get(Number(pid))
  const unit = task && unitOfGroup(task.cgroup)
  return {
    identifier,
    message,
    transport: 'syslog',
    facility: facilityOf(identifier),
    ...(pid !== undefined && { pid: Number(pid) }),
    ...(task && { uid: task.credentials.uid }),
    ...(unit !== undefined && { unit }),
  }
}

/** `/system.slice/sshd.service` → `sshd.service` */
export function unitOfGroup(cgroup: string): string | undefined {
  const name = cgroup.slice(cgroup.lastIndexOf('/') + 1)
  return /\.(service|scope|mount)$/.test(name) ? name : undefined
}

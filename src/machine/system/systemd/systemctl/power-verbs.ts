import type { Process } from '../../../kernel/process.ts'
import { mayChange, type Systemctl } from './context.ts'

export type PowerVerb = 'reboot' | 'poweroff' | 'halt'

const calls: Record<PowerVerb, string> = { reboot: 'Reboot', poweroff: 'PowerOff', halt: 'Halt' }

/** A machine that is halted is one that is off: nobody could press its button. */
export async function powerVerb(systemctl: Systemctl, verb: PowerVerb): Promise<number> {
  const { proc } = systemctl.invocation
  if (!mayChange(systemctl)) return refusePower(proc, verb)
  await goDown(proc, verb)
  return 0
}

export async function refusePower(proc: Process, verb: PowerVerb): Promise<number> {
  await proc.stderr.line(
    `Failed to set wall message, ignoring: Interactive authentication required.\nCall to ${calls[verb]} failed: Interactive authentication required.`,
  )
  return 1
}

/** Tells everybody, and takes the machine down. */
export async function goDown(proc: Process, verb: PowerVerb): Promise<void> {
  const kind = verb === 'reboot' ? 'reboot' : 'poweroff'
  const logins = proc.system.bus.find('org.freedesktop.login1')
  await logins?.wall(`The system ${verb === 'reboot' ? 'will reboot' : verb === 'halt' ? 'will halt' : 'will power off'} now!`, proc) // prettier-ignore
  proc.system.shutdown(kind)
}

import type { Process } from '../kernel/process.ts'

type Kind = 'poweroff' | 'reboot'

/** poweroff, halt, reboot: systemctl's verbs under their old names. */
export const power =
  (kind: Kind) =>
  async (proc: Process): Promise<number> => {
    const name = kind === 'reboot' ? 'Reboot' : 'PowerOff'
    if (proc.credentials.uid !== 0) {
      await proc.stderr.line(
        `Failed to set wall message, ignoring: Interactive authentication required.\nCall to ${name} failed: Interactive authentication required.`,
      )
      return 1
    }
    proc.system.shutdown(kind)
    return 0
  }

/** shutdown(8): now, or after some minutes; until then a process waits that `shutdown -c` ends. */
export async function shutdown(proc: Process): Promise<number> {
  const args = proc.argv.slice(1)
  if (args.includes('-c')) return cancel(proc)
  const kind: Kind = args.some((word) => word === '-r' || word === '--reboot') ? 'reboot' : 'poweroff'
  const when = args.find((word) => !word.startsWith('-')) ?? '+1'
  const minutes = when === 'now' ? 0 : /^\+?\d{1,5}$/.test(when) ? Number(when) : undefined
  if (minutes === undefined) {
    await proc.stderr.line(`Failed to parse time specification: ${when}`)
    return 1
  }
  if (minutes === 0 || proc.credentials.uid !== 0) return power(kind)(proc)
  const verb = kind === 'reboot' ? 'Reboot' : 'Shutdown'
  const time = timestamp(proc.system.now() + minutes * 60_000)
  await proc.stderr.line(`${verb} scheduled for ${time}, use 'shutdown -c' to cancel.`)
  await proc.fork(
    async (waiting) => {
      waiting.setSession()
      await waiting.sleep(minutes * 60_000)
      waiting.system.shutdown(kind)
      return 0
    },
    { descriptors: new Map(), name: waitingName },
  )
  return 0
}

const waitingName = 'shutdown-timer'

async function cancel(proc: Process): Promise<number> {
  for (const { command, pid } of proc.system.processes())
    if (command === waitingName) await proc.kill(pid, 'SIGTERM')
  return 0
}

/** `Fri 2025-08-01 03:20:36 UTC` */
function timestamp(milliseconds: number): string {
  const date = new Date(milliseconds)
  return `${date.toUTCString().slice(0, 3)} ${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

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

/** shutdown(8): now, or after some minutes, until then it is waiting to be cancelled. */
export async function shutdown(proc: Process): Promise<number> {
  const args = proc.argv.slice(1)
  const kind: Kind = args.some((word) => word === '-r' || word === '--reboot') ? 'reboot' : 'poweroff'
  const when = args.find((word) => !word.startsWith('-')) ?? '+1'
  const minutes = when === 'now' ? 0 : /^\+?\d+$/.test(when) ? Number(when) : undefined
  if (minutes === undefined) {
    await proc.stderr.line(`Failed to parse time specification: ${when}`)
    return 1
  }
  if (minutes === 0 || proc.credentials.uid !== 0) return power(kind)(proc)
  const at = new Date(proc.system.now() + minutes * 60_000)
  const verb = kind === 'reboot' ? 'Reboot' : 'Shutdown'
  const time = at.toUTCString().replace(/(\w+), (\d+) (\w+) (\d+) ([\d:]+) GMT/, '$1 $4-$3-$2 $5 UTC')
  await proc.stderr.line(`${verb} scheduled for ${time}, use 'shutdown -c' to cancel.`)
  await proc.fork(
    async (waiting) => {
      waiting.setSession()
      waiting.onSignal('SIGHUP', 'ignore')
      await waiting.sleep(minutes * 60_000)
      waiting.system.shutdown(kind)
      return 0
    },
    { descriptors: new Map(), name: 'shutdown' },
  )
  return 0
}

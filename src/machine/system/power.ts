import type { Process } from '../kernel/process.ts'
import { formatTimestamp } from './journal/timestamp.ts'
import { type PowerVerb, goDown, refusePower } from './systemd/systemctl/power-verbs.ts'

/** poweroff, halt, reboot: systemctl's verbs under their old names. */
export const power =
  (verb: PowerVerb) =>
  async (proc: Process): Promise<number> => {
    if (proc.credentials.uid !== 0) return refusePower(proc, verb)
    await goDown(proc, verb)
    return 0
  }

const day = 86_400_000

const knownFlag = /^(-[PHrhckf]+|--(poweroff|halt|reboot|no-wall|show|help|cancel))$/

/** shutdown(8): now, in some minutes or at a time of day. Who waits is the login manager, not this process. */
export async function shutdown(proc: Process): Promise<number> {
  const args = proc.argv.slice(1)
  const logins = proc.system.bus.find('org.freedesktop.login1')
  const flag = (letter: string, name: string): boolean =>
    args.some((word) => word === `--${name}` || (/^-[a-zA-Z]+$/.test(word) && word.includes(letter)))
  const unknown = args.find((word) => /^-./.test(word) && !knownFlag.test(word))
  if (unknown !== undefined) {
    await proc.stderr.line(unknown.startsWith('--') ? `shutdown: unrecognized option '${unknown}'` : `shutdown: invalid option -- '${unknown[1]}'`) // prettier-ignore
    return 1
  }
  if (args.includes('--show')) return showShutdown(proc)
  if (flag('c', 'cancel')) return cancelShutdown(proc)
  const verb: PowerVerb = flag('r', 'reboot') ? 'reboot' : flag('H', 'halt') ? 'halt' : 'poweroff'
  const [when = '+1', ...words] = args.filter((word) => !word.startsWith('-'))
  const time = parseWhen(when, proc.system.now())
  if (time === undefined) {
    await proc.stderr.line(`Failed to parse time specification: ${when}`)
    return 1
  }
  if (proc.credentials.uid !== 0) return refusePower(proc, verb)
  // -k: only words.
  if (flag('k', 'k')) {
    await logins?.wall(words.join(' ') || 'The system is going down NOW!', proc)
    return 0
  }
  if (time === 'now') {
    await goDown(proc, verb)
    return 0
  }
  const name = verb === 'reboot' ? 'Reboot' : 'Shutdown'
  if (!logins) {
    await proc.stderr.line('Failed to connect to bus: Host is down')
    return 1
  }
  logins.schedule(verb === 'reboot' ? 'reboot' : 'poweroff', time, proc, words.join(' '))
  await proc.stderr.line(`${name} scheduled for ${formatTimestamp(time)}, use 'shutdown -c' to cancel.`)
  return 0
}

/** `now`, `+5`, `23:30`; undefined for what is none of these. */
function parseWhen(text: string, now: number): number | 'now' | undefined {
  if (text === 'now' || text === '+0' || text === '0') return 'now'
  if (/^\+?\d{1,5}$/.test(text)) return now + Number(text) * 60_000
  const clock = /^(\d{1,2}):(\d{2})$/.exec(text)
  if (!clock || Number(clock[1]) > 23 || Number(clock[2]) > 59) return undefined
  const today = Math.floor(now / day) * day + (Number(clock[1]) * 60 + Number(clock[2])) * 60_000
  return today > now ? today : today + day
}

async function showShutdown(proc: Process): Promise<number> {
  const scheduled = proc.system.bus.find('org.freedesktop.login1')?.scheduled
  if (!scheduled) {
    await proc.stderr.line('No scheduled shutdown.')
    return 1
  }
  const name = scheduled.kind === 'reboot' ? 'Reboot' : 'Shutdown'
  await proc.stderr.line(
    `${name} scheduled for ${formatTimestamp(scheduled.time)}, use 'shutdown -c' to cancel.`,
  )
  return 0
}

async function cancelShutdown(proc: Process): Promise<number> {
  const logins = proc.system.bus.find('org.freedesktop.login1')
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line('Failed to cancel scheduled shutdown: Interactive authentication required.')
    return 1
  }
  if (logins?.scheduled) {
    logins.scheduled.cancel()
    logins.scheduled = undefined
    await logins.wall('System shutdown has been cancelled', proc)
  }
  return 0
}

/** wall(1) */
export async function wall(proc: Process): Promise<number> {
  const words = proc.argv.slice(1).filter((word) => word !== '-n')
  const message = words.length > 0 ? words.join(' ') : (await proc.stdin.text()).trimEnd()
  await proc.system.bus.find('org.freedesktop.login1')?.wall(message, proc)
  return 0
}

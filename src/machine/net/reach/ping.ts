import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { ProbeAnswer } from '../../network.ts'
import { type Invocation, Failure, program } from '../../programs/program.ts'
import { isAddress } from '../connect.ts'
import { nameOf } from '../names/reverse.ts'

interface Wish {
  address: string
  /** As people gave it. */
  host: string
  /** How the answers name their sender: `name (address)` or the address. */
  sender: string
  count: number
  interval: number
  /** How long the last packet's answer may take. */
  wait: number
  deadline: number
  size: number
  ttl: number
  quiet: boolean
}

interface Tally {
  sent: number
  received: number
  errors: number
  times: number[]
  began: number
}

const headers = 28
const largest = 65_507

/** iputils' ping: whether the other machine answers is for its security groups to say. */
export const ping = program(
  'ping',
  {
    short: '46aAbc:Dfi:I:l:LnOp:qQ:rRs:S:t:UvVw:W:',
    usage: '[options] <destination>',
    misuse: 2,
    failure: 2,
  },
  async (run) => {
    const { proc } = run
    if (run.has('V')) {
      await run.write('ping from iputils 20221126\n')
      return 0
    }
    if (run.has('6')) throw new Failure('connect: Network is unreachable', 2)
    const host = run.operands.at(-1)
    if (host === undefined) throw new Failure('usage error: Destination address required', 1)
    const wish = await wishOf(run, host)
    await run.write(`PING ${host} (${wish.address}) ${wish.size}(${wish.size + headers}) bytes of data.\n`)
    return probeAll(proc, wish)
  },
)

async function wishOf(run: Invocation, host: string): Promise<Wish> {
  const { proc } = run
  const [address] = isAddress(host) ? [host] : await proc.resolve(host)
  if (address === undefined) throw new Failure(`${host}: Name or service not known`, 2)
  const flood = run.has('f')
  const interval = flood ? 0.01 : numberOf(run, 'i', 1, 0, 3600)
  if (interval < 0.002 && proc.credentials.uid !== 0)
    throw new Failure('cannot flood, minimal interval for user must be >= 2 ms, use -i 0.002 (or higher)', 2)
  const named = run.has('n') ? undefined : await nameOf(proc, address)
  return {
    address,
    host,
    sender: named && !isAddress(host) ? `${named} (${address})` : address,
    count: numberOf(run, 'c', Infinity, 1, 1e9),
    interval: interval * 1000,
    wait: numberOf(run, 'W', 10, 0, 1e6) * 1000,
    deadline: numberOf(run, 'w', Infinity, 0, 1e6) * 1000,
    size: numberOf(run, 's', 56, 0, largest),
    ttl: numberOf(run, 't', 64, 1, 255),
    quiet: run.has('q') || flood,
  }
}

function numberOf(run: Invocation, option: string, otherwise: number, least: number, most: number): number {
  const text = run.value(option)
  if (text === undefined) return otherwise
  const value = Number(text)
  if (Number.isNaN(value)) throw new Failure(`invalid argument: '${text}'`, 1)
  if (value < least || value > most) throw new Failure(`invalid argument: '${text}': out of range: ${least} <= value <= ${most}`, 1) // prettier-ignore
  return value
}

async function probeAll(proc: Process, wish: Wish): Promise<number> {
  const tally: Tally = { sent: 0, received: 0, errors: 0, times: [], began: proc.system.uptime() }
  const stop = new AbortController()
  proc.onSignal('SIGINT', () => stop.abort())
  const past = (): number => proc.system.uptime() - tally.began
  try {
    while (!stop.signal.aborted && tally.sent < wish.count && past() < wish.deadline) {
      tally.sent++
      const answer = await proc.probe({ to: wish.address, protocol: 'icmp', ttl: wish.ttl })
      if (answer) await told(proc, wish, tally, answer)
      const last = tally.sent >= wish.count
      if (last && answer) break
      // After the last packet ping waits for its answer, otherwise until the next is due.
      const patience = last ? (tally.received > 0 ? wish.interval : wish.wait) : wish.interval
      await proc.sleep(Math.max(0, Math.min(patience, wish.deadline - past())))
    }
  } catch (error) {
    if (isErrno(error, 'ENETUNREACH')) {
      await proc.stderr.line(`ping: connect: ${error.message}`)
      return 2
    }
    // ^C in the middle of a wait: the statistics are what it asks for.
    if (!isErrno(error, 'EINTR')) throw error
  }
  await proc.stdout.write(`${stop.signal.aborted ? '\n' : ''}${statistics(wish, tally, past())}`)
  return tally.received === 0 || (wish.deadline !== Infinity && tally.received < wish.count && wish.count !== Infinity) ? 1 : 0 // prettier-ignore
}

async function told(proc: Process, wish: Wish, tally: Tally, answer: ProbeAnswer): Promise<void> {
  if (answer.kind !== 'reply') {
    tally.errors++
    const what = answer.kind === 'exceeded' ? 'Time to live exceeded' : 'Destination Port Unreachable'
    if (!wish.quiet) await proc.stdout.line(`From ${answer.from} icmp_seq=${tally.sent} ${what}`)
    return
  }
  tally.received++
  tally.times.push(answer.milliseconds)
  if (wish.quiet) return
  const bytes = `${wish.size + 8} bytes from ${wish.sender}`
  const time = wish.size >= 16 ? ` time=${short(answer.milliseconds)} ms` : ''
  await proc.stdout.line(`${bytes}: icmp_seq=${tally.sent} ttl=${answer.ttl}${time}`)
}

/** Three digits that count, as ping has it. */
const short = (milliseconds: number): string =>
  milliseconds >= 100
    ? milliseconds.toFixed(0)
    : milliseconds >= 10
      ? milliseconds.toFixed(1)
      : milliseconds >= 1
        ? milliseconds.toFixed(2)
        : milliseconds.toFixed(3)

function statistics({ host }: Wish, { sent, received, errors, times }: Tally, milliseconds: number): string {
  const lost = sent === 0 ? 0 : Math.round(((sent - received) / sent) * 1e6) / 1e4
  const failed = errors > 0 ? `, +${errors} errors` : ''
  const first = `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${received} received${failed}, ${Number(lost.toPrecision(6))}% packet loss, time ${Math.round(milliseconds)}ms\n`
  if (times.length === 0) return `${first}\n`
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  const deviation = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length)
  const numbers = [Math.min(...times), mean, Math.max(...times), deviation].map((time) => time.toFixed(3))
  return `${first}rtt min/avg/max/mdev = ${numbers.join('/')} ms\n`
}

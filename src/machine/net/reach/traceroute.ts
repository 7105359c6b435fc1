import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { ProbeAnswer } from '../../network.ts'
import { type Invocation, Failure, program } from '../../programs/program.ts'
import { isAddress } from '../connect.ts'
import { nameOf } from '../names/reverse.ts'

const firstUdpPort = 33_434

/** traceroute: the routers that answer on the way; a machine whose security groups drop the packets stays silent. */
export const traceroute = program(
  'traceroute',
  {
    short: '46dFInTUm:q:w:p:f:N:s:z:',
    long: { 'icmp': 'I', 'tcp': 'T', 'max-hops': 'm:', 'queries': 'q:', 'wait': 'w:', 'port': 'p:' },
    usage: '[ -46dFITnrAUDV ] [ -f first_ttl ] [ -m max_ttl ] [ -p port ] [ -q nqueries ] [ -w wait ] host',
    misuse: 2,
    least: 1,
  }, // prettier-ignore
  async (run) => {
    const { proc } = run
    const host = run.operands[0]!
    const address = await addressFor(proc, host)
    const hops = Number(run.value('m') ?? 30)
    const queries = Number(run.value('q') ?? 3)
    if (!(hops >= 1 && hops <= 255)) throw new Failure('max hops cannot be more than 255', 2)
    if (!(queries >= 1 && queries <= 10)) throw new Failure('no more than 10 probes per hop', 2)
    await run.write(`traceroute to ${host} (${address}), ${hops} hops max, 60 byte packets\n`)
    const protocol = run.has('I') ? 'icmp' : run.has('T') ? 'tcp' : 'udp'
    const port = Number(run.value('p') ?? (protocol === 'tcp' ? 80 : firstUdpPort))
    for (let ttl = Number(run.value('f') ?? 1); ttl <= hops; ttl++) {
      const answers: (ProbeAnswer | undefined)[] = []
      for (let query = 0; query < queries; query++)
        answers.push(await proc.probe({ to: address, protocol, port, ttl }))
      await run.write(`${String(ttl).padStart(2)}  ${await hopText(run, answers)}\n`)
      if (answers.some((answer) => answer?.from === address)) return 0
    }
    return 0
  },
)

async function addressFor(proc: Process, host: string): Promise<string> {
  const [address] = isAddress(host) ? [host] : await proc.resolve(host)
  if (address === undefined)
    throw new Failure(`${host}: Name or service not known\nCannot handle "host" cmdline arg \`${host}' on position 1 (argc 1)`, 2) // prettier-ignore
  try {
    await proc.probe({ to: address, protocol: 'icmp', ttl: 1 })
  } catch (error) {
    if (isErrno(error)) throw new Failure(`connect: ${error.message}`, 1)
    throw error
  }
  return address
}

async function hopText(run: Invocation, answers: readonly (ProbeAnswer | undefined)[]): Promise<string> {
  let from: string | undefined
  const parts: string[] = []
  for (const answer of answers) {
    if (!answer) {
      parts.push('*')
      continue
    }
    if (answer.from !== from) {
      from = answer.from
      const name = run.has('n') ? undefined : await nameOf(run.proc, from)
      parts.push(run.has('n') ? from : `${name ?? from} (${from})`)
    }
    parts.push(`${parts.length > 0 && parts.at(-1) !== '*' ? ' ' : ''}${answer.milliseconds.toFixed(3)} ms`)
  }
  return parts.join(' ')
}

/** iputils' tracepath: the same way, told otherwise. */
export const tracepath = program(
  'tracepath',
  { short: '46nbm:l:p:', usage: '[options] <destination>', misuse: 1, least: 1 },
  async (run) => {
    const { proc } = run
    const address = await addressFor(proc, run.operands[0]!)
    const hops = Number(run.value('m') ?? 30)
    const show = async (from: string): Promise<string> =>
      run.has('n') ? from : ((await nameOf(proc, from)) ?? from)
    await run.write(` 1?: [LOCALHOST]                      pmtu ${proc.system.network.mtu}\n`)
    for (let ttl = 1; ttl <= hops; ttl++) {
      const answer = await proc.probe({ to: address, protocol: 'udp', port: 44_444, ttl })
      const number = `${String(ttl).padStart(2)}: `
      if (!answer) await run.write(`${number} no reply\n`)
      else {
        const reached = answer.from === address
        const time = `${answer.milliseconds.toFixed(3)}ms`
        await run.write(
          `${number} ${(await show(answer.from)).padEnd(52)} ${time}${reached ? ' reached' : ''}\n`,
        )
        if (reached) {
          await run.write(`     Resume: pmtu ${proc.system.network.mtu} hops ${ttl} back ${ttl} \n`)
          return 0
        }
      }
    }
    await run.write(
      `     Too many hops: pmtu ${proc.system.network.mtu}\n     Resume: pmtu ${proc.system.network.mtu} \n`,
    )
    return 0
  },
)

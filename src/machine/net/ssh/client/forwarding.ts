import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { type ByteStream, socketStream } from '../../byte-stream.ts'
import { connectWithin, isAddress } from '../../connect.ts'
import { ChannelRefused, type Channels, type OpenFarEnd, splice } from '../channels.ts'
import type { Message } from '../messages.ts'
import type { Transport } from '../transport.ts'
import { type Forward, UsageError } from './options.ts'

/** `[bind_address:]port:host:hostport`, IPv6 addresses in brackets. */
export function parseForward(text: string, option: 'Local' | 'Remote'): Forward {
  const parts = text.match(/\[[^\]]*\]|[^:]+/g)?.map((part) => part.replace(/^\[(.*)\]$/, '$1')) ?? []
  if (parts.length === 3) parts.unshift(option === 'Local' ? 'localhost' : '')
  const [bind = '', port = '', host = '', hostPort = ''] = parts
  const numbers = [Number(port), Number(hostPort)]
  const good = numbers.every((value) => Number.isInteger(value) && value >= 0 && value <= 65_535)
  if (parts.length !== 4 || !good || host === '' || numbers[1] === 0)
    throw new UsageError(`Bad ${option.toLowerCase()} forwarding specification '${text}'`)
  return { bind, port: numbers[0]!, host, hostPort: numbers[1]! }
}

/** Where a connection to a forwarded name leads, from this machine. */
export async function connectTo(proc: Process, host: string, port: number): Promise<ByteStream> {
  const [address] = isAddress(host) ? [host] : await proc.resolve(host)
  if (address === undefined) throw new ChannelRefused('administratively prohibited: open failed')
  return socketStream(proc, await connectWithin(proc, { address, port }))
}

/** -L: listens here, and each connection becomes a channel to what the server reaches. False when a port is taken. */
export async function listenForward(
  proc: Process,
  channels: Channels,
  { bind, port, host, hostPort }: Forward,
): Promise<boolean> {
  const address = bind === 'localhost' ? '127.0.0.1' : bind === '*' || bind === '' ? '0.0.0.0' : bind
  let listener: number
  try {
    listener = await proc.listen({ address, port })
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(
      `bind [${address}]:${port}: ${error.message}\nchannel_setup_fwd_listener_tcpip: cannot listen to port: ${port}`,
    )
    return false
  }
  const accepting = async (): Promise<void> => {
    let number = 2
    for (;;) {
      const { fd } = await proc.accept(listener)
      const near = socketStream(proc, fd)
      const index = number++
      channels.open('direct-tcpip', host, hostPort).then(
        (far) => splice(near, far),
        async (error: unknown) => {
          near.destroy()
          if (error instanceof ChannelRefused)
            await proc.stderr.line(`channel ${index}: open failed: ${error.message}`)
        },
      ).catch(() => undefined) // prettier-ignore
    }
  }
  // It ends with the process or with its descriptor.
  accepting().catch(() => undefined)
  return true
}

/** -R: the server listens, and tells at which port. */
export class RemoteForwards {
  readonly #asked: { forward: Forward; answered: (port: number | undefined) => void }[] = []
  readonly #active = new Map<number, Forward>()

  constructor(
    private readonly proc: Process,
    private readonly transport: Transport,
  ) {}

  async ask(forward: Forward): Promise<void> {
    const answer = new Promise<number | undefined>((resolve) =>
      this.#asked.push({ forward, answered: resolve }),
    )
    await this.transport.send({ type: 'forwardRequest', host: forward.bind, port: forward.port })
    void answer.then(async (port) => {
      if (port === undefined)
        await this.proc.stderr.line(`Warning: remote port forwarding failed for listen port ${forward.port}`)
      else if (forward.port === 0)
        await this.proc.stderr.line(
          `Allocated port ${port} for remote forward to ${forward.host}:${forward.hostPort}`,
        )
    })
  }

  handle(message: Message): boolean {
    if (message.type !== 'forwardAccepted' && message.type !== 'forwardRefused') return false
    const asked = this.#asked.shift()
    if (!asked) return true
    if (message.type === 'forwardAccepted') this.#active.set(message.port, asked.forward)
    asked.answered(message.type === 'forwardAccepted' ? message.port : undefined)
    return true
  }

  target(port: number): Forward | undefined {
    return this.#active.get(port)
  }
}

/** What the server may open towards the client: what was forwarded, and the agent. */
export const clientFarEnd =
  (proc: Process, forwards: () => RemoteForwards, agentSocket: string | undefined): OpenFarEnd =>
  async ({ kind, port }) => {
    if (kind === 'auth-agent@openssh.com' && agentSocket)
      return socketStream(proc, await proc.connectUnix(agentSocket))
    const forward = kind === 'forwarded-tcpip' ? forwards().target(port) : undefined
    if (!forward) throw new ChannelRefused('administratively prohibited: open failed')
    return connectTo(proc, forward.host, forward.hostPort)
  }

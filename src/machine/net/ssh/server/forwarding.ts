import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { socketStream } from '../../byte-stream.ts'
import { ChannelRefused, Channels, splice } from '../channels.ts'
import { connectTo } from '../client/forwarding.ts'
import type { Message, MessageOf } from '../messages.ts'
import type { Transport } from '../transport.ts'
import type { LoggedIn } from './connection.ts'

/** What a logged-in client may open beside its session. */
export class ServerForwarding {
  readonly channels: Channels
  readonly #sockets: string[] = []
  #agent = false

  constructor(
    private readonly proc: Process,
    private readonly transport: Transport,
    private readonly login: LoggedIn,
  ) {
    this.channels = new Channels(transport, 'server', async ({ kind, host, port }) => {
      if (kind !== 'direct-tcpip' || this.#forbidden || !login.policy.localForwarding)
        throw new ChannelRefused('administratively prohibited: open failed')
      return connectTo(proc, host, port)
    })
  }

  /** no-port-forwarding in authorized_keys. */
  get #forbidden(): boolean {
    return this.login.authorization.noForwarding
  }

  /** @returns whether the message was about forwarding. */
  handle(message: Message): boolean {
    if (message.type === 'forwardRequest') {
      void this.#listen(message)
      return true
    }
    if (message.type === 'agentForwarding') {
      this.#agent = !this.login.authorization.noAgent && this.login.policy.agentForwarding
      return true
    }
    return this.channels.handle(message)
  }

  /** The path of the session's agent socket, if the client lends its agent. */
  async agentSocket(): Promise<string | undefined> {
    if (!this.#agent) return undefined
    const { account } = this.login
    const letters = Array.from(this.proc.system.randomBytes(10), (byte) => (byte % 36).toString(36)).join('')
    const directory = `/tmp/ssh-${letters}`
    const path = `${directory}/agent.${this.proc.pid}`
    try {
      await this.proc.mkdir(directory, 0o700)
      const listener = await this.proc.listenUnix(path)
      this.proc.setCloseOnExec(listener, true)
      await this.proc.chown(path, account.uid, account.gid)
      await this.proc.chown(directory, account.uid, account.gid)
      this.#sockets.push(path, directory)
      void this.#serve(listener, 'auth-agent@openssh.com', 0)
      return path
    } catch (error) {
      if (isErrno(error)) return undefined
      throw error
    }
  }

  async close(): Promise<void> {
    this.channels.closeAll()
    const [path, directory] = this.#sockets
    if (!path || !directory) return
    await this.proc.unlink(path).catch(ignoreErrno)
    await this.proc.rmdir(directory).catch(ignoreErrno)
  }

  async #listen({ host, port }: MessageOf<'forwardRequest'>): Promise<void> {
    const { proc, transport } = this
    const { policy } = this.login
    const privileged = port > 0 && port < 1024 && this.login.account.uid !== 0
    try {
      if (this.#forbidden || !policy.remoteForwarding || privileged) throw new ChannelRefused(host)
      // Without GatewayPorts, others than the server itself cannot reach what is forwarded.
      const listener = await proc.listen({ address: policy.gatewayPorts ? '0.0.0.0' : '127.0.0.1', port })
      proc.setCloseOnExec(listener, true)
      const chosen = proc.socketEndpoints(listener)?.local.port ?? port
      await transport.send({ type: 'forwardAccepted', port: chosen })
      await this.#serve(listener, 'forwarded-tcpip', chosen)
    } catch (error) {
      if (!(error instanceof ChannelRefused) && !isErrno(error)) return
      await transport.send({ type: 'forwardRefused', port }).catch(() => undefined)
    }
  }

  async #serve(listener: number, kind: string, port: number): Promise<void> {
    try {
      for (;;) {
        const { fd } = await this.proc.accept(listener)
        const near = socketStream(this.proc, fd)
        this.channels.open(kind, '', port).then(
          (far) => splice(near, far),
          () => near.destroy(),
        ).catch(() => undefined) // prettier-ignore
      }
    } catch {
      // The session's process has gone, and the listener with it.
    }
  }
}

const ignoreErrno = (error: unknown): void => {
  if (!isErrno(error)) throw error
}

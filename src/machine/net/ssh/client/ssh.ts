import { ErrnoError, isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { type ByteStream, LineTooLong, descriptorStream, socketStream } from '../../byte-stream.ts'
import { connectWithin, isAddress } from '../../connect.ts'
import { userName } from '../server/accounts.ts'
import { ChannelRefused, Channels, splice } from '../channels.ts'
import type { Message } from '../messages.ts'
import { Disconnected, NotSsh, Transport, banner } from '../transport.ts'
import { WireError } from '../wire.ts'
import { resolveOptions } from './config.ts'
import { presentIdentities } from './identities.ts'
import { inBackground } from './background.ts'
import { RemoteForwards, clientFarEnd, listenForward } from './forwarding.ts'
import { type Debug, authenticate, meetHost } from './login.ts'
import { proxyStream } from './proxy.ts'
import type { SshOptions } from './options.ts'
import { UsageError, parseArguments } from './options.ts'
import { type BesideSession, runClientSession, statusOfSignal } from './session-client.ts'

/** ssh's own failures all end with this status. */
export const failed = 255

const version = 'OpenSSH_8.7p1, OpenSSL 3.0.8 7 Feb 2023'

/** The ssh client. */
export async function ssh(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  try {
    const args = parseArguments(proc.argv)
    if (args.flags.has('V')) {
      await proc.stderr.line(version)
      return 0
    }
    const user = await userName(proc, proc.credentials.uid)
    const options = await resolveOptions(proc, proc.env.get('HOME') ?? '/', user, args)
    if (args.flags.has('G')) {
      await proc.stdout.write(describeOptions(options))
      return 0
    }
    return await (options.background
      ? inBackground(proc, (own, settled) => connectAndRun(own, options, settled))
      : connectAndRun(proc, options, () => Promise.resolve()))
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    await proc.stderr.line(error.message)
    return failed
  }
}

async function connectAndRun(
  proc: Process,
  options: SshOptions,
  settled: () => Promise<void>,
): Promise<number> {
  const debug = async (line: string) => {
    if (options.verbose) await proc.stderr.line(`debug1: ${line}`)
  }
  if (options.verbose) await proc.stderr.line(version)
  for (const keyword of options.withoutEffect) await debug(`${keyword} has no effect in Sandcloud`)
  const identities = await presentIdentities(proc, options)
  const opened = await openConnection(proc, options, debug)
  if (!opened) return failed
  const { stream, address, peer } = opened
  await debug('Connection established.')
  for (const path of identities) await debug(`identity file ${path} type -1`)
  await debug(`Local version string ${banner}`)

  const transport = new Transport(stream)
  try {
    const session = await meetHost(proc, transport, options, address, debug)
    if (!session) return failed
    const login = await authenticate(proc, transport, options, session, identities, debug)
    if (typeof login !== 'string') {
      const who = `${options.user}@${options.hostName}`
      await proc.stderr.line(`${who}: Permission denied (${login.methods}).`)
      return failed
    }
    const way = opened.proxied ? 'via proxy' : `[${address}]:${options.port}`
    await debug(`Authenticated to ${options.hostName} (${way}) using "${login}".`)
  } catch (error) {
    await proc.stderr.line(describeBeforeSession(error, peer))
    return failed
  }
  return talk(proc, transport, options, { debug, settled })
}

/** -G: what the configuration comes to for this host, in ssh_config's words. */
function describeOptions(options: SshOptions): string {
  const yes = (value: boolean): string => (value ? 'yes' : 'no')
  const rows: [string, string][] = [
    ['host', options.host],
    ['user', options.user],
    ['hostname', options.hostName],
    ['port', String(options.port)],
    ['batchmode', yes(options.batch)],
    ['identitiesonly', yes(options.identitiesOnly)],
    ['passwordauthentication', yes(options.passwords)],
    ['pubkeyauthentication', yes(options.keys)],
    ['forwardagent', yes(options.forwardAgent)],
    ['stricthostkeychecking', options.strictHostKeyChecking],
    ['connecttimeout', options.connectTimeout === undefined ? 'none' : String(options.connectTimeout)],
    ...options.identities.map((path): [string, string] => ['identityfile', path]),
    ['userknownhostsfile', options.knownHosts],
    ...(options.proxyJump === undefined ? [] : [['proxyjump', options.proxyJump] as [string, string]]),
    ...(options.proxyCommand === undefined
      ? []
      : [['proxycommand', options.proxyCommand] as [string, string]]),
  ]
  return rows.map(([keyword, value]) => `${keyword} ${value}\n`).join('')
}

interface Opened {
  stream: ByteStream
  /** As the question about an unknown host shows it. */
  address: string
  peer: string
  proxied: boolean
}

/** The connection itself, or through a proxy's standard input and output. */
async function openConnection(proc: Process, options: SshOptions, debug: Debug): Promise<Opened | undefined> {
  if (options.proxyJump !== undefined || options.proxyCommand !== undefined) {
    const stream = await proxyStream(proc, options, debug)
    return { stream, address: '<no hostip for proxy command>', peer: `UNKNOWN port 65535`, proxied: true }
  }
  const address = await resolveHost(proc, options)
  if (!address) return undefined
  await debug(`Connecting to ${options.hostName} [${address}] port ${options.port}.`)
  const fd = await connect(proc, options, address)
  if (fd === undefined) return undefined
  return { stream: socketStream(proc, fd), address, peer: `${address} port ${options.port}`, proxied: false }
}

async function resolveHost(proc: Process, options: SshOptions): Promise<string | undefined> {
  if (isAddress(options.hostName)) return options.hostName
  const [address] = await proc.resolve(options.hostName)
  if (!address)
    await proc.stderr.line(`ssh: Could not resolve hostname ${options.hostName}: Name or service not known`)
  return address
}

async function connect(proc: Process, options: SshOptions, address: string): Promise<number | undefined> {
  try {
    const patience = options.connectTimeout && options.connectTimeout * 1000
    return await connectWithin(proc, { address, port: options.port }, patience)
  } catch (error) {
    if (!isErrno(error)) throw error
    const where = `connect to host ${options.hostName} port ${options.port}`
    await proc.stderr.line(`ssh: ${where}: ${error.message}`)
    return undefined
  }
}

function describeBeforeSession(error: unknown, peer: string): string {
  if (error instanceof Disconnected && error.reason)
    return `Received disconnect from ${peer}:2: ${error.reason}\nDisconnected from ${peer}`
  if (error instanceof Disconnected)
    return `kex_exchange_identification: Connection closed by remote host\nConnection closed by ${peer}`
  if (error instanceof ErrnoError)
    return `kex_exchange_identification: read: ${error.message}\nConnection reset by ${peer}`
  if (error instanceof NotSsh || error instanceof LineTooLong)
    return `kex_exchange_identification: banner line contains invalid characters\nbanner exchange: Connection to ${peer}: invalid format`
  if (error instanceof WireError) return `ssh_dispatch_run_fatal: Connection to ${peer}: ${error.message}`
  throw error
}

interface Talk {
  debug: Debug
  /** Everything that may fail at the start is done: -f goes to the background. */
  settled(): Promise<void>
}

/** The session and what is forwarded beside it, and what is said at its end. */
async function talk(
  proc: Process,
  transport: Transport,
  options: SshOptions,
  { debug, settled }: Talk,
): Promise<number> {
  const closed = `Connection to ${options.hostName} closed`
  const interactive = options.terminal !== 'no' && proc.tty(0) !== undefined && options.command === ''
  const agentSocket = options.forwardAgent ? proc.env.get('SSH_AUTH_SOCK') : undefined
  const forwards = new RemoteForwards(proc, transport)
  const channels = new Channels(
    transport,
    'client',
    clientFarEnd(proc, () => forwards, agentSocket),
  )
  const beside = (message: Message): boolean => channels.handle(message) || forwards.handle(message)
  try {
    if (!(await startForwards(proc, options, channels, forwards, debug))) return failed
    if (agentSocket) await transport.send({ type: 'agentForwarding' })
    await settled()
    if (options.stdioForward)
      return await forwardStdio(proc, transport, options.stdioForward, channels, beside)
    if (options.noCommand) return await holdOpen(transport, beside)
    await debug(
      options.command === '' ? 'Entering interactive session.' : `Sending command: ${options.command}`,
    )
    const end = await runClientSession(proc, transport, options, beside)
    await transport.close('disconnected by user')
    if (end === 'escaped') {
      await proc.stderr.line(`${closed}.`)
      return failed
    }
    if ((interactive || options.terminal === 'yes') && !options.quiet) await proc.stderr.line(`${closed}.`)
    if ('status' in end) await debug(`Exit status ${end.status}`)
    return 'status' in end ? end.status : statusOfSignal(end.signal)
  } catch (error) {
    if (error instanceof Disconnected) await proc.stderr.line(`${closed} by remote host.\n${closed}.`)
    else if (isErrno(error, 'EPIPE')) await proc.stderr.line('client_loop: send disconnect: Broken pipe')
    else if (isErrno(error, 'ECONNRESET'))
      await proc.stderr.line('client_loop: send disconnect: Connection reset')
    else if (error instanceof WireError) await proc.stderr.line(`ssh: ${error.message}`)
    else throw error
    return failed
  } finally {
    channels.closeAll()
  }
}

/** False when one could not be set up and that shall end it. */
async function startForwards(
  proc: Process,
  options: SshOptions,
  channels: Channels,
  forwards: RemoteForwards,
  debug: Debug,
): Promise<boolean> {
  let good = true
  for (const forward of options.localForwards) {
    const { bind, port, host, hostPort } = forward
    await debug(`Local connections to ${bind}:${port} forwarded to remote address ${host}:${hostPort}`)
    good = (await listenForward(proc, channels, forward)) && good
  }
  if (!good) await proc.stderr.line('Could not request local forwarding.')
  for (const forward of options.remoteForwards) await forwards.ask(forward)
  return good || !options.exitOnForwardFailure
}

/** -N: a connection without a session lasts until one side ends it. */
async function holdOpen(transport: Transport, beside: BesideSession): Promise<never> {
  for (;;) beside(await transport.receive())
}

/** -W: standard input and output are the ends of a channel. */
async function forwardStdio(
  proc: Process,
  transport: Transport,
  { host, port }: { host: string; port: number },
  channels: Channels,
  beside: BesideSession,
): Promise<number> {
  const receiving = holdOpen(transport, beside)
  receiving.catch(() => undefined)
  try {
    const far = await Promise.race([channels.open('direct-tcpip', host, port), receiving])
    await Promise.race([splice(far, descriptorStream(proc, 0, 1)), receiving])
    return 0
  } catch (error) {
    if (!(error instanceof ChannelRefused)) throw error
    await proc.stderr.line(`channel 0: open failed: ${error.message}\nstdio forwarding failed`)
    return failed
  }
}

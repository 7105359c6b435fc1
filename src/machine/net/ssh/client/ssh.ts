import { ErrnoError, isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { LineTooLong, socketStream } from '../../byte-stream.ts'
import { connectWithin, isAddress } from '../../connect.ts'
import { userName } from '../server/accounts.ts'
import { Disconnected, NotSsh, Transport } from '../transport.ts'
import { WireError } from '../wire.ts'
import { resolveOptions } from './config.ts'
import { presentIdentities } from './identities.ts'
import { authenticate, meetHost } from './login.ts'
import type { SshOptions } from './options.ts'
import { UsageError, parseArguments } from './options.ts'
import { runClientSession, statusOfSignal } from './session-client.ts'

/** ssh's own failures all end with this status. */
export const failed = 255

/** The ssh client. */
export async function ssh(proc: Process): Promise<number> {
  proc.onSignal('SIGPIPE', 'ignore')
  try {
    const args = parseArguments(proc.argv)
    if (args.flags.has('V')) {
      await proc.stderr.line('OpenSSH_8.7p1, OpenSSL 3.0.8 7 Feb 2023')
      return 0
    }
    const user = await userName(proc, proc.credentials.uid)
    const options = await resolveOptions(proc, proc.env.get('HOME') ?? '/', user, args)
    return await connectAndRun(proc, options)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    await proc.stderr.line(error.message)
    return failed
  }
}

async function connectAndRun(proc: Process, options: SshOptions): Promise<number> {
  const debug = async (line: string) => {
    if (options.verbose) await proc.stderr.line(`debug1: ${line}`)
  }
  const identities = await presentIdentities(proc, options)
  const address = await resolveHost(proc, options)
  if (!address) return failed
  await debug(`Connecting to ${options.hostName} [${address}] port ${options.port}.`)
  const fd = await connect(proc, options, address)
  if (fd === undefined) return failed
  await debug('Connection established.')

  const transport = new Transport(socketStream(proc, fd))
  const peer = `${address} port ${options.port}`
  try {
    const session = await meetHost(proc, transport, options, address, debug)
    if (!session) return failed
    const login = await authenticate(proc, transport, options, session, identities, debug)
    if (login !== 'success') {
      const who = `${options.user}@${options.hostName}`
      await proc.stderr.line(`${who}: Permission denied (${login.methods}).`)
      return failed
    }
    await debug(`Authenticated to ${options.hostName} ([${address}]:${options.port}) using "publickey".`)
  } catch (error) {
    await proc.stderr.line(describeBeforeSession(error, peer))
    return failed
  }
  return talk(proc, transport, options)
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

/** The session itself, and what is said at its end. */
async function talk(proc: Process, transport: Transport, options: SshOptions): Promise<number> {
  const closed = `Connection to ${options.hostName} closed`
  const interactive = options.terminal !== 'no' && proc.tty(0) !== undefined && options.command === ''
  try {
    if (options.noCommand) return await holdOpen(transport)
    const end = await runClientSession(proc, transport, options)
    await transport.close('disconnected by user')
    if (end === 'escaped') {
      await proc.stderr.line(`${closed}.`)
      return failed
    }
    if ((interactive || options.terminal === 'yes') && !options.quiet) await proc.stderr.line(`${closed}.`)
    return 'status' in end ? end.status : statusOfSignal(end.signal)
  } catch (error) {
    if (error instanceof Disconnected) {
      await proc.stderr.line(`${closed} by remote host.\n${closed}.`)
      return failed
    }
    if (isErrno(error, 'EPIPE')) await proc.stderr.line('client_loop: send disconnect: Broken pipe')
    else if (isErrno(error, 'ECONNRESET'))
      await proc.stderr.line('client_loop: send disconnect: Connection reset')
    else if (error instanceof WireError) await proc.stderr.line(`ssh: ${error.message}`)
    else throw error
    return failed
  }
}

/** -N: a connection without a session lasts until one side ends it. */
async function holdOpen(transport: Transport): Promise<number> {
  for (;;) await transport.receive()
}

import { isErrno } from '../../../errno.ts'
import type { ChildStatus, Process } from '../../../kernel/process.ts'
import { readAgain } from '../../byte-stream.ts'
import type { MessageOf } from '../messages.ts'
import { recordEnd } from '../../../system/login-records.ts'
import { Disconnected, type Transport } from '../transport.ts'
import { WireError } from '../wire.ts'
import type { LoggedIn } from './connection.ts'
import { ServerForwarding } from './forwarding.ts'
import { becomeUser } from './login-process.ts'

/** How long what a dead shell last wrote may take to come out of its terminal. */
const drainTime = 250

/** Where a session's child reads and writes, seen from sshd's end. */
interface Ends {
  child: number
  input: number
  outputs: readonly { fd: number; type: 'data' | 'errorData' }[]
  terminal?: { resize(columns: number, rows: number): void }
  /** The terminal's, in the records of logins. */
  line?: string
}

/** Starts what the client asks for and stands between the two until one of them is gone. */
export async function runSession(proc: Process, transport: Transport, login: LoggedIn): Promise<void> {
  const forwarding = new ServerForwarding(proc, transport, login)
  try {
    const request = await sessionRequest(transport, forwarding)
    await serveSession(proc, transport, login, request, forwarding)
  } finally {
    await forwarding.close()
  }
}

/** A client may only want to forward (-N), and never ask for a session. Throws Disconnected. */
async function sessionRequest(
  transport: Transport,
  forwarding: ServerForwarding,
): Promise<MessageOf<'session'>> {
  for (;;) {
    const message = await transport.receive()
    if (message.type === 'session') return message
    if (!forwarding.handle(message)) throw new WireError(`unexpected ${message.type}`)
  }
}

async function serveSession(
  proc: Process,
  transport: Transport,
  login: LoggedIn,
  request: MessageOf<'session'>,
  forwarding: ServerForwarding,
): Promise<void> {
  const agentSocket = await forwarding.agentSocket()
  const ends = await start(proc, { ...login, ...(agentSocket && { agentSocket }) }, request)
  await transport.send({ type: 'sessionStarted' })
  const status = ended(proc, ends)
  const outputs = Promise.all(ends.outputs.map(({ fd, type }) => pumpOutput(proc, transport, fd, type)))
  const gone = takeInput(proc, transport, ends, forwarding)
  outputs.catch(() => undefined)
  const finished = await Promise.race([finish(proc, status, outputs, ends), gone])
  if (finished === 'client gone') {
    await hangUp(proc, ends)
    if (ends.terminal) await status.catch(() => undefined)
    return
  }
  await tellStatus(transport, finished)
  await transport.close('session over')
}

/** The child's end, which is the login's where it had a terminal. */
async function ended(proc: Process, { child, line }: Ends): Promise<ChildStatus | undefined> {
  const status = await proc.wait(child)
  if (line !== undefined) await recordEnd(proc, line, Math.floor(proc.system.now() / 1000))
  return status
}

async function start(proc: Process, login: LoggedIn, request: MessageOf<'session'>): Promise<Ends> {
  const forced = login.policy.forcedCommand ?? login.authorization.forcedCommand
  const command = forced ?? request.command
  const who = { ...login, ...(forced !== undefined && { originalCommand: request.command }) }
  const wantsTerminal = request.terminal !== '' && login.policy.terminal && !login.authorization.noTerminal
  return wantsTerminal ? startOnTerminal(proc, who, request, command) : startOnPipes(proc, who, command)
}

async function startOnTerminal(
  proc: Process,
  login: LoggedIn,
  { columns, rows, terminal }: MessageOf<'session'>,
  command: string,
): Promise<Ends> {
  const pty = await proc.openPty({ columns, rows })
  const line = pty.name.replace('/dev/', '')
  const child = await proc.fork(
    async (own) => {
      own.setSession()
      const tty = await own.open(pty.name, { read: true, write: true })
      for (const fd of [0, 1, 2]) own.dup(tty, fd)
      if (tty > 2) await own.close(tty)
      return becomeUser(own, login, { command, terminal: { name: pty.name, type: terminal, line } })
    },
    { descriptors: new Map(), name: `sshd: ${login.account.name}@${line}` },
  )
  return { child, input: pty.master, outputs: [{ fd: pty.master, type: 'data' }], terminal: pty, line }
}

async function startOnPipes(proc: Process, login: LoggedIn, command: string): Promise<Ends> {
  const [input, output, errors] = [proc.pipe(), proc.pipe(), proc.pipe()]
  const child = await proc.fork(
    async (own) => {
      own.setSession()
      return becomeUser(own, login, { command })
    },
    {
      descriptors: new Map([
        [0, input.read],
        [1, output.write],
        [2, errors.write],
      ]),
      name: `sshd: ${login.account.name}@notty`,
    },
  )
  for (const fd of [input.read, output.write, errors.write]) await proc.close(fd)
  return {
    child,
    input: input.write,
    outputs: [
      { fd: output.read, type: 'data' },
      { fd: errors.read, type: 'errorData' },
    ],
  }
}

async function pumpOutput(proc: Process, transport: Transport, fd: number, type: 'data' | 'errorData') {
  for (;;) {
    const bytes = await readAgain(proc, fd).catch((error: unknown) => {
      // A terminal that nobody holds any more answers EIO.
      if (isErrno(error, 'EIO', 'EBADF')) return undefined
      throw error
    })
    if (!bytes || bytes.length === 0) return
    await transport.send({ type, bytes })
  }
}

/** What the client sends; resolves when it is gone. */
async function takeInput(
  proc: Process,
  transport: Transport,
  ends: Ends,
  forwarding: ServerForwarding,
): Promise<'client gone'> {
  try {
    for (;;) {
      const message = await transport.receive()
      if (forwarding.handle(message)) continue
      if (message.type === 'data') await deliver(proc, ends.input, message.bytes)
      if (message.type === 'endOfFile' && !ends.terminal) await proc.close(ends.input)
      if (message.type === 'windowChange') ends.terminal?.resize(message.columns, message.rows)
    }
  } catch (error) {
    if (error instanceof Disconnected || isErrno(error, 'ECONNRESET', 'EPIPE')) return 'client gone'
    throw error
  }
}

/** A command that does not read its input may well be gone before the input is. */
async function deliver(proc: Process, fd: number, bytes: Uint8Array): Promise<void> {
  await proc.write(fd, bytes).catch((error: unknown) => {
    if (!isErrno(error, 'EPIPE', 'EBADF', 'EIO')) throw error
  })
}

/**
 * A command's session ends with its last output, a shell's with the shell: what it left in the background keeps the
 * terminal open, and only gets the time to say its last words.
 */
async function finish(
  proc: Process,
  status: Promise<ChildStatus | undefined>,
  outputs: Promise<unknown>,
  { terminal, input }: Ends,
): Promise<ChildStatus | undefined> {
  const end = await status
  await (terminal ? Promise.race([outputs, proc.sleep(drainTime)]) : outputs)
  if (terminal) await proc.close(input)
  return end
}

async function tellStatus(transport: Transport, status: ChildStatus | undefined): Promise<void> {
  if (status?.signal) await transport.send({ type: 'exitSignal', signal: status.signal })
  else await transport.send({ type: 'exitStatus', status: status?.exit ?? 255 })
}

async function hangUp(proc: Process, ends: Ends): Promise<void> {
  const open = new Set([ends.input, ...ends.outputs.map(({ fd }) => fd)])
  for (const fd of open) await proc.close(fd).catch(() => undefined)
}

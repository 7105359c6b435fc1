import type { Process } from '../../../kernel/process.ts'
import { signalNumbers } from '../../../kernel/signals.ts'
import type { Signal } from '../../../kernel/signals.ts'
import { readAgain } from '../../byte-stream.ts'
import type { Message } from '../messages.ts'
import type { Transport } from '../transport.ts'
import { EscapeFilter, escapeHelp } from './escape.ts'
import type { SshOptions } from './options.ts'

/** What a session came to: the command's status, or that the learner left it by `~.`. */
export type SessionEnd = { status: number } | { signal: string } | 'escaped'

/** Takes what is no message of the session's but of a forwarding; says whether it was. */
export type BesideSession = (message: Message) => boolean

/** Starts the session and stands between the learner's descriptors and the far end. Throws Disconnected and the socket's errors. */
export async function runClientSession(
  proc: Process,
  transport: Transport,
  options: SshOptions,
  beside: BesideSession,
): Promise<SessionEnd> {
  const screen = options.terminal === 'no' ? undefined : (proc.tty(0) ?? undefined)
  const wantsTerminal = options.terminal === 'yes' || (options.terminal === 'auto' && options.command === '')
  const terminal = wantsTerminal ? screen : undefined
  if (wantsTerminal && !terminal && options.terminal !== 'no')
    await proc.stderr.line('Pseudo-terminal will not be allocated because stdin is not a terminal.')
  await transport.send({
    type: 'session',
    command: options.command,
    terminal: terminal ? (proc.env.get('TERM') ?? 'xterm-256color') : '',
    columns: terminal?.columns ?? 80,
    rows: terminal?.rows ?? 24,
  })
  if (!terminal) return pump(proc, transport, options, beside)

  const stopWatching = terminal.onResize(() => {
    void transport
      .send({ type: 'windowChange', columns: terminal.columns, rows: terminal.rows })
      .catch(() => undefined)
  })
  const before = terminal.mode
  terminal.setMode('raw')
  try {
    return await pump(proc, transport, options, beside, new EscapeFilter())
  } finally {
    stopWatching()
    terminal.setMode(before)
  }
}

function pump(
  proc: Process,
  transport: Transport,
  options: SshOptions,
  beside: BesideSession,
  escape?: EscapeFilter,
): Promise<SessionEnd> {
  const escaped = options.noInput ? noInput(transport) : sendInput(proc, transport, escape)
  return Promise.race([escaped, takeOutput(proc, transport, beside)])
}

async function noInput(transport: Transport): Promise<never> {
  await transport.send({ type: 'endOfFile' })
  return new Promise(() => undefined)
}

/** Never resolves but by `~.`: the end of the input is not the end of the session. */
async function sendInput(proc: Process, transport: Transport, escape?: EscapeFilter): Promise<'escaped'> {
  for (;;) {
    const keys = await readAgain(proc, 0)
    if (keys.length === 0) {
      await transport.send({ type: 'endOfFile' })
      return new Promise(() => undefined)
    }
    const { bytes, action } = escape?.filter(keys) ?? { bytes: keys, action: undefined }
    if (bytes.length > 0) await transport.send({ type: 'data', bytes })
    if (action === 'disconnect') return 'escaped'
    if (action === 'help') await proc.stderr.write(escapeHelp)
  }
}

async function takeOutput(proc: Process, transport: Transport, beside: BesideSession): Promise<SessionEnd> {
  for (;;) {
    const message = await transport.receive()
    if (beside(message)) continue
    if (message.type === 'data') await proc.write(1, message.bytes)
    if (message.type === 'errorData') await proc.write(2, message.bytes)
    if (message.type === 'exitStatus') return { status: message.status }
    if (message.type === 'exitSignal') return { signal: message.signal }
  }
}

/** As the shell counts a child that a signal ended. */
export const statusOfSignal = (signal: string): number => 128 + (signalNumbers[signal as Signal] ?? 0)

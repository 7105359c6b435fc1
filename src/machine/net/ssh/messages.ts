import { concat, text } from '../bytes.ts'
import { WireError, WireReader, string, uint32 } from './wire.ts'

/**
 * What ssh and sshd say to each other. Between their banners and the end it is our own protocol: SSH's
 * numbers and encodings where SSH has the message (RFC 4253, 4252, 4254), the local range from 192 where the session
 * is told more simply than by channels. There is one session per connection, with
 * TCP's back-pressure, and any number of channels beside it, each with a window of its own.
 */
type FieldKind = 'text' | 'bytes' | 'number'

const forms = {
  disconnect: { number: 1, fields: { reason: 'text' } },
  /** 32 random bytes from each side: nobody can replay an old session's signatures. */
  hello: { number: 20, fields: { nonce: 'bytes' } },
  /** The host's public key and its signature over the session's id. */
  hostProof: { number: 31, fields: { key: 'bytes', signature: 'bytes' } },
  /** Without a key: which methods are there? Without a signature: would this key do? */
  authRequest: { number: 50, fields: { user: 'text', key: 'bytes', signature: 'bytes' } },
  authFailure: { number: 51, fields: { methods: 'text' } },
  authSuccess: { number: 52, fields: {} },
  banner: { number: 53, fields: { text: 'text' } },
  keyAcceptable: { number: 60, fields: { key: 'bytes' } },
  data: { number: 94, fields: { bytes: 'bytes' } },
  errorData: { number: 95, fields: { bytes: 'bytes' } },
  endOfFile: { number: 96, fields: {} },
  /** tcpip-forward: the server shall listen for the client; port 0 lets it choose. Answered by the port, or refused. */
  forwardRequest: { number: 80, fields: { host: 'text', port: 'number' } },
  forwardAccepted: { number: 81, fields: { port: 'number' } },
  forwardRefused: { number: 82, fields: { port: 'number' } },
  /** A stream beside the session: `direct-tcpip`, `forwarded-tcpip` or `auth-agent@openssh.com`. Clients give even numbers. */
  channelOpen: { number: 90, fields: { channel: 'number', kind: 'text', host: 'text', port: 'number' } },
  channelOpened: { number: 91, fields: { channel: 'number' } },
  channelRefused: { number: 92, fields: { channel: 'number', reason: 'text' } },
  channelWindow: { number: 93, fields: { channel: 'number', bytes: 'number' } },
  sessionStarted: { number: 99, fields: {} },
  sessionRefused: { number: 100, fields: { reason: 'text' } },
  /** A shell when the command is empty; a pseudo terminal when `terminal` (the value of TERM) is not. */
  session: { number: 192, fields: { command: 'text', terminal: 'text', columns: 'number', rows: 'number' } },
  windowChange: { number: 193, fields: { columns: 'number', rows: 'number' } },
  exitStatus: { number: 194, fields: { status: 'number' } },
  exitSignal: { number: 195, fields: { signal: 'text' } },
  channelData: { number: 196, fields: { channel: 'number', bytes: 'bytes' } },
  channelEnd: { number: 197, fields: { channel: 'number' } },
  channelClose: { number: 198, fields: { channel: 'number' } },
  passwordRequest: { number: 200, fields: { user: 'text', password: 'text' } },
  /** The client has an agent that the session may ask. Comes before it. */
  agentForwarding: { number: 199, fields: {} },
} as const satisfies Record<string, { number: number; fields: Record<string, FieldKind> }>

interface Values {
  text: string
  bytes: Uint8Array
  number: number
}
type Forms = typeof forms
export type MessageType = keyof Forms
type Field<T extends MessageType, F> = F extends keyof Forms[T]['fields']
  ? Forms[T]['fields'][F] extends FieldKind
    ? Values[Forms[T]['fields'][F]]
    : never
  : never
export type MessageOf<T extends MessageType> = { type: T } & { [F in keyof Forms[T]['fields']]: Field<T, F> }
export type Message = { [T in MessageType]: MessageOf<T> }[MessageType]

const typeOfNumber = new Map<number, MessageType>(
  (Object.keys(forms) as MessageType[]).map((type) => [forms[type].number, type]),
)

export function encodeMessage(message: Message): Uint8Array<ArrayBuffer> {
  const form = forms[message.type]
  const values = message as unknown as Record<string, string | Uint8Array | number>
  const fields = Object.keys(form.fields).map((name) => {
    const value = values[name]!
    return typeof value === 'number' ? uint32(value) : string(value)
  })
  return concat([Uint8Array.of(form.number), ...fields])
}

/** Throws WireError for numbers that we do not know and for fields that end too early. */
export function decodeMessage(payload: Uint8Array): Message {
  const reader = new WireReader(payload)
  const type = typeOfNumber.get(reader.byte())
  if (!type) throw new WireError('unknown message')
  const message: Record<string, unknown> = { type }
  for (const [name, kind] of Object.entries<FieldKind>(forms[type].fields))
    message[name] =
      kind === 'number' ? reader.uint32() : kind === 'text' ? text(reader.string()) : reader.string()
  return message as unknown as Message
}

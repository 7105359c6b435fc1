import { ByteReader, type ByteStream } from './byte-stream.ts'
import { concat, text, utf8 } from './bytes.ts'

/**
 * TLS inside the virtual internet has TLS's shape and none of its secrets. The client sends a record that holds a
 * ClientHello with the server's name, the server answers with a record that holds a ServerHello, and
 * what follows is the plain bytes: nobody else can listen on this wire. What stays true is what learners
 * meet: https spoken to a plain http port fails as it does in life, and http to a TLS port as well.
 */
const handshake = 22
const alert = 21
const clientHello = 1
const serverHello = 2

export type TlsFailure = 'wrong version number' | 'unexpected eof while reading'

export class TlsError extends Error {
  override readonly name = 'TlsError'
  constructor(readonly reason: TlsFailure) {
    super(reason)
  }
}

/** The client's side. Throws TlsError when the peer does not speak TLS. */
export async function startTls(stream: ByteStream, serverName: string): Promise<ByteStream> {
  await stream.write(record(0x0301, handshakeMessage(clientHello, helloBody(serverName))))
  const reader = new ByteReader(stream)
  const head = await reader.peek(5)
  if (head.length < 5) throw new TlsError('unexpected eof while reading')
  if (!isHandshakeRecord(head)) throw new TlsError('wrong version number')
  await reader.exactly(5)
  if (!(await reader.exactly((head[3]! << 8) | head[4]!))) throw new TlsError('unexpected eof while reading')
  return behind(reader, stream)
}

/**
 * The server's side: the stream of plain bytes and the name that the client asked for. To a client that
 * speaks something else it sends the alert that OpenSSL sends, hangs up and gives undefined.
 */
export async function acceptTls(
  stream: ByteStream,
): Promise<{ stream: ByteStream; serverName: string } | undefined> {
  const reader = new ByteReader(stream)
  const head = await reader.peek(5)
  const body = isHandshakeRecord(head)
    ? (await reader.exactly(5)) && (await reader.exactly((head[3]! << 8) | head[4]!))
    : undefined
  if (!body || body[0] !== clientHello) {
    if (head.length > 0) await stream.write(Uint8Array.of(alert, 3, 1, 0, 2, 2, 70))
    stream.end()
    return undefined
  }
  await stream.write(record(0x0303, handshakeMessage(serverHello, new Uint8Array(0))))
  return { stream: behind(reader, stream), serverName: readServerName(body) }
}

const isHandshakeRecord = (head: Uint8Array): boolean =>
  head.length === 5 && head[0] === handshake && head[1] === 3

const uint16 = (value: number): number[] => [value >> 8, value & 0xff]

const record = (version: number, body: Uint8Array): Uint8Array =>
  concat([Uint8Array.of(handshake, ...uint16(version), ...uint16(body.length)), body])

const handshakeMessage = (type: number, body: Uint8Array): Uint8Array =>
  concat([Uint8Array.of(type, 0, ...uint16(body.length)), body])

/**
 * Where TLS has 32 random bytes stands a line with its end, so that a server that reads lines sees at once
 * that this is no request, and need not wait for one.
 */
const random = utf8('no secrets travel on this wire\r\n')

/** RFC 8446 section 4.1.2 with one cipher suite, no compression and one extension: server_name of RFC 6066. */
const fixedPart = [3, 3, ...random, 0, 0, 2, 0x13, 0x01, 1, 0]
const extensionHeadLength = 2 + 4 + 5

function helloBody(name: string): Uint8Array {
  const bytes = utf8(name.slice(0, 255))
  const list = [0, ...uint16(bytes.length), ...bytes]
  const extension = [0, 0, ...uint16(list.length + 2), ...uint16(list.length), ...list]
  return Uint8Array.of(...fixedPart, ...uint16(extension.length), ...extension)
}

const readServerName = (hello: Uint8Array): string =>
  text(hello.subarray(4 + fixedPart.length + extensionHeadLength))

/** The stream from where the reader stands. */
const behind = (reader: ByteReader, stream: ByteStream): ByteStream => ({
  read: () => reader.some(),
  write: (bytes) => stream.write(bytes),
  end: () => stream.end(),
  destroy: () => stream.destroy(),
})

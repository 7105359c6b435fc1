import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import type { Endpoint } from '../../../network.ts'
import { LineTooLong, type ByteStream } from '../../byte-stream.ts'
import { decodePublicKey, encodePublicKey, fingerprint, keyKind, publicPart } from '../keys.ts'
import type { PrivateKey } from '../keys.ts'
import type { MessageOf } from '../messages.ts'
import { sign, verify } from '../signature.ts'
import { Disconnected, NotSsh, Transport, hostChallenge, sessionId, userChallenge } from '../transport.ts'
import { WireError } from '../wire.ts'
import { type Account, findAccount } from './accounts.ts'
import { type Authorization, authorize } from './authorized-keys.ts'
import { runSession } from './session.ts'

const maximumTries = 6
const loginGraceTime = 120_000

export interface Connection {
  hostKey: PrivateKey
  /** The ways to log in that a refused client is told of. */
  methods: string
  remote: Endpoint
  local: Endpoint
}

export interface LoggedIn extends Connection {
  account: Account
  authorization: Authorization
  /** Where the session finds the client's agent. */
  agentSocket?: string
}

/** One client from its banner to its end. */
export async function serveConnection(
  proc: Process,
  stream: ByteStream,
  connection: Connection,
): Promise<number> {
  const transport = new Transport(stream)
  try {
    const login = await withinGrace(proc, logIn(proc, transport, connection))
    if (login) await runSession(proc, transport, login)
    else await transport.close('Too many authentication failures')
  } catch (error) {
    const broken =
      error instanceof Disconnected ||
      error instanceof WireError ||
      error instanceof NotSsh ||
      error instanceof LineTooLong
    if (!broken && !isErrno(error)) throw error
  }
  stream.end()
  return 0
}

/** Nobody may keep a place at the door for ever. */
function withinGrace<T>(proc: Process, login: Promise<T>): Promise<T> {
  const tooLate = proc.sleep(loginGraceTime).then((): never => {
    throw new Disconnected('login grace time exceeded')
  })
  tooLate.catch(() => undefined)
  return Promise.race([login, tooLate])
}

async function logIn(
  proc: Process,
  transport: Transport,
  connection: Connection,
): Promise<LoggedIn | undefined> {
  const { ownNonce, peerNonce } = await transport.greet((length) => proc.system.randomBytes(length))
  const key = encodePublicKey(publicPart(connection.hostKey))
  const session = sessionId({ clientNonce: peerNonce, serverNonce: ownNonce, hostKey: key })
  await transport.send({
    type: 'hostProof',
    key,
    signature: await sign(connection.hostKey, hostChallenge(session)),
  })
  for (let tries = 0; tries < maximumTries;) {
    const request = await transport.expect('authRequest')
    const login = await check(proc, request, session)
    if (login === 'acceptable') await transport.send({ type: 'keyAcceptable', key: request.key })
    else if (login) {
      proc.system.log(acceptedLine(proc, request, connection))
      await transport.send({ type: 'authSuccess' })
      return { ...connection, ...login }
    } else {
      if (request.key.length > 0) tries++
      await transport.send({ type: 'authFailure', methods: connection.methods })
    }
  }
  return undefined
}

/** An unknown user, an unknown key and a wrong signature are refused alike. */
async function check(
  proc: Process,
  request: MessageOf<'authRequest'>,
  session: Uint8Array,
): Promise<Pick<LoggedIn, 'account' | 'authorization'> | 'acceptable' | undefined> {
  const key = decodePublicKey(request.key)
  const account = key && (await findAccount(proc, request.user))
  const authorization = account && (await authorize(proc, account, request.key))
  if (!authorization) return undefined
  if (request.signature.length === 0) return 'acceptable'
  const challenge = userChallenge(session, request.user, request.key)
  return (await verify(key, request.signature, challenge)) ? { account, authorization } : undefined
}

function acceptedLine(proc: Process, request: MessageOf<'authRequest'>, { remote }: Connection): string {
  const key = decodePublicKey(request.key)!
  const from = `${remote.address} port ${remote.port}`
  return `sshd[${proc.pid}]: Accepted publickey for ${request.user} from ${from} ssh2: ${keyKind(key)} ${fingerprint(key)}`
}

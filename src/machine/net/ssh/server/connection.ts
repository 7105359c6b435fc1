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
import type { Policy, SshdConfiguration } from './configuration.ts'
import { isPasswordOf } from './password.ts'
import { runSession } from './session.ts'

export interface Connection {
  hostKey: PrivateKey
  configuration: SshdConfiguration
  remote: Endpoint
  local: Endpoint
}

export interface LoggedIn extends Connection {
  account: Account
  authorization: Authorization
  policy: Policy
  /** What the client asked for, where something else is run. */
  originalCommand?: string
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
    const login = await withinGrace(
      proc,
      connection.configuration.graceTime,
      logIn(proc, transport, connection),
    )
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
function withinGrace<T>(proc: Process, graceTime: number, login: Promise<T>): Promise<T> {
  if (graceTime === Infinity) return login
  const tooLate = proc.sleep(graceTime).then((): never => {
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
  let greeted = false
  let tries = 0
  for (;;) {
    const request = await authRequest(transport)
    const attempt = await visit(proc, request, connection)
    if (attempt.policy.banner !== undefined && !greeted) await greet(proc, transport, attempt.policy.banner)
    greeted = true
    const asksOnly = request.type === 'authRequest' && request.key.length === 0
    const login = asksOnly ? undefined : await check(proc, request, session, attempt)
    if (login === 'acceptable' && request.type === 'authRequest')
      await transport.send({ type: 'keyAcceptable', key: request.key })
    else if (login && login !== 'acceptable') {
      attempt.say(`Accepted ${wayOf(request)}`)
      await transport.send({ type: 'authSuccess' })
      return { ...connection, ...login, policy: attempt.policy }
    } else {
      if (request.type === 'passwordRequest') attempt.say('Failed password')
      if (!asksOnly && ++tries >= attempt.policy.maxTries) {
        proc.system.log(`sshd[${proc.pid}]: error: maximum authentication attempts exceeded for ${attempt.who} ssh2 [preauth]`) // prettier-ignore
        return undefined
      }
      await transport.send({ type: 'authFailure', methods: attempt.policy.methods.join(',') })
    }
  }
}

type Request = MessageOf<'authRequest'> | MessageOf<'passwordRequest'>

async function authRequest(transport: Transport): Promise<Request> {
  const message = await transport.receive()
  if (message.type === 'authRequest' || message.type === 'passwordRequest') return message
  throw new WireError(`unexpected ${message.type}`)
}

/** Who asks, and what holds for them. */
interface Attempt {
  account: Account | undefined
  policy: Policy
  address: string
  who: string
  /** A line of the log that says whom it is about. */
  say(what: string): void
}

async function visit(
  proc: Process,
  request: Request,
  { configuration, remote, local }: Connection,
): Promise<Attempt> {
  const { user } = request
  const account = await findAccount(proc, user)
  const visitor = { user, groups: account?.groupNames ?? [], address: remote.address, localPort: local.port }
  const policy = configuration.policyFor(visitor)
  const from = `${remote.address} port ${remote.port}`
  const who = `${account ? '' : 'invalid user '}${user} from ${from}`
  const write = (text: string): void => proc.system.log(`sshd[${proc.pid}]: ${text}`)
  // The first request of a client only asks for the methods: it comes once, and so do these lines.
  if (request.type === 'authRequest' && request.key.length === 0) {
    if (!account) write(`Invalid user ${user} from ${from}`)
    else if (policy.refusal !== undefined) write(`User ${user} from ${remote.address} not allowed because ${policy.refusal}`) // prettier-ignore
  }
  const say = (what: string): void => {
    const [way = '', ...rest] = what.split(': ')
    write(`${way} for ${who} ssh2${rest.length > 0 ? `: ${rest.join(': ')}` : ''}`)
  }
  return { account: policy.refusal === undefined ? account : undefined, policy, address: remote.address, who, say } // prettier-ignore
}

async function greet(proc: Process, transport: Transport, path: string): Promise<void> {
  const text = await proc.readText(path).catch((error: unknown) => {
    if (isErrno(error)) return ''
    throw error
  })
  if (text !== '') await transport.send({ type: 'banner', text })
}

/** An unknown user, one who may not, an unknown key, a wrong signature and a wrong password are refused alike. */
async function check(
  proc: Process,
  request: Request,
  session: Uint8Array,
  { account, policy, address }: Attempt,
): Promise<Pick<LoggedIn, 'account' | 'authorization'> | 'acceptable' | undefined> {
  if (!account) return undefined
  const isRoot = account.uid === 0
  if (isRoot && policy.permitRoot === 'no') return undefined
  if (request.type === 'passwordRequest') {
    if (!policy.methods.includes('password') || (isRoot && policy.permitRoot !== 'yes')) return undefined
    const fits = await isPasswordOf(proc, account.name, request.password, policy.emptyPasswords)
    return fits ? { account, authorization: { noTerminal: false, noForwarding: false, noAgent: false } } : undefined // prettier-ignore
  }
  const key = decodePublicKey(request.key)
  if (!key || !policy.methods.includes('publickey')) return undefined
  const authorization = await authorize(proc, account, request.key, { policy, address })
  if (!authorization) return undefined
  if (isRoot && policy.permitRoot === 'forced-commands-only' && authorization.forcedCommand === undefined)
    return undefined
  if (request.signature.length === 0) return 'acceptable'
  const challenge = userChallenge(session, request.user, request.key)
  return (await verify(key, request.signature, challenge)) ? { account, authorization } : undefined
}

function wayOf(request: Request): string {
  if (request.type === 'passwordRequest') return 'password'
  const key = decodePublicKey(request.key)!
  return `publickey: ${keyKind(key)} ${fingerprint(key)}`
}

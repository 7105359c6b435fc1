import type { Process } from '../../../kernel/process.ts'
import type { PrivateKey } from '../keys.ts'
import { decodePublicKey, encodePublicKey, fingerprint, keyKind, publicPart } from '../keys.ts'
import { sign, verify } from '../signature.ts'
import type { Transport } from '../transport.ts'
import { hostChallenge, sessionId, userChallenge } from '../transport.ts'
import { WireError } from '../wire.ts'
import { checkHost } from './host-check.ts'
import { loadIdentity } from './identities.ts'
import type { SshOptions } from './options.ts'

export type Debug = (line: string) => Promise<void>

/** The host proves its key over this session, and the learner accepts it. Undefined when not. */
export async function meetHost(
  proc: Process,
  transport: Transport,
  options: SshOptions,
  address: string,
  debug: Debug,
): Promise<Uint8Array | undefined> {
  const greeting = await transport.greet((length) => proc.system.randomBytes(length))
  const software = greeting.version.replace(/^SSH-2\.0-/, '')
  await debug(`Remote protocol version 2.0, remote software version ${software}`)
  const proof = await transport.expect('hostProof')
  const session = sessionId({
    clientNonce: greeting.ownNonce,
    serverNonce: greeting.peerNonce,
    hostKey: proof.key,
  })
  const key = decodePublicKey(proof.key)
  if (!key || !(await verify(key, proof.signature, hostChallenge(session))))
    throw new WireError('the host does not hold the key that it shows')
  await debug(`Server host key: ${key.type} ${fingerprint(key)}`)
  return (await checkHost(proc, options, address, key)) ? session : undefined
}

/** Tries one key after the other. Resolves to the methods that the server names when all are refused. */
export async function authenticate(
  proc: Process,
  transport: Transport,
  options: SshOptions,
  session: Uint8Array,
  identities: readonly string[],
  debug: Debug,
): Promise<'success' | { methods: string }> {
  let methods = await askMethods(transport, options.user)
  await debug(`Authentications that can continue: ${methods}`)
  for (const path of identities) {
    await debug(`Trying private key: ${path}`)
    const key = await loadIdentity(proc, path)
    const answer = key && (await offer(transport, options, session, path, key, debug))
    if (answer === 'success') return answer
    methods = answer?.methods ?? methods
  }
  await debug('No more authentication methods to try.')
  return { methods }
}

async function askMethods(transport: Transport, user: string): Promise<string> {
  const nothing = new Uint8Array(0)
  await transport.send({ type: 'authRequest', user, key: nothing, signature: nothing })
  return (await transport.expect('authFailure')).methods
}

async function offer(
  transport: Transport,
  { user }: SshOptions,
  session: Uint8Array,
  path: string,
  key: PrivateKey,
  debug: Debug,
): Promise<'success' | { methods: string }> {
  const publicKey = publicPart(key)
  const blob = encodePublicKey(publicKey)
  await debug(`Offering public key: ${path} ${keyKind(publicKey)} ${fingerprint(publicKey)} explicit`)
  await transport.send({ type: 'authRequest', user, key: blob, signature: new Uint8Array(0) })
  const first = await transport.receive()
  if (first.type === 'authFailure') return first
  await debug(`Server accepts key: ${path} ${keyKind(publicKey)} ${fingerprint(publicKey)} explicit`)
  const signature = await sign(key, userChallenge(session, user, blob))
  await transport.send({ type: 'authRequest', user, key: blob, signature })
  const second = await transport.receive()
  if (second.type === 'authSuccess') return 'success'
  if (second.type === 'authFailure') return second
  throw new WireError(`unexpected ${second.type}`)
}

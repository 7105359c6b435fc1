import type { Process } from '../../../kernel/process.ts'
import { sameBytes } from '../../bytes.ts'
import { connectAgent } from '../agent/connect-agent.ts'
import type { AgentClient } from '../agent/protocol.ts'
import { decodePublicKey, encodePublicKey, fingerprint, keyKind, publicPart } from '../keys.ts'
import { sign, verify } from '../signature.ts'
import type { Transport } from '../transport.ts'
import { hostChallenge, sessionId, userChallenge } from '../transport.ts'
import { WireError } from '../wire.ts'
import { checkHost } from './host-check.ts'
import { loadIdentity } from './identities.ts'
import type { SshOptions } from './options.ts'
import { askSecretOnTerminal } from './question.ts'

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

/** A key to try: from a file or from the agent, which signs without giving it out. */
interface Candidate {
  /** As -v names it. */
  name: string
  blob: Uint8Array
  sign(data: Uint8Array): Promise<Uint8Array | undefined>
}

/** Tries one key after the other. Resolves to the methods that the server names when all are refused. */
export async function authenticate(
  proc: Process,
  transport: Transport,
  options: SshOptions,
  session: Uint8Array,
  identities: readonly string[],
  debug: Debug,
): Promise<'publickey' | 'password' | { methods: string }> {
  let methods = await askMethods(proc, transport, options)
  await debug(`Authentications that can continue: ${methods}`)
  if (options.keys) {
    await debug('Next authentication method: publickey')
    const agent = await connectAgent(proc)
    try {
      for await (const candidate of candidates(proc, options, identities, agent, debug)) {
        const answer = await offer(transport, options, session, candidate, debug)
        if (answer === 'success') return 'publickey'
        methods = answer.methods
      }
    } finally {
      agent?.close()
    }
  }
  if (!options.batch && options.passwords && methods.split(',').includes('password')) {
    await debug('Next authentication method: password')
    const answer = await tryPasswords(proc, transport, options)
    if (answer === 'success') return 'password'
    methods = answer?.methods ?? methods
  }
  await debug('No more authentication methods to try.')
  return { methods }
}

const mostPrompts = 3

/** Asks for the password at the terminal; undefined where nobody can be asked. */
async function tryPasswords(
  proc: Process,
  transport: Transport,
  { user, hostName }: SshOptions,
): Promise<'success' | { methods: string } | undefined> {
  let last: { methods: string } | undefined
  for (let count = 0; count < mostPrompts; count++) {
    if (count > 0) await proc.stderr.line('Permission denied, please try again.')
    const password = await askSecretOnTerminal(proc, `${user}@${hostName}'s password: `)
    if (password === undefined) break
    await transport.send({ type: 'passwordRequest', user, password })
    const answer = await transport.receive()
    if (answer.type === 'authSuccess') return 'success'
    if (answer.type !== 'authFailure') throw new WireError(`unexpected ${answer.type}`)
    last = answer
    if (!answer.methods.split(',').includes('password')) break
  }
  return last
}

/** What the agent holds comes first, but for a key whose file was named: that one is tried before the others. */
async function* candidates(
  proc: Process,
  options: SshOptions,
  identities: readonly string[],
  agent: AgentClient | undefined,
  debug: Debug,
): AsyncGenerator<Candidate> {
  const held = (await agent?.identities()) ?? []
  const fromAgent = ({ blob, comment }: { blob: Uint8Array; comment: string }): Candidate => {
    const key = decodePublicKey(blob)
    const name = `${comment} ${key ? `${keyKind(key)} ${fingerprint(key)}` : ''} agent`
    return { name, blob, sign: async (data) => agent?.sign(blob, data) }
  }
  const tried: Uint8Array[] = []
  const isNew = (blob: Uint8Array): boolean => !tried.some((other) => sameBytes(other, blob))
  if (!options.identitiesOnly)
    for (const one of held) {
      tried.push(one.blob)
      yield fromAgent(one)
    }
  for (const path of identities) {
    await debug(`Trying private key: ${path}`)
    const identity = await loadIdentity(proc, path)
    if (!identity) continue
    const publicKey = publicPart(identity.key)
    const blob = encodePublicKey(publicKey)
    if (!isNew(blob)) continue
    tried.push(blob)
    if (options.addKeysToAgent) await agent?.add(identity.key, identity.comment || path)
    const name = `${path} ${keyKind(publicKey)} ${fingerprint(publicKey)}${options.identitiesNamed ? ' explicit' : ''}`
    yield { name, blob, sign: (data) => sign(identity.key, data) }
  }
}

/** A server may have something to say before. */
async function askMethods(proc: Process, transport: Transport, { user, quiet }: SshOptions): Promise<string> {
  const nothing = new Uint8Array(0)
  await transport.send({ type: 'authRequest', user, key: nothing, signature: nothing })
  for (;;) {
    const answer = await transport.receive()
    if (answer.type === 'authFailure') return answer.methods
    if (answer.type !== 'banner') throw new WireError(`unexpected ${answer.type}`)
    if (!quiet) await proc.stderr.write(answer.text)
  }
}

async function offer(
  transport: Transport,
  { user }: SshOptions,
  session: Uint8Array,
  candidate: Candidate,
  debug: Debug,
): Promise<'success' | { methods: string }> {
  const { blob, name } = candidate
  await debug(`Offering public key: ${name}`)
  await transport.send({ type: 'authRequest', user, key: blob, signature: new Uint8Array(0) })
  const first = await transport.receive()
  if (first.type === 'authFailure') return first
  await debug(`Server accepts key: ${name}`)
  const signature = (await candidate.sign(userChallenge(session, user, blob))) ?? new Uint8Array(0)
  await transport.send({ type: 'authRequest', user, key: blob, signature })
  const second = await transport.receive()
  if (second.type === 'authSuccess') return 'success'
  if (second.type === 'authFailure') return second
  throw new WireError(`unexpected ${second.type}`)
}

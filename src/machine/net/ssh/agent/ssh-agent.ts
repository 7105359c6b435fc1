import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { type ByteStream, ByteReader, socketStream } from '../../byte-stream.ts'
import { concat, sameBytes } from '../../bytes.ts'
import { type PrivateKey, encodePublicKey, publicPart } from '../keys.ts'
import { sign } from '../signature.ts'
import { WireError, type WireReader, string, uint32 } from '../wire.ts'
import { agentMessage, decodeIdentity, frame, nextFrame } from './protocol.ts'

interface Held {
  blob: Uint8Array
  key: PrivateKey
  comment: string
  /** Milliseconds of the machine's uptime. */
  until?: number
}

/** ssh-agent: holds keys in memory and signs with them; nobody gets a key out of it. */
export async function sshAgent(proc: Process): Promise<number> {
  const words = proc.argv.slice(1)
  const flags = new Set<string>()
  let given: string | undefined
  // Options end where the command begins.
  while (words[0]?.startsWith('-')) {
    const flag = words.shift()!
    if (flag === '-a') given = words.shift() ?? ''
    else flags.add(flag)
  }
  if (flags.has('-k')) return killAgent(proc)
  const cShell = flags.has('-c') || (!flags.has('-s') && (proc.env.get('SHELL') ?? '').endsWith('csh'))
  const path = given ?? (await temporaryPath(proc))
  let listener: number
  try {
    listener = await proc.listenUnix(path)
    await proc.chmod(path, 0o600)
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(
      `bind: ${error.message}\nunix_listener: cannot bind to path ${path}: ${error.message}`,
    )
    return 1
  }
  const pid = await proc.fork(
    async (own) => {
      own.setSession()
      own.onSignal('SIGHUP', 'ignore')
      return serve(own, 3, path)
    },
    { descriptors: new Map([[3, listener]]), name: 'ssh-agent' },
  )
  await proc.close(listener)
  if (words.length > 0) return runUnder(proc, words, path, pid)
  await proc.stdout.write(
    cShell
      ? `setenv SSH_AUTH_SOCK ${path};\nsetenv SSH_AGENT_PID ${pid};\necho Agent pid ${pid};\n`
      : `SSH_AUTH_SOCK=${path}; export SSH_AUTH_SOCK;\nSSH_AGENT_PID=${pid}; export SSH_AGENT_PID;\necho Agent pid ${pid};\n`,
  )
  return 0
}

/** `ssh-agent bash`: the agent lives as long as the command. */
async function runUnder(
  proc: Process,
  command: readonly string[],
  path: string,
  pid: number,
): Promise<number> {
  const env = new Map(proc.env).set('SSH_AUTH_SOCK', path).set('SSH_AGENT_PID', String(pid))
  const name = command[0]!
  const file = name.includes('/') ? name : `/usr/bin/${name}`
  try {
    const child = await proc.spawn(file, command, { env })
    const end = await proc.wait(child)
    return end?.exit ?? 128
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`${name}: ${error.message}`)
    return 1
  } finally {
    await proc.kill(pid, 'SIGTERM').catch(() => undefined)
  }
}

async function killAgent(proc: Process): Promise<number> {
  const pid = proc.env.get('SSH_AGENT_PID')
  if (!pid) {
    await proc.stderr.line('SSH_AGENT_PID not set, cannot kill agent')
    return 1
  }
  try {
    await proc.kill(Number(pid), 'SIGTERM')
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`kill: ${error.message}`)
    return 1
  }
  await proc.stdout.write(`unset SSH_AUTH_SOCK;\nunset SSH_AGENT_PID;\necho Agent pid ${pid} killed;\n`)
  return 0
}

async function temporaryPath(proc: Process): Promise<string> {
  const letters = Array.from(proc.system.randomBytes(12), (byte) => (byte % 36).toString(36)).join('')
  const directory = `/tmp/ssh-${letters}`
  await proc.mkdir(directory, 0o700)
  return `${directory}/agent.${proc.pid}`
}

async function serve(proc: Process, listener: number, path: string): Promise<number> {
  let held: Held[] = []
  const agent = {
    keys: () => (held = held.filter(({ until }) => until === undefined || until > proc.system.uptime())),
    set: (keys: Held[]) => void (held = keys),
    now: () => proc.system.uptime(),
  }
  proc.onSignal('SIGTERM', () => {
    void proc.unlink(path).catch(() => undefined).then(() => proc.rmdir(path.slice(0, path.lastIndexOf('/')))).catch(() => undefined).then(() => proc.kill(proc.pid, 'SIGKILL')).catch(() => undefined)
  }, { restart: true }) // prettier-ignore
  for (;;) {
    const { fd } = await proc.accept(listener)
    void answerAll(socketStream(proc, fd), agent)
  }
}

interface Agent {
  keys(): Held[]
  set(keys: Held[]): void
  now(): number
}

async function answerAll(stream: ByteStream, agent: Agent): Promise<void> {
  const reader = new ByteReader(stream)
  try {
    for (let request; (request = await nextFrame(reader));)
      await stream.write(await answer(agent, request.type, request.body))
  } catch (error) {
    // A client that speaks nonsense is not spoken to any more.
    if (!(error instanceof WireError) && !isErrno(error)) throw error
  } finally {
    stream.destroy()
  }
}

async function answer(agent: Agent, type: number, body: WireReader): Promise<Uint8Array> {
  const keys = agent.keys()
  switch (type) {
    case agentMessage.requestIdentities: {
      const list = keys.map(({ blob, comment }) => concat([string(blob), string(comment)]))
      return frame(agentMessage.identitiesAnswer, uint32(keys.length), ...list)
    }
    case agentMessage.signRequest: {
      const blob = body.string()
      const key = keys.find((one) => sameBytes(one.blob, blob))?.key
      return key
        ? frame(agentMessage.signResponse, string(await sign(key, body.string())))
        : frame(agentMessage.failure)
    }
    case agentMessage.addIdentity:
    case agentMessage.addConstrained: {
      const { key, comment, seconds } = decodeIdentity(body)
      const blob = encodePublicKey(publicPart(key))
      const until = seconds === undefined ? {} : { until: agent.now() + seconds * 1000 }
      agent.set([...keys.filter((one) => !sameBytes(one.blob, blob)), { blob, key, comment, ...until }])
      return frame(agentMessage.success)
    }
    case agentMessage.removeIdentity: {
      const blob = body.string()
      const left = keys.filter((one) => !sameBytes(one.blob, blob))
      agent.set(left)
      return frame(left.length < keys.length ? agentMessage.success : agentMessage.failure)
    }
    case agentMessage.removeAll:
      agent.set([])
      return frame(agentMessage.success)
    default:
      return frame(agentMessage.failure)
  }
}

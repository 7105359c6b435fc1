import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { UsageError, parseOptions } from '../../../programs/options.ts'
import { loadIdentity } from '../client/identities.ts'
import {
  decodePublicKey,
  encodePublicKey,
  fingerprint,
  keyBits,
  keyKind,
  parsePublicKeyLine,
  publicKeyLine,
  publicPart,
} from '../keys.ts'
import { connectAgent } from './connect-agent.ts'
import type { AgentClient } from './protocol.ts'

const noAgent = 2
const defaults = ['id_rsa', 'id_ed25519']

/** ssh-add: gives keys to the agent, and shows what it has. */
export async function sshAdd(proc: Process): Promise<number> {
  let given
  try {
    given = parseOptions(proc.argv.slice(1), { short: 'lLdDt:qvkE:' })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    await proc.stderr.line(
      `${error.message}\nusage: ssh-add [-DdkLlqv] [-E fingerprint_hash] [-t life] [file ...]`,
    )
    return 1
  }
  const has = (name: string): boolean => given.options.some((option) => option.name === name)
  const agent = await connectAgent(proc)
  if (!agent) {
    await proc.stderr.line('Could not open a connection to your authentication agent.')
    return noAgent
  }
  if (has('l') || has('L')) return list(proc, agent, has('L'))
  if (has('D')) {
    await agent.removeAll()
    await proc.stderr.line('All identities removed.')
    return 0
  }
  const life = given.options.findLast(({ name }) => name === 't')?.value
  const seconds = life === undefined ? undefined : secondsOf(life)
  if (Number.isNaN(seconds)) {
    await proc.stderr.line('Invalid lifetime')
    return 1
  }
  const files = given.operands.length > 0 ? given.operands : await present(proc)
  let status = 0
  for (const path of files)
    if (!(await (has('d') ? forget(proc, agent, path) : add(proc, agent, path, seconds)))) status = 1
  return files.length === 0 ? 1 : status
}

/** `3600`, `10m`, `1h30m`: sshd_config's time format. */
function secondsOf(text: string): number {
  const units: Record<string, number> = { '': 1, 's': 1, 'm': 60, 'h': 3600, 'd': 86_400, 'w': 604_800 } // prettier-ignore
  if (!/^(?:\d+[smhdw]?)+$/i.test(text)) return Number.NaN
  return [...text.toLowerCase().matchAll(/(\d+)([smhdw]?)/g)].reduce((sum, [, number, unit]) => sum + Number(number) * units[unit!]!, 0) // prettier-ignore
}

async function present(proc: Process): Promise<string[]> {
  const found: string[] = []
  for (const name of defaults) {
    const path = `${proc.env.get('HOME') ?? '/'}/.ssh/${name}`
    await proc.stat(path).then(
      () => found.push(path),
      (error: unknown) => {
        if (!isErrno(error)) throw error
      },
    )
  }
  return found
}

async function list(proc: Process, agent: AgentClient, whole: boolean): Promise<number> {
  const identities = await agent.identities()
  if (identities.length === 0) {
    await proc.stdout.line('The agent has no identities.')
    return 1
  }
  for (const { blob, comment } of identities) {
    const key = decodePublicKey(blob)
    if (!key) continue
    await proc.stdout.line(
      whole
        ? publicKeyLine(key, comment)
        : `${keyBits(key)} ${fingerprint(key)} ${comment} (${keyKind(key)})`,
    )
  }
  return 0
}

async function add(proc: Process, agent: AgentClient, path: string, seconds?: number): Promise<boolean> {
  try {
    await proc.stat(path)
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`${path}: ${error.message}`)
    return false
  }
  const identity = await loadIdentity(proc, path)
  if (!identity) return false
  const comment = identity.comment || path
  if (!(await agent.add(identity.key, comment, seconds))) {
    await proc.stderr.line(`Could not add identity "${path}": agent refused operation`)
    return false
  }
  await proc.stderr.line(`Identity added: ${path} (${comment})`)
  if (seconds !== undefined) await proc.stderr.line(`Lifetime set to ${seconds} seconds`)
  return true
}

async function forget(proc: Process, agent: AgentClient, path: string): Promise<boolean> {
  const identity = await publicOf(proc, path)
  if (!identity || !(await agent.remove(encodePublicKey(identity)))) {
    await proc.stderr.line(`Could not remove identity "${path}": agent refused operation`)
    return false
  }
  await proc.stderr.line(`Identity removed: ${path}`)
  return true
}

async function publicOf(proc: Process, path: string) {
  try {
    const line = parsePublicKeyLine(await proc.readText(path.endsWith('.pub') ? path : `${path}.pub`))
    if (line) return line.key
  } catch (error) {
    if (!isErrno(error)) throw error
  }
  const identity = await loadIdentity(proc, path)
  return identity && publicPart(identity.key)
}

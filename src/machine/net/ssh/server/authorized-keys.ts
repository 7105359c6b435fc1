import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { sameBytes } from '../../bytes.ts'
import { encodePublicKey, parsePublicKeyLine } from '../keys.ts'
import type { Account } from './accounts.ts'
import { addressFits } from './address-patterns.ts'
import type { Policy } from './configuration.ts'

export interface Authorization {
  /** command="…": what runs whatever the client asked for. */
  forcedCommand?: string
  /** no-pty. */
  noTerminal: boolean
  /** no-port-forwarding and no-agent-forwarding. */
  noForwarding: boolean
  noAgent: boolean
  /** from="…": where the client must be. */
  from?: readonly string[]
  /** expiry-time="YYYYMMDD[HHMM[SS]]": until when. */
  until?: string
}

const everything: Authorization = { noTerminal: false, noForwarding: false, noAgent: false }

const largestFile = 1 << 20

/** Looks a key up in the account's authorized_keys; undefined refuses. */
export async function authorize(
  proc: Process,
  account: Account,
  keyBlob: Uint8Array,
  { policy, address }: { policy: Policy; address: string },
): Promise<Authorization | undefined> {
  const say = (text: string): void => proc.system.log(`sshd[${proc.pid}]: ${text}`)
  for (const name of policy.authorizedKeysFiles) {
    const path = pathFor(name, account)
    try {
      const untrusted = policy.strictModes && (await firstUntrusted(proc, account, path))
      if (untrusted) {
        say(`Authentication refused: bad ownership or modes for ${untrusted}`)
        continue
      }
      if ((await proc.stat(path)).size > largestFile) continue
      for (const found of findKey(await proc.readText(path), keyBlob)) {
        const problem = notNow(proc, found, account.name, address)
        if (problem === undefined) return found
        say(problem)
      }
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
  return undefined
}

function pathFor(name: string, { home, name: user }: Account): string {
  const tokens: Record<string, string> = { '%h': home, '%u': user, '%%': '%' }
  const path = name.replace(/%[hu%]/g, (token) => tokens[token]!)
  return path.startsWith('/') ? path : `${home}/${path}`
}

/** Why the key does not count for this client, as the log has it. */
function notNow(
  proc: Process,
  { from, until }: Authorization,
  user: string,
  address: string,
): string | undefined {
  if (from && !addressFits(from, address))
    return `Authentication tried for ${user} with correct key but not from a permitted host (host=${address}, ip=${address}, required=${from.join(',')}).` // prettier-ignore
  const digits = new Date(proc.system.now()).toISOString().replace(/\D/g, '').slice(0, 14)
  return until !== undefined && digits >= until.padEnd(14, '0')
    ? 'Authentication refused: key has expired'
    : undefined
}

/**
 * StrictModes: nobody but the user and root may be able to change the file, nor the directories above it up
 * to the home directory.
 */
async function firstUntrusted(proc: Process, account: Account, path: string): Promise<string | undefined> {
  const places: ['file' | 'directory', string][] = [['file', path]]
  for (let above = parent(path); above !== '/'; above = parent(above)) {
    places.push(['directory', above])
    if (above === account.home) break
  }
  for (const [what, place] of places) {
    const { uid, mode } = await proc.stat(place)
    if ((uid !== 0 && uid !== account.uid) || mode & 0o022) return `${what} ${place}`
  }
  return undefined
}

const parent = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/'

function* findKey(file: string, keyBlob: Uint8Array): Generator<Authorization> {
  for (const line of file.split('\n')) {
    const entry = parseAuthorizedLine(line)
    if (entry && sameBytes(entry.blob, keyBlob)) yield entry.authorization
  }
}

/** `options type base64 comment`, the options optional and with quoted strings that may hold blanks. */
function parseAuthorizedLine(line: string): { blob: Uint8Array; authorization: Authorization } | undefined {
  const trimmed = line.trim()
  if (trimmed === '' || trimmed.startsWith('#')) return undefined
  const plain = parsePublicKeyLine(trimmed)
  if (plain) return { blob: encodePublicKey(plain.key), authorization: everything }
  const end = endOfOptions(trimmed)
  const key = parsePublicKeyLine(trimmed.slice(end))
  return key && { blob: encodePublicKey(key.key), authorization: parseOptions(trimmed.slice(0, end)) }
}

function endOfOptions(line: string): number {
  let quoted = false
  for (let at = 0; at < line.length; at++) {
    if (quoted && line[at] === '\\' && line[at + 1] === '"') at++
    else if (line[at] === '"') quoted = !quoted
    else if (!quoted && (line[at] === ' ' || line[at] === '\t')) return at
  }
  return line.length
}

function parseOptions(options: string): Authorization {
  const authorization: Authorization = { ...everything }
  for (let rest = options; rest !== '';) {
    const [, name = '', quoted] = /^([a-zA-Z\d-]+)(?:="((?:[^"\\]|\\.)*)")?/.exec(rest) ?? []
    if (name === '') break
    const restrict = name.toLowerCase() === 'restrict'
    if (restrict || name.toLowerCase() === 'no-pty') authorization.noTerminal = true
    if (restrict || name.toLowerCase() === 'no-port-forwarding') authorization.noForwarding = true
    if (restrict || name.toLowerCase() === 'no-agent-forwarding') authorization.noAgent = true
    if (name.toLowerCase() === 'command' && quoted !== undefined)
      authorization.forcedCommand = quoted.replaceAll('\\"', '"')
    if (name.toLowerCase() === 'from' && quoted !== undefined) authorization.from = quoted.split(',')
    if (name.toLowerCase() === 'expiry-time' && quoted !== undefined)
      authorization.until = quoted.replace(/\D/g, '')
    rest = rest.slice(name.length + (quoted === undefined ? 0 : quoted.length + 3)).replace(/^,/, '')
  }
  return authorization
}

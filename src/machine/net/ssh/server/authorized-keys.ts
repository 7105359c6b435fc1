import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { sameBytes } from '../../bytes.ts'
import { encodePublicKey, parsePublicKeyLine } from '../keys.ts'
import type { Account } from './accounts.ts'

export interface Authorization {
  /** command="…": what runs whatever the client asked for. */
  forcedCommand?: string
  /** no-pty. */
  noTerminal: boolean
  /** no-port-forwarding and no-agent-forwarding. */
  noForwarding: boolean
  noAgent: boolean
}

const everything: Authorization = { noTerminal: false, noForwarding: false, noAgent: false }

const largestFile = 1 << 20

/** Looks a key up in the account's authorized_keys; undefined refuses. */
export async function authorize(
  proc: Process,
  account: Account,
  keyBlob: Uint8Array,
): Promise<Authorization | undefined> {
  const path = `${account.home}/.ssh/authorized_keys`
  try {
    const untrusted = await firstUntrusted(proc, account, path)
    if (untrusted) {
      proc.system.log(`sshd: Authentication refused: bad ownership or modes for ${untrusted}`)
      return undefined
    }
    if ((await proc.stat(path)).size > largestFile) return undefined
    return findKey(await proc.readText(path), keyBlob)
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

/**
 * StrictModes: nobody but the user and root may be able to change the file, nor the directories above it up
 * to the home directory.
 */
async function firstUntrusted(proc: Process, account: Account, path: string): Promise<string | undefined> {
  for (const [what, place] of [
    ['file', path],
    ['directory', `${account.home}/.ssh`],
    ['directory', account.home],
  ] as const) {
    const { uid, mode } = await proc.stat(place)
    if ((uid !== 0 && uid !== account.uid) || mode & 0o022) return `${what} ${place}`
  }
  return undefined
}

function findKey(file: string, keyBlob: Uint8Array): Authorization | undefined {
  for (const line of file.split('\n')) {
    const entry = parseAuthorizedLine(line)
    if (entry && sameBytes(entry.blob, keyBlob)) return entry.authorization
  }
  return undefined
}

/** `options type base64 comment`, the options optional and with quoted strings that may hold blanks. */
export function parseAuthorizedLine(
  line: string,
): { blob: Uint8Array; authorization: Authorization } | undefined {
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
    rest = rest.slice(name.length + (quoted === undefined ? 0 : quoted.length + 3)).replace(/^,/, '')
  }
  return authorization
}

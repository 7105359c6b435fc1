import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import type { PublicKey } from '../keys.ts'
import { keyKind, parsePublicKeyLine, publicKeyLine } from '../keys.ts'
import { matchesStars } from '../../../star-pattern.ts'

export interface KnownHost {
  /** From 1. */
  line: number
  names: string[]
  key: PublicKey
}

/** A host's name as known_hosts writes it. */
export const hostLabel = (host: string, port: number): string =>
  port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`

export function parseKnownHosts(file: string): KnownHost[] {
  return file.split('\n').flatMap((text, index) => {
    const [names = '', ...rest] = text.trim().split(/\s+/)
    if (names === '' || names.startsWith('#') || names.startsWith('@')) return []
    const entry = parsePublicKeyLine(rest.join(' '))
    return entry ? [{ line: index + 1, names: names.split(','), key: entry.key }] : []
  })
}

export type Verdict =
  | { kind: 'known' }
  | { kind: 'new'; otherNames: KnownHost[] }
  | { kind: 'changed'; offending: KnownHost }

/** What known_hosts says of this host's key. */
export function judge(hosts: readonly KnownHost[], label: string, key: PublicKey): Verdict {
  const line = publicKeyLine(key)
  const named = hosts.filter(({ names }) => names.some((name) => matchesStars(name, label)))
  if (named.some((host) => publicKeyLine(host.key) === line)) return { kind: 'known' }
  const offending = named.find((host) => keyKind(host.key) === keyKind(key)) ?? named[0]
  if (offending) return { kind: 'changed', offending }
  return { kind: 'new', otherNames: hosts.filter((host) => publicKeyLine(host.key) === line) }
}

export async function readKnownHosts(proc: Process, path: string): Promise<string> {
  try {
    return await proc.readText(path)
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'EACCES', 'ENOTDIR')) return ''
    throw error
  }
}

/** Appends the host; false when the file cannot be written. */
export async function rememberHost(
  proc: Process,
  path: string,
  label: string,
  key: PublicKey,
): Promise<boolean> {
  try {
    await makeFolder(proc, path.slice(0, path.lastIndexOf('/')))
    const before = await readKnownHosts(proc, path)
    const gap = before === '' || before.endsWith('\n') ? '' : '\n'
    await proc.writeFile(path, `${gap}${label} ${publicKeyLine(key)}\n`, { mode: 0o600, append: true })
    return true
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
}

async function makeFolder(proc: Process, path: string): Promise<void> {
  try {
    await proc.mkdir(path, 0o700)
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  }
}

/** The file without the lines that name this host, and which lines those were. */
export function withoutHost(file: string, label: string): { file: string; removed: number[] } {
  const removed = parseKnownHosts(file)
    .filter(({ names }) => names.includes(label))
    .map(({ line }) => line)
  const kept = file.split('\n').filter((_, index) => !removed.includes(index + 1))
  return { file: kept.join('\n'), removed }
}

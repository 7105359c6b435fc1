import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'

/** struct utmp of glibc on x86_64: 384 bytes. */
const recordSize = 384

export type RecordType = 'shutdown' | 'boot' | 'login' | 'dead'
const types: Readonly<Record<RecordType, number>> = { shutdown: 1, boot: 2, login: 7, dead: 8 }

export interface LoginRecord {
  type: RecordType
  pid: number
  /** `pts/0`; `~` for a boot. */
  line: string
  user: string
  /** Where from; the kernel's release for a boot. */
  host: string
  /** In seconds since the epoch. */
  time: number
}

/** Who is here now, and who has been. */
export const now = '/run/utmp'
export const history = '/var/log/wtmp'
export const failed = '/var/log/btmp'

const largest = 4 * 1024 * 1024

export async function readRecords(proc: Process, path: string): Promise<LoginRecord[]> {
  let bytes: Uint8Array
  try {
    bytes = (await proc.readFile(path)).subarray(0, largest)
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  }
  const records: LoginRecord[] = []
  for (let at = 0; at + recordSize <= bytes.length; at += recordSize) {
    const record = parse(bytes.subarray(at, at + recordSize))
    if (record) records.push(record)
  }
  return records
}

/** A login or a boot begins: it stands in utmp until it ends, and in wtmp for good. */
export async function recordBegin(proc: Process, record: LoginRecord): Promise<void> {
  await replace(proc, record)
  await append(proc, record)
}

/** A login on this line has ended. */
export async function recordEnd(proc: Process, line: string, time: number): Promise<void> {
  const open = (await readRecords(proc, now)).find((each) => each.type === 'login' && each.line === line)
  if (!open) return
  const end: LoginRecord = { ...open, type: 'dead', user: '', host: '', time }
  await replace(proc, end)
  await append(proc, end)
}

/** The machine goes down in good order. */
export const recordShutdown = (proc: Process, time: number): Promise<void> =>
  append(proc, {
    type: 'shutdown',
    pid: 0,
    line: '~~',
    user: 'shutdown',
    host: proc.system.release.kernel,
    time,
  })

/** Those logged in, whose processes still live: a session that was killed leaves its record behind. */
export async function loggedIn(proc: Process): Promise<LoginRecord[]> {
  const living = new Set(proc.system.processes().map(({ pid }) => pid))
  return (await readRecords(proc, now)).filter(({ type, pid }) => type === 'login' && living.has(pid))
}

async function replace(proc: Process, record: LoginRecord): Promise<void> {
  const others = (await readRecords(proc, now)).filter(({ line }) => line !== record.line)
  const all = record.type === 'dead' ? others : [...others, record]
  const bytes = new Uint8Array(all.length * recordSize)
  for (const [index, each] of all.entries()) bytes.set(format(each), index * recordSize)
  await quietly(proc.writeFile(now, bytes, { mode: 0o664 }))
}

const append = (proc: Process, record: LoginRecord): Promise<void> =>
  quietly(proc.writeFile(history, format(record), { append: true, mode: 0o664 }))

/** Nobody is kept from logging in by a full disk. */
const quietly = (work: Promise<void>): Promise<void> =>
  work.catch((error: unknown) => {
    if (!isErrno(error)) throw error
  })

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function format({ type, pid, line, user, host, time }: LoginRecord): Uint8Array {
  const bytes = new Uint8Array(recordSize)
  const view = new DataView(bytes.buffer)
  view.setInt16(0, types[type], true)
  view.setInt32(4, pid, true)
  const put = (text: string, at: number, length: number) =>
    bytes.set(encoder.encode(text).subarray(0, length), at)
  put(line, 8, 32)
  put(line.replace(/^pts\//, 'ts/').slice(-4), 40, 4)
  put(user, 44, 32)
  put(host, 76, 256)
  view.setInt32(340, time, true)
  return bytes
}

function parse(bytes: Uint8Array): LoginRecord | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const number = view.getInt16(0, true)
  const type = (Object.keys(types) as RecordType[]).find((name) => types[name] === number)
  if (!type) return undefined
  const text = (at: number, length: number) =>
    decoder.decode(bytes.subarray(at, at + length)).replace(/\0.*$/s, '')
  return {
    type,
    pid: view.getInt32(4, true),
    line: text(8, 32),
    user: text(44, 32),
    host: text(76, 256),
    time: view.getInt32(340, true),
  }
}

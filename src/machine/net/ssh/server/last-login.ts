import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { text, utf8 } from '../../bytes.ts'

/** struct lastlog of glibc: a 32-bit time, 32 bytes of line, 256 bytes of host; one per uid. */
const recordSize = 292
const path = '/var/log/lastlog'

export interface Login {
  /** Seconds since the epoch. */
  time: number
  line: string
  host: string
}

/** The login before this one, undefined at the first; then this one stands in its place. */
export async function exchangeLastLogin(
  proc: Process,
  uid: number,
  login: Login,
): Promise<Login | undefined> {
  try {
    const fd = await proc.open(path, { read: true, write: true, create: true }, 0o644)
    try {
      await proc.seek(fd, uid * recordSize, 'set')
      const before = parseRecord(await proc.read(fd, recordSize))
      await proc.seek(fd, uid * recordSize, 'set')
      await proc.write(fd, formatRecord(login))
      return before
    } finally {
      await proc.close(fd)
    }
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

function parseRecord(bytes: Uint8Array): Login | undefined {
  if (bytes.length < recordSize) return undefined
  const time = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  return time === 0 ? undefined : { time, line: field(bytes, 4, 32), host: field(bytes, 36, 256) }
}

const field = (bytes: Uint8Array, at: number, length: number): string =>
  text(bytes.subarray(at, at + length)).replace(/\0.*$/s, '')

function formatRecord({ time, line, host }: Login): Uint8Array {
  const bytes = new Uint8Array(recordSize)
  new DataView(bytes.buffer).setUint32(0, time, true)
  bytes.set(utf8(line).subarray(0, 31), 4)
  bytes.set(utf8(host).subarray(0, 255), 36)
  return bytes
}

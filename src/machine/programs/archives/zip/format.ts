/** One file in a zip archive, as the central directory has it. Sizes in bytes, times in milliseconds. */
export interface Entry {
  name: string
  method: number
  flags: number
  crc: number
  compressedSize: number
  size: number
  mtime: number
  /** The Unix mode with its type bits; 0 when another system made the entry. */
  mode: number
  isText: boolean
  madeBy: number
  /** Where its local header stands. */
  offset: number
  /** Both kinds of extra field are kept as they are. */
  localExtra: Uint8Array
  extra: Uint8Array
}

export const stored = 0
export const deflate = 8
export const encryptedFlag = 1
export const descriptorFlag = 8
const utf8Flag = 0x800

const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, descriptor: 0x08074b50 }
const typeBits = { directory: 0o040000, symlink: 0o120000, file: 0o100000 }
export const localHeaderLength = 30
const centralHeaderLength = 46
const endLength = 22
const unix = 3

const encoder = new TextEncoder()

export const modeBits = (type: 'directory' | 'symlink' | 'file', mode: number): number =>
  typeBits[type] | mode

export const isDirectory = ({ name }: Entry): boolean => name.endsWith('/')
export const isSymlink = ({ mode }: Entry): boolean => (mode & 0o170000) === typeBits.symlink

const flagsFor = (entry: Entry): number => entry.flags | (/[^\x00-\x7f]/.test(entry.name) ? utf8Flag : 0)

const dosTime = (time: number): number => {
  const date = new Date(Math.max(time, Date.UTC(1980, 0, 1)))
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const clock = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return day * 65_536 + clock
}

const fromDosTime = (value: number): number => {
  const [day, clock] = [value >>> 16, value & 0xffff]
  return Date.UTC(
    1980 + (day >> 9),
    ((day >> 5) & 15) - 1,
    day & 31,
    clock >> 11,
    (clock >> 5) & 63,
    (clock & 31) * 2,
  )
}

/** Info-ZIP's fields: the time of change as Unix has it, and the owner. */
export const extraFields = (
  mtime: number,
  uid: number,
  gid: number,
): { local: Uint8Array; central: Uint8Array } => {
  const local = new DataView(new ArrayBuffer(9 + 15))
  const owner = (view: DataView, at: number): void => {
    view.setUint16(at, 0x7875, true)
    view.setUint16(at + 2, 11, true)
    view.setUint8(at + 4, 1)
    view.setUint8(at + 5, 4)
    view.setUint32(at + 6, uid, true)
    view.setUint8(at + 10, 4)
    view.setUint32(at + 11, gid, true)
  }
  local.setUint16(0, 0x5455, true)
  local.setUint16(2, 5, true)
  local.setUint8(4, 1)
  local.setUint32(5, Math.floor(mtime / 1000), true)
  owner(local, 9)
  const bytes = new Uint8Array(local.buffer)
  return { local: bytes, central: bytes.slice() }
}

/** The time of change that an extra field has, in milliseconds. */
const unixTime = (extra: Uint8Array): number | undefined => {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength)
  for (let at = 0; at + 4 <= extra.length;) {
    const length = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === 0x5455 && length >= 5 && at + 9 <= extra.length && extra[at + 4]! & 1)
      return view.getInt32(at + 5, true) * 1000
    at += 4 + length
  }
  return undefined
}

export const localHeader = (entry: Entry): Uint8Array => {
  const name = encoder.encode(entry.name)
  const bytes = new Uint8Array(localHeaderLength + name.length + entry.localExtra.length)
  const view = new DataView(bytes.buffer)
  const isStreamed = (entry.flags & descriptorFlag) !== 0
  view.setUint32(0, signatures.local, true)
  view.setUint16(4, entry.method === deflate ? 20 : 10, true)
  view.setUint16(6, flagsFor(entry), true)
  view.setUint16(8, entry.method, true)
  view.setUint32(10, dosTime(entry.mtime), true)
  view.setUint32(14, isStreamed ? 0 : entry.crc, true)
  view.setUint32(18, isStreamed ? 0 : entry.compressedSize, true)
  view.setUint32(22, isStreamed ? 0 : entry.size, true)
  view.setUint16(26, name.length, true)
  view.setUint16(28, entry.localExtra.length, true)
  bytes.set(name, localHeaderLength)
  bytes.set(entry.localExtra, localHeaderLength + name.length)
  return bytes
}

/** What stands behind data whose sizes were not known before. */
export const dataDescriptor = (entry: Entry): Uint8Array => {
  const view = new DataView(new ArrayBuffer(16))
  view.setUint32(0, signatures.descriptor, true)
  view.setUint32(4, entry.crc, true)
  view.setUint32(8, entry.compressedSize, true)
  view.setUint32(12, entry.size, true)
  return new Uint8Array(view.buffer)
}

const centralHeader = (entry: Entry): Uint8Array => {
  const name = encoder.encode(entry.name)
  const bytes = new Uint8Array(centralHeaderLength + name.length + entry.extra.length)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, signatures.central, true)
  view.setUint16(4, entry.madeBy, true)
  view.setUint16(6, entry.method === deflate ? 20 : 10, true)
  view.setUint16(8, flagsFor(entry), true)
  view.setUint16(10, entry.method, true)
  view.setUint32(12, dosTime(entry.mtime), true)
  view.setUint32(16, entry.crc, true)
  view.setUint32(20, entry.compressedSize, true)
  view.setUint32(24, entry.size, true)
  view.setUint16(28, name.length, true)
  view.setUint16(30, entry.extra.length, true)
  view.setUint16(36, entry.isText ? 1 : 0, true)
  view.setUint32(38, entry.mode * 65_536 + (isDirectory(entry) ? 16 : 0), true)
  view.setUint32(42, entry.offset, true)
  bytes.set(name, centralHeaderLength)
  bytes.set(entry.extra, centralHeaderLength + name.length)
  return bytes
}

/** The directory at an archive's end. */
export function* centralDirectory(entries: readonly Entry[], offset: number): Generator<Uint8Array> {
  let length = 0
  for (const entry of entries) {
    const header = centralHeader(entry)
    length += header.length
    yield header
  }
  const view = new DataView(new ArrayBuffer(endLength))
  view.setUint32(0, signatures.end, true)
  view.setUint16(8, entries.length, true)
  view.setUint16(10, entries.length, true)
  view.setUint32(12, length, true)
  view.setUint32(16, offset, true)
  yield new Uint8Array(view.buffer)
}

export const madeByUnix = unix * 256 + 30

/** Where the central directory is; undefined when these last bytes of a file do not say. */
export const findEnd = (
  tail: Uint8Array,
): { count: number; length: number; offset: number; at: number; comment: string } | undefined => {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  for (let at = tail.length - endLength; at >= 0; at--) {
    if (view.getUint32(at, true) !== signatures.end) continue
    const comment = new TextDecoder().decode(
      tail.subarray(at + endLength, at + endLength + view.getUint16(at + 20, true)),
    )
    return {
      count: view.getUint16(at + 10, true),
      length: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
      at,
      comment,
    }
  }
  return undefined
}

/** @param shift how much later everything stands than it says: something was put in front of the archive. */
export const readCentralDirectory = (bytes: Uint8Array, shift: number): Entry[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: Entry[] = []
  for (let at = 0; at + centralHeaderLength <= bytes.length;) {
    if (view.getUint32(at, true) !== signatures.central) break
    const nameEnd = at + centralHeaderLength + view.getUint16(at + 28, true)
    const extraEnd = nameEnd + view.getUint16(at + 30, true)
    const extra = bytes.slice(nameEnd, extraEnd)
    const madeBy = view.getUint16(at + 4, true)
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + centralHeaderLength, nameEnd)),
      method: view.getUint16(at + 10, true),
      flags: view.getUint16(at + 8, true) & ~utf8Flag,
      crc: view.getUint32(at + 16, true),
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      mtime: unixTime(extra) ?? fromDosTime(view.getUint32(at + 12, true)),
      mode: madeBy >> 8 === unix ? view.getUint16(at + 40, true) : 0,
      isText: (view.getUint16(at + 36, true) & 1) !== 0,
      madeBy,
      offset: view.getUint32(at + 42, true) + shift,
      localExtra: new Uint8Array(),
      extra,
    })
    at = extraEnd + view.getUint16(at + 32, true)
  }
  return entries
}

/** How long the head of an entry's data is; undefined when none stands there. */
export const localHeaderSize = (bytes: Uint8Array): number | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < localHeaderLength || view.getUint32(0, true) !== signatures.local) return undefined
  return localHeaderLength + view.getUint16(26, true) + view.getUint16(28, true)
}

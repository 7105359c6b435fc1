import type { FileType } from '../../../fs/file-system.ts'

export const blockLength = 512

export type MemberType = Exclude<FileType, 'socket'> | 'link'

/** One file in an archive. Times are milliseconds since the epoch. */
export interface Member {
  name: string
  type: MemberType
  /** Where a symlink or hard link leads. */
  linkName: string
  mode: number
  uid: number
  gid: number
  userName: string
  groupName: string
  size: number
  mtime: number
  major: number
  minor: number
}

const typeFlags: Record<string, MemberType> = {
  '\0': 'file',
  '0': 'file',
  '1': 'link',
  '2': 'symlink',
  '3': 'character',
  '4': 'block',
  '5': 'directory',
  '6': 'fifo',
  '7': 'file',
}
const flagOf: Record<MemberType, string> = {
  file: '0',
  link: '1',
  symlink: '2',
  character: '3',
  block: '4',
  directory: '5',
  fifo: '6',
}

/** What a header block says: a member, or one of the blocks that only describe the next. */
export interface Header {
  /** L and K are GNU's long names, x and g POSIX's records. */
  flag: string
  member: Member
  isUstar: boolean
}

export type Format = 'gnu' | 'pax' | 'ustar' | 'v7'

const decoder = new TextDecoder()
const encoder = new TextEncoder()

const textAt = (block: Uint8Array, at: number, length: number): string => {
  const bytes = block.subarray(at, at + length)
  const end = bytes.indexOf(0)
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end))
}

/** Octal digits, or GNU's binary form where these do not reach. */
const numberAt = (block: Uint8Array, at: number, length: number): number => {
  if (block[at]! & 0x80) {
    let value = block[at] === 0xff ? -1 : block[at]! & 0x3f
    for (let i = 1; i < length; i++) value = value * 256 + block[at + i]!
    return value
  }
  return Number.parseInt(textAt(block, at, length).trim() || '0', 8) || 0
}

const checksumAt = 148

const checksum = (block: Uint8Array): number => {
  let sum = 0
  for (let i = 0; i < blockLength; i++) sum += i >= checksumAt && i < checksumAt + 8 ? 32 : block[i]!
  return sum
}

export const isZeroBlock = (block: Uint8Array): boolean => block.every((byte) => byte === 0)

/** Undefined when the block is no header. */
export const decodeHeader = (block: Uint8Array): Header | undefined => {
  if (block.length < blockLength || numberAt(block, checksumAt, 8) !== checksum(block)) return undefined
  const flag = String.fromCharCode(block[156]!)
  const magic = textAt(block, 257, 6)
  const prefix = magic === 'ustar' && block[263] === 48 ? textAt(block, 345, 155) : ''
  const name = textAt(block, 0, 100)
  const type = typeFlags[flag] ?? 'file'
  const full = prefix === '' ? name : `${prefix}/${name}`
  return {
    flag,
    isUstar: magic.startsWith('ustar'),
    member: {
      name: full,
      // Archives older than POSIX mark directories by the slash behind their names.
      type: type === 'file' && full.endsWith('/') ? 'directory' : type,
      linkName: textAt(block, 157, 100),
      mode: numberAt(block, 100, 8) & 0o7777,
      uid: numberAt(block, 108, 8),
      gid: numberAt(block, 116, 8),
      userName: textAt(block, 265, 32),
      groupName: textAt(block, 297, 32),
      size: Math.max(0, numberAt(block, 124, 12)),
      mtime: numberAt(block, 136, 12) * 1000,
      major: numberAt(block, 329, 8),
      minor: numberAt(block, 337, 8),
    },
  }
}

const putText = (block: Uint8Array, at: number, length: number, text: string): void => {
  block.set(encoder.encode(text).subarray(0, length), at)
}

const putNumber = (block: Uint8Array, at: number, length: number, value: number): void => {
  const whole = Math.floor(value)
  if (whole >= 0 && whole < 8 ** (length - 1)) {
    putText(block, at, length, whole.toString(8).padStart(length - 1, '0'))
    return
  }
  let rest = whole
  for (let i = length - 1; i > 0; i--) {
    block[at + i] = ((rest % 256) + 256) % 256
    rest = Math.floor(rest / 256)
  }
  block[at] = whole < 0 ? 0xff : 0x80
}

const headerBlock = (member: Member, flag: string, format: Format, prefix = ''): Uint8Array => {
  const block = new Uint8Array(blockLength)
  putText(block, 0, 100, member.name)
  putNumber(block, 100, 8, member.mode)
  putNumber(block, 108, 8, member.uid)
  putNumber(block, 116, 8, member.gid)
  putNumber(block, 124, 12, member.size)
  putNumber(block, 136, 12, member.mtime / 1000)
  block[156] = flag.charCodeAt(0)
  putText(block, 157, 100, member.linkName)
  if (format !== 'v7') {
    putText(block, 257, 8, format === 'gnu' ? 'ustar  ' : 'ustar\x0000')
    putText(block, 265, 32, member.userName)
    putText(block, 297, 32, member.groupName)
    if (member.type === 'character' || member.type === 'block') {
      putNumber(block, 329, 8, member.major)
      putNumber(block, 337, 8, member.minor)
    }
    putText(block, 345, 155, prefix)
  }
  putText(block, checksumAt, 8, `${checksum(block).toString(8).padStart(6, '0')}\0 `)
  return block
}

const padded = (bytes: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(Math.ceil(bytes.length / blockLength) * blockLength)
  whole.set(bytes)
  return whole
}

const plain = (name: string, size: number): Member => ({
  name,
  type: 'file',
  linkName: '',
  mode: 0o644,
  uid: 0,
  gid: 0,
  userName: 'root',
  groupName: 'root',
  size,
  mtime: 0,
  major: 0,
  minor: 0,
})

/** A name that no header takes in this format: the sentence GNU has for it. */
export class NameTooLong extends Error {
  constructor(
    message: string,
    readonly isLink: boolean,
  ) {
    super(message)
  }
}

const nameLimit = 100

/** Where ustar splits a long name into prefix and name; undefined where it cannot. */
const splitName = (name: string): [prefix: string, name: string] | undefined => {
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)]
    if (encoder.encode(prefix).length > 155) return undefined
    if (rest !== '' && prefix !== '' && encoder.encode(rest).length <= nameLimit) return [prefix, rest]
  }
  return undefined
}

const paxRecord = (key: string, value: string): string => {
  const body = ` ${key}=${value}\n`
  const length = encoder.encode(body).length
  let total = length + String(length).length
  if (String(total).length !== String(length).length) total = length + String(total).length
  return `${total}${body}`
}

/** All blocks that stand before a member's data. Throws NameTooLong. */
export const encodeHeader = (member: Member, format: Format): Uint8Array[] => {
  const flag = flagOf[member.type]
  const isLong = encoder.encode(member.name).length > nameLimit
  const isLongLink = encoder.encode(member.linkName).length > nameLimit
  if (format === 'gnu') return [...gnuLongNames(member), headerBlock(member, flag, format)]
  const split = isLong && format !== 'v7' ? splitName(member.name) : undefined
  if (format === 'pax') {
    const records = [
      ...(isLong && !split ? [paxRecord('path', member.name)] : []),
      ...(isLongLink ? [paxRecord('linkpath', member.linkName)] : []),
      ...(member.size >= 8 ** 11 ? [paxRecord('size', String(member.size))] : []),
      ...(member.mtime % 1000 === 0 ? [] : [paxRecord('mtime', String(member.mtime / 1000))]),
    ]
    const blocks: Uint8Array[] = []
    if (records.length > 0) {
      const body = encoder.encode(records.join(''))
      const slash = member.name.replace(/\/$/, '').lastIndexOf('/') + 1
      const own = `${member.name.slice(0, slash) || './'}PaxHeaders/${member.name.slice(slash)}`
      blocks.push(headerBlock(plain(own.slice(0, nameLimit), body.length), 'x', format), padded(body))
    }
    const [prefix, name] = split ?? ['', member.name]
    return [...blocks, headerBlock({ ...member, name }, flag, format, prefix)]
  }
  if ((isLong && !split) || isLongLink)
    throw new NameTooLong(
      isLong
        ? format === 'v7'
          ? 'file name is too long (max 99); not dumped'
          : 'file name is too long (cannot be split); not dumped'
        : 'link name is too long; not dumped',
      !isLong,
    )
  const [prefix, name] = split ?? ['', member.name]
  return [headerBlock({ ...member, name }, flag, format, prefix)]
}

function* gnuLongNames(member: Member): Generator<Uint8Array> {
  for (const [flag, text] of [
    ['K', member.linkName],
    ['L', member.name],
  ] as const) {
    if (encoder.encode(text).length <= nameLimit) continue
    const body = encoder.encode(`${text}\0`)
    yield headerBlock(plain('././@LongLink', body.length), flag, 'gnu')
    yield padded(body)
  }
}

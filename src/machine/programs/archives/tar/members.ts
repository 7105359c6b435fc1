import type { ByteReader } from '../byte-reader.ts'
import { blockLength, decodeHeader, isZeroBlock, type Header, type Member } from './header.ts'

export interface MemberEvents {
  /** A block that is no header: at the very beginning, or later. */
  noHeader(first: boolean): Promise<void>
  skipping(): Promise<void>
  /** One block of zeros where two end an archive. */
  loneZeroBlock(block: number): Promise<void>
}

/** The archive stops in the middle of something. */
export class UnexpectedEnd extends Error {}

/** Descriptions of a member that would not fit into memory lead nowhere good. */
const longestDescription = 1024 * 1024

/**
 * The members of an archive, with the place where each begins. After each one, what is left of its data
 * is left out. Throws UnexpectedEnd.
 */
export async function* membersOf(
  reader: ByteReader,
  events: MemberEvents,
): AsyncGenerator<{ member: Member; start: number }> {
  let first = true
  let isLost = false
  let described: Partial<Member> = {}
  const global: Partial<Member> = {}
  let start = 0
  for (;;) {
    const at = reader.position
    const block = await reader.take(blockLength)
    if (block.length === 0 && !first) return
    if (block.length < blockLength) {
      // GNU tar takes a last block that is cut for the end.
      if (isLost || !first) return
      await events.noHeader(true)
      return
    }
    if (isZeroBlock(block)) {
      const second = await reader.take(blockLength)
      if (second.length < blockLength || isZeroBlock(second)) return
      await events.loneZeroBlock(at / blockLength + 1)
      reader.unread(second)
      continue
    }
    const header = decodeHeader(block)
    if (!header) {
      if (!isLost) {
        await events.noHeader(first)
        await events.skipping()
      }
      isLost = true
      first = false
      continue
    }
    isLost = first = false
    if (Object.keys(described).length === 0) start = at
    if ('LKxg'.includes(header.flag)) {
      const facts = await readDescription(reader, header)
      if (header.flag === 'g') Object.assign(global, facts)
      else described = { ...described, ...facts }
      continue
    }
    const member = { ...header.member, ...global, ...described }
    if (member.type === 'file' && member.name.endsWith('/')) member.type = 'directory'
    described = {}
    // Hard links of old archives say a size, and have no data.
    if (member.type !== 'file') member.size = 0
    const dataAt = reader.position
    yield { member, start }
    const end = dataAt + Math.ceil(member.size / blockLength) * blockLength
    const missing = end - reader.position
    if (missing > 0 && (await reader.skip(missing)) < missing) throw new UnexpectedEnd()
  }
}

const readDescription = async (reader: ByteReader, header: Header): Promise<Partial<Member>> => {
  const { size } = header.member
  if (size > longestDescription) throw new UnexpectedEnd()
  const bytes = await reader.take(Math.ceil(size / blockLength) * blockLength)
  if (bytes.length < size) throw new UnexpectedEnd()
  const body = bytes.subarray(0, size)
  if (header.flag === 'L' || header.flag === 'K') {
    const text = new TextDecoder().decode(body).replace(/\0.*$/s, '')
    return header.flag === 'L' ? { name: text } : { linkName: text }
  }
  return paxFacts(body)
}

const paxFacts = (body: Uint8Array): Partial<Member> => {
  const facts: Partial<Member> = {}
  const decoder = new TextDecoder()
  for (let at = 0; at < body.length;) {
    const blank = body.indexOf(32, at)
    const length = blank < 0 ? 0 : Number(decoder.decode(body.subarray(at, blank)))
    if (!Number.isInteger(length) || length <= blank - at) break
    const text = decoder.decode(body.subarray(blank + 1, at + length - 1))
    const equals = text.indexOf('=')
    setFact(facts, text.slice(0, equals), text.slice(equals + 1))
    at += length
  }
  return facts
}

const setFact = (facts: Partial<Member>, key: string, value: string): void => {
  if (key === 'path') facts.name = value
  else if (key === 'linkpath') facts.linkName = value
  else if (key === 'uname') facts.userName = value
  else if (key === 'gname') facts.groupName = value
  else if (key === 'mtime') facts.mtime = (Number(value) || 0) * 1000
  else if (key === 'size' || key === 'uid' || key === 'gid') {
    const number = Number(value)
    if (Number.isSafeInteger(number) && number >= 0) facts[key] = number
  }
}

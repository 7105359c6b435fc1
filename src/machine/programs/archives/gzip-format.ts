import { crc32 } from '../../fs/crc32.ts'
import type { ByteReader } from './byte-reader.ts'
import { deflated, type Level } from './deflate.ts'
import { DataError, Inflater } from './inflate.ts'

/** A gzip member's head and foot (RFC 1952). */
export interface GzipMember {
  name?: string
  /** Milliseconds since the epoch; 0 when none is kept. */
  mtime: number
  crc: number
  /** Of the data, compressed and not, modulo 2^32 in the file. */
  size: number
}

const flags = { headerCrc: 2, extra: 4, name: 8, comment: 16 }

export const gzipHeader = (name: string | undefined, mtime: number, level: Level): Uint8Array => {
  const seconds = Math.floor(mtime / 1000)
  const text = name === undefined ? new Uint8Array() : new TextEncoder().encode(`${name}\0`)
  const header = new Uint8Array(10 + text.length)
  header.set([0x1f, 0x8b, 8, name === undefined ? 0 : flags.name])
  new DataView(header.buffer).setUint32(4, seconds, true)
  header.set([level === 9 ? 2 : level === 1 ? 4 : 0, 3], 8)
  header.set(text, 10)
  return header
}

/** Data as one gzip member. `done` learns how much went in. */
export async function* gzipped(
  source: AsyncIterable<Uint8Array>,
  options: { name?: string; mtime: number; level: Level },
  done?: (size: number) => void,
): AsyncGenerator<Uint8Array> {
  let crc = 0
  let size = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      crc = crc32(chunk, crc)
      size += chunk.length
      yield chunk
    }
  }
  yield gzipHeader(options.name, options.mtime, options.level)
  yield* deflated(counted(), options.level)
  const trailer = new DataView(new ArrayBuffer(8))
  trailer.setUint32(0, crc, true)
  trailer.setUint32(4, size, true)
  yield new Uint8Array(trailer.buffer)
  done?.(size)
}

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b

const readHeader = async (reader: ByteReader): Promise<GzipMember> => {
  const head = await reader.take(10)
  if (!isGzip(head)) throw new DataError('not in gzip format')
  if (head.length < 10) throw new DataError('unexpected end of file')
  if (head[2] !== 8) throw new DataError(`unknown method ${head[2]} -- not supported`)
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  const has = head[3]!
  if (has & flags.extra) {
    const length = await reader.take(2)
    await reader.skip(length[0]! + length[1]! * 256)
  }
  const name = has & flags.name ? await readText(reader) : undefined
  if (has & flags.comment) await readText(reader)
  if (has & flags.headerCrc) await reader.skip(2)
  return {
    ...(name !== undefined && { name }),
    mtime: view.getUint32(4, true) * 1000,
    crc: 0,
    size: 0,
  }
}

const longestText = 65_536

const readText = async (reader: ByteReader): Promise<string> => {
  const bytes: number[] = []
  for (;;) {
    const [byte] = await reader.take(1)
    if (byte === undefined) throw new DataError('unexpected end of file')
    if (byte === 0) return new TextDecoder().decode(Uint8Array.from(bytes))
    if (bytes.length < longestText) bytes.push(byte)
  }
}

export interface GunzipEvents {
  header?(member: GzipMember): void
  /** Zeros behind the data are padding; anything else is worth a warning. */
  trailingGarbage?(): Promise<void>
}

/** The data of all members one after the other. Throws DataError in gzip's own words. */
export async function* gunzipped(reader: ByteReader, events: GunzipEvents = {}): AsyncGenerator<Uint8Array> {
  for (let first = true; ; first = false) {
    const magic = await reader.peek(2)
    if (!first && magic.length === 0) return
    if (!first && !isGzip(magic)) {
      if (await restIsZero(reader)) return
      await events.trailingGarbage?.()
      return
    }
    const member = await readHeader(reader)
    try {
      for await (const block of new Inflater(reader).blocks()) {
        member.crc = crc32(block, member.crc)
        member.size += block.length
        yield block
      }
    } catch (error) {
      if (!(error instanceof DataError)) throw error
      throw error.message === 'unexpected end of file'
        ? error
        : new DataError('invalid compressed data--format violated')
    }
    const trailer = await reader.take(8)
    if (trailer.length < 8) throw new DataError('unexpected end of file')
    const view = new DataView(trailer.buffer, trailer.byteOffset, 8)
    if (view.getUint32(0, true) !== member.crc) throw new DataError('invalid compressed data--crc error')
    if (view.getUint32(4, true) !== member.size % 2 ** 32)
      throw new DataError('invalid compressed data--length error')
    events.header?.(member)
  }
}

const restIsZero = async (reader: ByteReader): Promise<boolean> => {
  for (;;) {
    const chunk = await reader.some(65_536)
    if (chunk.length === 0) return true
    if (chunk.some((byte) => byte !== 0)) return false
  }
}

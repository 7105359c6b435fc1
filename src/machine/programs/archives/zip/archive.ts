import type { Process } from '../../../kernel/process.ts'
import { crc32 } from '../../../fs/crc32.ts'
import { ByteReader } from '../byte-reader.ts'
import { DataError, Inflater } from '../inflate.ts'
import { deflate, findEnd, localHeaderLength, localHeaderSize, readCentralDirectory, stored, type Entry } from './format.ts' // prettier-ignore

/** A file that is no zip archive. */
export class NotAnArchive extends Error {}

const tailLength = 65_536 + 22
const largestDirectory = 64 * 1024 * 1024
const pieceLength = 65_536

/** Reads a zip archive through a descriptor that can be sought. */
export class ZipArchive {
  private constructor(
    private readonly proc: Process,
    readonly fd: number,
    readonly entries: Entry[],
    readonly size: number,
    readonly comment: string,
  ) {}

  /** Throws NotAnArchive. */
  static async open(proc: Process, fd: number): Promise<ZipArchive> {
    const { size } = await proc.fstat(fd)
    const start = Math.max(0, size - tailLength)
    const tail = await readAt(proc, fd, start, size - start)
    const end = findEnd(tail)
    if (!end || end.offset === 0xffffffff || end.length > largestDirectory) throw new NotAnArchive()
    // Something may stand in front of the archive, and zip64 puts more between the directory and the end.
    for (const directoryAt of [end.offset, start + end.at - end.length]) {
      if (directoryAt < 0 || directoryAt + end.length > size) continue
      const directory = await readAt(proc, fd, directoryAt, end.length)
      const entries = readCentralDirectory(directory, directoryAt - end.offset)
      if (entries.length === end.count) return new ZipArchive(proc, fd, entries, size, end.comment)
    }
    throw new NotAnArchive()
  }

  /** An entry's bytes as they stand in the archive. */
  async *raw(entry: Entry): AsyncGenerator<Uint8Array> {
    const length = localHeaderSize(await readAt(this.proc, this.fd, entry.offset, localHeaderLength))
    if (length === undefined) throw new DataError('bad zipfile offset (local header sig)')
    let at = entry.offset + length
    for (let left = entry.compressedSize; left > 0;) {
      const chunk = await readAt(this.proc, this.fd, at, Math.min(left, pieceLength))
      if (chunk.length === 0) throw new DataError('unexpected end of file')
      at += chunk.length
      left -= chunk.length
      yield chunk
    }
  }

  /** An entry's content. Never gives more than the directory promised. Throws DataError. */
  async *content(entry: Entry): AsyncGenerator<Uint8Array> {
    if (entry.method !== stored && entry.method !== deflate)
      throw new DataError('unsupported compression method')
    const raw = this.raw(entry)
    const blocks = entry.method === stored ? raw : new Inflater(ByteReader.over(raw)).blocks()
    let crc = 0
    let size = 0
    for await (const block of blocks) {
      size += block.length
      if (size > entry.size) throw new DataError('invalid compressed data to inflate')
      crc = crc32(block, crc)
      yield block
    }
    if (crc !== entry.crc) throw new DataError(`bad CRC ${hex(crc)}  (should be ${hex(entry.crc)})`)
  }
}

const hex = (value: number): string => value.toString(16).padStart(8, '0')

const readAt = async (proc: Process, fd: number, at: number, length: number): Promise<Uint8Array> => {
  await proc.seek(fd, at, 'set')
  const reader = new ByteReader(() => proc.read(fd, Math.min(length, pieceLength)))
  return reader.take(length)
}

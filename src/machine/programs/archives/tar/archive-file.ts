import { isErrno } from '../../../errno.ts'
import { chunksOf } from '../../inputs.ts'
import { ByteReader } from '../byte-reader.ts'
import { gunzipped, gzipped, isGzip } from '../gzip-format.ts'
import { DataError } from '../inflate.ts'
import { Fatal, type TarRun } from './run.ts'

const recordLength = 10_240

const openArchive = async (run: TarRun, name: string, write: boolean): Promise<number> => {
  const flags = write ? { write: true, create: true, truncate: true } : { read: true }
  try {
    return await run.proc.open(name, flags, 0o666)
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new Fatal(`${name}: Cannot open: ${error.message}`)
  }
}

/** What a compressed stream of another kind is called, by its first bytes. */
const otherCompression = (head: Uint8Array): string | undefined => {
  const text = String.fromCharCode(...head.subarray(0, 6))
  if (text.startsWith('BZh')) return 'bzip2'
  if (text.startsWith('\xfd7zXZ')) return 'xz'
  if (text.startsWith('\x28\xb5\x2f\xfd')) return 'zstd'
  return undefined
}

/** Opens the archive for reading, through gzip where it is compressed. */
export const readArchive = async (run: TarRun): Promise<ByteReader> => {
  const name = run.value('f') ?? '-'
  if (name === '-' && run.proc.tty(0))
    throw new Fatal('Refusing to read archive contents from terminal (missing -f option?)')
  const fd = name === '-' ? 0 : await openArchive(run, name, false)
  if ((await run.proc.fstat(fd)).type === 'directory') {
    await run.warn(`${name}: Cannot read: Is a directory`)
    throw new Fatal('At beginning of tape, quitting now')
  }
  const raw = ByteReader.over(chunksOf(run.invocation, fd))
  const head = await raw.peek(6)
  const other = otherCompression(head)
  if (other)
    throw new Fatal(`${name}: This archive is compressed with ${other}, which Sandcloud does not have`)
  if (!run.has('z') && !isGzip(head)) return raw
  if (!run.has('z') && name === '-') throw new Fatal('Archive is compressed. Use -z option')
  return ByteReader.over(decompressed(run, raw))
}

/** tar runs gzip as a child, and its complaints are the child's. */
async function* decompressed(run: TarRun, raw: ByteReader): AsyncGenerator<Uint8Array> {
  try {
    yield* gunzipped(raw)
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    await run.proc.stderr.write(`\ngzip: stdin: ${error.message}\n`)
    if (error.message === 'unexpected end of file') {
      run.childFailed = true
      return
    }
    await run.warn('Child returned status 1')
    throw new Fatal('')
  }
}

export interface Target {
  fd: number
  name: string
  /** Device and inode of the archive, so that it does not take in itself. */
  identity: string
}

export const targetOf = async (run: TarRun, fd: number, name: string): Promise<Target> => {
  const { dev, ino, type } = await run.proc.fstat(fd)
  return { fd, name, identity: type === 'file' ? `${dev}:${ino}` : '' }
}

/** Opens the archive for writing it anew. */
export const createArchive = async (run: TarRun): Promise<Target> => {
  const name = run.value('f') ?? '-'
  if (name === '-' && run.proc.tty(1))
    throw new Fatal('Refusing to write archive contents to terminal (missing -f option?)')
  run.namesToStderr = name === '-'
  return targetOf(run, name === '-' ? 1 : await openArchive(run, name, true), name)
}

/** Behind the members come two blocks of zeros, and more to the record's end. */
async function* withEnd(chunks: AsyncIterable<Uint8Array>, start: number): AsyncGenerator<Uint8Array> {
  let length = start
  for await (const chunk of chunks) {
    length += chunk.length
    yield chunk
  }
  yield new Uint8Array(Math.ceil((length + 1024) / recordLength) * recordLength - length)
}

/** Small chunks put together, so that each is worth its write. */
async function* inPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(pieceLength)
  let filled = 0
  for await (const chunk of chunks) {
    if (filled + chunk.length > pieceLength) {
      if (filled > 0) yield piece.subarray(0, filled)
      piece = new Uint8Array(pieceLength)
      filled = 0
    }
    if (chunk.length >= pieceLength) yield chunk
    else {
      piece.set(chunk, filled)
      filled += chunk.length
    }
  }
  if (filled > 0) yield piece.subarray(0, filled)
}

const pieceLength = 65_536

/** @param start where the members are put in, in an archive that is there already. */
export const writeArchive = async (
  run: TarRun,
  { fd, name }: Target,
  members: AsyncIterable<Uint8Array>,
  { compress, start = 0 }: { compress: boolean; start?: number },
): Promise<void> => {
  const whole = inPieces(withEnd(members, start))
  try {
    for await (const chunk of compress ? gzipped(whole, { mtime: 0, level: 6 }) : whole)
      await run.proc.write(fd, chunk)
  } catch (error) {
    if (!isErrno(error, 'ENOSPC', 'EIO', 'EFBIG', 'EROFS')) throw error
    throw new Fatal(`${name}: Cannot write: ${error.message}`)
  }
  if (fd > 2) await run.proc.close(fd)
}

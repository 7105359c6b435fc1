import { crc32 } from '../../../fs/crc32.ts'
import type { Process } from '../../../kernel/process.ts'
import { deflated, type Level } from '../deflate.ts'
import { dataDescriptor, deflate, descriptorFlag, localHeader, stored, type Entry } from './format.ts'

/** Where entries go: a file that can be sought, or a stream. */
export class ZipOutput {
  #length = 0

  constructor(
    private readonly proc: Process,
    readonly fd: number,
    readonly isStream: boolean,
  ) {}

  get length(): number {
    return this.#length
  }

  async put(bytes: Uint8Array): Promise<void> {
    this.#length += bytes.length
    await this.proc.write(this.fd, bytes)
  }

  /** Goes back to where something shall be written again. */
  async back(to: number): Promise<void> {
    await this.proc.seek(this.fd, to, 'set')
    await this.proc.truncate(this.fd, to)
    this.#length = to
  }

  /** Writes over what stands at a place, and goes on at the end. */
  async patch(at: number, bytes: Uint8Array): Promise<void> {
    await this.proc.seek(this.fd, at, 'set')
    await this.proc.write(this.fd, bytes)
    await this.proc.seek(this.fd, 0, 'end')
  }
}

/** The least of text: no zeros or odd control characters among the first bytes. */
const looksLikeText = (bytes: Uint8Array): boolean =>
  !bytes.some((byte) => byte < 7 || (byte > 13 && byte < 27))

/**
 * Writes one entry with its data, deflated where that makes it smaller. Data that would grow is stored as it is,
 * where the output lets us go back and `source` can be read more than `once`.
 */
export const writeEntry = async (
  output: ZipOutput,
  entry: Entry,
  source: () => AsyncIterable<Uint8Array>,
  { level, once }: { level: Level; once: boolean },
): Promise<void> => {
  entry.offset = output.length
  entry.method = level === 0 || (entry.size === 0 && !output.isStream) ? stored : deflate
  if (output.isStream) {
    entry.flags |= descriptorFlag
    entry.method = entry.name.endsWith('/') ? stored : deflate
    if (entry.method === stored) entry.flags &= ~descriptorFlag
  }
  await attempt(output, entry, source, level)
  if (entry.method === deflate && !output.isStream && !once && entry.compressedSize >= entry.size) {
    await output.back(entry.offset)
    entry.method = stored
    await attempt(output, entry, source, level)
  }
  if (entry.flags & descriptorFlag) await output.put(dataDescriptor(entry))
  else if (!output.isStream) await output.patch(entry.offset, localHeader(entry))
}

const attempt = async (
  output: ZipOutput,
  entry: Entry,
  source: () => AsyncIterable<Uint8Array>,
  level: Level,
): Promise<void> => {
  entry.crc = entry.size = entry.compressedSize = 0
  await output.put(localHeader(entry))
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source()) {
      if (entry.size === 0) entry.isText = looksLikeText(chunk.subarray(0, 4096))
      entry.crc = crc32(chunk, entry.crc)
      entry.size += chunk.length
      yield chunk
    }
  }
  const data = entry.method === deflate ? deflated(counted(), level || 6) : counted()
  for await (const chunk of data) {
    entry.compressedSize += chunk.length
    await output.put(chunk)
  }
}

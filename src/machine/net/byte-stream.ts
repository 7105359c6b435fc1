import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'
import { binary, concat } from './bytes.ts'

/** A two-way stream of bytes: what a TCP `Stream` and a process's socket have in common. */
export interface ByteStream {
  /** The next bytes, or undefined at the end. */
  read(): Promise<Uint8Array | undefined>
  write(bytes: Uint8Array): Promise<void>
  /** No more will be written. */
  end(): void
  /** Drops both directions. */
  destroy(): void
}

/** A connected socket of a process. Signals that only interrupt do not end a read. */
export function socketStream(proc: Process, fd: number): ByteStream {
  let open = true
  return {
    read: async () => {
      const bytes = await readAgain(proc, fd)
      return bytes.length > 0 ? bytes : undefined
    },
    write: (bytes) => proc.write(fd, bytes),
    end: () => proc.shutdown(fd),
    destroy: () => {
      if (open) void proc.close(fd).catch(() => undefined)
      open = false
    },
  }
}

/** Two descriptors of a process that are one stream: its standard input and output, or a pair of pipes. */
export function descriptorStream(proc: Process, input: number, output: number): ByteStream {
  const open = new Set([input, output])
  const close = (fd: number): void => {
    if (open.delete(fd)) void proc.close(fd).catch(() => undefined)
  }
  return {
    read: async () => {
      const bytes = await readAgain(proc, input)
      return bytes.length > 0 ? bytes : undefined
    },
    write: (bytes) => proc.write(output, bytes),
    end: () => close(output),
    destroy: () => {
      close(input)
      close(output)
    },
  }
}

/** read(2) with SA_RESTART's manners: a handled signal is no end of the data. */
export async function readAgain(proc: Process, fd: number): Promise<Uint8Array> {
  for (;;) {
    try {
      return await proc.read(fd)
    } catch (error) {
      if (!isErrno(error, 'EINTR')) throw error
    }
  }
}

export class LineTooLong extends Error {
  override readonly name = 'LineTooLong'
}

/** Reads lines and counted bytes from a stream, keeping what came too early. */
export class ByteReader {
  #buffered: Uint8Array = new Uint8Array(0)
  #ended = false
  constructor(private readonly source: Pick<ByteStream, 'read'>) {}

  /** False at the end of the stream. */
  async #fill(): Promise<boolean> {
    if (this.#ended) return false
    const more = await this.source.read()
    if (!more) this.#ended = true
    else this.#buffered = this.#buffered.length > 0 ? concat([this.#buffered, more]) : more
    return more !== undefined
  }

  /** At most `length` bytes as soon as there are any; undefined at the end. */
  async some(length = Infinity): Promise<Uint8Array | undefined> {
    while (this.#buffered.length === 0) if (!(await this.#fill())) return undefined
    const taken = this.#buffered.subarray(0, length)
    this.#buffered = this.#buffered.subarray(taken.length)
    return taken
  }

  /** The next bytes without taking them; fewer than `length` at the end of the stream. */
  async peek(length: number): Promise<Uint8Array> {
    while (this.#buffered.length < length && (await this.#fill()));
    return this.#buffered.subarray(0, length)
  }

  /** Undefined when the stream ends before. */
  async exactly(length: number): Promise<Uint8Array | undefined> {
    const bytes = await this.peek(length)
    if (bytes.length < length) return undefined
    this.#buffered = this.#buffered.subarray(length)
    return bytes
  }

  /** A line without its LF or CRLF, a character for each byte; undefined at the end of the stream (what is unfinished is dropped). */
  async line(limit: number): Promise<string | undefined> {
    let searched = 0
    for (;;) {
      const newline = this.#buffered.indexOf(10, searched)
      if (newline > limit || (newline < 0 && this.#buffered.length > limit)) throw new LineTooLong()
      if (newline >= 0) {
        const end = newline > 0 && this.#buffered[newline - 1] === 13 ? newline - 1 : newline
        const line = binary(this.#buffered.subarray(0, end))
        this.#buffered = this.#buffered.subarray(newline + 1)
        return line
      }
      searched = this.#buffered.length
      if (!(await this.#fill())) return undefined
    }
  }
}

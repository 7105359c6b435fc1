import { isErrno } from '../errno.ts'
import type { Shell } from './shell.ts'

export interface Line {
  text: string
  /** Whether the delimiter was met (and not the end of the file). */
  complete: boolean
  /** The time was up. */
  late?: boolean
}

/**
 * Reads one line and not a byte more, so that the next reader of the descriptor goes on behind it: a
 * terminal gives lines anyway, a file is read ahead and sought back, a pipe goes byte by byte.
 */
export const readLine = async (
  shell: Shell,
  fd: number,
  options: { delimiter?: number; limit?: number; expired?: () => boolean } = {},
): Promise<Line> => {
  const delimiter = options.delimiter ?? 10
  const limit = options.limit ?? Infinity
  const ahead = await readsAhead(shell, fd)
  const bytes = new GrowingBytes()
  const done = (complete: boolean): Line => ({ text: bytes.text, complete })
  for (;;) {
    const chunk = await readSome(shell, fd, ahead ? readAhead : 1, options.expired)
    if (!chunk) return { ...done(false), late: true }
    if (chunk.length === 0) return done(false)
    await shell.step()
    for (let i = 0; i < chunk.length; i++) {
      const ends = chunk[i] === delimiter
      if (!ends) bytes.push(chunk[i]!)
      if (!ends && bytes.length < limit) continue
      if (i + 1 < chunk.length) await shell.proc.seek(fd, i + 1 - chunk.length, 'current')
      return done(true)
    }
  }
}

/** A longer line than this is no line. */
const lineLimit = 32 * 1024 * 1024

class GrowingBytes {
  #bytes = new Uint8Array(256)
  length = 0

  push(byte: number): void {
    if (this.length === this.#bytes.length) {
      if (this.length >= lineLimit) throw new RangeError(`xrealloc: cannot allocate ${this.length * 2} bytes`)
      const larger = new Uint8Array(this.length * 2)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes[this.length++] = byte
  }

  get text(): string {
    return new TextDecoder().decode(this.#bytes.subarray(0, this.length))
  }
}

/** Few lines are longer, and what was read too much is read again. */
const readAhead = 512

const readsAhead = async (shell: Shell, fd: number): Promise<boolean> => {
  if (shell.proc.tty(fd)) return false
  return (await shell.proc.fstat(fd)).type === 'file'
}

const readSome = async (
  shell: Shell,
  fd: number,
  length: number,
  expired: (() => boolean) | undefined,
): Promise<Uint8Array | undefined> => {
  for (;;) {
    try {
      return await shell.proc.read(fd, length)
    } catch (error) {
      if (!isErrno(error, 'EINTR')) throw error
      if (expired?.()) return undefined
      await shell.step()
    }
  }
}

import { isErrno } from '../errno.ts'
import { readAll } from '../kernel/calls/read-all.ts'
import { Failure, type Invocation } from './program.ts'

/** Opens each operand (`-` and none at all: standard input) and gives it to `use`, telling of those that fail. */
export const eachInput = async (
  invocation: Invocation,
  operands: readonly string[],
  use: (fd: number, name: string) => Promise<void>,
  describe: (name: string, message: string) => string = (name, message) => `${name}: ${message}`,
): Promise<void> => {
  const { proc } = invocation
  for (const name of operands.length > 0 ? operands : ['-']) {
    let fd = 0
    try {
      if (name !== '-') fd = await proc.open(name, { read: true })
      await use(fd, name)
    } catch (error) {
      if (!isErrno(error) || error.code === 'EPIPE' || error.code === 'EINTR') throw error
      await invocation.complain(describe(name, error.message))
    } finally {
      if (fd > 0) await proc.close(fd)
    }
  }
}

/** Chunks of a descriptor's bytes until its end. */
export async function* chunksOf(
  invocation: Invocation,
  fd: number,
  length?: number,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = await invocation.proc.read(fd, length)
    if (chunk.length === 0) return
    yield chunk
  }
}

/** A longer line than this takes more memory, and more time at once, than a program should. */
const lineLimit = 16 * 1024 * 1024

/** GNU's words. */
const memoryExhausted = (): never => {
  throw new Failure('memory exhausted', 2)
}

/**
 * The lines of a descriptor, as many at a time as came in one chunk, without their newlines. `last` says
 * whether the file ends without a newline after the final line of this batch.
 */
export async function* linesOf(
  invocation: Invocation,
  fd: number,
  delimiter = '\n',
): AsyncGenerator<{ lines: string[]; unterminated: boolean }> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunksOf(invocation, fd)) {
    const lines = decoder.decode(chunk, { stream: true }).split(delimiter)
    // A line of many chunks is put together once, when its end has come.
    lines[0] = rest + lines[0]!
    rest = lines.pop()!
    if (rest.length > lineLimit) memoryExhausted()
    if (lines.length > 0) yield { lines, unterminated: false }
  }
  rest += decoder.decode()
  if (rest !== '') yield { lines: [rest], unterminated: true }
}

/** Bytes that lines in memory may take, and what each takes besides its text. */
const memoryLimit = 256 * 1024 * 1024
const perLine = 32

/** Lines that a program keeps: as many as there is memory for. */
class HeldLines {
  readonly lines: string[] = []
  #size = 0

  async add(invocation: Invocation, fd: number, delimiter?: string): Promise<void> {
    for await (const { lines } of linesOf(invocation, fd, delimiter)) {
      for (const line of lines) {
        this.lines.push(line)
        this.#size += line.length + perLine
      }
      if (this.#size > memoryLimit) memoryExhausted()
    }
  }
}

/** All lines of a descriptor. */
export const linesIn = async (invocation: Invocation, fd: number): Promise<string[]> => {
  const held = new HeldLines()
  await held.add(invocation, fd)
  return held.lines
}

/** All lines of all operands. */
export const allLines = async (
  invocation: Invocation,
  operands: readonly string[],
  delimiter = '\n',
  describe?: (name: string, message: string) => string,
): Promise<string[]> => {
  const held = new HeldLines()
  await eachInput(invocation, operands, (fd) => held.add(invocation, fd, delimiter), describe)
  return held.lines
}

/** Bytes, about, that are put together and written at once. */
const pieceLength = 65_536

/** Lines, by pieces: to be put together at once there may be too many. */
export function* piecesOf(lines: Iterable<string>, end = '\n'): Generator<string> {
  let piece = ''
  for (const line of lines) {
    piece += line + end
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

/** All bytes of a descriptor. */
export const allBytes = (invocation: Invocation, fd: number): Promise<Uint8Array> =>
  readAll(() => invocation.proc.read(fd))

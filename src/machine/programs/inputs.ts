import { isErrno } from '../errno.ts'
import type { Invocation } from './program.ts'

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

/** How long a line may be before it counts as ended: what no terminal or pattern should have to hold. */
const lineLimit = 64 * 1024 * 1024

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
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(delimiter)
    rest = lines.pop()!
    if (rest.length > lineLimit) {
      lines.push(rest)
      rest = ''
    }
    if (lines.length > 0) yield { lines, unterminated: false }
  }
  rest += decoder.decode()
  if (rest !== '') yield { lines: [rest], unterminated: true }
}

/** All lines of all operands. */
export const allLines = async (
  invocation: Invocation,
  operands: readonly string[],
  delimiter = '\n',
  describe?: (name: string, message: string) => string,
): Promise<string[]> => {
  const all: string[] = []
  const read = async (fd: number): Promise<void> => {
    for await (const { lines } of linesOf(invocation, fd, delimiter)) for (const line of lines) all.push(line)
  }
  await eachInput(invocation, operands, read, describe)
  return all
}

/** All bytes of a descriptor. */
export const allBytes = async (invocation: Invocation, fd: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of chunksOf(invocation, fd)) chunks.push(chunk)
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

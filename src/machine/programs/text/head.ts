import { concat } from '../../bytes.ts'
import { eachInput } from '../inputs.ts'
import { program, shellQuoted, type Invocation } from '../program.ts'
import { Headers, wantedPart } from './part-of-input.ts'

const spec = {
  short: 'c:n:qvz0123456789',
  long: { bytes: 'c:', lines: 'n:', quiet: 'q', silent: 'q', verbose: 'v', 'zero-terminated': 'z' },
  usage: '[OPTION]... [FILE]...',
}

export const head = program('head', spec, async (invocation) => {
  const { bytes, count, sign } = wantedPart(invocation)
  const headers = new Headers(invocation)
  const delimiter = invocation.has('z') ? 0 : 10
  await eachInput(
    invocation,
    invocation.operands,
    async (fd, name) => {
      await headers.show(name, true)
      if (sign === '-') await allButLast(invocation, fd, count, bytes, delimiter)
      else if (bytes) await firstBytes(invocation, fd, count)
      else await firstLines(invocation, fd, count, delimiter)
    },
    (name, message) =>
      message === 'Is a directory'
        ? `error reading ${shellQuoted(name)}: ${message}`
        : `cannot open ${shellQuoted(name)} for reading: ${message}`,
  )
  return invocation.status
})

const firstBytes = async (invocation: Invocation, fd: number, count: number): Promise<void> => {
  for (let left = count; left > 0;) {
    const chunk = await invocation.proc.read(fd, Math.min(left, 65_536))
    if (chunk.length === 0) return
    await invocation.write(chunk)
    left -= chunk.length
  }
}

const firstLines = async (
  invocation: Invocation,
  fd: number,
  count: number,
  delimiter: number,
): Promise<void> => {
  for (let left = count; left > 0;) {
    const chunk = await invocation.proc.read(fd)
    if (chunk.length === 0) return
    let end = 0
    while (left > 0) {
      const at = chunk.indexOf(delimiter, end)
      if (at < 0) {
        end = chunk.length
        break
      }
      end = at + 1
      left--
    }
    await invocation.write(chunk.subarray(0, end))
  }
}

const allButLast = async (
  invocation: Invocation,
  fd: number,
  count: number,
  bytes: boolean,
  delimiter: number,
): Promise<void> => {
  const chunks: Uint8Array[] = []
  for (;;) {
    const chunk = await invocation.proc.read(fd)
    if (chunk.length === 0) break
    chunks.push(chunk)
  }
  const all = concat(chunks)
  let end = all.length
  if (bytes) end = Math.max(0, end - count)
  else for (let left = count; left > 0 && end > 0; left--) end = all.lastIndexOf(delimiter, end - 2) + 1
  await invocation.write(all.subarray(0, end))
}

import { eachInput } from '../inputs.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { parseSize } from '../sizes.ts'

const spec = {
  short: 'c:n:qvz0123456789',
  long: { bytes: 'c:', lines: 'n:', quiet: 'q', silent: 'q', verbose: 'v', 'zero-terminated': 'z' },
  usage: '[OPTION]... [FILE]...',
}

export const head = program('head', spec, async (invocation) => {
  const bytes = invocation.last('c', 'n') === 'c'
  const { count, fromEnd } = countOf(invocation, bytes)
  const headers = !invocation.has('q') && (invocation.has('v') || invocation.operands.length > 1)
  const delimiter = invocation.has('z') ? 0 : 10
  let first = true
  await eachInput(
    invocation,
    invocation.operands,
    async (fd, name) => {
      if (headers)
        await invocation.write(`${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`)
      first = false
      if (fromEnd) await allButLast(invocation, fd, count, bytes, delimiter)
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

const countOf = (invocation: Invocation, bytes: boolean): { count: number; fromEnd: boolean } => {
  const digits = invocation.options
    .filter(({ name }) => /^\d$/.test(name))
    .map(({ name }) => name)
    .join('')
  const text = invocation.value(bytes ? 'c' : 'n') ?? (digits || '10')
  const count = parseSize(text.replace(/^[-+]/, ''))
  if (count === undefined)
    throw new Failure(`invalid number of ${bytes ? 'bytes' : 'lines'}: ${quoted(text)}`)
  return { count, fromEnd: text.startsWith('-') }
}

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
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.length
  }
  let end = all.length
  if (bytes) end = Math.max(0, end - count)
  else for (let left = count; left > 0 && end > 0; left--) end = all.lastIndexOf(delimiter, end - 2) + 1
  await invocation.write(all.subarray(0, end))
}

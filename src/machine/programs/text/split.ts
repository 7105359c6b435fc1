import { isErrno } from '../../errno.ts'
import { chunksOf } from '../inputs.ts'
import { Failure, program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { parseSize } from '../sizes.ts'

const spec = {
  short: 'a:b:C:d::x::l:n:e',
  long: { 'suffix-length': 'a:', bytes: 'b:', lines: 'l:', number: 'n:', 'numeric-suffixes': 'd::', 'hex-suffixes': 'x::', 'additional-suffix': 'additional-suffix:', verbose: 'verbose', 'elide-empty-files': 'e' },
  lacking: { 'e': "-e" },
usage: '[OPTION]... [FILE [PREFIX]]',
} // prettier-ignore

/** The names of the pieces: aa, ab … or 00, 01 …. */
const suffixes = (invocation: Invocation): ((index: number) => string) => {
  const width = Number(invocation.value('a') ?? 2)
  const letters = invocation.has('x')
    ? '0123456789abcdef'
    : invocation.has('d')
      ? '0123456789'
      : 'abcdefghijklmnopqrstuvwxyz'
  const first = Number(invocation.value('d') ?? invocation.value('x') ?? 0) || 0
  return (index) => {
    let rest = index + first
    let text = ''
    for (let i = 0; i < width; i++) {
      text = letters[rest % letters.length]! + text
      rest = Math.floor(rest / letters.length)
    }
    if (rest > 0) throw new Failure('output file suffixes exhausted')
    return text + (invocation.value('additional-suffix') ?? '')
  }
}

export const split = program('split', spec, async (invocation) => {
  const { proc, operands } = invocation
  const [name = '-', prefix = 'x'] = operands
  if (operands.length > 2) throw new Failure(`extra operand ${quoted(operands[2]!)}`)
  if (invocation.has('C')) throw new Failure("Sandcloud's split has no -C")
  const suffix = suffixes(invocation)
  const sizeText = invocation.value('b')
  const size = sizeText === undefined ? undefined : parseSize(sizeText)
  if (sizeText !== undefined && !size) throw new Failure(`invalid number of bytes: ${quoted(sizeText)}`)
  const linesText = invocation.value('l') ?? '1000'
  if (!/^\d+$/.test(linesText) || Number(linesText) === 0)
    throw new Failure(
      `invalid number of lines: ${quoted(linesText)}${Number(linesText) === 0 ? ': Numerical result out of range' : ''}`,
    )
  let fd = 0
  try {
    if (name !== '-') fd = await proc.open(name, { read: true })
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new Failure(`cannot open ${shellQuoted(name)} for reading: ${error.message}`)
  }
  const pieces = new Pieces(invocation, (index) => prefix + suffix(index))
  const number = invocation.value('n')
  if (number !== undefined) return inNumber(invocation, fd, name, number, pieces)
  if (size !== undefined) await bySize(invocation, fd, size, pieces)
  else await byLines(invocation, fd, Number(linesText), pieces)
  await pieces.end()
  return 0
})

/** Output files, one after the other. */
class Pieces {
  #index = 0
  #fd: number | undefined

  constructor(
    private readonly invocation: Invocation,
    private readonly name: (index: number) => string,
  ) {}

  async put(bytes: Uint8Array): Promise<void> {
    if (this.#fd === undefined) await this.open()
    await this.invocation.proc.write(this.#fd!, bytes)
  }

  async open(): Promise<void> {
    const path = this.name(this.#index++)
    if (this.invocation.has('verbose')) await this.invocation.write(`creating file ${shellQuoted(path)}\n`)
    this.#fd = await this.invocation.proc.open(path, { write: true, create: true, truncate: true }, 0o666)
  }

  async end(): Promise<void> {
    if (this.#fd !== undefined) await this.invocation.proc.close(this.#fd)
    this.#fd = undefined
  }
}

const bySize = async (invocation: Invocation, fd: number, size: number, pieces: Pieces): Promise<void> => {
  let left = size
  for await (const chunk of chunksOf(invocation, fd))
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + left)
      await pieces.put(part)
      at += part.length
      left -= part.length
      if (left > 0) continue
      await pieces.end()
      left = size
    }
}

const byLines = async (invocation: Invocation, fd: number, count: number, pieces: Pieces): Promise<void> => {
  let left = count
  for await (const chunk of chunksOf(invocation, fd)) {
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, end + 1)) {
      if (--left > 0) continue
      await pieces.put(chunk.subarray(start, end + 1))
      await pieces.end()
      start = end + 1
      left = count
    }
    if (start < chunk.length) await pieces.put(chunk.subarray(start))
  }
}

/** -n N and -n l/N: that many pieces of like size. */
const inNumber = async (
  invocation: Invocation,
  fd: number,
  name: string,
  text: string,
  pieces: Pieces,
): Promise<number> => {
  const match = /^(l\/)?(\d+)$/.exec(text)
  if (!match || Number(match[2]) === 0) throw new Failure(`invalid number of chunks: ${quoted(text)}`)
  const count = Number(match[2])
  const { size, type } = await invocation.proc.fstat(fd)
  if (type !== 'file') throw new Failure(`${name}: cannot determine file size`)
  const whole = Math.floor(size / count)
  let [index, at] = [0, 0]
  const end = (piece: number): number => (piece === count - 1 ? size : whole * (piece + 1))
  await pieces.open()
  const next = async (): Promise<void> => {
    await pieces.end()
    index++
    await pieces.open()
  }
  for await (const chunk of chunksOf(invocation, fd))
    for (let start = 0; start < chunk.length;) {
      let stop = Math.min(chunk.length, start + Math.max(0, end(index) - at))
      if (match[1] && index < count - 1) {
        const newline = chunk.indexOf(10, Math.max(start, stop - 1))
        stop = newline < 0 ? chunk.length : newline + 1
      }
      await pieces.put(chunk.subarray(start, stop))
      at += stop - start
      start = stop
      if (match[1] && chunk[stop - 1] !== 10) continue
      for (let last = index; last < count - 1 && at >= end(last); last = index) await next()
    }
  for (let missing = count - 1 - index; missing > 0; missing--) await next()
  await pieces.end()
  return 0
}

import { isErrno } from '../../errno.ts'
import { chunksOf } from '../inputs.ts'
import { Failure, program, quoted, type Invocation } from '../program.ts'

const spec = {
  short: 'diw:',
  long: { decode: 'd', 'ignore-garbage': 'i', wrap: 'w:' },
  usage: '[OPTION]... [FILE]',
}

export const base64 = program('base64', spec, async (invocation) => {
  const { proc } = invocation
  const [name = '-'] = invocation.operands
  const width = invocation.value('w') ?? '76'
  if (!/^\d+$/.test(width)) throw new Failure(`invalid wrap size: ${quoted(width)}`)
  try {
    const fd = name === '-' ? 0 : await proc.open(name, { read: true })
    if (invocation.has('d')) await decode(invocation, fd)
    else await encode(invocation, fd, Number(width))
  } catch (error) {
    if (!isErrno(error) || error.code === 'EPIPE') throw error
    throw new Failure(`${name}: ${error.message}`)
  }
  return 0
})

/** Three bytes become four letters. */
const groupsPerPiece = 16_384

const encode = async (invocation: Invocation, fd: number, width: number): Promise<void> => {
  const lines = new WrappedLines(width)
  let rest = ''
  for await (const chunk of chunksOf(invocation, fd, 3 * groupsPerPiece)) {
    const binary = rest + binaryOf(chunk)
    const whole = binary.length - (binary.length % 3)
    rest = binary.slice(whole)
    await invocation.write(lines.add(btoa(binary.slice(0, whole))))
  }
  await invocation.write(lines.add(btoa(rest)) + lines.end())
}

/** A letter for each byte, as btoa takes them. */
const binaryOf = (bytes: Uint8Array): string => {
  let binary = ''
  for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return binary
}

/** Breaks what comes in pieces into lines of one width; 0 leaves it whole. */
class WrappedLines {
  #column = 0

  constructor(private readonly width: number) {}

  add(text: string): string {
    if (this.width === 0) return text
    let wrapped = ''
    for (let at = 0; at < text.length;) {
      const taken = text.slice(at, at + this.width - this.#column)
      at += taken.length
      this.#column = (this.#column + taken.length) % this.width
      wrapped += this.#column === 0 ? `${taken}\n` : taken
    }
    return wrapped
  }

  end(): string {
    return this.#column === 0 ? '' : '\n'
  }
}

const decode = async (invocation: Invocation, fd: number): Promise<void> => {
  const garbage = invocation.has('i') ? /[^A-Za-z0-9+/=]/g : /\s/g
  const decoder = new TextDecoder()
  let rest = ''
  let ended = false
  for await (const chunk of chunksOf(invocation, fd)) {
    const text = rest + decoder.decode(chunk, { stream: true }).replace(garbage, '')
    const whole = text.length - (text.length % 4)
    const letters = text.slice(0, whole)
    rest = text.slice(whole)
    const valid: string = ended ? '' : /^[A-Za-z0-9+/]*={0,2}/.exec(letters)![0]
    await invocation.write(bytesOf(valid.slice(0, valid.length - (valid.length % 4))))
    if (valid !== letters) throw new Failure('invalid input')
    ended = letters.endsWith('=')
  }
  if (rest !== '') throw new Failure('invalid input')
}

const bytesOf = (letters: string): Uint8Array => Uint8Array.from(atob(letters), (char) => char.charCodeAt(0))

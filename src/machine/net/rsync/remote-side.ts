import { ErrnoError, type Errno, errnoTable, isErrno } from '../../errno.ts'
import { ByteReader, type ByteStream } from '../byte-stream.ts'
import { concat, text, utf8 } from '../bytes.ts'
import type { Entry, Kept, Side } from './side.ts'

/**
 * The two rsyncs speak a protocol of our own: a request is a line of JSON with the bytes that it says, and so
 * is an answer. Real rsync's deltas would save nothing where no wire is slow.
 */
interface Head {
  call: keyof Side
  given: unknown[]
  bytes: number
}

interface Answer {
  value?: unknown
  bytes: number
  code?: string
}

const longestLine = 8 * 1024 * 1024

/** The far side has gone, or was never rsync. */
export class SideGone extends Error {
  override readonly name = 'SideGone'
}

const frame = (head: unknown, bytes: Uint8Array): Uint8Array =>
  concat([utf8(`${JSON.stringify(head)}\n`), bytes])

/** JSON's letters beyond ASCII come as single bytes out of a line. */
const parseLine = (line: string): unknown =>
  JSON.parse(text(Uint8Array.from(line, (letter) => letter.charCodeAt(0))))

/** The side of another machine, asked over a stream. */
export class RemoteSide implements Side {
  readonly #reader: ByteReader
  sent = 0
  received = 0

  constructor(private readonly stream: ByteStream) {
    this.#reader = new ByteReader(stream)
  }

  async #ask(call: keyof Side, given: unknown[], bytes: Uint8Array = new Uint8Array(0)) {
    const request = frame({ call, given, bytes: bytes.length } satisfies Head, bytes)
    this.sent += request.length
    await this.stream.write(request).catch((error: unknown) => {
      if (isErrno(error, 'EPIPE')) throw new SideGone()
      throw error
    })
    const line = await this.#reader.line(longestLine)
    if (line === undefined) throw new SideGone()
    const answer = parseLine(line) as Answer
    const content = await this.#reader.exactly(answer.bytes)
    if (!content) throw new SideGone()
    this.received += line.length + 1 + answer.bytes
    if (answer.code !== undefined && Object.hasOwn(errnoTable, answer.code))
      throw new ErrnoError(answer.code as Errno)
    return { value: answer.value, content }
  }

  home = async () => (await this.#ask('home', [])).value as string
  look = async (path: string) => (await this.#ask('look', [path])).value as Entry | undefined
  list = async (path: string) => (await this.#ask('list', [path])).value as Entry[]
  read = async (path: string, offset: number) => (await this.#ask('read', [path, offset])).content.slice()
  makeFolder = async (path: string, mode: number) => void (await this.#ask('makeFolder', [path, mode]))
  makeLink = async (path: string, target: string) => void (await this.#ask('makeLink', [path, target]))
  write = async (path: string, part: Uint8Array, first: boolean) =>
    void (await this.#ask('write', [path, first], part))
  finish = async (path: string, entry: Entry, kept: Kept) =>
    void (await this.#ask('finish', [path, entry, kept]))
  setAttributes = async (path: string, entry: Entry, kept: Kept) =>
    void (await this.#ask('setAttributes', [path, entry, kept]))
  remove = async (path: string) => void (await this.#ask('remove', [path]))
}

const calls: readonly (keyof Side)[] = [
  'home', 'look', 'list', 'read', 'makeFolder', 'makeLink', 'write', 'finish', 'setAttributes', 'remove',
] // prettier-ignore

/** `rsync --server`: does what it is asked, with the rights of whoever logged in. */
export async function serveSide(side: Side, stream: ByteStream): Promise<void> {
  const reader = new ByteReader(stream)
  for (let line; (line = await reader.line(longestLine)) !== undefined;) {
    const { call, given, bytes } = parseLine(line) as Head
    const content = await reader.exactly(bytes)
    if (!content || !calls.includes(call)) return
    await stream.write(await answer(side, call, given, content))
  }
}

async function answer(
  side: Side,
  call: keyof Side,
  given: unknown[],
  content: Uint8Array,
): Promise<Uint8Array> {
  try {
    const run = side[call].bind(side) as (...values: unknown[]) => Promise<unknown>
    const [first, ...rest] = given
    const value = await (call === 'write' ? run(first, content.slice(), ...rest) : run(...given))
    if (value instanceof Uint8Array) return frame({ bytes: value.length } satisfies Answer, value)
    return frame({ value, bytes: 0 } satisfies Answer, new Uint8Array(0))
  } catch (error) {
    if (!isErrno(error)) throw error
    return frame({ code: error.code, bytes: 0 } satisfies Answer, new Uint8Array(0))
  }
}

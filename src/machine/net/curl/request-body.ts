import { ErrnoError, isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { concat, utf8 } from '../bytes.ts'
import type { CurlArguments } from './arguments.ts'
import { CurlError } from './curl-error.ts'

/** Joins what the data options give, with `&` between, as a form. Undefined without any. */
export async function requestBody(proc: Process, { data }: CurlArguments): Promise<Uint8Array | undefined> {
  if (data.length === 0) return undefined
  const parts: Uint8Array[] = []
  for (const [name, value] of data) {
    if (parts.length > 0 && name !== 'json') parts.push(utf8('&'))
    parts.push(await piece(proc, name, value))
  }
  return concat(parts)
}

async function piece(proc: Process, name: string, value: string): Promise<Uint8Array> {
  if (name === 'data-raw') return utf8(value)
  if (name === 'data-urlencode') return utf8(urlEncoded(value))
  if (!value.startsWith('@')) return utf8(value)
  const bytes = await readInput(proc, value.slice(1))
  // --data reads a file as lines: line ends fall away.
  return name === 'data' || name === 'data-ascii' ? bytes.filter((byte) => byte !== 10 && byte !== 13) : bytes
}

export async function readInput(proc: Process, path: string): Promise<Uint8Array> {
  if (path === '-') return utf8(await proc.stdin.text())
  try {
    return await proc.readFile(path)
  } catch (error) {
    if (error instanceof ErrnoError && isErrno(error)) throw new CurlError(26, `Failed to open ${path}`)
    throw error
  }
}

function urlEncoded(value: string): string {
  const equals = value.indexOf('=')
  const encode = (text: string) => encodeURIComponent(text)
  if (equals < 0) return encode(value)
  return `${value.slice(0, equals)}${equals > 0 ? '=' : ''}${encode(value.slice(equals + 1))}`
}

import type { Process } from '../../kernel/process.ts'
import { concat, utf8 } from '../bytes.ts'
import { CurlError } from './curl-error.ts'
import { readInput } from './request-body.ts'

/** What curl thinks a file holds, by its name. */
const types: Readonly<Record<string, string>> = {
  gif: 'image/gif', jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', svg: 'image/svg+xml', txt: 'text/plain',
  htm: 'text/html', html: 'text/html', pdf: 'application/pdf', xml: 'application/xml',
} // prettier-ignore

/** -F: multipart/form-data (RFC 7578), each field `name=value`, `name=@file` or `name=<file`. */
export async function multipartForm(
  proc: Process,
  fields: readonly string[],
): Promise<{ body: Uint8Array; type: string }> {
  const random = Array.from(proc.system.randomBytes(11), (byte) => byte.toString(36)[0]).join('')
  const boundary = `------------------------${random}`
  const parts: Uint8Array[] = []
  for (const field of fields) {
    const equals = field.indexOf('=')
    if (equals < 1) throw new CurlError(2, `Illegally formatted input field`)
    const name = field.slice(0, equals)
    const { content, head } = await fieldContent(proc, field.slice(equals + 1))
    parts.push(
      utf8(`--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${head}\r\n\r\n`),
      content,
      utf8('\r\n'),
    )
  }
  parts.push(utf8(`--${boundary}--\r\n`))
  return { body: concat(parts), type: `multipart/form-data; boundary=${boundary}` }
}

const quoted = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')

async function fieldContent(proc: Process, value: string): Promise<{ content: Uint8Array; head: string }> {
  const [, sign, path = '', settings = ''] = /^([@<])([^;]*)((?:;.*)?)$/.exec(value) ?? []
  const setting = (name: string): string | undefined =>
    settings.split(';').find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) // prettier-ignore
  const type = setting('type')
  if (sign === undefined) return { content: utf8(value), head: '' }
  const content = await readInput(proc, path)
  if (sign === '<') return { content, head: type ? `\r\nContent-Type: ${type}` : '' }
  const file = setting('filename') ?? path.slice(path.lastIndexOf('/') + 1)
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase()
  const known = type ?? types[ending] ?? 'application/octet-stream'
  return { content, head: `; filename="${quoted(file)}"\r\nContent-Type: ${known}` }
}

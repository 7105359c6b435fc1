export interface ContentType {
  text: string
  type: string
}

const startsWith = (bytes: Uint8Array, magic: readonly number[], at = 0): boolean =>
  magic.every((byte, i) => bytes[at + i] === byte)
const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0))

/** What a file's first bytes say that it is. */
export const describeContent = (head: Uint8Array): ContentType => binaryType(head) ?? textType(head)

const binaryType = (head: Uint8Array): ContentType | undefined => {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (startsWith(head, [0x7f, ...ascii('ELF')]))
    return { text: 'ELF 64-bit LSB executable, x86-64', type: 'application/x-executable' }
  if (startsWith(head, [0x7f, ...ascii('SANDCLOUD')]))
    return { text: 'Sandcloud executable', type: 'application/x-executable' }
  if (startsWith(head, [0x1f, 0x8b])) return { text: 'gzip compressed data', type: 'application/gzip' }
  if (startsWith(head, ascii('BZh'))) return { text: 'bzip2 compressed data', type: 'application/x-bzip2' }
  if (startsWith(head, [0xfd, ...ascii('7zXZ'), 0]))
    return { text: 'XZ compressed data', type: 'application/x-xz' }
  if (startsWith(head, [0x50, 0x4b, 3, 4])) return { text: 'Zip archive data', type: 'application/zip' }
  if (startsWith(head, ascii('ustar'), 257))
    return {
      text: head[262] === 0 ? 'POSIX tar archive' : 'POSIX tar archive (GNU)',
      type: 'application/x-tar',
    }
  if (startsWith(head, [0x89, ...ascii('PNG')]) && head.length > 24)
    return { text: `PNG image data, ${view.getUint32(16)} x ${view.getUint32(20)}`, type: 'image/png' }
  if (startsWith(head, [0xff, 0xd8, 0xff])) return { text: 'JPEG image data', type: 'image/jpeg' }
  if (startsWith(head, ascii('GIF8'))) return { text: 'GIF image data', type: 'image/gif' }
  if (startsWith(head, ascii('%PDF-'))) return { text: 'PDF document', type: 'application/pdf' }
  if (head.length >= 2048 && view.getUint16(1024 + 56, true) === 0xef53) return extFileSystem(head, view)
  if (startsWith(head, ascii('EFI PART'), 512))
    return { text: 'DOS/MBR boot sector; partition 1 : ID=0xee', type: 'application/octet-stream' }
  if (startsWith(head, [0x55, 0xaa], 510))
    return { text: 'DOS/MBR boot sector', type: 'application/octet-stream' }
  return undefined
}

/** As file(1) describes the superblock at byte 1024: `Linux rev 1.0 ext4 filesystem data, UUID=…`. */
const extFileSystem = (head: Uint8Array, view: DataView): ContentType => {
  const at = 1024
  const incompatible = view.getUint32(at + 96, true)
  const journal = (view.getUint32(at + 92, true) & 4) !== 0
  const kind = incompatible & 0x40 ? 'ext4' : journal ? 'ext3' : 'ext2'
  const hex = [...head.subarray(at + 104, at + 120)]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  const uuid = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  const label = new TextDecoder().decode(head.subarray(at + 120, at + 136)).replace(/\0.*$/s, '')
  const notes = [
    ...(incompatible & 4 ? ['needs journal recovery'] : []),
    ...(incompatible & 0x40 ? ['extents'] : []),
    ...(incompatible & 0x80 ? ['64bit'] : []),
    ...(view.getUint32(at + 100, true) & 2 ? ['large files'] : []),
    ...(view.getUint32(at + 100, true) & 8 ? ['huge files'] : []),
  ]
  const volume = label === '' ? '' : `, volume name "${label}"`
  return {
    text: `Linux rev 1.0 ${kind} filesystem data, UUID=${uuid}${volume}${notes.map((note) => ` (${note})`).join('')}`,
    type: 'application/octet-stream',
  }
}

const textType = (head: Uint8Array): ContentType => {
  if (head.includes(0) || head.some((byte) => byte < 32 && ![7, 8, 9, 10, 12, 13, 27].includes(byte)))
    return { text: 'data', type: 'application/octet-stream' }
  let content: string
  try {
    content = new TextDecoder('utf-8', { fatal: true }).decode(
      head.length < 65_536 ? head : head.subarray(0, 65_530),
      { stream: head.length >= 65_536 },
    )
  } catch {
    return { text: 'ISO-8859 text', type: 'text/plain' }
  }
  const encoding = /^[\x00-\x7f]*$/.test(content) ? 'ASCII text' : 'Unicode text, UTF-8 text'
  const ending = content.includes('\r\n')
    ? ', with CRLF line terminators'
    : content.includes('\n')
      ? ''
      : ', with no line terminators'
  const script = /^#!\s*(\S+)(?:\s+(\S+))?/.exec(content)
  if (script) {
    const name = script[1]!.endsWith('/env') ? (script[2] ?? '') : script[1]!.replace(/^.*\//, '')
    const kind =
      {
        bash: 'Bourne-Again shell script',
        sh: 'POSIX shell script',
        node: 'Node.js script',
        python3: 'Python script',
      }[name] ?? `a ${script[1]} script`
    return {
      text: `${kind}, ${encoding} executable${ending}`,
      type: name === 'bash' || name === 'sh' ? 'text/x-shellscript' : 'text/plain',
    }
  }
  if (/^-----BEGIN (?:RSA |OPENSSH |EC )?PRIVATE KEY-----/.test(content))
    return {
      text: content.includes('OPENSSH') ? 'OpenSSH private key' : 'PEM RSA private key',
      type: 'text/plain',
    }
  if (/^\s*(<!doctype html|<html)/i.test(content))
    return { text: `HTML document, ${encoding}${ending}`, type: 'text/html' }
  if (/^\s*[[{]/.test(content) && isJson(content)) return { text: 'JSON data', type: 'application/json' }
  return { text: `${encoding}${ending}`, type: 'text/plain' }
}

const isJson = (content: string): boolean => {
  try {
    JSON.parse(content)
    return true
  } catch {
    return false
  }
}

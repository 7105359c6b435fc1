const simple: Record<string, string> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}

/** Backslash escapes of $'…' and ${x@E}. */
export const unescapeAnsi = (text: string): string =>
  text.replace(
    /\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c(.)|([\s\S]))/g,
    (whole, hex, short, long, octal, control, char: string | undefined) => {
      if (hex ?? short ?? long) return codePoint(parseInt(hex ?? short ?? long, 16))
      if (octal) return String.fromCharCode(parseInt(octal, 8) & 255)
      if (control) return String.fromCharCode(control.charCodeAt(0) & 31)
      return char === "'" || char === '"' || char === '?' ? char : (simple[char!] ?? whole)
    },
  )

export interface Escaped {
  text: string
  /** `\c` was met: nothing more is to be printed. */
  stop: boolean
}

/**
 * Backslash escapes of `echo -e` and `printf %b`. Bytes above 127 given in octal or hex come out as the
 * characters U+0080-U+00FF prefixed so that `bytesOf` writes them as bytes.
 */
export const unescapeEcho = (text: string, octalWithoutZero = false, where?: 'format'): Escaped => {
  let result = ''
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '\\') {
      result += text[i]
      continue
    }
    const rest = text.slice(i + 1, i + 10)
    if (where === 'format' && (rest[0] === '"' || rest[0] === "'")) {
      result += rest[0]
      i++
      continue
    }
    if (rest[0] === 'c' && where !== 'format') return { text: result, stop: true }
    const match = /^x([0-9a-fA-F]{1,2})|^u([0-9a-fA-F]{1,4})|^U([0-9a-fA-F]{1,8})/.exec(rest)
    const octal = (octalWithoutZero ? /^0([0-7]{0,3})|^([1-7][0-7]{0,2})/ : /^0([0-7]{0,3})/).exec(rest)
    if (match) {
      result += match[1] ? rawByte(parseInt(match[1], 16)) : codePoint(parseInt(match[2] ?? match[3]!, 16))
      i += match[0].length
    } else if (octal) {
      result += rawByte(parseInt(octal[1] ?? octal[2] ?? '0', 8) || 0)
      i += octal[0].length
    } else if (rest[0] !== undefined && rest[0] in simple) {
      result += simple[rest[0]]
      i++
    } else result += '\\'
  }
  return { text: result, stop: false }
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')

/** Lone low surrogates carry raw bytes 128-255, which no text contains otherwise. */
const rawBase = 0xdc00
const rawByte = (byte: number): string =>
  String.fromCharCode((byte & 255) < 128 ? byte & 255 : rawBase + (byte & 255))

/** UTF-8, with the raw bytes that `unescapeEcho` and printf put into the text. */
export const bytesOf = (text: string): Uint8Array => {
  if (!/[\udc80-\udcff]/.test(text)) return new TextEncoder().encode(text)
  const parts: number[] = []
  for (const char of text) {
    const code = char.codePointAt(0)!
    if (code >= rawBase + 128 && code < rawBase + 256) parts.push(code - rawBase)
    else parts.push(...new TextEncoder().encode(char))
  }
  return Uint8Array.from(parts)
}

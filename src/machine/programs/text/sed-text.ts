import type { Substitution } from './sed-script.ts'

/** The replacement with its groups, and \U \L \u \l \E carried out. */
export const expand = ({ replacement }: Substitution, groups: readonly string[]): string => {
  let result = ''
  let mode = ''
  let once = ''
  for (const part of replacement) {
    if (part.kind === 'case') {
      if (part.mode === 'u' || part.mode === 'l') once = part.mode
      else mode = part.mode === 'E' ? '' : part.mode
      continue
    }
    let text = part.kind === 'text' ? part.text : (groups[part.number] ?? '')
    if (mode === 'U') text = text.toUpperCase()
    if (mode === 'L') text = text.toLowerCase()
    if (once !== '' && text !== '') {
      text = (once === 'u' ? text[0]!.toUpperCase() : text[0]!.toLowerCase()) + text.slice(1)
      once = ''
    }
    result += text
  }
  return result
}

/** Lines of l are broken at a length, with a backslash; an escape is not. */
export const folded = (text: string, length: number): string => {
  const pieces = text.match(/\\(?:\d{3}|.)|[^\\]/gsu) ?? []
  let result = ''
  let width = 0
  for (const piece of pieces) {
    if (length > 0 && width + piece.length > length - 1) {
      result += '\\\n'
      width = 0
    }
    result += piece
    width += piece.length
  }
  return `${result}$`
}

const octal = (char: string): string =>
  [...new TextEncoder().encode(char)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')

export const unambiguous = (text: string): string =>
  text.replace(/[^ -[\]-~]/gu, (char) => {
    const known: Record<string, string> = {
      '\\': '\\\\',
      '\n': '\\n',
      '\t': '\\t',
      '\r': '\\r',
      '\b': '\\b',
      '\f': '\\f',
      '\v': '\\v',
      '\x07': '\\a',
    }
    return known[char] ?? octal(char)
  })

/** A place in a text: line from 0, and an index into the line's string. */
export interface Position {
  line: number
  at: number
}

export const isBefore = (a: Position, b: Position): boolean =>
  a.line < b.line || (a.line === b.line && a.at < b.at)

export const samePosition = (a: Position, b: Position): boolean => a.line === b.line && a.at === b.at

export const ordered = (a: Position, b: Position): [Position, Position] => (isBefore(b, a) ? [b, a] : [a, b])

/** The index behind the character at `at`: surrogate pairs stay whole. */
export const after = (text: string, at: number): number =>
  at >= text.length ? text.length : at + (text.codePointAt(at)! > 0xffff ? 2 : 1)

/** The index of the character before `at`. */
export const before = (text: string, at: number): number => {
  if (at <= 0) return 0
  const low = text.charCodeAt(at - 1)
  return at > 1 && low >= 0xdc00 && low < 0xe000 ? at - 2 : at - 1
}

/** The index of a line's last character; 0 in an empty line. */
export const lastAt = (text: string): number => (text === '' ? 0 : before(text, text.length))

export const firstNonBlank = (text: string): number => {
  const blanks = /^[ \t]*/.exec(text)![0].length
  return blanks < text.length ? blanks : lastAt(text)
}

export const indentOf = (text: string): string => /^[ \t]*/.exec(text)![0]

/** The place so many characters on in a line. */
export const afterChars = (line: string, at: number, count: number): number => {
  let to = at
  for (let i = 0; i < count; i++) to = after(line, to)
  return to
}

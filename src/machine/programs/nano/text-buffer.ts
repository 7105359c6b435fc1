import { charWidth } from '../terminal/width.ts'

export interface Cursor {
  line: number
  /** In UTF-16 units, never inside a character. */
  at: number
}

interface Snapshot {
  lines: string[]
  cursor: Cursor
}

const tabStop = 8
const undoLimit = 500

/** The text being edited. An empty last line stands for the newline at the end of the file. */
export class TextBuffer {
  lines: string[] = ['']
  cursor: Cursor = { line: 0, at: 0 }
  modified = false
  mark: Cursor | undefined
  clipboard: string[] = []
  /** The column that up and down keep to. */
  #wanted: number | undefined
  #undo: Snapshot[] = []
  #redo: Snapshot[] = []
  /** What kind of change was made last: typing on is undone at once. */
  #lastChange = ''

  load(text: string): number {
    this.lines = text.split('\n')
    if (text !== '' && !text.endsWith('\n')) this.lines.push('')
    this.cursor = { line: 0, at: 0 }
    return text === '' ? 0 : this.lines.length - 1
  }

  get text(): string {
    const lines = this.lines.at(-1) === '' ? this.lines : [...this.lines, '']
    return lines.length === 1 ? '' : lines.join('\n')
  }

  get current(): string {
    return this.lines[this.cursor.line]!
  }

  change(kind: string, edit: () => void): void {
    if (kind !== this.#lastChange || kind === '') {
      this.#undo.push({ lines: [...this.lines], cursor: { ...this.cursor } })
      if (this.#undo.length > undoLimit) this.#undo.shift()
    }
    this.#redo = []
    this.#lastChange = kind
    this.#wanted = undefined
    this.modified = true
    edit()
    if (this.lines.at(-1) !== '') this.lines.push('')
  }

  undo(): boolean {
    return this.#restore(this.#undo, this.#redo)
  }

  redo(): boolean {
    return this.#restore(this.#redo, this.#undo)
  }

  #restore(from: Snapshot[], to: Snapshot[]): boolean {
    const snapshot = from.pop()
    if (!snapshot) return false
    to.push({ lines: [...this.lines], cursor: { ...this.cursor } })
    this.lines = snapshot.lines
    this.cursor = snapshot.cursor
    this.#lastChange = ''
    this.modified = true
    return true
  }

  /** A cursor movement ends the stretch of typing that one undo takes back. */
  moved(keepColumn = false): void {
    this.#lastChange = ''
    if (!keepColumn) this.#wanted = undefined
  }

  insert(text: string): void {
    const { line, at } = this.cursor
    const current = this.current
    const added = text.split('\n')
    const before = current.slice(0, at)
    const after = current.slice(at)
    if (added.length === 1) {
      this.lines[line] = before + text + after
      this.cursor.at += text.length
      return
    }
    const last = added.at(-1)!
    const middle = [before + added[0]!, ...added.slice(1, -1), last + after]
    this.lines = [...this.lines.slice(0, line), ...middle, ...this.lines.slice(line + 1)]
    this.cursor = { line: line + added.length - 1, at: last.length }
  }

  deleteForward(): boolean {
    const { line, at } = this.cursor
    const char = charAt(this.current, at)
    if (char !== '') this.lines[line] = this.current.slice(0, at) + this.current.slice(at + char.length)
    else if (line + 1 < this.lines.length) this.lines.splice(line, 2, this.current + this.lines[line + 1]!)
    else return false
    return true
  }

  left(): boolean {
    const { line, at } = this.cursor
    if (at > 0) this.cursor.at -= charBefore(this.current, at).length
    else if (line > 0) this.cursor = { line: line - 1, at: this.lines[line - 1]!.length }
    else return false
    return true
  }

  right(): boolean {
    const { line, at } = this.cursor
    if (at < this.current.length) this.cursor.at += charAt(this.current, at).length
    else if (line + 1 < this.lines.length) this.cursor = { line: line + 1, at: 0 }
    else return false
    return true
  }

  vertical(by: number): void {
    this.#wanted ??= columnOf(this.current, this.cursor.at)
    const line = Math.max(0, Math.min(this.lines.length - 1, this.cursor.line + by))
    this.cursor = { line, at: positionAt(this.lines[line]!, this.#wanted) }
  }

  wordRight(): void {
    while (this.right() && isWord(charAt(this.current, this.cursor.at))) continue
    while (!isWord(charAt(this.current, this.cursor.at)) && this.right()) continue
  }

  wordLeft(): void {
    if (!this.left()) return
    while (!isWord(charAt(this.current, this.cursor.at)) && this.left()) continue
    while (this.cursor.at > 0 && isWord(charBefore(this.current, this.cursor.at))) this.left()
  }

  /** Takes the marked text out, or gives it only. */
  takeMarked(remove: boolean): string {
    const [from, to] = ordered(this.mark!, this.cursor)
    const inside = this.lines.slice(from.line, to.line + 1)
    inside[inside.length - 1] = inside.at(-1)!.slice(0, to.at)
    inside[0] = inside[0]!.slice(from.at)
    if (remove) {
      const joined = this.lines[from.line]!.slice(0, from.at) + this.lines[to.line]!.slice(to.at)
      this.lines.splice(from.line, to.line - from.line + 1, joined)
      this.cursor = { ...from }
    }
    this.mark = undefined
    return inside.join('\n')
  }
}

export const ordered = (a: Cursor, b: Cursor): [Cursor, Cursor] =>
  a.line < b.line || (a.line === b.line && a.at <= b.at) ? [a, b] : [b, a]

const isWord = (char: string): boolean => /^[\p{L}\p{N}_]/u.test(char)

const charAt = (text: string, at: number): string =>
  at < text.length ? String.fromCodePoint(text.codePointAt(at)!) : ''

const charBefore = (text: string, at: number): string =>
  Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? ''

const widthAt = (char: string, column: number): number =>
  char === '\t' ? tabStop - (column % tabStop) : char < ' ' ? 2 : charWidth(char)

/** The screen column of a position in a line. */
export const columnOf = (text: string, at: number): number => {
  let column = 0
  for (const char of text.slice(0, at)) column += widthAt(char, column)
  return column
}

/** The last position of a line that is not beyond a column. */
const positionAt = (text: string, wanted: number): number => {
  let [column, at] = [0, 0]
  for (const char of text) {
    column += widthAt(char, column)
    if (column > wanted) return at
    at += char.length
  }
  return at
}

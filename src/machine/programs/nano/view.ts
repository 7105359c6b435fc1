import { expandTabs, fitted, reversed, type FullScreen } from '../terminal/full-screen.ts'
import { charWidth, textWidth } from '../terminal/width.ts'
import { columnOf, ordered, type TextBuffer } from './text-buffer.ts'

export type Shortcut = readonly [key: string, label: string]

const mainShortcuts: readonly Shortcut[] = [
  ['^G', 'Help'],
  ['^X', 'Exit'],
  ['^O', 'Write Out'],
  ['^R', 'Read File'],
  ['^W', 'Where Is'],
  ['^\\', 'Replace'],
  ['^K', 'Cut'],
  ['^U', 'Paste'],
  ['^C', 'Location'],
  ['^_', 'Go To Line'],
  ['M-U', 'Undo'],
  ['M-E', 'Redo'],
  ['M-A', 'Set Mark'],
  ['M-6', 'Copy'],
]

export interface Prompt {
  question: string
  answer: string
  /** Where the cursor stands in the answer. */
  at: number
  shortcuts: readonly Shortcut[]
}

/** Rows of the screen that are not text: the title, the status line and two lines of help. */
const frameRows = 4

/** Draws the editor as GNU nano does. */
export class View {
  #top = 0

  constructor(private readonly screen: FullScreen) {}

  get textRows(): number {
    return Math.max(1, this.screen.rows - frameRows)
  }

  /** Puts the cursor's line into the middle when it has left the screen. */
  follow(buffer: TextBuffer): void {
    const { line } = buffer.cursor
    if (line === this.#top - 1) this.#top--
    else if (line === this.#top + this.textRows) this.#top++
    else if (line < this.#top || line > this.#top + this.textRows)
      this.#top = Math.max(0, line - Math.floor(this.textRows / 2))
  }

  center(buffer: TextBuffer): void {
    this.#top = Math.max(0, buffer.cursor.line - Math.floor(this.textRows / 2))
  }

  scroll(by: number, buffer: TextBuffer): void {
    this.#top = Math.max(0, Math.min(buffer.lines.length - 1, this.#top + by))
  }

  async draw(buffer: TextBuffer, name: string, message: string, prompt?: Prompt): Promise<void> {
    const { columns } = this.screen
    this.follow(buffer)
    const rows = [this.#title(name, buffer.modified)]
    for (let i = 0; i < this.textRows; i++) rows.push(this.#line(buffer, this.#top + i))
    rows.push(prompt ? this.#prompt(prompt) : this.#message(message))
    rows.push(...this.#help(prompt?.shortcuts ?? mainShortcuts))
    if (prompt) {
      const column = textWidth(prompt.question) + columnOf(prompt.answer, prompt.at)
      await this.screen.draw(rows, { row: this.textRows + 1, column: Math.min(column, columns - 1) })
      return
    }
    const column = columnOf(buffer.current, buffer.cursor.at)
    await this.screen.draw(rows, {
      row: 1 + buffer.cursor.line - this.#top,
      column: column - pageStart(column, columns),
    })
  }

  #title(name: string, modified: boolean): string {
    const { columns } = this.screen
    const left = '  GNU nano 5.8'
    const right = modified ? 'Modified ' : ''
    const shown = name === '' ? 'New Buffer' : name
    const room = columns - left.length - right.length - 2
    const middle = textWidth(shown) > room ? `...${shown.slice(Math.max(0, shown.length - room + 3))}` : shown
    const start = Math.max(left.length + 1, Math.floor((columns - textWidth(middle)) / 2))
    const text = left.padEnd(start) + middle
    return reversed(
      fitted(text + ' '.repeat(Math.max(0, columns - textWidth(text) - right.length)) + right, columns),
    )
  }

  #line(buffer: TextBuffer, number: number): string {
    const line = buffer.lines[number]
    if (line === undefined) return ''
    const { columns } = this.screen
    const isCurrent = number === buffer.cursor.line
    const start = isCurrent ? pageStart(columnOf(line, buffer.cursor.at), columns) : 0
    const text = visibleControls(expandTabs(line))
    const marked = buffer.mark ? markedColumns(buffer, number) : undefined
    const cells = slice(text, start, columns)
    let shown = cells.text
    if (start > 0) shown = `${reversed('<')}${dropFirst(shown)}`
    else if (marked) shown = highlighted(shown, marked[0], marked[1])
    return cells.more ? `${fittedToMarker(shown, cells.text, columns, start > 0)}${reversed('>')}` : shown
  }

  #message(message: string): string {
    if (message === '') return ''
    const text = `[ ${fitted(message, Math.max(1, this.screen.columns - 4))} ]`
    return ' '.repeat(Math.max(0, Math.floor((this.screen.columns - textWidth(text)) / 2))) + reversed(text)
  }

  #prompt({ question, answer }: Prompt): string {
    const { columns } = this.screen
    const room = Math.max(1, columns - textWidth(question) - 1)
    const shown = textWidth(answer) > room ? answer.slice(-room) : answer
    const text = fitted(question + shown, columns)
    return reversed(text + ' '.repeat(Math.max(0, columns - textWidth(text))))
  }

  /** Two rows of keys, as many pairs as fit. */
  #help(shortcuts: readonly Shortcut[]): [string, string] {
    const { columns } = this.screen
    const pairs = Math.ceil(shortcuts.length / 2)
    const fitting = Math.max(1, Math.min(pairs, Math.floor(columns / 13)))
    const width = Math.floor(columns / fitting)
    const row = (offset: number): string => {
      let text = ''
      for (let i = 0; i < fitting; i++) {
        const shortcut = shortcuts[i * 2 + offset]
        if (!shortcut) break
        const [key, label] = shortcut
        const room = Math.max(0, width - key.length - 2)
        text += `${reversed(key)} ${label.slice(0, room).padEnd(room + 1)}`
      }
      return text
    }
    return [row(0), row(1)]
  }
}

/** nano shows a long line in pages; the one with the cursor is at the page that shows it. */
const pageStart = (column: number, columns: number): number => {
  if (column === 0 || column + 2 < columns || columns <= 8) return 0
  return column - 6 - ((column - 6) % (columns - 8))
}

const visibleControls = (text: string): string =>
  text.replace(/[\x00-\x1f\x7f]/g, (char) => `^${String.fromCharCode(char.charCodeAt(0) ^ 64)}`)

const slice = (text: string, start: number, columns: number): { text: string; more: boolean } => {
  let [result, column] = ['', 0]
  for (const char of text) {
    const width = charWidth(char)
    if (column + width > start + columns) return { text: result, more: true }
    if (column >= start) result += char
    column += width
  }
  return { text: result, more: false }
}

const dropFirst = (text: string): string => [...text].slice(1).join('')

const fittedToMarker = (shown: string, plain: string, columns: number, marked: boolean): string => {
  const cut = fitted(plain, columns - 1)
  if (marked) return `${reversed('<')}${dropFirst(cut)}`
  return shown === plain ? cut : shown
}

const markedColumns = (buffer: TextBuffer, number: number): [number, number] | undefined => {
  const [from, to] = ordered(buffer.mark!, buffer.cursor)
  if (number < from.line || number > to.line) return undefined
  const line = buffer.lines[number]!
  return [
    number === from.line ? columnOf(line, from.at) : 0,
    number === to.line ? columnOf(line, to.at) : Infinity,
  ]
}

const highlighted = (text: string, from: number, to: number): string => {
  let [before, inside, after, column] = ['', '', '', 0]
  for (const char of text) {
    if (column < from) before += char
    else if (column < to) inside += char
    else after += char
    column += charWidth(char)
  }
  return inside === '' ? text : `${before}${reversed(inside)}${after}`
}

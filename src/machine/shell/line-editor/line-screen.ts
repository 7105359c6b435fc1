import type { Process } from '../../kernel/process.ts'
import type { LineBuffer } from './buffer.ts'
import { advance, moveTo, promptParts, visible, type Position } from './layout.ts'

const bracketedPasteOn = '\x1b[?2004h'
const bracketedPasteOff = '\x1b[?2004l'

/** Draws the prompt and the line, and knows where the terminal's cursor is, counted from the prompt's start. */
export class LineScreen {
  #prompt = ''
  #cursor: Position = { row: 0, column: 0 }
  #shown = ''
  #shownPrompt = ''

  constructor(private readonly proc: Process) {}

  get #columns(): number {
    return Math.max(2, this.proc.tty(0)?.columns ?? 80)
  }

  async begin(prompt: string): Promise<void> {
    this.#prompt = prompt
    const { written, counted } = promptParts(prompt)
    this.#shown = ''
    this.#shownPrompt = prompt
    this.#cursor = advance({ row: 0, column: 0 }, counted, this.#columns)
    await this.#write(bracketedPasteOn + written + this.#wrapIfFull(counted))
  }

  /** A terminal that is written full to its edge wraps only with the next character: make it wrap now. */
  #wrapIfFull(text: string): string {
    return this.#cursor.column === 0 && text !== '' && !text.endsWith('\n') && this.#cursor.row > 0
      ? '\r\n'
      : ''
  }

  async draw(line: LineBuffer, prompt = this.#prompt): Promise<void> {
    const { text } = line
    const { counted, written } = promptParts(prompt)
    const afterPrompt = advance({ row: 0, column: 0 }, counted, this.#columns)
    const target = advance(afterPrompt, line.beforeCursor, this.#columns)
    const added =
      prompt === this.#shownPrompt && text.startsWith(this.#shown)
        ? text.slice(this.#shown.length)
        : undefined
    const atEnd = line.cursor === line.chars.length
    // The common case: something was typed at the end.
    if (
      added !== undefined &&
      atEnd &&
      samePosition(this.#cursor, advance(afterPrompt, this.#shown, this.#columns))
    ) {
      this.#cursor = target
      this.#shown = text
      if (added !== '') await this.#write(display(added) + this.#wrapIfFull(added))
      return
    }
    const start = moveTo(this.#cursor, { row: 0, column: 0 })
    this.#cursor = advance(afterPrompt, text, this.#columns)
    const end = this.#cursor
    const wrap = this.#wrapIfFull(text === '' ? counted : text)
    this.#cursor = target
    this.#shown = text
    this.#shownPrompt = prompt
    await this.#write(`${start}${written}${display(text)}${wrap}\x1b[J${moveTo(end, target)}`)
  }

  /** Puts the cursor behind the line and starts a new one: the line is done. */
  async leave(line: LineBuffer, mark: string): Promise<void> {
    line.cursor = line.chars.length
    await this.draw(line)
    await this.#write(`${mark}${bracketedPasteOff}\r\n`)
  }

  /** Shows prompt and line anew, below what was printed meanwhile. */
  async again(line: LineBuffer): Promise<void> {
    await this.begin(this.#prompt)
    await this.draw(line)
  }

  async restorePrompt(line: LineBuffer): Promise<void> {
    await this.draw(line, this.#prompt)
  }

  async clear(line: LineBuffer): Promise<undefined> {
    await this.#write('\x1b[H\x1b[2J')
    await this.again(line)
  }

  /** The window has another width: what was wrapped is where the terminal put it; draw from the prompt on. */
  async resized(line: LineBuffer): Promise<undefined> {
    const { counted } = promptParts(this.#shownPrompt)
    this.#cursor = advance(
      advance({ row: 0, column: 0 }, counted, this.#columns),
      line.beforeCursor,
      this.#columns,
    )
    this.#shown = '\0'
    await this.draw(line)
  }

  #write(text: string): Promise<void> {
    return this.proc.stderr.write(text)
  }
}

const samePosition = (a: Position, b: Position): boolean => a.row === b.row && a.column === b.column

const display = (text: string): string =>
  [...text].map((char) => (char === '\n' ? '\r\n' : visible(char))).join('')

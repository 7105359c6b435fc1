import type { Process, Terminal } from '../../kernel/process.ts'
import { KeyReader, type Key } from './keys.ts'
import { charWidth } from './width.ts'

/** A program that has the whole screen: raw keys, the alternate screen, and its size. Draws whole rows. */
export class FullScreen {
  readonly keys: KeyReader
  readonly #terminal: Terminal
  #shown: string[] = []
  #pending: Promise<Key> | undefined
  readonly #fd: number

  /** With `stays`, what is shown stands on the terminal's own screen, and stays there. */
  constructor(
    private readonly proc: Process,
    fd = 0,
    private readonly options: { stays: boolean } = { stays: false },
  ) {
    this.#fd = fd
    this.keys = new KeyReader(proc, fd)
    this.#terminal = proc.tty(fd)!
  }

  get columns(): number {
    return Math.max(1, this.#terminal.columns)
  }

  get rows(): number {
    return Math.max(1, this.#terminal.rows)
  }

  async open(): Promise<void> {
    this.#terminal.setMode('raw')
    this.proc.onSignal('SIGWINCH', () => {})
    // What stood there before moves out of the way, into what can be scrolled back to.
    const start = this.options.stays ? '\n'.repeat(this.rows) : '\x1b[?1049h'
    await this.proc.stdout.write(`${start}\x1b[H\x1b[2J`)
  }

  async close(): Promise<void> {
    this.#terminal.setMode('cooked')
    this.proc.onSignal('SIGWINCH', 'default')
    const end = this.options.stays ? `\x1b[${this.rows};1H\x1b[m\x1b[K` : '\x1b[?1049l'
    await this.proc.stdout.write(`\x1b[?2004l\x1b[?25h${end}`)
  }

  /** Stops the program as ^Z does, and draws anew when it goes on. */
  async suspend(): Promise<void> {
    await this.close()
    await this.proc.kill(-this.proc.pgid, 'SIGTSTP')
    await this.open()
    this.#shown = []
  }

  /** The rows as they stand there now. */
  get shown(): readonly string[] {
    return this.#shown
  }

  /** Draws everything anew the next time. */
  redraw(): void {
    this.#shown = []
  }

  async next(): Promise<Key> {
    const key = await this.keys.next()
    if (key.name === 'resize') this.#shown = []
    return key
  }

  /** The next key, or undefined when none came in that time; the key that comes later is the next one's. */
  async nextWithin(milliseconds: number): Promise<Key | undefined> {
    this.#pending ??= this.next()
    // Whoever leaves meanwhile must not be held up by what nobody waits for any more.
    this.#pending.catch(() => undefined)
    const key = await Promise.race([this.#pending, this.proc.sleep(milliseconds)])
    if (key) this.#pending = undefined
    return key ?? undefined
  }

  get fd(): number {
    return this.#fd
  }

  /** Shows these rows; only those that changed are written. */
  async draw(rows: readonly string[], cursor?: { row: number; column: number }): Promise<void> {
    let output = '\x1b[?25l'
    if (this.#shown.length === 0) output += '\x1b[H\x1b[2J'
    for (let row = 0; row < this.rows; row++) {
      const text = rows[row] ?? ''
      if (this.#shown[row] === text) continue
      output += `\x1b[${row + 1};1H\x1b[m${text}\x1b[m\x1b[K`
    }
    this.#shown = Array.from({ length: this.rows }, (_, row) => rows[row] ?? '')
    if (cursor) output += `\x1b[${cursor.row + 1};${cursor.column + 1}H\x1b[?25h`
    await this.proc.stdout.write(output)
  }
}

/** The part of a text that fits into some columns, with control characters made visible. */
export const fitted = (text: string, columns: number): string => {
  let result = ''
  let width = 0
  for (const char of text) {
    const shown = char < ' ' || char === '\x7f' ? `^${String.fromCharCode(char.charCodeAt(0) ^ 64)}` : char
    const size = shown.length > 1 && char < ' ' ? 2 : charWidth(char)
    if (width + size > columns) break
    result += shown
    width += size
  }
  return result
}

/** Tabs as blanks up to the next stop of eight columns. */
export const expandTabs = (line: string): string => {
  if (!line.includes('\t')) return line
  let result = ''
  let column = 0
  for (const char of line) {
    const text = char === '\t' ? ' '.repeat(8 - (column % 8)) : char
    result += text
    column += char === '\t' ? text.length : charWidth(char)
  }
  return result
}

export const reversed = (text: string): string => `\x1b[7m${text}\x1b[27m`

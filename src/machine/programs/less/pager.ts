import type { RE2JS } from 're2js'
import { RE2JS as Expression } from 're2js'
import type { Process } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'
import type { Key } from '../terminal/keys.ts'
import { expandTabs, fitted, reversed, type FullScreen } from '../terminal/full-screen.ts'
import { charWidth, textWidth } from '../terminal/width.ts'
import { compilePosix, PatternError } from '../text/regular-expression.ts'

export interface PagerOptions {
  numbers: boolean
  chop: boolean
  ignoreCase: boolean
  /** Colours in the text are kept. */
  raw: boolean
  follow: boolean
  atEnd: boolean
}

/** A row of the screen: a line of the file, or a part of one that is wrapped. */
interface Row {
  line: number
  from: number
  text: string
}

const helpLines = `  SUMMARY OF COMMANDS

  h  H                 Display this help.
  q  Q  ZZ             Exit.

  e  j  Down  Enter    Forward one line.
  y  k  Up             Backward one line.
  f  Space  PageDown   Forward one window.
  b  PageUp            Backward one window.
  d  u                 Forward, backward half a window.
  g  <                 Go to the first line (or line N).
  G  >                 Go to the last line (or line N).
  Right  Left          Move sideways with -S.

  /pattern             Search forward.
  ?pattern             Search backward.
  n  N                 Repeat the last search, in the other direction.
  :n  :p               The next, the previous file.
  F                    Wait for more data at the end (^C ends it).
`.split('\n')

/** Shows texts screen by screen. */
export class Pager {
  #file = 0
  #lines: string[] = []
  #top = 0
  #left = 0
  #count = ''
  #message = ''
  #pattern: RE2JS | undefined
  #direction = 1
  #help = false
  #savedTop = 0

  constructor(
    private readonly proc: Process,
    private readonly screen: FullScreen,
    private readonly texts: readonly { name: string; text: string }[],
    private readonly options: PagerOptions,
  ) {
    this.#open(0)
    if (options.atEnd || options.follow) this.#top = this.#lastTop()
  }

  async run(): Promise<void> {
    if (this.options.follow) await this.#follow()
    for (;;) {
      await this.#draw()
      if (!(await this.#handle(await this.screen.next()))) return
    }
  }

  #open(file: number): void {
    this.#file = file
    this.#top = 0
    this.#setText(this.texts[file]!.text)
    this.#message = this.texts[file]!.name === '-' ? '' : this.texts[file]!.name
  }

  #setText(text: string): void {
    this.#lines = text.split('\n')
    if (this.#lines.at(-1) === '') this.#lines.pop()
  }

  get #height(): number {
    return Math.max(1, this.screen.rows - 1)
  }

  /** What of a line counts and is shown: without colours unless they are kept. */
  #plain(line: string): string {
    return expandTabs(line.replace(/\r$/, '').replace(/\x1b\[[0-9;]*[mK]/g, ''))
  }

  #rowsOf(line: number, limit: number): Row[] {
    const text = this.#plain(this.#lines[line] ?? '')
    const numbers = this.options.numbers && !this.#help ? `${String(line + 1).padStart(7)} ` : ''
    const width = Math.max(1, this.screen.columns - numbers.length)
    if (this.options.chop)
      return [{ line, from: this.#left, text: numbers + fitted([...text].slice(this.#left).join(''), width) }]
    if (this.options.raw && textWidth(text) <= width)
      return [{ line, from: 0, text: numbers + expandTabs(this.#lines[line] ?? '') }]
    const rows: Row[] = []
    let part = ''
    let partWidth = 0
    let from = 0
    let at = 0
    for (const char of text) {
      const size = char < ' ' ? 2 : charWidth(char)
      if (partWidth + size > width) {
        rows.push({ line, from, text: numbers + fitted(part, width) })
        if (rows.length >= limit) return rows
        part = ''
        partWidth = 0
        from = at
      }
      part += char
      partWidth += size
      at += char.length
    }
    rows.push({ line, from, text: numbers + fitted(part, width) })
    return rows
  }

  #visible(): Row[] {
    const rows: Row[] = []
    for (let line = this.#top; line < this.#lines.length && rows.length < this.#height; line++)
      rows.push(...this.#rowsOf(line, this.#height))
    return rows.slice(0, this.#height)
  }

  /** The top line with which the end of the text is at the end of the screen. */
  #lastTop(): number {
    let rows = 0
    for (let line = this.#lines.length - 1; line >= 0; line--) {
      rows += this.#rowsOf(line, this.#height).length
      if (rows > this.#height) return Math.min(line + 1, this.#lines.length - 1)
      if (rows === this.#height) return line
    }
    return 0
  }

  async #draw(prompt?: string): Promise<void> {
    const visible = this.#visible()
    const rows = Array.from({ length: this.#height }, (_, i) =>
      visible[i] ? this.#highlighted(visible[i]) : '~',
    )
    const status = prompt ?? this.#status(visible)
    await this.screen.draw([...rows, status], {
      row: this.#height,
      column: Math.min(this.screen.columns - 1, textWidth(status.replace(/\x1b\[\d*m/g, ''))),
    })
  }

  #highlighted(row: Row): string {
    if (!this.#pattern || this.options.raw) return row.text
    let result = ''
    let last = 0
    const matcher = this.#pattern.matcher(row.text)
    while (matcher.find()) {
      if (matcher.end() === matcher.start()) continue
      result +=
        row.text.slice(last, matcher.start()) + reversed(row.text.slice(matcher.start(), matcher.end()))
      last = matcher.end()
    }
    return result + row.text.slice(last)
  }

  #status(visible: readonly Row[]): string {
    const message = this.#message
    this.#message = ''
    if (this.#count) return `:${this.#count}`
    const atEnd = (visible.at(-1)?.line ?? 0) >= this.#lines.length - 1
    if (this.#help)
      return reversed(
        atEnd
          ? 'HELP -- END -- Press g to see it again, or q when done'
          : 'HELP -- Press RETURN for more, or q when done',
      )
    if (message && this.texts.some(({ name }) => name === message)) {
      const place = this.texts.length > 1 ? ` (file ${this.#file + 1} of ${this.texts.length})` : ''
      return reversed(`${message}${place}${atEnd ? ' (END)' : ''}`)
    }
    if (message) return reversed(message)
    return atEnd ? reversed('(END)') : ':'
  }

  /** False when the pager is left. */
  async #handle({ name, text }: Key): Promise<boolean> {
    if (/^\d$/.test(text)) {
      this.#count += text
      return true
    }
    const count = Number(this.#count) || undefined
    this.#count = ''
    const half = Math.max(1, Math.floor(this.#height / 2))
    switch (name === 'char' ? text : name) {
      case 'q':
      case 'Q':
      case 'end-of-input':
        if (!this.#help) return false
        this.#help = false
        this.#setText(this.texts[this.#file]!.text)
        this.#top = this.#savedTop
        return true
      case 'end':
        if (text === '') return false
        this.#top = this.#lastTop()
        return true
      case 'Z':
        return (await this.screen.next()).text !== 'Z'
      case ':':
        return this.#colon()
      case 'j':
      case 'e':
      case 'down':
      case 'enter':
      case 'ctrl-n':
      case 'ctrl-e':
        this.#scroll(count ?? 1)
        return true
      case 'k':
      case 'y':
      case 'up':
      case 'ctrl-p':
      case 'ctrl-y':
        this.#scroll(-(count ?? 1))
        return true
      case ' ':
      case 'f':
      case 'ctrl-f':
      case 'ctrl-v':
      case 'page-down':
        this.#page(1)
        return true
      case 'b':
      case 'ctrl-b':
      case 'alt-v':
      case 'page-up':
        this.#page(-1)
        return true
      case 'd':
      case 'ctrl-d':
        this.#scroll(count ?? half)
        return true
      case 'u':
      case 'ctrl-u':
        this.#scroll(-(count ?? half))
        return true
      case 'g':
      case '<':
      case 'home':
      case 'alt-<':
        this.#top = Math.min((count ?? 1) - 1, Math.max(0, this.#lines.length - 1))
        return true
      case 'G':
      case '>':
      case 'alt->':
        this.#top =
          count === undefined ? this.#lastTop() : Math.min(count - 1, Math.max(0, this.#lines.length - 1))
        return true
      case 'right':
        this.#left += this.options.chop ? Math.floor(this.screen.columns / 2) : 0
        return true
      case 'left':
        this.#left = Math.max(0, this.#left - Math.floor(this.screen.columns / 2))
        return true
      case '/':
      case '?':
        await this.#search(text === '/' ? 1 : -1)
        return true
      case 'n':
        this.#find(this.#direction, this.#top + this.#direction)
        return true
      case 'N':
        this.#find(-this.#direction, this.#top - this.#direction)
        return true
      case 'h':
      case 'H':
        if (!this.#help) this.#savedTop = this.#top
        this.#help = true
        this.#lines = helpLines
        this.#top = 0
        return true
      case 'F':
        await this.#follow()
        return true
      case 'ctrl-z':
        await this.screen.suspend()
        return true
      default:
        return true
    }
  }

  async #colon(): Promise<boolean> {
    await this.#draw(':')
    const { text } = await this.screen.next()
    if (text === 'q') return false
    const to = text === 'n' ? this.#file + 1 : text === 'p' ? this.#file - 1 : undefined
    if (to !== undefined && this.texts[to]) this.#open(to)
    else if (to !== undefined) this.#message = text === 'n' ? 'No next file' : 'No previous file'
    return true
  }

  #scroll(by: number): void {
    const last = Math.max(this.#top, this.#lastTop())
    this.#top = Math.max(0, Math.min(last, this.#top + by))
  }

  #page(direction: number): void {
    if (direction > 0) {
      const visible = this.#visible()
      const next = (visible.at(-1)?.line ?? this.#top) + 1
      this.#top = Math.min(Math.max(next, this.#top + 1), Math.max(this.#top, this.#lastTop()))
      return
    }
    let rows = 0
    let line = this.#top
    while (line > 0) {
      rows += this.#rowsOf(line - 1, this.#height).length
      if (rows > this.#height) break
      line--
    }
    this.#top = line
  }

  async #search(direction: number): Promise<void> {
    let typed = ''
    for (;;) {
      await this.#draw(`${direction > 0 ? '/' : '?'}${typed}`)
      const { name, text } = await this.screen.next()
      if (name === 'enter') break
      if (name === 'escape' || name === 'ctrl-c' || name === 'end') return
      if (name === 'backspace' && typed === '') return
      if (name === 'backspace') typed = [...typed].slice(0, -1).join('')
      else if (name === 'ctrl-u') typed = ''
      else if (name === 'char' || name === 'paste') typed += text
    }
    if (typed !== '') {
      const ignoreCase = this.options.ignoreCase && typed === typed.toLowerCase()
      try {
        this.#pattern = compilePosix(typed, 'extended', ignoreCase ? Expression.CASE_INSENSITIVE : 0)
      } catch (error) {
        if (!(error instanceof PatternError)) throw error
        this.#message = error.message
        return
      }
    }
    this.#direction = direction
    this.#find(direction, typed === '' ? this.#top + direction : this.#top)
  }

  #find(direction: number, from: number): void {
    if (!this.#pattern) {
      this.#message = 'No previous regular expression'
      return
    }
    for (let line = from; line >= 0 && line < this.#lines.length; line += direction) {
      if (!this.#pattern.test(this.#plain(this.#lines[line]!))) continue
      this.#top = line
      return
    }
    this.#message = 'Pattern not found  (press RETURN)'
  }

  /** F: shows what is added at the end, until ^C. */
  async #follow(): Promise<void> {
    const { name } = this.texts[this.#file]!
    if (name === '-') return
    for (;;) {
      try {
        this.#setText(new TextDecoder().decode(await this.proc.readFile(name)))
      } catch (error) {
        if (!isErrno(error)) throw error
      }
      this.#top = this.#lastTop()
      await this.#draw(reversed('Waiting for data... (interrupt to abort)'))
      const key = await this.screen.nextWithin(300)
      if (key && (key.name === 'ctrl-c' || key.text === 'q' || key.name === 'end')) return
    }
  }
}

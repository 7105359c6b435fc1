import type { RE2JS } from 're2js'
import { RE2JS as Expression } from 're2js'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { fitted, reversed, type FullScreen } from '../terminal/full-screen.ts'
import type { Key } from '../terminal/keys.ts'
import { textWidth } from '../terminal/width.ts'
import { compilePosix, PatternError } from '../text/regular-expression.ts'
import { Document } from './document.ts'
import { helpText } from './help-text.ts'
import { helpPrompt, promptFor, type Position } from './prompt.ts'
import { rowsOf, shownLine, type Row } from './rows.ts'
import type { Settings } from './settings.ts'

export interface PagerText {
  /** `-` for standard input. */
  name: string
  text: string
  /** A manual page's, which has a prompt of its own. */
  title?: string
}

/** What the pager shows, and where in it one is. The commands are in commands.ts. */
export class Pager {
  file = 0
  document = new Document('')
  /** The place of the top line among those shown. */
  top = 0
  left = 0
  filter: RE2JS | undefined
  pattern: RE2JS | undefined
  direction: 1 | -1 = 1
  highlights = true
  /** The line where the last search ended. */
  found: number | undefined
  marks = new Map<string, { file: number; top: number }>()
  /** Where the text stood when help was opened. */
  beforeHelp: { document: Document; top: number } | undefined
  #message: string | undefined
  #isFirst = true
  #fed: Key[] = []

  constructor(
    readonly proc: Process,
    readonly screen: FullScreen,
    readonly texts: PagerText[],
    readonly settings: Settings,
    private readonly starts: { first: readonly string[]; every: readonly string[] } = {
      first: [],
      every: [],
    },
  ) {
    this.open(0)
    for (const keys of starts.first) this.#feed(keys)
  }

  open(file: number): void {
    this.file = file
    this.top = 0
    this.beforeHelp = undefined
    this.#isFirst = true
    this.setText(this.texts[file]!.text)
    for (const keys of this.starts.every) this.#feed(keys)
  }

  /** Keys that the pager takes before any that are typed; what waits for Return gets it. */
  #feed(keys: string): void {
    for (const char of keys) this.#fed.push({ name: 'char', text: char })
    if (/^[/?&:!]/.test(keys)) this.#fed.push({ name: 'enter', text: '' })
    else if (/^\d+$/.test(keys)) this.#fed.push({ name: 'char', text: 'g' })
  }

  get isFed(): boolean {
    return this.#fed.length > 0
  }

  async next(): Promise<Key> {
    return this.#fed.shift() ?? this.screen.next()
  }

  setText(text: string): void {
    this.document = new Document(text)
    this.choose()
  }

  showHelp(): void {
    this.beforeHelp ??= { document: this.document, top: this.top }
    this.setText(helpText)
    this.top = 0
  }

  leaveHelp(): void {
    if (!this.beforeHelp) return
    ;({ document: this.document, top: this.top } = this.beforeHelp)
    this.beforeHelp = undefined
  }

  /** Looks anew which lines are shown, and stays where it was. */
  choose(): void {
    const line = this.document.shown[this.top] ?? 0
    this.document.choose(this.settings, this.beforeHelp ? undefined : this.filter)
    const at = this.document.shown.findIndex((number) => number >= line)
    this.top = Math.max(0, at < 0 ? this.document.shown.length - 1 : at)
  }

  say(message: string): void {
    this.#message = message
  }

  get height(): number {
    return Math.max(1, this.screen.rows - 1)
  }

  /** The line on the screen that searches start from. */
  get targetRow(): number {
    const { target } = this.settings
    return Math.max(0, Math.min(this.height, target < 0 ? this.height + target + 1 : target) - 1)
  }

  #rowsAt(place: number, limit = this.height): Row[] {
    const line = this.document.shown[place]!
    const shown = shownLine(this.document.lines[line]!, this.settings)
    return rowsOf(line, shown, {
      width: this.screen.columns,
      limit,
      left: this.left,
      chop: this.settings.chop,
      lead: this.settings.numbers && !this.beforeHelp ? `${String(line + 1).padStart(7)} ` : '',
      matches: this.#matchesIn(line, shown.text),
    })
  }

  #matchesIn(line: number, text: string): [number, number][] {
    const { highlight } = this.settings
    const matches: [number, number][] = []
    if (!this.pattern || !this.highlights || highlight === 'none') return matches
    if (highlight === 'found' && line !== this.found) return matches
    const matcher = this.pattern.matcher(text)
    while (matcher.find()) if (matcher.end() > matcher.start()) matches.push([matcher.start(), matcher.end()])
    return matches
  }

  visible(): Row[] {
    const rows: Row[] = []
    for (let at = this.top; at < this.document.shown.length && rows.length < this.height; at++)
      rows.push(...this.#rowsAt(at))
    return rows.slice(0, this.height)
  }

  /** The top line with which the end of the text is at the end of the screen. */
  lastTop(): number {
    let rows = 0
    const last = this.document.shown.length - 1
    for (let at = last; at >= 0; at--) {
      rows += this.#rowsAt(at).length
      if (rows > this.height) return Math.min(at + 1, last)
      if (rows === this.height) return at
    }
    return 0
  }

  /** All rows, where the whole text fits onto one screen. */
  onOneScreen(): Row[] | undefined {
    if (this.texts.length > 1 || this.document.shown.length > this.height) return undefined
    const rows = this.document.shown.flatMap((_, at) => this.#rowsAt(at, this.height + 1))
    return rows.length <= this.height ? rows : undefined
  }

  position(visible: readonly Row[] = this.visible()): Position {
    const { name, title } = this.texts[this.file]!
    const last = visible.at(-1)?.line ?? -1
    return {
      name: name === '-' ? undefined : name,
      title,
      file: this.file,
      files: this.texts.map((text) => text.name),
      isFirst: this.#isFirst,
      firstLine: (visible[0]?.line ?? -1) + 1,
      lastLine: last + 1,
      lines: this.document.lines.length,
      bytes: this.document.bytesUntil(last),
      size: this.document.size,
      atEnd: last >= (this.document.shown.at(-1) ?? -1),
    }
  }

  async draw(prompt?: string): Promise<void> {
    const visible = this.visible()
    const beyond = this.settings.plainEnd ? '' : '\x1b[1m~\x1b[0m'
    const rows = Array.from({ length: this.height }, (_, i) => visible[i]?.text ?? beyond)
    const wanted = prompt ?? this.#status(visible)
    const plain = wanted.replace(/\x1b\[\d*m/g, '')
    const width = textWidth(plain)
    // What is longer than the row would push the screen up.
    const status = width < this.screen.columns ? wanted : reversed(fitted(plain, this.screen.columns - 1))
    await this.screen.draw([...rows, status], {
      row: this.height,
      column: Math.min(this.screen.columns - 1, width),
    })
  }

  /** True while a message stands there: Return only takes it away. */
  get hasMessage(): boolean {
    return this.#message !== undefined
  }

  takeMessage(): void {
    this.#message = undefined
  }

  #status(visible: readonly Row[]): string {
    if (this.#message !== undefined) return reversed(`${this.#message}  (press RETURN)`)
    const position = this.position(visible)
    this.#isFirst = false
    if (this.beforeHelp) return helpPrompt(position.atEnd)
    return `${this.filter ? '& ' : ''}${promptFor(position, this.settings)}`
  }

  /** Puts a line where the target row is. */
  show(place: number): void {
    this.top = Math.max(0, Math.min(place, this.document.shown.length - 1) - this.targetRow)
  }

  scroll(by: number): void {
    const last = Math.max(this.top, this.lastTop())
    this.top = Math.max(0, Math.min(last, this.top + by))
  }

  page(direction: number): void {
    const { window } = this.settings
    const wanted = window > 0 ? window : this.height + window
    if (wanted > 0 && wanted < this.height) return this.scroll(direction * wanted)
    if (direction > 0) {
      const line = this.visible().at(-1)?.line
      const next = line === undefined ? this.top : this.document.shown.indexOf(line, this.top) + 1
      this.top = Math.min(Math.max(next, this.top + 1), Math.max(this.top, this.lastTop()))
      return
    }
    let rows = 0
    while (this.top > 0) {
      rows += this.#rowsAt(this.top - 1).length
      if (rows > this.height) break
      this.top--
    }
  }

  /** Compiles what was typed; what is wrong with it is said. */
  compile(typed: string): RE2JS | undefined {
    const { ignoreCase } = this.settings
    const ignores = ignoreCase === 'all' || (ignoreCase === 'small' && typed === typed.toLowerCase())
    try {
      return compilePosix(typed, 'extended', ignores ? Expression.CASE_INSENSITIVE : 0)
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      this.say(error.message)
      return undefined
    }
  }

  find(direction: 1 | -1, from: number): void {
    if (!this.pattern) return this.say('No previous regular expression')
    const { shown, lines } = this.document
    for (let at = from; at >= 0 && at < shown.length; at += direction) {
      if (!this.pattern.test(shownLine(lines[shown[at]!]!, this.settings).text)) continue
      this.found = shown[at]
      this.show(at)
      return
    }
    this.say('Pattern not found')
  }

  /** F: shows what is added at the end, until ^C. */
  async follow(): Promise<void> {
    const { name } = this.texts[this.file]!
    if (name === '-') return
    for (;;) {
      try {
        this.setText(new TextDecoder().decode(await this.proc.readFile(name)))
      } catch (error) {
        if (!isErrno(error)) throw error
      }
      this.top = this.lastTop()
      await this.draw(reversed('Waiting for data... (interrupt to abort)'))
      const key = await this.screen.nextWithin(300)
      if (key && (key.name === 'ctrl-c' || key.text === 'q' || key.name === 'end')) return
    }
  }
}

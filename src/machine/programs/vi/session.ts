import type { RE2JS } from 're2js'
import type { Process } from '../../kernel/process.ts'
import { takeKey } from '../terminal/keys.ts'
import type { FullScreen } from '../terminal/full-screen.ts'
import { compileSearch, search, SearchError } from './pattern.ts'
import { firstNonBlank, lastAt, type Position } from './position.ts'
import { Registers } from './registers.ts'
import { Settings } from './settings.ts'
import { Text } from './text.ts'
import type { OpenedFile } from './files.ts'

/** A command that cannot be done: what is left of it, and of a macro, is forgotten. */
export class Bell extends Error {}

/** The editor is left. */
export class Leave extends Error {}

export type Mode = 'normal' | 'insert' | 'replace' | 'visual' | 'line' | 'block'

export interface LastFind {
  char: string
  forward: boolean
  till: boolean
}

/** What stands in the last row. An echo is a command that was typed, and gives way to all else. */
export interface Message {
  text: string
  isError?: boolean
  isEcho?: boolean
}

/** The last change as `.` does it again: keys, or keys upon as much text as was selected. */
export interface Dot {
  keys: string[]
  visual?: { mode: Mode; lines: number; width: number }
}

/** Whatever one editor knows: text, cursor, registers, settings, what was searched and what is shown. */
export class Session {
  readonly text: Text
  readonly registers = new Registers()
  readonly settings = new Settings()
  readonly marks = new Map<string, Position>()
  cursor: Position = { line: 0, at: 0 }
  /** The column that j and k hold on to; Infinity after $. */
  want = 0
  mode: Mode = 'normal'
  /** Where the selection began. */
  anchor: Position = { line: 0, at: 0 }
  lastVisual: { mode: Mode; anchor: Position; cursor: Position } | undefined
  message: Message = { text: '' }
  /** What is typed in the last row: a command or a pattern. */
  prompt: { text: string; cursor: number } | undefined
  searchedFor: { pattern: string; forward: boolean; offset: string } | undefined
  /** What is highlighted while a pattern is typed. */
  incremental: { expression: RE2JS; line: number; from: number; to: number } | undefined
  isHighlighting = true
  lastFind: LastFind | undefined
  lastSubstitute: { pattern: string; replacement: string; flags: string } | undefined
  dot: Dot | undefined
  recording: { register: string; keys: string[] } | undefined
  lastMacro: string | undefined
  file: OpenedFile = { name: undefined, isNew: false, endsWithNewline: true, dos: false, latin: false }
  alternate: string | undefined
  files: string[] = []
  fileIndex = 0
  history: { ':': string[]; '/': string[] } = { ':': [], '/': [] }
  /** The first line on the screen. */
  top = 0
  status = 0
  warnedReadOnly = false
  warnedMoreFiles = false
  /** Nothing has been done yet in an editor without a file. */
  intro = false
  /** The last command of :!. */
  lastShell: string | undefined
  #queue: string[] = []
  #taken: string[] | undefined
  #depth = 0
  /** Set by the screen: draws what there is now. */
  draw: () => Promise<void> = async () => {}
  /** Set by the screen: moves the window to where the cursor is. */
  settle: () => void = () => {}
  /** Set by the editor: one command of normal or visual mode, and one of the command line. */
  step: () => Promise<void> = async () => {}
  ex: (typed: string) => Promise<void> = async () => {}

  constructor(
    readonly proc: Process,
    readonly screen: FullScreen,
  ) {
    this.text = new Text(() => proc.system.now())
  }

  get line(): string {
    return this.text.line(this.cursor.line)
  }

  get isVisual(): boolean {
    return this.mode === 'visual' || this.mode === 'line' || this.mode === 'block'
  }

  say(text: string): void {
    this.message = { text }
  }

  fail(text: string): void {
    this.message = { text, isError: true }
    this.#queue = []
  }

  /** Keys that come before those that are typed: a macro, a repeated command. */
  feed(keys: readonly string[]): void {
    if (this.#queue.length + keys.length > 100_000) throw new Bell()
    this.#queue.unshift(...keys)
  }

  clearFed(): void {
    this.#queue = []
  }

  get hasFed(): boolean {
    return this.#queue.length > 0
  }

  /** Runs keys to their end, without those that are typed. */
  async runFed(keys: readonly string[], step: () => Promise<void>): Promise<void> {
    if (this.#depth > 20) throw new Bell()
    const outer = this.#queue
    this.#queue = [...keys]
    this.#depth++
    try {
      while (this.#queue.length > 0) await step()
    } finally {
      this.#depth--
      this.#queue = outer
    }
  }

  /** Begins to keep the keys that a command takes. */
  take(): void {
    this.#taken = []
  }

  get taken(): string[] {
    return this.#taken ?? []
  }

  /** The next key, in vi's own notation: `a`, `<Esc>`, `<C-d>`. */
  async key(): Promise<string> {
    const fed = this.#queue.shift()
    if (fed !== undefined) {
      this.#taken?.push(fed)
      return fed
    }
    // A command made of fed keys ends where they end.
    if (this.#depth > 0) return '<Esc>'
    if (!this.screen.keys.hasMore) await this.draw()
    for (;;) {
      const key = await this.screen.next()
      if (key.name === 'resize') {
        await this.draw()
        continue
      }
      if (key.name === 'end' && key.text === '') throw new Leave()
      const [first, ...rest] = namesOf(key.name, key.text)
      if (first === undefined) continue
      this.#queue.unshift(...rest)
      this.#taken?.push(first)
      this.recording?.keys.push(first)
      return first
    }
  }

  /** Puts the cursor where it may stand: on a character, in normal mode. */
  clamp(): void {
    const line = Math.max(0, Math.min(this.cursor.line, this.text.last))
    const text = this.text.line(line)
    const most =
      this.mode === 'insert' || this.mode === 'replace' || this.isVisual ? text.length : lastAt(text)
    this.cursor = { line, at: Math.max(0, Math.min(this.cursor.at, most)) }
  }

  goTo(line: number): void {
    const to = Math.max(0, Math.min(line, this.text.last))
    this.cursor = { line: to, at: firstNonBlank(this.text.line(to)) }
  }

  setJump(): void {
    this.marks.set("'", { ...this.cursor })
  }

  mark(name: string): Position {
    const place = this.marks.get(name === '`' ? "'" : name)
    if (name === "'" || name === '`') return place ?? { line: 0, at: 0 }
    if (!place || place.line > this.text.last) throw new VimError('E20: Mark not set')
    return place
  }

  /** The compiled pattern of a search; the last one's when it is empty. */
  compile(pattern: string): RE2JS {
    const wanted = pattern === '' ? this.searchedFor?.pattern : pattern
    if (wanted === undefined) throw new VimError('E35: No previous regular expression')
    return compileSearch(wanted, this.settings)
  }

  /** Where the next match is; tells of going around the end, and throws when there is none. */
  find(pattern: string, forward: boolean, from = this.cursor): Position {
    const expression = this.compile(pattern)
    const wrap = this.settings.is('wrapscan')
    const found = search(this.text.lines, expression, from, { forward, wrap })
    if (!found) throw new VimError(`E486: Pattern not found: ${pattern || this.searchedFor!.pattern}`)
    if (found.wrapped)
      this.message = {
        text: forward ? 'search hit BOTTOM, continuing at TOP' : 'search hit TOP, continuing at BOTTOM',
        isError: true,
      }
    return { line: found.line, at: found.at }
  }

  beginChange(): void {
    if (this.file.readOnly && !this.warnedReadOnly && !this.text.modified) {
      this.warnedReadOnly = true
      this.message = { text: 'W10: Warning: Changing a readonly file', isError: true }
    }
    this.text.beginChange(this.cursor)
  }
}

/** Something that vi says in its own words. */
export class VimError extends Error {}

export const isVimError = (error: unknown): error is Error =>
  error instanceof VimError || error instanceof SearchError

const names: Readonly<Record<string, string>> = {
  escape: '<Esc>',
  enter: '<CR>',
  backspace: '<BS>',
  tab: '\t',
  up: '<Up>',
  down: '<Down>',
  left: '<Left>',
  right: '<Right>',
  home: '<Home>',
  end: '<End>',
  delete: '<Del>',
  insert: '<Insert>',
  'page-up': '<PageUp>',
  'page-down': '<PageDown>',
  'ctrl-left': '<S-Left>',
  'ctrl-right': '<S-Right>',
}

const namesOf = (name: string, text: string): string[] => {
  if (name === 'char') return [text]
  // ^J moves down, and is no Return.
  if (name === 'enter') return [text === '\n' ? '<C-j>' : '<CR>']
  if (name === 'backspace') return [text === '\b' ? '<C-h>' : '<BS>']
  if (names[name] !== undefined) return [names[name]]
  if (name === 'paste') return [...text].map((char) => (char === '\n' || char === '\r' ? '<CR>' : char))
  const control = /^ctrl-(.)$/.exec(name)
  if (control) return [`<C-${control[1]!.toLowerCase()}>`]
  // What looks like Alt is Escape and a key typed at once.
  if (name.startsWith('alt-')) {
    const rest = takeKey(text.slice(1))
    return ['<Esc>', ...(rest ? namesOf(rest.key.name, rest.key.text) : [])]
  }
  return []
}

import type { Process } from '../../kernel/process.ts'
import { KeyReader, type Key } from '../../programs/terminal/keys.ts'
import { textWidth } from '../../programs/terminal/width.ts'
import type { History } from '../history.ts'
import { historyWords } from '../history-expansion.ts'
import { LineBuffer } from './buffer.ts'
import { canonicalKey, editingCommands } from './commands.ts'
import type { Completion } from './completion.ts'
import { HistorySearch } from './history-search.ts'
import { LineScreen } from './line-screen.ts'

/** `edit`: ^X^E asks for an editor. */
export type LineResult = { kind: 'line' | 'edit'; text: string } | { kind: 'interrupted' } | { kind: 'end' }

type Complete = (line: string, cursor: number) => Promise<Completion>

/** Keys that cut. */
const killing: ReadonlySet<string> = new Set(['ctrl-k', 'ctrl-u', 'ctrl-w', 'alt-d', 'alt-backspace'])

const listLimit = 100

/** Reads lines from a terminal with readline's keys, or plainly when there is none. */
export class LineEditor {
  readonly #keys: KeyReader
  readonly #line = new LineBuffer()
  readonly #screen: LineScreen
  /** Lines of the history as changed while this line is being edited. */
  #drafts = new Map<number, string>()
  #at = 0
  #lastKey = ''
  #argumentDepth = 0
  #metaNext = false
  /** ^X was pressed: the next key is a command of its own. */
  #extended = false
  /** ^O: which entry of the history the next line begins as. */
  #upNext: number | undefined
  /** What the search before looked for. */
  #lastQuery = ''

  constructor(
    private readonly proc: Process,
    private readonly history: History,
    private readonly complete: Complete,
  ) {
    this.#keys = new KeyReader(proc)
    this.#screen = new LineScreen(proc)
  }

  async read(prompt: string, expired?: () => boolean): Promise<LineResult> {
    const terminal = this.proc.tty(0)
    this.#line.forgetUndo()
    this.#drafts.clear()
    this.#at = this.#upNext ?? this.history.entries.length
    this.#line.set(this.history.entries[this.#at] ?? '')
    this.#upNext = undefined
    this.proc.onSignal('SIGWINCH', () => {})
    terminal?.setMode('raw')
    try {
      await this.#screen.begin(prompt)
      return await this.#edit(expired)
    } finally {
      terminal?.setMode('cooked')
      this.proc.onSignal('SIGWINCH', 'default')
    }
  }

  async #edit(expired: (() => boolean) | undefined): Promise<LineResult> {
    for (;;) {
      const key = await this.#keys.next()
      if (key.name === 'resize' && expired?.()) return { kind: 'end' }
      const result = await this.#handle(key)
      this.#lastKey = canonicalKey(key.name)
      if (result) return result
      if (!this.#keys.hasMore) await this.#screen.draw(this.#line)
    }
  }

  async #handle(key: Key): Promise<LineResult | undefined> {
    const name = canonicalKey(this.#metaNext && key.name === 'char' ? `alt-${key.text}` : key.name)
    this.#metaNext = name === 'escape'
    if (this.#extended) return this.#extendedCommand(key.name)
    const command = editingCommands[name]
    if (command) {
      if (!/^(left|right|home|end|ctrl-left|ctrl-right)$/.test(name)) this.#line.remember()
      // Kills that follow each other are yanked as one.
      this.#line.joinsKills = killing.has(name) && killing.has(this.#lastKey)
      command(this.#line)
      return undefined
    }
    switch (name) {
      case 'char':
      case 'paste':
        if (name === 'paste' || this.#lastKey !== 'char') this.#line.remember()
        this.#line.insert(key.text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
        return undefined
      case 'enter':
        return this.#finish()
      case 'end':
        return { kind: 'end' }
      case 'ctrl-c':
        await this.#screen.leave(this.#line, '^C')
        return { kind: 'interrupted' }
      case 'ctrl-d':
        if (this.#line.chars.length > 0) editingCommands['delete']!(this.#line)
        else {
          await this.#screen.leave(this.#line, '')
          return { kind: 'end' }
        }
        return undefined
      case 'up':
        return this.#moveInHistory(-1)
      case 'down':
        return this.#moveInHistory(1)
      case 'alt-<':
        return this.#moveInHistory(-this.#at)
      case 'alt->':
        return this.#moveInHistory(this.history.entries.length - this.#at)
      case 'ctrl-l':
        return this.#screen.clear(this.#line)
      case 'ctrl-x':
        this.#extended = true
        return undefined
      case 'ctrl-o':
        this.#upNext = this.#at < this.history.entries.length ? this.#at + 1 : undefined
        return this.#finish()
      case 'alt-r':
        while (this.#line.undo());
        return undefined
      case 'alt-y':
        if (this.#lastKey === 'ctrl-y' || this.#lastKey === 'alt-y') this.#line.yankOlder()
        return undefined
      case 'ctrl-r':
        return this.#search(-1)
      case 'ctrl-s':
        return this.#search(1)
      case 'ctrl-v':
        return this.#insertNext()
      case 'alt-#':
        this.#line.cursor = 0
        this.#line.insert('#')
        return this.#finish()
      case 'tab':
        return this.#tab()
      case 'alt-.':
      case 'alt-_':
        return this.#lastArgument()
      case 'ctrl-_':
      case 'ctrl-\x7f':
        this.#line.undo()
        return undefined
      case 'resize':
        return this.#screen.resized(this.#line)
      default:
        return undefined
    }
  }

  /** ^X^E takes the line to an editor, ^X^U takes back. */
  async #extendedCommand(name: string): Promise<LineResult | undefined> {
    this.#extended = false
    if (name === 'ctrl-u') this.#line.undo()
    if (name !== 'ctrl-e') return undefined
    await this.#screen.leave(this.#line, '')
    return { kind: 'edit', text: this.#line.text }
  }

  async #finish(): Promise<LineResult> {
    await this.#screen.leave(this.#line, '')
    return { kind: 'line', text: this.#line.text }
  }

  #moveInHistory(by: number): undefined {
    const { entries } = this.history
    const to = this.#at + by
    if (to < 0 || to > entries.length || by === 0) return
    this.#drafts.set(this.#at, this.#line.text)
    this.#at = to
    this.#line.set(this.#drafts.get(to) ?? entries[to] ?? '')
  }

  /** ^V: the next key as a character. */
  async #insertNext(): Promise<undefined> {
    const key = await this.#keys.next()
    this.#line.remember()
    this.#line.insert(key.text)
  }

  async #search(direction: -1 | 1): Promise<LineResult | undefined> {
    const search = new HistorySearch(this.history.entries, direction)
    for (;;) {
      await this.#screen.draw(search.shown(this.#line), search.prompt)
      const key = await this.#keys.next()
      if (key.name === 'char' || key.name === 'paste') search.add(key.text)
      else if (key.name === 'backspace') search.removeLast()
      else if (key.name === 'ctrl-r') search.next(-1, this.#lastQuery)
      else if (key.name === 'ctrl-s') search.next(1, this.#lastQuery)
      else if (key.name === 'ctrl-g' || key.name === 'ctrl-c') {
        await this.#screen.restorePrompt(this.#line)
        return undefined
      } else if (key.name !== 'resize') {
        this.#lastQuery = search.query
        if (search.match !== undefined) this.#line.set(search.match, search.position)
        await this.#screen.restorePrompt(this.#line)
        return key.name === 'escape' ? undefined : this.#handle(key)
      }
    }
  }

  #lastArgument(): undefined {
    const again = this.#lastKey === 'alt-.' || this.#lastKey === 'alt-_'
    this.#argumentDepth = again ? this.#argumentDepth + 1 : 1
    const entry = this.history.entries.at(-this.#argumentDepth)
    const argument = entry === undefined ? undefined : historyWords(entry).at(-1)
    if (argument === undefined) return
    if (again) this.#line.undo()
    this.#line.remember()
    this.#line.insert(argument)
  }

  async #tab(): Promise<undefined> {
    const { start, insert, candidates } = await this.complete(this.#line.text, this.#line.beforeCursor.length)
    const typed = this.#line.beforeCursor.slice(start)
    if (insert !== undefined && insert !== typed) {
      this.#line.remember()
      this.#line.remove(Array.from(this.#line.beforeCursor.slice(0, start)).length, this.#line.cursor)
      this.#line.insert(insert)
      return
    }
    if (candidates.length < 2 || this.#lastKey !== 'tab') {
      await this.proc.stderr.write('\x07')
      return
    }
    await this.#list(candidates)
  }

  async #list(candidates: readonly string[]): Promise<void> {
    await this.#screen.leave(this.#line, '')
    if (candidates.length > listLimit && !(await this.#confirm(candidates.length)))
      return this.#screen.again(this.#line)
    await this.proc.stderr.write(inColumns(candidates, this.proc.tty(0)?.columns ?? 80))
    await this.#screen.again(this.#line)
  }

  async #confirm(count: number): Promise<boolean> {
    await this.proc.stderr.write(`Display all ${count} possibilities? (y or n)`)
    for (;;) {
      const { name, text } = await this.#keys.next()
      if (/^[yY ]$/.test(text) || name === 'tab' || name === 'end') {
        await this.proc.stderr.write('\r\n')
        return true
      }
      if (/^[nN\x7f]$/.test(text) || name === 'ctrl-c') {
        await this.proc.stderr.write('\r\n')
        return false
      }
    }
  }
}

/** Down the columns, as readline lists. */
const inColumns = (items: readonly string[], columns: number): string => {
  const width = Math.max(...items.map(textWidth)) + 2
  const perRow = Math.max(1, Math.floor(columns / width))
  const rows = Math.ceil(items.length / perRow)
  let text = ''
  for (let row = 0; row < rows; row++) {
    const cells: string[] = []
    for (let i = row; i < items.length; i += rows) cells.push(items[i]!)
    text += `${cells.map((cell, i) => (i < cells.length - 1 ? cell + ' '.repeat(width - textWidth(cell)) : cell)).join('')}\r\n`
  }
  return text
}

import { RE2JS } from 're2js'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import type { FullScreen } from '../terminal/full-screen.ts'
import type { Key } from '../terminal/keys.ts'
import { helpText } from './help-text.ts'
import { Prompts } from './prompts.ts'
import { columnOf, TextBuffer } from './text-buffer.ts'
import { View } from './view.ts'

/** nano, from opening a file to leaving it. */
export class Editor {
  readonly #buffer = new TextBuffer()
  readonly #view: View
  readonly #prompts: Prompts
  #message = ''
  #searches: string[] = []
  #cutting = false

  constructor(
    private readonly proc: Process,
    private readonly screen: FullScreen,
    private name: string,
    private readonly readOnly: boolean,
  ) {
    this.#view = new View(screen)
    this.#prompts = new Prompts(screen, this.#view, this.#buffer)
  }

  async open(line: number, column: number): Promise<void> {
    if (this.name !== '') await this.#load()
    const last = this.#buffer.lines.length - 1
    this.#buffer.cursor = { line: Math.min(Math.max(0, line - 1), last), at: 0 }
    this.#buffer.cursor.at = Math.min(Math.max(0, column - 1), this.#buffer.current.length)
  }

  async #load(): Promise<void> {
    try {
      if ((await this.proc.stat(this.name)).type === 'directory') {
        this.#message = `${this.name} is a directory`
        this.name = ''
        return
      }
      const text = new TextDecoder().decode(await this.proc.readFile(this.name))
      const dos = text.includes('\r\n') && !/[^\r]\n/.test(text)
      const count = this.#buffer.load(dos ? text.replaceAll('\r\n', '\n') : text)
      this.#message = `Read ${count} line${count === 1 ? '' : 's'}${dos ? ' (Converted from DOS format)' : ''}`
      await this.proc.access(this.name, { write: true }).catch((error: unknown) => {
        if (!isErrno(error)) throw error
        this.#message = `File '${this.name}' is unwritable`
      })
    } catch (error) {
      if (!isErrno(error)) throw error
      this.#message = error.code === 'ENOENT' ? 'New File' : `Error reading ${this.name}: ${error.message}`
      if (error.code !== 'ENOENT') this.name = ''
    }
  }

  async run(): Promise<void> {
    for (;;) {
      await this.#view.draw(this.#buffer, this.name, this.#message)
      const key = await this.screen.next()
      if (key.name === 'end' && key.text === '') return
      if (key.name !== 'resize') this.#message = ''
      if (!(await this.#handle(key))) return
    }
  }

  /** False when the editor is left. */
  async #handle(key: Key): Promise<boolean> {
    const cutting = this.#cutting
    this.#cutting = false
    if (this.#move(key.name)) return true
    switch (key.name) {
      case 'ctrl-x':
        return !(await this.#leave())
      case 'ctrl-o':
        await this.#writeOut()
        return true
      case 'ctrl-s':
        if (this.name === '') await this.#writeOut()
        else await this.#save(this.name)
        return true
      case 'ctrl-w':
        await this.#search()
        return true
      case 'alt-w':
        this.#findNext()
        return true
      case 'ctrl-\\':
      case 'ctrl-|':
      case 'alt-r':
        await this.#replace()
        return true
      case 'ctrl-c':
        this.#showLocation()
        return true
      case 'ctrl-_':
      case 'ctrl-\x7f':
      case 'alt-g':
        await this.#goToLine()
        return true
      case 'ctrl-r':
        await this.#insertFile()
        return true
      case 'ctrl-g':
      case 'f1':
        await this.#help()
        return true
      case 'alt-u':
        this.#message = this.#buffer.undo() ? 'Undid edit' : 'Nothing to undo'
        return true
      case 'alt-e':
        this.#message = this.#buffer.redo() ? 'Redid edit' : 'Nothing to redo'
        return true
      case 'alt-a':
      case 'ctrl-^':
        this.#buffer.mark = this.#buffer.mark ? undefined : { ...this.#buffer.cursor }
        this.#message = this.#buffer.mark ? 'Mark Set' : 'Mark Unset'
        return true
      case 'alt-6':
      case 'alt-^':
        this.#copy()
        return true
      case 'ctrl-l':
        this.#view.center(this.#buffer)
        return true
      case 'ctrl-z':
        await this.screen.suspend()
        return true
    }
    this.#edit(key, cutting)
    return true
  }

  #move(name: string): boolean {
    const buffer = this.#buffer
    const page = Math.max(1, this.#view.textRows - 2)
    const vertical: Record<string, number> = {
      up: -1,
      'ctrl-p': -1,
      down: 1,
      'ctrl-n': 1,
      'page-up': -page,
      'ctrl-y': -page,
      'page-down': page,
      'ctrl-v': page,
    }
    const by = vertical[name]
    if (by !== undefined) {
      if (Math.abs(by) > 1) this.#view.scroll(by, buffer)
      buffer.moved(true)
      buffer.vertical(by)
      return true
    }
    switch (name) {
      case 'left':
      case 'ctrl-b':
        buffer.left()
        break
      case 'right':
      case 'ctrl-f':
        buffer.right()
        break
      case 'home':
      case 'ctrl-a':
        buffer.cursor.at = 0
        break
      case 'end':
      case 'ctrl-e':
        buffer.cursor.at = buffer.current.length
        break
      case 'ctrl-left':
      case 'alt-b':
      case 'alt- ':
        buffer.wordLeft()
        break
      case 'ctrl-right':
      case 'alt-f':
      case 'ctrl-space':
        buffer.wordRight()
        break
      case 'ctrl-home':
      case 'alt-\\':
      case 'alt-|':
        buffer.cursor = { line: 0, at: 0 }
        break
      case 'ctrl-end':
      case 'alt-/':
      case 'alt-?':
        buffer.cursor = { line: buffer.lines.length - 1, at: 0 }
        break
      default:
        return false
    }
    buffer.moved()
    return true
  }

  #edit(key: Key, cutting: boolean): void {
    const buffer = this.#buffer
    if (this.readOnly && key.name !== 'escape') {
      this.#message = 'Key is invalid in view mode'
      return
    }
    switch (key.name) {
      case 'char':
        return buffer.change('typing', () => buffer.insert(key.text))
      case 'paste':
        return buffer.change('', () =>
          buffer.insert(key.text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')),
        )
      case 'tab':
        return buffer.change('typing', () => buffer.insert('\t'))
      case 'enter':
        return buffer.change('', () => buffer.insert('\n'))
      case 'backspace':
      case 'ctrl-h':
        return buffer.change('erasing', () => {
          if (buffer.left()) buffer.deleteForward()
        })
      case 'delete':
      case 'ctrl-d':
        return buffer.change('deleting', () => void buffer.deleteForward())
      case 'ctrl-k':
        return this.#cut(cutting)
      case 'ctrl-u':
        if (buffer.clipboard.length === 0) {
          this.#message = 'Cutbuffer is empty'
          return
        }
        return buffer.change('', () => buffer.insert(buffer.clipboard.join('')))
      case 'escape':
      case 'unknown':
      case 'resize':
        return
      default:
        this.#message = `Unbound key: ${shownKey(key.name)}`
    }
  }

  /** ^K again and again collects the lines. */
  #cut(cutting: boolean): void {
    const buffer = this.#buffer
    if (buffer.mark) {
      buffer.change('', () => (buffer.clipboard = [buffer.takeMarked(true)]))
      return
    }
    const { line } = buffer.cursor
    if (line === buffer.lines.length - 1 && buffer.current === '') return
    buffer.change('cutting', () => {
      const [cut] = buffer.lines.splice(line, 1)
      if (buffer.lines.length === 0) buffer.lines.push('')
      buffer.clipboard = [...(cutting ? buffer.clipboard : []), `${cut}\n`]
      buffer.cursor = { line: Math.min(line, buffer.lines.length - 1), at: 0 }
    })
    this.#cutting = true
  }

  #copy(): void {
    const buffer = this.#buffer
    if (buffer.mark) buffer.clipboard = [buffer.takeMarked(false)]
    else {
      buffer.clipboard = [`${buffer.current}\n`]
      buffer.vertical(1)
    }
  }

  async #leave(): Promise<boolean> {
    if (!this.#buffer.modified || this.readOnly) return true
    const answer = await this.#prompts.confirm(this.name, 'Save modified buffer?')
    if (answer === 'no') return true
    if (answer === 'cancel') {
      this.#message = 'Cancelled'
      return false
    }
    return this.#writeOut()
  }

  async #writeOut(): Promise<boolean> {
    const answer = await this.#prompts.ask(this.name, 'File Name to Write: ', this.name)
    if (answer === undefined || answer === '') {
      this.#message = 'Cancelled'
      return false
    }
    if (answer !== this.name && (await this.#exists(answer))) {
      const overwrite = await this.#prompts.confirm(this.name, `File "${answer}" exists; OVERWRITE?`)
      if (overwrite !== 'yes') {
        this.#message = 'Cancelled'
        return false
      }
    }
    return this.#save(answer)
  }

  async #exists(path: string): Promise<boolean> {
    try {
      await this.proc.stat(path)
      return true
    } catch (error) {
      if (isErrno(error)) return false
      throw error
    }
  }

  async #save(path: string): Promise<boolean> {
    const { text } = this.#buffer
    try {
      await this.proc.writeFile(path, text, { mode: 0o666 & ~this.proc.umask() })
    } catch (error) {
      if (!isErrno(error)) throw error
      this.#message = `Error writing ${path}: ${error.message}`
      return false
    }
    this.name = path
    this.#buffer.modified = false
    const count = text === '' ? 0 : text.split('\n').length - 1
    this.#message = `Wrote ${count} line${count === 1 ? '' : 's'}`
    return true
  }

  async #search(): Promise<void> {
    const last = this.#searches.at(-1)
    const answer = await this.#prompts.ask(
      this.name,
      last === undefined ? 'Search: ' : `Search [${last}]: `,
      '',
      this.#searches,
    )
    if (answer === undefined || (answer === '' && last === undefined)) {
      this.#message = 'Cancelled'
      return
    }
    if (answer !== '') this.#searches = [...this.#searches.filter((text) => text !== answer), answer]
    this.#findNext()
  }

  /** Goes to the next match behind the cursor, around the end if need be; true when there is one. */
  #findNext(): boolean {
    const wanted = this.#searches.at(-1)
    if (wanted === undefined) {
      this.#message = 'No current search pattern'
      return false
    }
    const expression = RE2JS.compile(RE2JS.quote(wanted), RE2JS.CASE_INSENSITIVE)
    const { lines, cursor } = this.#buffer
    for (let i = 0; i <= lines.length; i++) {
      const line = (cursor.line + i) % lines.length
      const matcher = expression.matcher(lines[line]!)
      if (!matcher.find(i === 0 ? Math.min(cursor.at + 1, lines[line]!.length) : 0)) continue
      if (i === lines.length && matcher.start() > cursor.at) break
      if (line < cursor.line || i === lines.length)
        this.#message =
          line === cursor.line && matcher.start() === cursor.at
            ? 'This is the only occurrence'
            : 'Search Wrapped'
      this.#buffer.cursor = { line, at: matcher.start() }
      this.#buffer.moved()
      return true
    }
    this.#message = `"${wanted}" not found`
    return false
  }

  async #replace(): Promise<void> {
    const last = this.#searches.at(-1)
    const wanted =
      (await this.#prompts.ask(
        this.name,
        last === undefined ? 'Search (to replace): ' : `Search (to replace) [${last}]: `,
        '',
        this.#searches,
      )) ?? undefined
    const pattern = wanted === '' ? last : wanted
    const replacement =
      pattern === undefined ? undefined : await this.#prompts.ask(this.name, 'Replace with: ')
    if (pattern === undefined || replacement === undefined) {
      this.#message = 'Cancelled'
      return
    }
    this.#searches = [...this.#searches.filter((text) => text !== pattern), pattern]
    await this.#replaceAll(pattern, replacement)
  }

  async #replaceAll(pattern: string, replacement: string): Promise<void> {
    const buffer = this.#buffer
    const expression = RE2JS.compile(RE2JS.quote(pattern), RE2JS.CASE_INSENSITIVE)
    let [count, all] = [0, false]
    for (let line = buffer.cursor.line, at = buffer.cursor.at; line < buffer.lines.length; line++, at = 0) {
      for (;;) {
        const matcher = expression.matcher(buffer.lines[line]!)
        if (at > buffer.lines[line]!.length || !matcher.find(at)) break
        const [start, end] = [matcher.start(), matcher.end()]
        buffer.cursor = { line, at: start }
        const answer = all ? 'yes' : await this.#prompts.confirm(this.name, 'Replace this instance?', true)
        if (answer === 'cancel') return
        if (answer === 'all') all = true
        if (answer !== 'no') {
          const text = buffer.lines[line]!
          buffer.change(
            all ? 'replacing' : '',
            () => (buffer.lines[line] = text.slice(0, start) + replacement + text.slice(end)),
          )
          count++
        }
        at = answer === 'no' ? end : start + replacement.length
      }
    }
    this.#message =
      count === 0 ? `"${pattern}" not found` : `Replaced ${count} occurrence${count === 1 ? '' : 's'}`
  }

  #showLocation(): void {
    const { lines, cursor, current } = this.#buffer
    const before = lines.slice(0, cursor.line).reduce((sum, line) => sum + line.length + 1, cursor.at)
    const total = lines.reduce((sum, line) => sum + line.length + 1, -1)
    const percent = (part: number, whole: number): string =>
      `${String(whole === 0 ? 100 : Math.floor((part * 100) / whole)).padStart(2)}%`
    const [column, width] = [columnOf(current, cursor.at) + 1, columnOf(current, current.length) + 1]
    this.#message = `line ${cursor.line + 1}/${lines.length} (${percent(cursor.line + 1, lines.length)}), col ${column}/${width} (${percent(column, width)}), char ${before}/${total} (${percent(before, total)})`
  }

  async #goToLine(): Promise<void> {
    const answer = await this.#prompts.ask(this.name, 'Enter line number, column number: ')
    const match = /^\s*(-?\d*)\s*[,.; ]?\s*(\d*)\s*$/.exec(answer ?? '')
    if (answer === undefined || !match || (match[1] === '' && match[2] === '')) {
      this.#message = answer === undefined ? 'Cancelled' : 'Invalid line or column number'
      return
    }
    const buffer = this.#buffer
    const line = match[1] === '' ? buffer.cursor.line + 1 : Number(match[1])
    const target = line < 0 ? buffer.lines.length + line : line - 1
    buffer.cursor = { line: Math.max(0, Math.min(buffer.lines.length - 1, target)), at: 0 }
    buffer.cursor.at = Math.min(Math.max(0, Number(match[2] || 1) - 1), buffer.current.length)
    buffer.moved()
    this.#view.center(buffer)
  }

  async #insertFile(): Promise<void> {
    const path = await this.#prompts.ask(this.name, 'File to insert [from ./]: ')
    if (path === undefined || path === '') {
      this.#message = 'Cancelled'
      return
    }
    try {
      const text = await this.proc.readText(path)
      this.#buffer.change('', () => this.#buffer.insert(text))
      const count = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
      this.#message = `Inserted ${count} line${count === 1 ? '' : 's'}`
    } catch (error) {
      if (!isErrno(error)) throw error
      this.#message =
        error.code === 'ENOENT' ? `File "${path}" not found` : `Error reading ${path}: ${error.message}`
    }
  }

  async #help(): Promise<void> {
    const text = new TextBuffer()
    text.load(helpText)
    const view = new View(this.screen)
    for (;;) {
      await view.draw(text, 'Main nano help text', '', undefined)
      const { name, text: typed } = await this.screen.next()
      if (name === 'ctrl-x' || name === 'ctrl-c' || typed === 'q' || name === 'end') return
      const page = view.textRows - 1
      const by = { up: -1, down: 1, 'page-up': -page, 'ctrl-y': -page, 'page-down': page, 'ctrl-v': page }[
        name
      ]
      if (by === undefined) continue
      view.scroll(by, text)
      text.vertical(by)
    }
  }
}

const shownKey = (name: string): string =>
  name.startsWith('ctrl-')
    ? `^${name.slice(5).toUpperCase()}`
    : name.startsWith('alt-')
      ? `M-${name.slice(4).toUpperCase()}`
      : name

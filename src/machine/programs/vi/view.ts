import { reversed } from '../terminal/full-screen.ts'
import { textWidth } from '../terminal/width.ts'
import { cellsOf, columnOf, type Cell } from './columns.ts'
import { matchesIn } from './pattern.ts'
import { isBefore } from './position.ts'
import type { Message, Session } from './session.ts'
import { selection } from './visual.ts'

const modes: Readonly<Record<string, string>> = {
  insert: '-- INSERT --',
  replace: '-- REPLACE --',
  visual: '-- VISUAL --',
  line: '-- VISUAL LINE --',
  block: '-- VISUAL BLOCK --',
}

/** Draws the window of a session. */
export class View {
  #cursor = { row: 0, column: 0 }
  #settled: { top: number; message: Message } = { top: 0, message: { text: '' } }

  constructor(private readonly session: Session) {}

  get #height(): number {
    return Math.max(1, this.session.screen.rows - 1)
  }

  get #numberWidth(): number {
    const { settings, text } = this.session
    if (!settings.is('number') && !settings.is('relativenumber')) return 0
    return Math.max(4, String(text.lines.length).length + 1)
  }

  get #width(): number {
    return Math.max(1, this.session.screen.columns - this.#numberWidth)
  }

  /** How many rows a line takes. */
  #rowsFor(line: number): number {
    const { text, settings, cursor, mode } = this.session
    if (!settings.is('wrap')) return 1
    const content = text.line(line)
    if (content.length < this.#width && !/[^\x20-\x7e]/.test(content)) return 1
    let width = columnOf(content, content.length, settings)
    // Behind a full last row the cursor needs one more.
    if (line === cursor.line && (mode === 'insert' || mode === 'replace') && cursor.at >= content.length)
      width++
    return Math.max(1, Math.ceil(width / this.#width))
  }

  #rowsBetween(from: number, to: number, limit: number): number {
    let rows = 0
    for (let line = from; line <= to && rows <= limit; line++) rows += this.#rowsFor(line)
    return rows
  }

  /** Moves the window so that the cursor's line is in it: a little, or with the line in the middle. */
  #scroll(): void {
    const { session } = this
    const { line } = session.cursor
    const height = this.#height
    const margin = Math.min(session.settings.number('scrolloff'), Math.floor((height - 1) / 2))
    session.top = Math.max(0, Math.min(session.top, session.text.last))
    if (line < session.top + margin) {
      const wanted = Math.max(0, line - margin)
      const away = this.#rowsBetween(wanted, session.top - 1, height)
      session.top = away >= Math.floor(height / 2) ? this.#centred(line) : wanted
      return
    }
    const last = Math.min(session.text.last, line + margin)
    if (this.#rowsBetween(session.top, last, height) <= height) return
    const bottom = this.#topFor(last)
    const isFar = this.#rowsBetween(this.#bottom() + 1, line, height) > height
    session.top = isFar || this.#farBelow(line) ? this.#centred(line) : bottom
  }

  #bottom(): number {
    let rows = 0
    let line = this.session.top
    for (; line <= this.session.text.last; line++) {
      rows += this.#rowsFor(line)
      if (rows > this.#height) return line - 1
    }
    return this.session.text.last
  }

  #farBelow(line: number): boolean {
    return line - this.#bottom() >= this.#height
  }

  /** The top with which a line stands at the bottom. */
  #topFor(line: number): number {
    let rows = this.#rowsFor(line)
    let top = line
    while (top > 0 && rows + this.#rowsFor(top - 1) <= this.#height) {
      top--
      rows += this.#rowsFor(top)
    }
    return top
  }

  #centred(line: number): number {
    let rows = 0
    let top = line
    const above = Math.floor((this.#height - this.#rowsFor(line)) / 2)
    while (top > 0 && rows + this.#rowsFor(top - 1) <= above) {
      top--
      rows += this.#rowsFor(top)
    }
    // The text's end stays at the bottom.
    return Math.min(top, Math.max(this.#topFor(this.session.text.last), 0))
  }

  /** Moves the window to where the cursor is; an old message is left behind. */
  settle(): void {
    const { session } = this
    this.#scroll()
    if (this.#settled.top !== session.top && this.#settled.message === session.message)
      session.message = { text: '' }
    this.#settled = { top: session.top, message: session.message }
  }

  async draw(): Promise<void> {
    this.settle()
    const { session } = this
    const { screen, text } = session
    const height = this.#height
    const rows: string[] = []
    this.#cursor = { row: 0, column: 0 }
    for (let line = session.top; line <= text.last && rows.length < height; line++) {
      const drawn = this.#line(line, rows.length)
      if (rows.length + drawn.length > height && rows.length > 0) {
        while (rows.length < height) rows.push('@')
        break
      }
      rows.push(...drawn)
    }
    rows.length = Math.min(rows.length, height)
    while (rows.length < height) rows.push('~')
    if (session.intro) this.#introduce(rows)
    const status = this.#status()
    await screen.draw([...rows, status.text], status.cursor ?? this.#cursor)
  }

  #introduce(rows: string[]): void {
    const lines = [
      "VI - Sandcloud's own, after Vi IMproved",
      '',
      'type  :q<Enter>               to exit         ',
      'type  :help<Enter>            for on-line help',
    ]
    const first = Math.floor((this.#height - lines.length) / 2)
    const width = this.session.screen.columns
    lines.forEach((line, i) => {
      const left = Math.floor((width - line.length) / 2)
      if (first + i > 0 && left > 0 && line !== '') rows[first + i] = `~${' '.repeat(left - 1)}${line}`
    })
  }

  /** The rows of one line. */
  #line(line: number, row: number): string[] {
    const { session } = this
    const { settings, text, cursor } = session
    const content = text.line(line)
    const width = this.#width
    const numbers = this.#number(line)
    const limit = width * (this.#height + 1)
    const shift = settings.is('wrap') ? 0 : this.#sideways()
    const cells = cellsOf(content, settings, limit + shift)
    const marked = this.#marks(line, content)
    const rows: string[] = []
    let current = ''
    let column = 0
    let isMarked = false
    const isInserting = session.mode === 'insert' || session.mode === 'replace'
    const place = (cell: Cell | undefined): void => {
      // On a tab, the cursor stands at its end; in insert mode at its beginning.
      const inside =
        cell && !isInserting && !session.isVisual && content[cell.at] === '\t' && !settings.is('list')
          ? cell.width - 1
          : 0
      const whole = column + inside
      this.#cursor = {
        row: row + rows.length + (settings.is('wrap') ? Math.floor(whole / width) : 0),
        column: (settings.is('wrap') ? whole % width : Math.min(width - 1, whole)) + this.#numberWidth,
      }
    }
    let skipped = 0
    for (const cell of cells) {
      if (skipped < shift) {
        skipped += cell.width
        continue
      }
      let pieces = [cell.text]
      if (column + cell.width > width) {
        if (!settings.is('wrap')) break
        if (cell.text.length > 1 && /^ +$/.test(cell.text))
          pieces = [cell.text.slice(0, width - column), cell.text.slice(width - column)]
        else {
          rows.push(
            (rows.length === 0 ? numbers : ' '.repeat(this.#numberWidth)) +
              current +
              (isMarked ? '\x1b[27m' : ''),
          )
          current = isMarked ? '\x1b[7m' : ''
          column = 0
        }
      }
      if (line === cursor.line && cell.at === cursor.at) place(cell)
      const isOn = marked.some(({ from, to }) => cell.at >= from && cell.at < to)
      if (isOn !== isMarked) {
        current += isOn ? '\x1b[7m' : '\x1b[27m'
        isMarked = isOn
      }
      pieces.forEach((piece, i) => {
        if (i > 0) {
          rows.push((rows.length === 0 ? numbers : ' '.repeat(this.#numberWidth)) + current)
          current = isMarked ? '\x1b[7m' : ''
          column = 0
        }
        current += piece
        column += i === 0 && pieces.length === 1 ? cell.width : piece.length
      })
    }
    if (isMarked) current += '\x1b[27m'
    if (line === cursor.line && cursor.at >= content.length) place(undefined)
    if (marked.some(({ to }) => to > content.length) && column < width) current += reversed(' ')
    rows.push(
      (rows.length === 0 ? numbers : ' '.repeat(this.#numberWidth)) +
        current +
        (settings.is('list') ? '$' : ''),
    )
    if (line === cursor.line && this.#cursor.row >= row + rows.length && isInserting) rows.push('')
    return rows
  }

  #sideways(): number {
    const { line, cursor, settings } = this.session
    const column = columnOf(line, cursor.at, settings)
    return column < this.#width ? 0 : column - Math.floor(this.#width / 2)
  }

  #number(line: number): string {
    const width = this.#numberWidth
    if (width === 0) return ''
    const { settings, cursor } = this.session
    const isOwn = line === cursor.line
    const number =
      settings.is('relativenumber') && !(isOwn && settings.is('number'))
        ? Math.abs(line - cursor.line)
        : line + 1
    const text =
      settings.is('relativenumber') && settings.is('number') && isOwn
        ? String(number).padEnd(width - 1)
        : String(number).padStart(width - 1)
    return `\x1b[33m${text} \x1b[39m`
  }

  /** What of a line is shown in reverse: the selection, matches. */
  #marks(line: number, content: string): { from: number; to: number }[] {
    const { session } = this
    if (session.isVisual) return this.#selected(line, content)
    const { incremental } = session
    if (incremental) return incremental.line === line ? [{ from: incremental.from, to: incremental.to }] : []
    if (!session.settings.is('hlsearch') || !session.isHighlighting || !session.searchedFor) return []
    try {
      return matchesIn(session.compile(''), content).filter(({ from, to }) => to > from)
    } catch {
      return []
    }
  }

  #selected(line: number, content: string): { from: number; to: number }[] {
    const { session } = this
    const region = selection(session)
    if (line < region.from.line || line > region.to.line) return []
    if (region.linewise) return [{ from: 0, to: content.length + 1 }]
    if (region.columns) {
      let column = 0
      let [from, to] = [-1, -1]
      for (const cell of cellsOf(content, session.settings)) {
        const last = column + cell.width - 1
        if (last >= region.columns.from && column <= region.columns.to) {
          if (from < 0) from = cell.at
          to = cell.at + 1
        }
        column += cell.width
      }
      return from < 0 ? [] : [{ from, to }]
    }
    const end = { line, at: content.length + 1 }
    return [
      {
        from: line === region.from.line ? region.from.at : 0,
        to: isBefore(end, region.to) ? end.at : line === region.to.line ? region.to.at : end.at,
      },
    ]
  }

  #status(): { text: string; cursor?: { row: number; column: number } } {
    const { session } = this
    const { screen } = session
    if (session.prompt) {
      const { text, cursor } = session.prompt
      const most = screen.columns - 1
      const from = Math.max(0, cursor - most)
      return {
        text: text.slice(from, from + most),
        cursor: { row: screen.rows - 1, column: Math.min(most, textWidth(text.slice(from, cursor))) },
      }
    }
    const mode = session.settings.is('showmode') ? (modes[session.mode] ?? '') : ''
    const paste = session.mode === 'insert' && session.settings.is('paste') ? '-- INSERT (paste) --' : mode
    const recording = session.recording ? `recording @${session.recording.register}` : ''
    const { text, isError } = session.message
    const own = paste || recording ? `${paste}${recording}` : text
    const room = session.settings.is('ruler') ? screen.columns - 18 : screen.columns
    const shortened = [...own].length > room - 1 ? shorten(own, room - 1) : own
    const coloured =
      isError && own === text
        ? `\x1b[41;37m${shortened}\x1b[m`
        : paste
          ? `\x1b[1m${shortened}\x1b[m`
          : shortened
    if (!session.settings.is('ruler') || screen.columns < 40) return { text: coloured }
    return { text: `${coloured}${' '.repeat(Math.max(0, room - textWidth(shortened)))}${this.#ruler()}` }
  }

  #ruler(): string {
    const { session } = this
    const { cursor, text, settings, line } = session
    const index = new TextEncoder().encode(line.slice(0, cursor.at)).length
    let shown = columnOf(line, cursor.at, settings)
    const isInserting = session.mode === 'insert' || session.mode === 'replace'
    if (line[cursor.at] === '\t' && !isInserting) shown = columnOf(line, cursor.at + 1, settings) - 1
    const column = line === '' ? '0-1' : index === shown ? String(index + 1) : `${index + 1}-${shown + 1}`
    const place = `${text.isEmpty ? 0 : cursor.line + 1},${column}`
    const [first, last] = [session.top, this.#bottom()]
    const share =
      first === 0 && last >= text.last
        ? 'All'
        : first === 0
          ? 'Top'
          : last >= text.last
            ? 'Bot'
            : `${String(Math.floor((first * 100) / (first + text.last - last))).padStart(2)}%`
    return `${place.padEnd(14)}${share}`.slice(0, 18)
  }
}

/** A message that is too long loses its middle. */
const shorten = (text: string, width: number): string => {
  const chars = [...text]
  const half = Math.max(1, Math.floor((width - 3) / 2))
  return `${chars.slice(0, half).join('')}...${chars.slice(chars.length - (width - 3 - half)).join('')}`
}

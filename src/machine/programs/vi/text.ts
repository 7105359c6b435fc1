import type { Position } from './position.ts'

/** Lines that took the place of others, so that it can be taken back. */
interface Replacement {
  line: number
  removed: string[]
  inserted: string[]
  /** Whether there was no line at all before, and after. */
  wasEmpty: boolean
  isEmpty: boolean
}

interface Change {
  replacements: Replacement[]
  cursor: Position
  /** Which state the text had before: to know whether it is the one that was saved. */
  state: number
  /** Which change it is, counted from 1, and when it was made. */
  number: number
  time: number
}

const deepestUndo = 1000

/** The lines that are edited, with the history of their changes. */
export class Text {
  lines: string[] = ['']
  /** There is no line, and one without anything stands for it. */
  isEmpty = true
  #undo: Change[] = []
  #redo: Change[] = []
  #open: Change | undefined
  #state = 0
  #states = 0
  #saved = 0
  #changes = 0
  /** Line U takes back to what it was when the cursor came. */
  #original: { line: number; text: string } | undefined

  constructor(private readonly now: () => number) {}

  get modified(): boolean {
    return this.#state !== this.#saved
  }

  /** How many changes there were: what has to be looked at again has another number. */
  get version(): number {
    return this.#state
  }

  markSaved(): void {
    this.#saved = this.#state
  }

  load(lines: string[]): void {
    this.lines = lines.length > 0 ? lines : ['']
    this.isEmpty = lines.length === 0
    this.#undo = []
    this.#redo = []
    this.#open = undefined
    this.#state = this.#saved = ++this.#states
    this.#original = undefined
  }

  get last(): number {
    return this.lines.length - 1
  }

  line(line: number): string {
    return this.lines[line] ?? ''
  }

  /** What happens until `endChange` is taken back as one. */
  beginChange(cursor: Position): void {
    this.#open ??= { replacements: [], cursor: { ...cursor }, state: this.#state, number: 0, time: 0 }
  }

  endChange(): void {
    if (this.#open && this.#open.replacements.length > 0) {
      this.#undo.push({ ...this.#open, number: ++this.#changes, time: this.now() })
      if (this.#undo.length > deepestUndo) this.#undo.shift()
      this.#redo = []
    }
    this.#open = undefined
  }

  replace(line: number, count: number, inserted: readonly string[]): void {
    const wasEmpty = this.isEmpty
    const removed = splice(this.lines, line, count, inserted)
    if (this.#original?.line !== line || count !== 1 || inserted.length !== 1)
      this.#original = count === 1 && inserted.length === 1 ? { line, text: removed[0]! } : undefined
    this.#state = ++this.#states
    this.isEmpty = this.lines.length === 0
    this.#open?.replacements.push({ line, removed, inserted: [...inserted], wasEmpty, isEmpty: this.isEmpty })
    if (this.isEmpty) this.lines.push('')
  }

  setLine(line: number, text: string): void {
    if (this.lines[line] !== text) this.replace(line, 1, [text])
  }

  /** What stands between two places, the second left out. */
  between(from: Position, to: Position): string[] {
    if (from.line === to.line) return [this.line(from.line).slice(from.at, to.at)]
    return [
      this.line(from.line).slice(from.at),
      ...this.lines.slice(from.line + 1, to.line),
      this.line(to.line).slice(0, to.at),
    ]
  }

  remove(from: Position, to: Position): void {
    this.replace(from.line, to.line - from.line + 1, [
      this.line(from.line).slice(0, from.at) + this.line(to.line).slice(to.at),
    ])
  }

  insert(place: Position, lines: readonly string[]): void {
    const text = this.line(place.line)
    const [head, tail] = [text.slice(0, place.at), text.slice(place.at)]
    if (lines.length === 1) return this.replace(place.line, 1, [head + lines[0]! + tail])
    this.replace(place.line, 1, [head + lines[0]!, ...lines.slice(1, -1), lines.at(-1)! + tail])
  }

  /** Takes the last change back; where the cursor goes, and how many lines changed. */
  undo(): { cursor: Position; change: Change } | undefined {
    const change = this.#undo.pop()
    if (!change) return undefined
    for (const { line, removed, inserted, wasEmpty, isEmpty } of change.replacements.toReversed())
      this.#exchange(line, inserted.length + (isEmpty ? 1 : 0), removed, wasEmpty)
    this.#redo.push({ ...change, state: this.#state })
    this.#state = change.state
    // The line below the cursor's own, as o makes it, leads back to the cursor.
    const first = change.replacements[0]!.line
    const line = change.cursor.line + 1 === first ? change.cursor.line : first
    return { cursor: { ...change.cursor, line }, change }
  }

  redo(): { cursor: Position; change: Change } | undefined {
    const change = this.#redo.pop()
    if (!change) return undefined
    const before = this.#state
    for (const { line, removed, inserted, wasEmpty, isEmpty } of change.replacements)
      this.#exchange(line, removed.length + (wasEmpty && removed.length === 0 ? 1 : 0), inserted, isEmpty)
    this.#state = change.state
    this.#undo.push({ ...change, state: before })
    return { cursor: { line: change.replacements[0]!.line, at: change.cursor.at }, change }
  }

  #exchange(line: number, count: number, lines: readonly string[], isEmpty: boolean): void {
    splice(this.lines, line, count, lines)
    this.isEmpty = isEmpty
    if (this.lines.length === 0) this.lines.push('')
  }

  /** U: the line as it was before the latest changes to it. */
  restoreLine(line: number): boolean {
    if (this.#original?.line !== line) return false
    const { text } = this.#original
    this.#original = undefined
    this.replace(line, 1, [text])
    return true
  }
}

/** Array.splice takes its items as arguments, and there may be too many of them. */
const splice = (lines: string[], at: number, count: number, items: readonly string[]): string[] => {
  if (items.length < 10_000) return lines.splice(at, count, ...items)
  const removed = lines.splice(at, count)
  const rest = lines.splice(at)
  for (const item of items) lines.push(item)
  for (const item of rest) lines.push(item)
  return removed
}

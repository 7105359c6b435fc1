/** The line being edited: characters (code points) and a cursor. */
export class LineBuffer {
  chars: string[] = []
  cursor = 0
  /** What ^K, ^U, ^W cut last, for ^Y. */
  killed = ''
  #undo: { chars: string[]; cursor: number }[] = []

  get text(): string {
    return this.chars.join('')
  }

  get beforeCursor(): string {
    return this.chars.slice(0, this.cursor).join('')
  }

  set(text: string, cursor = Infinity): void {
    this.chars = [...text]
    this.cursor = Math.min(cursor, this.chars.length)
  }

  remember(): void {
    this.#undo.push({ chars: [...this.chars], cursor: this.cursor })
    if (this.#undo.length > 200) this.#undo.shift()
  }

  undo(): boolean {
    const last = this.#undo.pop()
    if (!last) return false
    this.chars = last.chars
    this.cursor = last.cursor
    return true
  }

  forgetUndo(): void {
    this.#undo = []
  }

  insert(text: string): void {
    const added = [...text]
    this.chars = [...this.chars.slice(0, this.cursor), ...added, ...this.chars.slice(this.cursor)]
    this.cursor += added.length
  }

  /** Removes between two positions and gives what was there. */
  remove(from: number, to: number): string {
    const removed = this.chars.slice(from, to).join('')
    this.chars = [...this.chars.slice(0, from), ...this.chars.slice(to)]
    this.cursor = from
    return removed
  }

  kill(from: number, to: number): void {
    if (from < to) this.killed = this.remove(from, to)
  }

  /** Where the word before the cursor starts; words are letters and digits, or all but blanks. */
  wordStart(byBlanks = false): number {
    const inWord = (char: string): boolean => (byBlanks ? !/\s/.test(char) : /[\p{L}\p{N}]/u.test(char))
    let at = this.cursor
    while (at > 0 && !inWord(this.chars[at - 1]!)) at--
    while (at > 0 && inWord(this.chars[at - 1]!)) at--
    return at
  }

  wordEnd(): number {
    const inWord = (char: string): boolean => /[\p{L}\p{N}]/u.test(char)
    let at = this.cursor
    while (at < this.chars.length && !inWord(this.chars[at]!)) at++
    while (at < this.chars.length && inWord(this.chars[at]!)) at++
    return at
  }

  transpose(): void {
    if (this.cursor === 0 || this.chars.length < 2) return
    const at = Math.min(this.cursor, this.chars.length - 1)
    const [a, b] = [this.chars[at - 1]!, this.chars[at]!]
    this.chars[at - 1] = b
    this.chars[at] = a
    this.cursor = at + 1
  }

  changeWord(change: (word: string) => string): void {
    const end = this.wordEnd()
    const word = this.remove(this.cursor, end)
    this.insert(change(word))
  }
}

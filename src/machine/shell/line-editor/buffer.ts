const killLimit = 10

/** The line being edited: characters (code points) and a cursor. */
export class LineBuffer {
  chars: string[] = []
  cursor = 0
  /** What ^K, ^U, ^W cut, the last one at the end: for ^Y, and M-y behind it. */
  readonly #kills: string[] = []
  #yanked = { from: 0, length: 0, kill: 0 }
  /** The next kill adds to the one before. */
  joinsKills = false
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
    if (from >= to) return
    const before = this.joinsKills ? (this.#kills.pop() ?? '') : ''
    const backwards = to === this.cursor
    const cut = this.remove(from, to)
    this.#kills.push(backwards ? cut + before : before + cut)
    if (this.#kills.length > killLimit) this.#kills.shift()
  }

  yank(): void {
    this.#insertKill(this.#kills.length - 1)
  }

  /** M-y: an older kill in the place of the one that was just put there. */
  yankOlder(): void {
    const { from, length, kill } = this.#yanked
    this.remove(from, from + length)
    this.#insertKill(kill > 0 ? kill - 1 : this.#kills.length - 1)
  }

  #insertKill(kill: number): void {
    const text = this.#kills[kill] ?? ''
    this.#yanked = { from: this.cursor, length: Array.from(text).length, kill }
    this.insert(text)
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

  /** The word before the cursor and the one at it change places. */
  transposeWords(): void {
    const end = this.wordEnd()
    this.cursor = end
    const second = this.wordStart()
    this.cursor = second
    const first = this.wordStart()
    this.cursor = first
    const firstEnd = this.wordEnd()
    if (first === second || firstEnd > second) {
      this.cursor = end
      return
    }
    const [a, between, b] = [
      this.chars.slice(first, firstEnd),
      this.chars.slice(firstEnd, second),
      this.chars.slice(second, end),
    ]
    this.chars = [...this.chars.slice(0, first), ...b, ...between, ...a, ...this.chars.slice(end)]
    this.cursor = end
  }

  removeBlanks(): void {
    let [from, to] = [this.cursor, this.cursor]
    while (from > 0 && /[ \t]/.test(this.chars[from - 1]!)) from--
    while (to < this.chars.length && /[ \t]/.test(this.chars[to]!)) to++
    this.remove(from, to)
  }

  changeWord(change: (word: string) => string): void {
    const end = this.wordEnd()
    const word = this.remove(this.cursor, end)
    this.insert(change(word))
  }
}

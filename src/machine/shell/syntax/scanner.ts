/** The first thing that makes a text no program, in bash's words. */
export class SyntaxMistake extends Error {
  constructor(
    message: string,
    readonly position: number,
    /** The line is shown behind the message, but not where the end of the text is the mistake. */
    readonly atEnd = false,
    readonly status = 2,
  ) {
    super(message)
  }
}

export interface Token {
  kind: 'word' | 'operator' | 'newline' | 'end'
  text: string
  start: number
}

const operators =
  ';;& &>> <<- <<< ;; ;& && || |& &> >> << <& >& <> >| ; & | ( ) < >'.split(' ').sort((a, b) => b.length - a.length) // prettier-ignore

export const isRedirection = (text: string): boolean => /[<>]/.test(text)

/** Cuts a script into tokens as bash's reader does, knowing quotes, substitutions and here-documents. */
export abstract class Scanner {
  protected at = 0
  #documents: { delimiter: string; tabs: boolean }[] = []
  #peeked: Token | undefined
  #finalNewline = false

  constructor(protected readonly text: string) {}

  /** Parses the commands of a `$(…)` up to its parenthesis. */
  protected abstract substitution(): void

  peek(): Token {
    return (this.#peeked ??= this.#read())
  }

  next(): Token {
    const token = this.peek()
    this.#peeked = undefined
    return token
  }

  /** Where the text stands behind what `peek` has looked at. */
  protected forgetPeeked(): void {
    if (this.#peeked) this.at = this.#peeked.start
    this.#peeked = undefined
  }

  expectDocument(delimiter: string, tabs: boolean): void {
    this.#documents.push({ delimiter: delimiter.replace(/\\(.)|['"]/g, '$1'), tabs })
  }

  #read(): Token {
    this.#skipBlanks()
    const start = this.at
    const char = this.text[start]
    if (char === undefined) {
      // The reader sees a newline behind the last line in any case.
      if (this.#finalNewline) return { kind: 'end', text: '', start }
      this.#finalNewline = true
      return { kind: 'newline', text: '\n', start }
    }
    if (char === '\n') {
      this.at++
      this.#skipDocuments()
      return { kind: 'newline', text: '\n', start }
    }
    const substitutes = /^[<>]\(/.test(this.text.slice(start, start + 2))
    const operator = substitutes ? undefined : operators.find((text) => this.text.startsWith(text, start))
    if (operator) {
      this.at += operator.length
      return { kind: 'operator', text: operator, start }
    }
    this.#word()
    return { kind: 'word', text: this.text.slice(start, this.at), start }
  }

  #skipBlanks(): void {
    for (;;) {
      const char = this.text[this.at]
      if (char === ' ' || char === '\t') this.at++
      else if (char === '\\' && this.text[this.at + 1] === '\n') this.at += 2
      else if (char === '#') while (this.at < this.text.length && this.text[this.at] !== '\n') this.at++
      else return
    }
  }

  #skipDocuments(): void {
    for (const { delimiter, tabs } of this.#documents.splice(0)) {
      while (this.at < this.text.length) {
        const end = this.text.indexOf('\n', this.at)
        const line = this.text.slice(this.at, end < 0 ? undefined : end)
        this.at = end < 0 ? this.text.length : end + 1
        if ((tabs ? line.replace(/^\t+/, '') : line) === delimiter) break
      }
    }
  }

  #word(): void {
    const start = this.at
    for (;;) {
      const char = this.text[this.at]
      if (char === undefined || /[ \t\n;&|)]/.test(char)) return
      const begins = this.text[this.at + 1] === '('
      if ((char === '<' || char === '>') && !(begins && this.at === start)) {
        if (!begins) return
      }
      if (char === '(') {
        const before = this.text.slice(start, this.at)
        if (/^[A-Za-z_]\w*(\[[^\]]*\])?\+?=$/.test(before)) this.#balanced(')', this.at, 1)
        else if (/[?*+@!]$/.test(before) && before.length > 1) this.#balanced(')', this.at)
        else return
      } else if ((char === '<' || char === '>') && begins) {
        this.at += 2
        this.substitution()
      } else if (/[?*+@!]/.test(char) && begins && this.at === start) {
        this.at++
        this.#balanced(')', this.at)
      } else this.#step()
    }
  }

  /** One character, or one quoted or substituted stretch. */
  #step(): void {
    const char = this.text[this.at]
    if (char === '\\') this.at += 2
    else if (char === "'") this.#until("'", this.at)
    else if (char === '"') this.#double()
    else if (char === '`') this.#backquote()
    else if (char === '$') this.#dollar()
    else this.at++
    this.at = Math.min(this.at, this.text.length)
  }

  #dollar(): void {
    const start = this.at
    const following = this.text[start + 1]
    this.at += 2
    if (following === '(' && this.text[start + 2] === '(') this.#balanced(')', start + 1)
    else if (following === '(') this.substitution()
    else if (following === '{') this.#balanced('}', start + 1)
    else if (following === "'") this.#ansi(start + 1)
    else this.at = start + 1
  }

  #until(closer: string, open: number): void {
    const end = this.text.indexOf(closer, open + 1)
    if (end < 0) this.#unclosed(closer, open)
    this.at = end + 1
  }

  #ansi(open: number): void {
    for (this.at = open + 1; this.text[this.at] !== "'"; this.at++) {
      if (this.at >= this.text.length) this.#unclosed("'", open)
      if (this.text[this.at] === '\\') this.at++
    }
    this.at++
  }

  #backquote(): void {
    const open = this.at
    for (this.at++; this.text[this.at] !== '`'; this.at++) {
      if (this.at >= this.text.length) this.#unclosed('`', open)
      if (this.text[this.at] === '\\') this.at++
    }
    this.at++
  }

  #double(): void {
    const open = this.at
    this.at++
    while (this.text[this.at] !== '"') {
      if (this.at >= this.text.length) this.#unclosed('"', open)
      const char = this.text[this.at]
      if (char === '$' || char === '`' || char === '\\') this.#step()
      else this.at++
    }
    this.at++
  }

  /** From an opening bracket at `open` to the one that closes it. */
  #balanced(closer: string, open: number, status = 2): void {
    const opener = this.text[open]!
    let depth = 1
    this.at = open + 1
    while (depth > 0) {
      const char = this.text[this.at]
      if (char === undefined) this.#unclosed(closer, open, status)
      if (char === opener && opener !== '{') depth++
      if (char === closer) {
        depth--
        this.at++
      } else this.#step()
    }
  }

  /** `((…))`: false, with nothing read, when it is two subshells instead. */
  protected arithmetic(): boolean {
    const start = this.at
    let depth = 0
    for (let i = start; i < this.text.length; i++) {
      const char = this.text[i]
      if (char === '(') depth++
      if (char === ')' && --depth === 0) {
        if (this.text[i - 1] !== ')') return false
        this.at = i + 1
        return true
      }
    }
    return false
  }

  #unclosed(closer: string, position: number, status = 2): never {
    throw new SyntaxMistake(`unexpected EOF while looking for matching \`${closer}'`, position, true, status)
  }
}

/** A `!` that names nothing, or asks for what is not there. */
export class HistoryProblem extends Error {}

export interface Expanded {
  text: string
  /** `:p`: it is shown and kept, but not run. */
  shownOnly: boolean
}

/** The last `:s`, for `:&`. */
interface Memory {
  from?: string
  to?: string
}

/** `!!`, `!n`, `!text`, `!$`, `!!:2:s/a/b/`, `^old^new^`; undefined when the line uses none of them. */
export const expandHistory = (line: string, entries: readonly string[]): Expanded | undefined => {
  const quick = /^\^([^^]+)\^([^^]*)(?:\^(.*))?$/s.exec(line)
  if (quick) {
    const last = entries.at(-1)
    if (!last?.includes(quick[1]!)) throw new HistoryProblem(`:s${line}: substitution failed`)
    return { text: last.replace(quick[1]!, () => quick[2]!) + (quick[3] ?? ''), shownOnly: false }
  }
  if (!line.includes('!')) return undefined
  return new HistoryLine(line, entries).run()
}

class HistoryLine {
  #at = 0
  #result = ''
  #changed = false
  #shownOnly = false
  readonly #memory: Memory = {}

  constructor(
    private readonly line: string,
    private readonly entries: readonly string[],
  ) {}

  run(): Expanded | undefined {
    let quote = ''
    while (this.#at < this.line.length) {
      const char = this.line[this.#at]!
      if (char === '\\' && quote !== "'") {
        this.#result += char + (this.line[this.#at + 1] ?? '')
        this.#at += 2
        continue
      }
      if (quote === char) quote = ''
      else if (!quote && (char === "'" || char === '"')) quote = char
      if (char === '!' && quote !== "'" && this.#begins(quote)) this.#event()
      else {
        this.#result += char
        this.#at++
      }
    }
    return this.#changed ? { text: this.#result, shownOnly: this.#shownOnly } : undefined
  }

  /** A blank, =, ( or a closing quote behind a ! leaves it as it is. */
  #begins(quote: string): boolean {
    const next = this.line[this.#at + 1]
    return next !== undefined && !/[\s=(]/.test(next) && !(quote === '"' && next === '"')
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.line.slice(this.#at))
    if (match) this.#at += match[0].length
    return match ?? undefined
  }

  #event(): void {
    const start = this.#at++
    let entry: string | undefined
    const match = this.#take(/^(?:(!)|(#)|(-?\d+)|\?([^?\n]+)\??|(?=[:$^*]|-\D)|([^\s;&()|<>:$^*"'!?]+))/)
    if (!match) {
      this.#result += '!'
      return
    }
    const [, last, present, number, contained, prefix] = match
    if (last) entry = this.entries.at(-1)
    else if (present) entry = this.#result
    else if (number) entry = this.entries.at(Number(number) < 0 ? Number(number) : Number(number) - 1)
    else if (contained) entry = this.entries.findLast((candidate) => candidate.includes(contained))
    else if (prefix) entry = this.entries.findLast((candidate) => candidate.startsWith(prefix))
    else entry = this.entries.at(-1)
    if (entry === undefined) throw new HistoryProblem(`${this.line.slice(start, this.#at)}: event not found`)
    this.#changed = true
    this.#result += this.#modified(this.#designated(entry))
  }

  /** The words that a designator chooses; all of them without one. */
  #designated(entry: string): string {
    const match = this.#take(/^(?::(\d*)(-?)(\d+|\$|\*)?(?<=[\d$*-])|:?(\^|\$|\*)|:(?=[\^]))/)
    if (!match || match[0] === ':') return entry
    const words = historyWords(entry)
    const end = words.length - 1
    const [whole, from, range, to, sign] = match
    let [first, last] = [0, end]
    if (sign === '^' || sign === '$') first = last = sign === '^' ? 1 : end
    else if (sign === '*') first = 1
    else {
      first = Number(from || 0)
      if (to === '*') first = from === '' ? 1 : first
      else if (to === '$' && from === '' && !range) first = end
      else if (range) last = to === undefined ? end - 1 : to === '$' ? end : Number(to)
      else last = to === undefined ? first : Number(to)
    }
    const mayBeEmpty = whole.endsWith('*') || whole.endsWith('-')
    if (first > end + 1 || last > end || (first > last && !mayBeEmpty))
      throw new HistoryProblem(`${whole}: bad word specifier`)
    return words.slice(first, last + 1).join(' ')
  }

  #modified(text: string): string {
    let result = text
    for (;;) {
      const match = this.#take(/^:([gaG]*)(.)/s)
      if (!match) return result
      result = this.#modify(result, match[2]!, match[1]!)
    }
  }

  #modify(text: string, modifier: string, scope: string): string {
    switch (modifier) {
      case 'h':
        return text.includes('/') ? text.slice(0, text.lastIndexOf('/')) || '/' : text
      case 't':
        return text.slice(text.lastIndexOf('/') + 1)
      case 'r':
        return text.replace(/\.[^./\s]*$/, '')
      case 'e':
        return /\.[^./\s]*$/.exec(text)?.[0] ?? text
      case 'p':
        this.#shownOnly = true
        return text
      case 'q':
        return quoted(text)
      case 'x':
        return text.split(/\s+/).map(quoted).join(' ')
      case 's':
        return this.#substitute(text, scope)
      case '&':
        return this.#replace(text, scope, ':&')
    }
    throw new HistoryProblem(`${modifier}: unrecognized history modifier`)
  }

  #substitute(text: string, scope: string): string {
    const start = this.#at
    const delimiter = this.line[this.#at++] ?? ''
    const part = (): string => {
      let result = ''
      for (; this.#at < this.line.length; this.#at++) {
        const char = this.line[this.#at]!
        if (char === delimiter) {
          this.#at++
          return result
        }
        if (char === '\\' && this.line[this.#at + 1] === delimiter) this.#at++
        result += this.line[this.#at]!
      }
      return result
    }
    const from = part()
    if (from !== '') this.#memory.from = from
    this.#memory.to = part()
    return this.#replace(text, scope, `:s${this.line.slice(start, this.#at)}`)
  }

  #replace(text: string, scope: string, shown: string): string {
    const { from, to = '' } = this.#memory
    if (from === undefined || !text.includes(from)) throw new HistoryProblem(`${shown}: substitution failed`)
    const inserted = to.replace(/\\?&/g, (sign) => (sign === '&' ? from : '&'))
    if (scope.includes('G'))
      return text
        .split(' ')
        .map((word) => word.replace(from, () => inserted))
        .join(' ')
    return scope === '' ? text.replace(from, () => inserted) : text.replaceAll(from, () => inserted)
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** A line's words as the history counts them: quotes keep together, operators stand alone. */
export const historyWords = (line: string): string[] =>
  line.match(
    /(?:\\[^]|"(?:\\[^]|[^"\\])*"?|'[^']*'?|[^\s"'\\|&;()<>])+|\|\||&&|;;|<<|>>|[<>]&|&>|[|&;()<>]/g,
  ) ?? []

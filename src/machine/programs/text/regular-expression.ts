import { RE2JS } from 're2js'

/**
 * `perl` is what RE2 itself takes: Perl's syntax without back-references and look-around. In `awk` a backslash
 * counts inside brackets too.
 */
export type Dialect = 'basic' | 'extended' | 'awk' | 'fixed' | 'perl'

/** A pattern that is no regular expression: the message is in the words of GNU's regcomp. */
export class PatternError extends Error {}

/**
 * A POSIX regular expression (grep's, sed's, [[ =~ ]]'s) in RE2's syntax. RE2 takes time linear in the
 * text whatever the pattern, so that no learner's pattern can hang the machine; back-references are what
 * it cannot do, and they are refused.
 */
export const posixToRe2 = (pattern: string, dialect: Dialect): string =>
  dialect === 'fixed'
    ? RE2JS.quote(pattern)
    : dialect === 'perl'
      ? pattern
      : new Translator(pattern, dialect).run()

/** Compiles a POSIX pattern, leftmost-longest as POSIX wants it. */
export const compilePosix = (pattern: string, dialect: Dialect, flags = 0): RE2JS => {
  try {
    return RE2JS.compile(posixToRe2(pattern, dialect), flags | RE2JS.LONGEST_MATCH)
  } catch (error) {
    if (error instanceof PatternError) throw error
    throw new PatternError(explain(error))
  }
}

const explain = (error: unknown): string => {
  const text = error instanceof Error ? error.message : ''
  if (text.includes('repeat') || text.includes('repetition')) return 'Invalid preceding regular expression'
  if (text.includes('class') || text.includes('range')) return 'Invalid range end'
  if (text.includes('paren') || text.includes('missing closing )')) return 'Unmatched ( or \\('
  return 'Invalid regular expression'
}

class Translator {
  #at = 0
  #out = ''
  #groups = 0
  /** Where an atom may stand: there, * and the like are ordinary in basic expressions. */
  #atStart = true
  /** The last thing was *, + or ?. */
  #repeated = false

  constructor(
    private readonly pattern: string,
    private readonly dialect: 'basic' | 'extended' | 'awk',
  ) {}

  run(): string {
    while (this.#at < this.pattern.length) this.#step()
    if (this.#groups > 0) throw new PatternError('Unmatched ( or \\(')
    return this.#out
  }

  #step(): void {
    const char = this.pattern[this.#at]!
    const operator = char === '\\' ? this.pattern[this.#at + 1] : char
    if (!'*+?'.includes(operator ?? ' ')) this.#repeated = false
    if (char === '\\') return this.#escape()
    if (char === '[') return this.#bracket()
    const extended = this.dialect !== 'basic'
    if (char === '*') return this.#star()
    if (extended && '+?'.includes(char)) return this.#repeat(char, 1)
    if (extended && char === '{' && /^\{\d*,?\d*\}/.test(this.pattern.slice(this.#at)))
      return this.#interval('}', 1)
    if (extended && char === '(') return this.#open(1)
    if (extended && char === ')') return this.#close(1)
    if (extended && char === '|') return this.#alternative(1)
    if (char === '^') return this.#caret()
    if (char === '$') return this.#dollar()
    if (char === '.') return this.#atom('.', 1)
    const point = String.fromCodePoint(this.pattern.codePointAt(this.#at)!)
    this.#atom(RE2JS.quote(point), point.length)
  }

  #atom(text: string, length: number): void {
    this.#out += text
    this.#at += length
    this.#atStart = false
  }

  #star(): void {
    if (this.#atStart) return this.#atom('\\*', 1)
    this.#repeat('*', 1)
  }

  #repeat(operator: string, length: number): void {
    this.#at += length
    if (this.#atStart) {
      // GNU lets a repetition at the start of an extended expression stand for itself or nothing.
      this.#out += `\\${operator}`
      return
    }
    // A repetition of a repetition (a**, a+?) is lazy or an error to RE2; to POSIX it is one that may be empty.
    if (this.#repeated)
      this.#out = `${this.#out.slice(0, -1)}${this.#out.endsWith(operator) ? operator : '*'}`
    else this.#out += operator
    this.#repeated = true
  }

  #interval(closer: string, openLength: number): void {
    const end = this.pattern.indexOf(closer, this.#at)
    if (end < 0) throw new PatternError('Unmatched \\{')
    const bounds = this.pattern.slice(this.#at + openLength, end)
    const match = /^(\d*)(,?)(\d*)$/.exec(bounds)
    if (!match || bounds === '' || bounds === ',') {
      if (bounds !== ',') throw new PatternError('Invalid content of \\{\\}')
    }
    const low = match![1] || '0'
    const high = match![3]!
    if (Number(low) > 1000 || Number(high) > 1000) throw new PatternError('Regular expression too big')
    this.#out += match![2] ? `{${low},${high}}` : `{${low}}`
    this.#at = end + closer.length
  }

  #open(length: number): void {
    this.#groups++
    this.#out += '('
    this.#at += length
    this.#atStart = true
  }

  #close(length: number): void {
    if (this.#groups === 0) {
      if (this.dialect !== 'basic') return this.#atom('\\)', length)
      throw new PatternError('Unmatched ) or \\)')
    }
    this.#groups--
    this.#out += ')'
    this.#at += length
    this.#atStart = false
  }

  #alternative(length: number): void {
    this.#out += '|'
    this.#at += length
    this.#atStart = true
  }

  #caret(): void {
    const anchor = this.dialect !== 'basic' || this.#atStart
    this.#out += anchor ? '^' : '\\^'
    this.#at++
    if (!anchor) this.#atStart = false
  }

  #dollar(): void {
    const rest = this.pattern.slice(this.#at + 1)
    const anchor = this.dialect !== 'basic' || rest === '' || rest.startsWith('\\)') || rest.startsWith('\\|')
    this.#out += anchor ? '$' : '\\$'
    this.#at++
    this.#atStart = false
  }

  #escape(): void {
    const next = this.pattern[this.#at + 1]
    if (next === undefined) throw new PatternError('Trailing backslash')
    if (this.dialect === 'basic') {
      if (next === '(') return this.#open(2)
      if (next === ')') return this.#close(2)
      if (next === '|') return this.#alternative(2)
      if (next === '{') return this.#interval('\\}', 2)
      if (next === '+' || next === '?') return this.#repeat(next, 2)
    }
    if (/[1-9]/.test(next)) throw new PatternError('Back-references are not supported')
    if (next === '<' || next === '>' || (next === 'y' && this.dialect === 'awk')) return this.#atom('\\b', 2)
    if (next === '`') return this.#atom('\\A', 2)
    if (next === "'") return this.#atom('\\z', 2)
    if ('bBwWsS'.includes(next)) return this.#atom(`\\${next}`, 2)
    if (next === 'n') return this.#atom('\\n', 2)
    if ('trfv'.includes(next)) return this.#atom(`\\${next}`, 2)
    const point = String.fromCodePoint(this.pattern.codePointAt(this.#at + 1)!)
    this.#atom(RE2JS.quote(point), 1 + point.length)
  }

  #bracket(): void {
    const { pattern } = this
    let i = this.#at + 1
    let out = '['
    if (pattern[i] === '^') {
      out += '^'
      i++
    }
    let first = true
    for (; ; first = false) {
      const char = pattern[i]
      if (char === undefined) throw new PatternError('Unmatched [, [^, [:, [., or [=')
      if (char === ']' && !first) break
      if (char === '[' && (pattern[i + 1] === ':' || pattern[i + 1] === '.' || pattern[i + 1] === '=')) {
        const kind = pattern[i + 1]!
        const end = pattern.indexOf(`${kind}]`, i + 2)
        if (end < 0) throw new PatternError('Unmatched [, [^, [:, [., or [=')
        const name = pattern.slice(i + 2, end)
        if (kind === ':' && !classNames.has(name)) throw new PatternError('Invalid character class name')
        out += kind === ':' ? `[:${name}:]` : escapeInClass(name)
        i = end + 2
        continue
      }
      if (char === '-' && !first && pattern[i + 1] !== ']' && pattern[i + 1] !== undefined) {
        out += '-'
        i++
        continue
      }
      if (char === '\\' && this.dialect === 'awk' && pattern[i + 1] !== undefined) {
        out += 'ntrfv'.includes(pattern[i + 1]!) ? `\\${pattern[i + 1]}` : escapeInClass(pattern[i + 1]!)
        i += 2
        continue
      }
      const point = String.fromCodePoint(pattern.codePointAt(i)!)
      out += escapeInClass(point)
      i += point.length
    }
    this.#atom(`${out}]`, i + 1 - this.#at)
  }
}

const classNames = new Set(
  'alnum alpha ascii blank cntrl digit graph lower print punct space upper word xdigit'.split(' '),
)

const escapeInClass = (char: string): string => (/[\\\]^[-]/.test(char) ? `\\${char}` : char)

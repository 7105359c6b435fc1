import type { RE2JS } from 're2js'
import { RE2JS as Expression } from 're2js'
import { compilePosix, PatternError, type Dialect } from './regular-expression.ts'

export type Address =
  | { kind: 'line'; number: number }
  | { kind: 'last' }
  | { kind: 'step'; first: number; step: number }
  | { kind: 'pattern'; expression: RE2JS | undefined }
  | { kind: 'after'; count: number }
  /** `addr,~n`: up to the next line whose number is a multiple. */
  | { kind: 'multiple'; of: number }

export interface Substitution {
  expression: RE2JS | undefined
  replacement: ReplacementPart[]
  global: boolean
  print: boolean
  occurrence: number
  file?: string
}

export type ReplacementPart =
  | { kind: 'text'; text: string }
  | { kind: 'group'; number: number }
  | { kind: 'case'; mode: string }

export interface SedCommand {
  name: string
  from?: Address
  to?: Address
  negated: boolean
  /** Whether a range of addresses is open. */
  inside: boolean
  /** The line at which an `addr,+n` range ends. */
  until: number
  text: string
  substitution?: Substitution
  table?: Map<string, string>
  /** Where `{` jumps when it does not apply, and b, t, T. */
  target?: number
}

/** A mistake in a script, in GNU sed's words. */
export class SedSyntaxError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message)
  }
}

/** Parses a sed script. An empty pattern means the one used last: its expression is undefined. */
export const parseSed = (script: string, extended: boolean): SedCommand[] =>
  new SedParser(script, extended ? 'extended' : 'basic').run()

class SedParser {
  #at = 0
  readonly #commands: SedCommand[] = []
  readonly #blocks: number[] = []
  readonly #labels = new Map<string, number>()
  readonly #jumps: { command: SedCommand; label: string }[] = []

  constructor(
    private readonly script: string,
    private readonly dialect: Dialect,
  ) {}

  run(): SedCommand[] {
    for (;;) {
      this.#skip(/[\s;]/)
      if (this.#at >= this.script.length) break
      this.#command()
    }
    if (this.#blocks.length > 0) throw new SedSyntaxError("unmatched `{'", 0)
    for (const { command, label } of this.#jumps) {
      const target = label === '' ? this.#commands.length : this.#labels.get(label)
      if (target === undefined) throw new SedSyntaxError(`can't find label for jump to \`${label}'`, -1)
      command.target = target
    }
    return this.#commands
  }

  #fail(message: string): never {
    throw new SedSyntaxError(message, this.#at)
  }

  #skip(what: RegExp): void {
    while (this.#at < this.script.length && what.test(this.script[this.#at]!)) this.#at++
  }

  #command(): void {
    const command: SedCommand = { name: '', negated: false, inside: false, until: 0, text: '' }
    const from = this.#address()
    if (from) {
      command.from = from
      this.#skip(/ /)
      if (this.script[this.#at] === ',') {
        this.#at++
        this.#skip(/ /)
        const to = this.#address(true)
        if (!to) {
          this.#at++
          this.#fail("unexpected `,'")
        }
        command.to = to!
      }
    }
    const zero = from?.kind === 'line' && from.number === 0
    this.#skip(/\s/)
    while (this.script[this.#at] === '!') {
      this.#at++
      if (command.negated) this.#fail("multiple `!'s")
      command.negated = true
      this.#skip(/\s/)
    }
    const name = this.script[this.#at++]
    if (name === undefined) {
      this.#at--
      this.#fail('missing command')
    }
    command.name = name!
    if (zero && command.to?.kind !== 'pattern') this.#fail('invalid usage of line address 0')
    if (command.to && 'qQ'.includes(name!)) this.#fail('command only uses one address')
    if (from && name === ':') this.#fail(": doesn't want any addresses")
    if (from && name === '}' && this.#blocks.length > 0) this.#fail("} doesn't want any addresses")
    this.#arguments(command)
    if (command.name !== '#' && command.name !== ':' && command.name !== '}') this.#commands.push(command)
  }

  #arguments(command: SedCommand): void {
    switch (command.name) {
      case '#':
        this.#restOfLine()
        return
      case '{':
        this.#blocks.push(this.#commands.length)
        return
      case '}': {
        const open = this.#blocks.pop()
        if (open === undefined) this.#fail("unexpected `}'")
        this.#commands[open!]!.target = this.#commands.length
        return this.#end()
      }
      case ':':
        this.#addLabel()
        return
      case 'b':
      case 't':
      case 'T':
        this.#jumps.push({ command, label: this.#label() })
        return
      case 'a':
      case 'i':
      case 'c':
        command.text = this.#text()
        return
      case 'r':
      case 'w':
      case 'R':
      case 'W':
        this.#skip(/ /)
        command.text = this.#restOfLine()
        if (command.text === '') this.#fail('missing filename in r/R/w/W commands')
        return
      case 's':
        command.substitution = this.#substitution()
        return this.#end()
      case 'y':
        command.table = this.#table()
        return this.#end()
      case 'q':
      case 'Q':
      case 'l':
      case 'L':
        this.#skip(/ /)
        command.text = this.#match(/^\d+/)
        return this.#end()
    }
    if (!'=dDgGhHnNpPxzF'.includes(command.name)) this.#fail(`unknown command: \`${command.name}'`)
    this.#end()
  }

  /** A label's name goes on to the end of its line: or to a semicolon, as GNU sed lets it end too. */
  #addLabel(): void {
    const label = this.#label()
    if (label === '') this.#fail('":" lacks a label')
    this.#labels.set(label, this.#commands.length)
  }

  #match(pattern: RegExp): string {
    const found = pattern.exec(this.script.slice(this.#at))?.[0] ?? ''
    this.#at += found.length
    return found
  }

  #end(): void {
    this.#skip(/[ \t]/)
    const next = this.script[this.#at]
    if (next === undefined || next === '\n' || next === ';' || next === '}' || next === '#') return
    this.#at++
    this.#fail('extra characters after command')
  }

  #restOfLine(): string {
    return this.#match(/^[^\n]*/)
  }

  #label(): string {
    this.#skip(/ /)
    return this.#match(/^[^\n;}]*/).trim()
  }

  #address(second = false): Address | undefined {
    const rest = this.script.slice(this.#at)
    const step = /^(\d+)~(\d+)/.exec(rest)
    if (step) {
      this.#at += step[0].length
      return { kind: 'step', first: Number(step[1]), step: Number(step[2]) }
    }
    const after = second ? /^\+(\d+)/.exec(rest) : undefined
    if (after) {
      this.#at += after[0].length
      return { kind: 'after', count: Number(after[1]) }
    }
    const multiple = second ? /^~(\d+)/.exec(rest) : undefined
    if (multiple) {
      this.#at += multiple[0].length
      return { kind: 'multiple', of: Number(multiple[1]) }
    }
    const number = this.#match(/^\d+/)
    if (number) return { kind: 'line', number: Number(number) }
    if (rest[0] === '$') {
      this.#at++
      return { kind: 'last' }
    }
    const custom = rest[0] === '\\'
    if (rest[0] !== '/' && !custom) return undefined
    this.#at += custom ? 2 : 1
    const source = this.#delimited(custom ? rest[1]! : '/', 'unterminated address regex')
    const flags = this.#match(/^[IM]*/)
    return { kind: 'pattern', expression: this.#expression(source, flags) }
  }

  /** Text up to an unescaped delimiter; an escaped one stands for itself, and so does one in brackets. */
  #delimited(delimiter: string, complaint: string, brackets = true): string {
    let text = ''
    while (this.#at < this.script.length) {
      const char = this.script[this.#at]!
      if (char === delimiter) {
        this.#at++
        return text
      }
      if (char === '\n' && complaint.includes('address')) break
      if (char === '\\') {
        const next = this.script[this.#at + 1]
        text += next === delimiter ? next : `\\${next ?? ''}`
        this.#at += 2
      } else if (char === '[' && brackets) text += this.#match(/^\[\^?\]?(?:\[[:.=].*?[:.=]\]|[^\]])*\]?/s)
      else {
        text += char
        this.#at++
      }
    }
    return this.#fail(complaint)
  }

  #expression(source: string, flags: string): RE2JS | undefined {
    if (source === '') return undefined
    try {
      return compilePosix(
        source.replace(/\\(?:x([0-9a-fA-F]{2})|[^])/g, (escape, hex: string | undefined) =>
          hex === undefined ? escape : String.fromCharCode(parseInt(hex, 16)),
        ),
        this.dialect,
        (/i/i.test(flags) ? Expression.CASE_INSENSITIVE : 0) |
          (/m/i.test(flags) ? Expression.MULTILINE : 0) |
          Expression.DOTALL,
      )
    } catch (error) {
      if (error instanceof PatternError) this.#fail(error.message)
      throw error
    }
  }

  #substitution(): Substitution {
    const delimiter = this.script[this.#at++] ?? this.#fail("unterminated `s' command")
    const source = this.#delimited(delimiter, "unterminated `s' command")
    const replacement = this.#replacement(delimiter)
    const substitution: Substitution = {
      expression: undefined,
      replacement,
      global: false,
      print: false,
      occurrence: 1,
    }
    let flags = ''
    for (;;) {
      const flag = this.script[this.#at]
      if (flag === 'g' || flag === 'p') {
        this.#at++
        const twice = flag === 'g' ? substitution.global : substitution.print
        if (twice) this.#fail(`multiple \`${flag}' options to \`s' command`)
        if (flag === 'g') substitution.global = true
        else substitution.print = true
        continue
      }
      if (flag === 'i' || flag === 'I' || flag === 'm' || flag === 'M') flags += flag
      else if (flag !== undefined && /\d/.test(flag)) {
        substitution.occurrence = Number(this.#match(/^\d+/))
        if (substitution.occurrence === 0) this.#fail("number option to `s' command may not be zero")
        continue
      } else if (flag === 'w') {
        this.#at++
        this.#skip(/ /)
        substitution.file = this.#restOfLine()
        break
      } else if (flag !== undefined && /[a-zA-Z]/.test(flag)) {
        this.#at++
        this.#fail("unknown option to `s'")
      } else break
      this.#at++
    }
    substitution.expression = this.#expression(source, flags)
    const groups = substitution.expression?.groupCount() ?? 9
    for (const part of replacement)
      if (part.kind === 'group' && part.number > groups)
        this.#fail(`invalid reference \\${part.number} on \`s' command's RHS`)
    return substitution
  }

  #replacement(delimiter: string): ReplacementPart[] {
    const parts: ReplacementPart[] = []
    const text = (add: string): void => {
      const last = parts.at(-1)
      if (last?.kind === 'text') last.text += add
      else parts.push({ kind: 'text', text: add })
    }
    for (; this.#at < this.script.length; this.#at++) {
      const char = this.script[this.#at]!
      if (char === delimiter) {
        this.#at++
        return parts
      }
      if (char === '&') parts.push({ kind: 'group', number: 0 })
      else if (char === '\\') {
        const next = this.script[++this.#at] ?? ''
        if (/\d/.test(next)) parts.push({ kind: 'group', number: Number(next) })
        else if (/[ULulE]/.test(next)) parts.push({ kind: 'case', mode: next })
        else if (next === 'n') text('\n')
        else if (next === 't') text('\t')
        else if (next === 'x' && /^[0-9a-fA-F]{2}/.test(this.script.slice(this.#at + 1))) {
          text(String.fromCharCode(parseInt(this.script.slice(this.#at + 1, this.#at + 3), 16)))
          this.#at += 2
        } else text(next)
      } else text(char)
    }
    return this.#fail("unterminated `s' command")
  }

  #table(): Map<string, string> {
    const delimiter = this.script[this.#at++] ?? this.#fail("unterminated `y' command")
    const unescape = (text: string): string[] => [
      ...text.replace(/\\(.)/gs, (_, char: string) => (char === 'n' ? '\n' : char === 't' ? '\t' : char)),
    ]
    const from = unescape(this.#delimited(delimiter, "unterminated `y' command", false))
    const to = unescape(this.#delimited(delimiter, "unterminated `y' command", false))
    if (from.length !== to.length) this.#fail("strings for `y' command are different lengths")
    return new Map(from.map((char, i) => [char, to[i]!]))
  }

  /** `a\` with its lines, or GNU's `a text` on one. */
  #text(): string {
    this.#skip(/[ \t]/)
    const backslash = this.script[this.#at] === '\\'
    if (backslash) {
      this.#at++
      this.#skip(/[ \t]/)
      if (this.script[this.#at] === '\n') this.#at++
    }
    let text = ''
    for (; this.#at < this.script.length; this.#at++) {
      const char = this.script[this.#at]!
      if (char === '\n') break
      if (char === '\\') text += this.script[++this.#at] ?? ''
      else text += char
    }
    if (text === '' && backslash && this.#at >= this.script.length) return ''
    if (text === '' && this.#at >= this.script.length) this.#fail("expected \\ after `a', `c' or `i'")
    return `${text}\n`
  }
}

import type { RE2JS } from 're2js'
import { isErrno } from '../../errno.ts'
import { Failure, type Invocation } from '../program.ts'
import type { Address, SedCommand, Substitution } from './sed-script.ts'

type Batches = AsyncIterable<{ lines: string[]; unterminated: boolean }>

/** After so many jumps in one cycle other processes get a turn. */
const jumpsPerTurn = 10_000

const matchesPerTurn = 2000

const spaceLimit = 32 * 1024 * 1024

/** Runs a sed script over lines. One line is held back, so that `$` is known. */
export class SedMachine {
  #pattern = ''
  #hold = ''
  #number = 0
  #held: string | undefined
  #heldUnterminated = false
  #substituted = false
  #lastExpression: RE2JS | undefined
  #output = ''
  #appended: (() => Promise<string>)[] = []
  #status: number | undefined
  /** Lines that have been read, the next one last. */
  #queue: string[] = []
  #source: AsyncIterator<{ lines: string[]; unterminated: boolean }> | undefined
  readonly #files = new Map<string, string>()
  readonly #quiet: boolean
  /** What ends a line: -z takes zeros. */
  readonly #end: string
  /** The input that is read, the one of the line held back, and the one of the pattern space. */
  #name = '-'
  #heldName = '-'
  #from = '-'

  constructor(
    private readonly invocation: Invocation,
    private readonly commands: readonly SedCommand[],
    private readonly write: (text: string) => Promise<void>,
  ) {
    this.#quiet = invocation.has('n')
    this.#end = invocation.has('z') ? '\0' : '\n'
    for (const command of commands) {
      command.inside = false
      const file = command.substitution?.file ?? (command.name === 'w' ? command.text : undefined)
      if (file !== undefined) this.#files.set(file, '')
    }
  }

  /** `q` was met. */
  get ended(): boolean {
    return this.#status !== undefined
  }

  /** @param name what F calls these lines. */
  async feed(batches: Batches, name: string): Promise<void> {
    this.#name = name
    this.#source = batches[Symbol.asyncIterator]()
    for (;;) {
      if (this.#queue.length === 0 && !(await this.#more())) return
      while (this.#queue.length > 0 && !this.ended) {
        const current = this.#held
        const from = this.#heldName
        this.#lookAhead()
        if (current !== undefined) await this.#cycle(current, false, from)
      }
      if (this.ended) return
      await this.#flush()
    }
  }

  async #more(): Promise<boolean> {
    const next = await this.#source?.next()
    if (!next || next.done) return false
    this.#queue = next.value.lines.reverse()
    this.#heldUnterminated = next.value.unterminated
    return true
  }

  /** The end of the input: runs the last line, and gives the exit status. */
  async finish(): Promise<number> {
    if (this.#held !== undefined && !this.ended) {
      const line = this.#held
      this.#held = undefined
      await this.#cycle(line, true, this.#heldName)
    }
    await this.#flush()
    for (const [file, text] of this.#files) {
      if (file === '/dev/stdout') await this.write(text)
      else await this.invocation.proc.writeFile(file, text)
    }
    this.#number = this.invocation.has('i', 's') ? 0 : this.#number
    return this.#status ?? 0
  }

  async #flush(): Promise<void> {
    if (this.#output === '') return
    const text = this.#output
    this.#output = ''
    await this.write(text)
  }

  #emit(text: string, last: boolean): void {
    this.#output += last && this.#heldUnterminated ? text : text + this.#end
  }

  /** Takes one line ahead, so that it is known which one is the last. */
  #lookAhead(): void {
    this.#held = this.#queue.pop()
    this.#heldName = this.#name
  }

  async #cycle(line: string, last: boolean, from: string): Promise<void> {
    this.#from = from
    this.#number++
    this.#checkSpaces()
    this.#pattern = line
    this.#substituted = false
    let jumps = 0
    let isLast = last
    for (let i = 0; i < this.commands.length;) {
      const command = this.commands[i]!
      i++
      if (this.#applies(command, isLast) === command.negated) {
        if (command.name === '{') i = command.target!
        continue
      }
      switch (command.name) {
        case '{':
          break
        case 'b':
        case 't':
        case 'T': {
          const taken = command.name === 'b' || (command.name === 't') === this.#substituted
          if (command.name !== 'b') this.#substituted = false
          if (taken) i = command.target!
          if (++jumps % jumpsPerTurn === 0) {
            this.#checkSpaces()
            await this.#flush()
            await this.invocation.proc.yield()
          }
          break
        }
        case 'n':
        case 'N': {
          const next = await this.#next()
          if (next === undefined) {
            // Without a next line GNU prints the pattern space and ends.
            if (!this.#quiet) this.#emit(this.#pattern, isLast)
            await this.#flushAppended()
            this.#status ??= 0
            return
          }
          if (command.name === 'n') {
            if (!this.#quiet) this.#emit(this.#pattern, false)
            this.#pattern = next.line
          } else this.#pattern += this.#end + next.line
          await this.#flushAppended()
          this.#number++
          isLast = next.last
          break
        }
        case 'd':
          return this.#flushAppended()
        case 'D': {
          const newline = this.#pattern.indexOf(this.#end)
          await this.#flushAppended()
          if (newline < 0) return
          this.#pattern = this.#pattern.slice(newline + 1)
          if (++jumps % jumpsPerTurn === 0) {
            this.#checkSpaces()
            await this.#flush()
            await this.invocation.proc.yield()
          }
          i = 0
          break
        }
        case 'q':
        case 'Q':
          this.#status = Number(command.text || 0)
          if (command.name === 'q' && !this.#quiet) this.#emit(this.#pattern, isLast)
          return this.#flushAppended()
        case 'c':
          if (!command.to || !command.inside || command.negated) this.#output += command.text
          return this.#flushAppended()
        default: {
          const waiting = this.#simple(command, isLast)
          if (waiting) await waiting
        }
      }
    }
    if (!this.#quiet) this.#emit(this.#pattern, isLast)
    return this.#flushAppended()
  }

  /** A script may gather lines without end. */
  #checkSpaces(): void {
    if (this.#pattern.length > spaceLimit || this.#hold.length > spaceLimit)
      throw new Failure("couldn't re-allocate memory", 4)
  }

  async #flushAppended(): Promise<void> {
    for (const make of this.#appended.splice(0)) this.#output += await make()
  }

  /** The next line for n and N; the one held back, or undefined at the end. */
  async #next(): Promise<{ line: string; last: boolean } | undefined> {
    if (this.#held !== undefined) {
      const line = this.#held
      this.#from = this.#heldName
      this.#held = undefined
      if (this.#queue.length === 0) await this.#more()
      this.#lookAhead()
      return { line, last: this.#held === undefined }
    }
    if (this.#queue.length === 0 && !(await this.#more())) return undefined
    const line = this.#queue.pop()
    if (line === undefined) return undefined
    this.#from = this.#name
    if (this.#queue.length === 0) await this.#more()
    this.#lookAhead()
    return { line, last: this.#held === undefined }
  }

  /** A promise from what takes its time. */
  #simple(command: SedCommand, last: boolean): Promise<void> | void {
    switch (command.name) {
      case 's':
        return this.#substitute(command.substitution!, last)
      case 'y':
        this.#pattern = [...this.#pattern].map((char) => command.table!.get(char) ?? char).join('')
        return
      case 'p':
        return this.#emit(this.#pattern, false)
      case 'P':
        return this.#emit(this.#pattern.split(this.#end, 1)[0]!, false)
      case '=':
        this.#output += `${this.#number}\n`
        return
      case 'a':
        this.#appended.push(() => Promise.resolve(command.text))
        return
      case 'i':
        this.#output += command.text
        return
      case 'r':
        this.#appended.push(() => this.#readFile(command.text))
        return
      case 'w':
        this.#files.set(command.text, `${this.#files.get(command.text)}${this.#pattern}${this.#end}`)
        return
      case 'g':
        this.#pattern = this.#hold
        return
      case 'G':
        this.#pattern += this.#end + this.#hold
        return
      case 'h':
        this.#hold = this.#pattern
        return
      case 'H':
        this.#hold += this.#end + this.#pattern
        return
      case 'x':
        ;[this.#pattern, this.#hold] = [this.#hold, this.#pattern]
        return
      case 'z':
        this.#pattern = ''
        return
      case 'F':
        this.#output += `${this.#from}${this.#end}`
        return
      case 'l':
        this.#output += `${unambiguous(this.#pattern)}$${this.#end}`
    }
  }

  async #readFile(path: string): Promise<string> {
    try {
      return await this.invocation.proc.readText(path)
    } catch (error) {
      if (isErrno(error)) return ''
      throw error
    }
  }

  #applies(command: SedCommand, last: boolean): boolean {
    const { from, to } = command
    if (!from) return true
    if (!to) return this.#matches(from, last)
    if (!command.inside) {
      const zero = from.kind === 'line' && from.number === 0
      if (!(zero && this.#number === 1) && !this.#matches(from, last)) return false
      if (to.kind === 'after') command.until = this.#number + to.count
      if (zero && to.kind === 'pattern' && this.#matches(to, last)) return true
      // A line number at or before the first line makes the range one line long.
      command.inside =
        to.kind === 'line'
          ? to.number > this.#number
          : to.kind === 'after'
            ? to.count > 0
            : to.kind === 'last'
              ? !last
              : true
      return true
    }
    const ends =
      to.kind === 'after'
        ? this.#number >= command.until
        : to.kind === 'line'
          ? this.#number >= to.number
          : this.#matches(to, last)
    if (ends) command.inside = false
    return to.kind !== 'line' || this.#number <= to.number
  }

  #matches(address: Address, last: boolean): boolean {
    switch (address.kind) {
      case 'line':
        return this.#number === address.number
      case 'last':
        return last
      case 'step':
        return address.step === 0
          ? this.#number === address.first
          : this.#number >= address.first && (this.#number - address.first) % address.step === 0
      case 'pattern':
        return this.#expression(address.expression).test(this.#pattern)
      default:
        return false
    }
  }

  #expression(expression: RE2JS | undefined): RE2JS {
    const chosen = expression ?? this.#lastExpression
    if (!chosen) throw new Failure('no previous regular expression')
    this.#lastExpression = chosen
    return chosen
  }

  #substitute(substitution: Substitution, last: boolean): Promise<void> | undefined {
    const steps = this.#replacing(substitution, last)
    return steps.next().done ? undefined : this.#inTurns(steps)
  }

  async #inTurns(steps: Generator<void, void>): Promise<void> {
    do await this.invocation.proc.yield()
    while (!steps.next().done)
  }

  /** Pauses after so many matches: in a long line there may be millions. */
  *#replacing(substitution: Substitution, last: boolean): Generator<void, void> {
    const matcher = this.#expression(substitution.expression).matcher(this.#pattern)
    let result = ''
    let parts: string[] = []
    let copied = 0
    let count = 0
    while (matcher.find()) {
      if (++count % matchesPerTurn === 0) {
        result += parts.join('')
        parts = []
        yield
      }
      if (count < substitution.occurrence) continue
      const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? '')
      parts.push(this.#pattern.slice(copied, matcher.start()), expand(substitution, groups))
      copied = matcher.end()
      if (!substitution.global) break
    }
    if (count < substitution.occurrence) return
    this.#pattern = result + parts.join('') + this.#pattern.slice(copied)
    this.#substituted = true
    if (substitution.print) this.#emit(this.#pattern, last && false)
    if (substitution.file !== undefined)
      this.#files.set(substitution.file, `${this.#files.get(substitution.file)}${this.#pattern}${this.#end}`)
  }
}

/** The replacement with its groups, and \U \L \u \l \E carried out. */
const expand = ({ replacement }: Substitution, groups: readonly string[]): string => {
  let result = ''
  let mode = ''
  let once = ''
  for (const part of replacement) {
    if (part.kind === 'case') {
      if (part.mode === 'u' || part.mode === 'l') once = part.mode
      else mode = part.mode === 'E' ? '' : part.mode
      continue
    }
    let text = part.kind === 'text' ? part.text : (groups[part.number] ?? '')
    if (mode === 'U') text = text.toUpperCase()
    if (mode === 'L') text = text.toLowerCase()
    if (once !== '' && text !== '') {
      text = (once === 'u' ? text[0]!.toUpperCase() : text[0]!.toLowerCase()) + text.slice(1)
      once = ''
    }
    result += text
  }
  return result
}

const unambiguous = (text: string): string =>
  text.replace(/[\\\x00-\x1f\x7f]/g, (char) => {
    const known: Record<string, string> = {
      '\\': '\\\\',
      '\n': '\\n',
      '\t': '\\t',
      '\r': '\\r',
      '\b': '\\b',
      '\f': '\\f',
      '\v': '\\v',
      '\x07': '\\a',
    }
    return known[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`
  })

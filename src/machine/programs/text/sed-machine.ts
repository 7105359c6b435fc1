import type { RE2JS } from 're2js'
import { Failure, type Invocation } from '../program.ts'
import { SedFiles } from './sed-files.ts'
import type { SedInput } from './sed-input.ts'
import type { Address, SedCommand, Substitution } from './sed-script.ts'
import { expand, folded, unambiguous } from './sed-text.ts'

/** After so many jumps in one cycle other processes get a turn. */
const jumpsPerTurn = 10_000

const matchesPerTurn = 2000

const spaceLimit = 32 * 1024 * 1024

/** More output than this is written before the input is at its end. */
const outputLimit = 65_536

/** Runs a sed script over lines. */
export class SedMachine {
  #pattern = ''
  #hold = ''
  #number = 0
  #substituted = false
  #lastExpression: RE2JS | undefined
  #output = ''
  /** The last line written had no newline: it gets one when more follows. */
  #unfinished = false
  #appended: (() => Promise<string>)[] = []
  #status: number | undefined
  readonly #files: SedFiles
  readonly #quiet: boolean
  /** What ends a line: -z takes zeros. */
  readonly #end: string
  /** Whether a command asks if the line is the last one. */
  readonly #asksForLast: boolean
  readonly #lineLength: number
  #flush: () => Promise<void> = () => Promise.resolve()
  /** The input of the pattern space. */
  #from = '-'
  #unterminated = false

  constructor(
    private readonly invocation: Invocation,
    private readonly commands: readonly SedCommand[],
    quiet: boolean,
  ) {
    this.#quiet = quiet
    this.#end = invocation.has('z') ? '\0' : '\n'
    this.#files = new SedFiles(invocation.proc)
    const length = Number(invocation.value('l') ?? 70)
    // Of the option, but not of the command, 1 means no limit.
    this.#lineLength = length === 1 ? 0 : length
    this.#asksForLast = commands.some(({ from, to }) => from?.kind === 'last' || to?.kind === 'last')
    for (const command of commands) command.inside = false
  }

  async openFiles(): Promise<void> {
    for (const { name, text, substitution } of this.commands) {
      const file = substitution?.file ?? (name === 'w' || name === 'W' ? text : undefined)
      if (file !== undefined && file !== '/dev/stdout') await this.#files.open(file)
    }
  }

  /** Runs over one input; the exit status once `q` was met. Lines are counted from 1 when `anew`. */
  async run(
    input: SedInput,
    write: (text: string) => Promise<void>,
    anew: boolean,
  ): Promise<number | undefined> {
    if (anew) this.#number = 0
    const flush = async (): Promise<void> => {
      const text = this.#output
      this.#output = ''
      if (text !== '') await write(text)
      await this.#files.flush()
    }
    this.#flush = flush
    input.onWait(flush)
    for (;;) {
      const line = input.buffered ? input.take() : await input.next()
      if (!line) break
      this.#pattern = line.text
      this.#from = line.name
      this.#unterminated = line.unterminated
      this.#number++
      await this.#cycle(input)
      if (this.#status !== undefined) break
      if (this.#output.length > outputLimit) await flush()
    }
    await flush()
    this.#unfinished = false
    return this.#status
  }

  #emit(text: string, unterminated = false): void {
    this.#insert(text + (unterminated ? '' : this.#end))
    this.#unfinished = unterminated
  }

  #insert(text: string): void {
    if (this.#unfinished) this.#output += this.#end
    this.#unfinished = false
    this.#output += text
  }

  async #cycle(input: SedInput): Promise<void> {
    this.#substituted = false
    this.#checkSpaces()
    let jumps = 0
    let isLast = this.#asksForLast && !input.buffered && (await input.isEmpty())
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
          if (++jumps % jumpsPerTurn === 0) await this.#turn()
          break
        }
        case 'n':
        case 'N': {
          const last = !input.buffered && (await input.isEmpty())
          // Without a next line GNU prints the pattern space and ends.
          if (last) {
            if (!this.#quiet) this.#emit(this.#pattern, this.#unterminated)
            await this.#flushAppended()
            this.#status ??= 0
            return
          }
          if (command.name === 'n' && !this.#quiet) this.#emit(this.#pattern)
          await this.#flushAppended()
          const next = input.take()
          this.#pattern = command.name === 'n' ? next.text : this.#pattern + this.#end + next.text
          this.#from = next.name
          this.#unterminated = next.unterminated
          this.#number++
          isLast = this.#asksForLast && !input.buffered && (await input.isEmpty())
          break
        }
        case 'd':
          return this.#flushAppended()
        case 'D': {
          const newline = this.#pattern.indexOf(this.#end)
          await this.#flushAppended()
          if (newline < 0) return
          this.#pattern = this.#pattern.slice(newline + 1)
          if (++jumps % jumpsPerTurn === 0) await this.#turn()
          i = 0
          break
        }
        case 'q':
        case 'Q':
          this.#status = Number(command.text || 0)
          if (command.name === 'q' && !this.#quiet) this.#emit(this.#pattern, this.#unterminated)
          return this.#flushAppended()
        case 'c':
          if (!command.to || !command.inside || command.negated) this.#insert(command.text)
          return this.#flushAppended()
        default: {
          const waiting = this.#simple(command)
          if (waiting) await waiting
        }
      }
    }
    if (!this.#quiet) this.#emit(this.#pattern, this.#unterminated)
    return this.#appended.length > 0 ? this.#flushAppended() : undefined
  }

  /** A script may gather lines without end. */
  #checkSpaces(): void {
    if (this.#pattern.length > spaceLimit || this.#hold.length > spaceLimit)
      throw new Failure("couldn't re-allocate memory", 4)
  }

  async #turn(): Promise<void> {
    this.#checkSpaces()
    await this.#flush()
    await this.invocation.proc.yield()
  }

  async #flushAppended(): Promise<void> {
    for (const make of this.#appended.splice(0)) {
      const text = await make()
      if (text !== '') this.#insert(text)
    }
  }

  #toFile(path: string, text: string): void {
    if (path === '/dev/stdout') this.#emit(text)
    else this.#files.write(path, text + this.#end)
  }

  /** A promise from what takes its time. */
  #simple(command: SedCommand): Promise<void> | void {
    switch (command.name) {
      case 's':
        return this.#substitute(command.substitution!)
      case 'y':
        this.#pattern = [...this.#pattern].map((char) => command.table!.get(char) ?? char).join('')
        return
      case 'p':
        return this.#emit(this.#pattern)
      case 'P':
        return this.#emit(this.#pattern.split(this.#end, 1)[0]!)
      case '=':
        return this.#insert(`${this.#number}\n`)
      case 'a':
        this.#appended.push(() => Promise.resolve(command.text))
        return
      case 'i':
        return this.#insert(command.text)
      case 'r':
        this.#appended.push(() => this.#files.content(command.text))
        return
      case 'R':
        this.#appended.push(async () => {
          const line = await this.#files.nextLine(command.text)
          return line === undefined ? '' : `${line}\n`
        })
        return
      case 'w':
        return this.#toFile(command.text, this.#pattern)
      case 'W':
        return this.#toFile(command.text, this.#pattern.split(this.#end, 1)[0]!)
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
        return this.#emit(this.#from)
      case 'l':
        this.#emit(folded(unambiguous(this.#pattern), Number(command.text || this.#lineLength)))
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
      if (to.kind === 'multiple')
        command.until = to.of > 0 ? Math.ceil(this.#number / to.of) * to.of : this.#number
      if (zero && to.kind === 'pattern' && this.#matches(to, last)) return true
      // A line number at or before the first line makes the range one line long.
      command.inside =
        to.kind === 'line'
          ? to.number > this.#number
          : to.kind === 'after' || to.kind === 'multiple'
            ? command.until > this.#number
            : to.kind === 'last'
              ? !last
              : true
      return true
    }
    const ends =
      to.kind === 'after' || to.kind === 'multiple'
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
    if (!chosen) throw new Failure('-e expression #1, char 0: no previous regular expression')
    this.#lastExpression = chosen
    return chosen
  }

  #substitute(substitution: Substitution): Promise<void> | undefined {
    const steps = this.#replacing(substitution)
    return steps.next().done ? undefined : this.#inTurns(steps)
  }

  async #inTurns(steps: Generator<void, void>): Promise<void> {
    do await this.invocation.proc.yield()
    while (!steps.next().done)
  }

  /** Pauses after so many matches: in a long line there may be millions. */
  *#replacing(substitution: Substitution): Generator<void, void> {
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
    if (substitution.print) this.#emit(this.#pattern)
    if (substitution.file !== undefined) this.#toFile(substitution.file, this.#pattern)
  }
}

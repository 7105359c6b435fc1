import { isErrno } from '../../errno.ts'
import { linesOf } from '../inputs.ts'
import type { Invocation } from '../program.ts'
import { AwkError } from './awk-error.ts'
import { AwkExit, type AwkInterpreter } from './interpreter.ts'
import type { AwkMachine } from './machine.ts'
import { regularExpression } from './record.ts'
import { unescape } from './tokens.ts'
import { InputText, toNumber } from './values.ts'

/** Records that came together, and what ended each: one text for all, or each its own. */
interface Batch {
  lines: string[]
  terminators: string | string[]
}

/** One run over the input: BEGIN, every record of every file, END. */
export class Session {
  #argument = 1
  #fd: number | undefined
  #batch: Batch = { lines: [], terminators: '' }
  #at = 0
  #batches: AsyncIterator<Batch> | undefined
  #usedFile = false

  constructor(
    private readonly invocation: Invocation,
    private readonly machine: AwkMachine,
    private readonly interpreter: AwkInterpreter,
  ) {}

  async run(): Promise<void> {
    const { machine, interpreter } = this
    machine.nextRecord = () => this.#next()
    try {
      const ended = await this.#guarded(() => interpreter.special('BEGIN'))
      if (!ended && interpreter.hasMainRules) await this.#guarded(() => this.#records())
      if (interpreter.hasMainRules || ended) await this.#guarded(() => interpreter.special('END'))
    } finally {
      await machine.streams.closeAll()
    }
  }

  async #guarded(run: () => Promise<boolean>): Promise<boolean> {
    try {
      return await run()
    } catch (error) {
      if (error instanceof AwkExit) return true
      throw error
    }
  }

  async #records(): Promise<boolean> {
    const { machine, interpreter } = this
    for (let count = 1; await machine.takeRecord(); count++) {
      if (await interpreter.onRecord()) return true
      if (interpreter.skipFile) {
        interpreter.skipFile = false
        await this.#closeFile()
      }
      if (count % 5_000 === 0) await machine.proc.yield()
    }
    return false
  }

  async #next(): Promise<string | undefined> {
    const { globals } = this.machine
    for (;;) {
      const line = this.#batch.lines[this.#at]
      if (line !== undefined) {
        const { terminators } = this.#batch
        globals.set('RT', typeof terminators === 'string' ? terminators : terminators[this.#at]!)
        this.#at++
        for (const name of ['NR', 'FNR'] as const) globals.set(name, toNumber(this.machine.get(name)) + 1)
        return line
      }
      if (!this.#batches && !(await this.#openFile())) return undefined
      const batch = await this.#batches!.next()
      this.#at = 0
      if (batch.done) await this.#closeFile()
      else this.#batch = batch.value
    }
  }

  async #closeFile(): Promise<void> {
    if (this.#fd) await this.machine.proc.close(this.#fd)
    this.#fd = undefined
    this.#batches = undefined
    this.#batch = { lines: [], terminators: '' }
    if (this.interpreter.has('ENDFILE') && (await this.interpreter.special('ENDFILE'))) throw new AwkExit()
  }

  /** The next operand: a file, or `name=value` in between. */
  async #openFile(): Promise<boolean> {
    const { machine, invocation, interpreter } = this
    const count = toNumber(machine.get('ARGC'))
    for (;;) {
      const name = this.#argument < count ? machine.array('ARGV').get(String(this.#argument++)) : undefined
      const path = name === undefined || name instanceof Map ? undefined : machine.text(name)
      if (path === undefined && this.#usedFile) return false
      if (path === '' || (path !== undefined && this.#assign(path))) continue
      this.#usedFile = true
      machine.globals.set('FNR', 0)
      machine.globals.set('FILENAME', path ?? '')
      try {
        if (path !== undefined && path !== '-' && (await machine.proc.stat(path)).type === 'directory') {
          await machine.proc.stderr.write(
            `${invocation.name}: warning: command line argument \`${path}' is a directory: skipped\n`,
          )
          continue
        }
        this.#fd = path === undefined || path === '-' ? 0 : await machine.proc.open(path, { read: true })
        this.#batches = this.#split(this.#fd)
        if (interpreter.has('BEGINFILE') && (await interpreter.special('BEGINFILE'))) throw new AwkExit()
        return true
      } catch (error) {
        if (!isErrno(error)) throw error
        throw new AwkError(`cannot open file \`${path}' for reading: ${error.message}`)
      }
    }
  }

  #assign(text: string): boolean {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? []
    if (name !== undefined) this.machine.set(name, new InputText(unescape(value!)))
    return name !== undefined
  }

  #split(fd: number): AsyncIterator<Batch> {
    const separator = this.machine.textOf('RS')
    const batches = separator.length === 1 ? this.#splitAt(fd, separator) : this.#splitWhole(fd, separator)
    return batches[Symbol.asyncIterator]()
  }

  async *#splitAt(fd: number, separator: string): AsyncGenerator<Batch> {
    for await (const { lines, unterminated } of linesOf(this.invocation, fd, separator))
      yield { lines, terminators: unterminated ? '' : separator }
  }

  /** Paragraphs (RS="") and expressions need to see the whole file. */
  async *#splitWhole(fd: number, separator: string): AsyncGenerator<Batch> {
    let text = ''
    for await (const { lines, unterminated } of linesOf(this.invocation, fd))
      text += lines.join('\n') + (unterminated ? '' : '\n')
    const paragraphs = separator === ''
    if (paragraphs) text = text.replace(/^\n+/, '')
    const batch = { lines: [] as string[], terminators: [] as string[] }
    const matcher = regularExpression(paragraphs ? '\n\n+' : separator).matcher(text)
    let last = 0
    while (matcher.find()) {
      if (matcher.end() === matcher.start()) continue
      batch.lines.push(text.slice(last, matcher.start()))
      batch.terminators.push(matcher.group()!)
      last = matcher.end()
    }
    const rest = text.slice(last)
    const ended = rest.replace(/\n$/, '')
    if (ended !== '' || (rest !== '' && !paragraphs)) {
      batch.lines.push(paragraphs ? ended : rest)
      batch.terminators.push(paragraphs ? rest.slice(ended.length) : '')
    }
    yield batch
  }
}

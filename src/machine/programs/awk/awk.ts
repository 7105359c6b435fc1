import { isErrno } from '../../errno.ts'
import { linesOf } from '../inputs.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { PatternError } from '../text/regular-expression.ts'
import { AwkExit, AwkInterpreter } from './interpreter.ts'
import { AwkError, AwkMachine } from './machine.ts'
import { parseAwk } from './parser.ts'
import { regularExpression } from './record.ts'
import { AwkSyntaxError, unescape } from './tokens.ts'
import { InputText, toNumber } from './values.ts'

const spec = {
  short: '+F:f:v:e:',
  long: { 'field-separator': 'F:', file: 'f:', assign: 'v:', source: 'e:' },
  usage:
    "[POSIX or GNU style options] -f progfile [--] file ...\nUsage: awk [POSIX or GNU style options] [--] 'program' file ...",
  failure: 2,
}

const run = async (invocation: Invocation): Promise<number> => {
  const operands = [...invocation.operands]
  const source = await readProgram(invocation, operands)
  if (source === undefined) {
    await invocation.proc.stderr.write(`Usage: ${invocation.name} ${spec.usage}\n`)
    return 2
  }
  const machine = new AwkMachine(invocation.proc)
  for (const assignment of invocation.values('v')) assignFrom(machine, assignment)
  const separator = invocation.value('F')
  if (separator !== undefined) machine.globals.set('FS', separator === 't' ? '\t' : unescape(separator))
  const names = ['awk', ...operands]
  machine.globals.set('ARGC', names.length)
  machine.globals.set('ARGV', new Map(names.map((name, i) => [String(i), new InputText(name)])))
  try {
    const interpreter = new AwkInterpreter(parseAwk(source), machine)
    await new Session(invocation, machine, interpreter).run()
    return interpreter.exitStatus || invocation.status
  } catch (error) {
    await machine.streams.flush()
    if (error instanceof AwkSyntaxError) throw new Failure(`cmd. line:${error.line}: ${error.message}`, 1)
    if (error instanceof AwkError || error instanceof PatternError || error instanceof RangeError)
      throw new Failure(`fatal: ${error.message}`, 2)
    throw error
  }
}

export const awk = program('awk', spec, run)
export const gawk = program('gawk', spec, run)

const readProgram = async (invocation: Invocation, operands: string[]): Promise<string | undefined> => {
  const parts: string[] = []
  for (const { name, value } of invocation.options) {
    if (name === 'e') parts.push(value!)
    if (name !== 'f') continue
    try {
      parts.push(await invocation.proc.readText(value!))
    } catch (error) {
      if (isErrno(error))
        throw new Failure(`fatal: cannot open source file \`${value}' for reading: ${error.message}`, 2)
      throw error
    }
  }
  return parts.length > 0 ? parts.join('\n') : operands.shift()
}

const assignFrom = (machine: AwkMachine, text: string): boolean => {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(text)
  if (match) machine.set(match[1]!, new InputText(unescape(match[2]!)))
  return match !== null
}

/** One run over the input: BEGIN, every record of every file, END. */
class Session {
  #argument = 1
  #fd: number | undefined
  #lines: string[] = []
  #batches: AsyncIterator<{ lines: string[] }> | undefined
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
    for (;;) {
      const line = this.#lines.shift()
      if (line !== undefined) {
        for (const name of ['NR', 'FNR'] as const)
          this.machine.globals.set(name, toNumber(this.machine.get(name)) + 1)
        return line
      }
      if (!this.#batches && !(await this.#openFile())) return undefined
      const batch = await this.#batches!.next()
      if (batch.done) await this.#closeFile()
      else this.#lines = batch.value.lines
    }
  }

  async #closeFile(): Promise<void> {
    if (this.#fd) await this.machine.proc.close(this.#fd)
    this.#fd = undefined
    this.#batches = undefined
    this.#lines = []
  }

  /** The next operand: a file, or `name=value` in between. */
  async #openFile(): Promise<boolean> {
    const { machine, invocation } = this
    const count = toNumber(machine.get('ARGC'))
    for (;;) {
      const name = this.#argument < count ? machine.array('ARGV').get(String(this.#argument++)) : undefined
      const path = name === undefined ? undefined : machine.text(name)
      if (path === undefined && this.#usedFile) return false
      if (path === '' || (path !== undefined && assignFrom(machine, path))) continue
      this.#usedFile = true
      machine.globals.set('FNR', 0)
      machine.globals.set('FILENAME', path ?? '')
      try {
        this.#fd = path === undefined || path === '-' ? 0 : await machine.proc.open(path, { read: true })
        this.#batches = this.#split(this.#fd)
        return true
      } catch (error) {
        if (!isErrno(error)) throw error
        await machine.proc.stderr.write(
          `${invocation.name}: warning: command line argument \`${path}' is not readable: ${error.message}\n`,
        )
        invocation.status = 2
      }
    }
  }

  #split(fd: number): AsyncIterator<{ lines: string[] }> {
    const separator = this.machine.textOf('RS')
    if (separator.length === 1) return linesOf(this.invocation, fd, separator)[Symbol.asyncIterator]()
    return this.#splitWhole(fd, separator)[Symbol.asyncIterator]()
  }

  /** Paragraphs (RS="") and expressions need to see the whole file. */
  async *#splitWhole(fd: number, separator: string): AsyncGenerator<{ lines: string[] }> {
    let text = ''
    for await (const { lines, unterminated } of linesOf(this.invocation, fd))
      text += lines.join('\n') + (unterminated ? '' : '\n')
    if (separator === '') {
      const trimmed = text.replace(/^\n+|\n+$/g, '')
      yield { lines: trimmed === '' ? [] : trimmed.split(/\n\n+/) }
      return
    }
    const records: string[] = []
    const matcher = regularExpression(separator).matcher(text)
    let last = 0
    while (matcher.find()) {
      if (matcher.end() === matcher.start()) continue
      records.push(text.slice(last, matcher.start()))
      last = matcher.end()
    }
    const rest = text.slice(last).replace(/\n$/, '')
    if (rest !== '') records.push(rest)
    yield { lines: records }
  }
}

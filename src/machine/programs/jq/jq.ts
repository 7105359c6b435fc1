import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { allBytes } from '../inputs.ts'
import { Invocation } from '../program.ts'
import { checkNames } from './check-names.ts'
import { Break } from './filters/control.ts'
import { Halt } from './functions/outside.ts'
import { Inputs } from './inputs.ts'
import { Interpreter, type Outside } from './interpreter.ts'
import { librarySource } from './library.ts'
import { natives } from './natives.ts'
import { parseArguments, type JqOptions } from './options.ts'
import { parseDefinitions, parseFilter } from './parser.ts'
import { printJson, toJson } from './print.ts'
import { JsonReader, parseJson, ParseError } from './read-json.ts'
import { tick } from './results.ts'
import type { Node } from './syntax.ts'
import { SyntaxProblem } from './tokens.ts'
import { isTrue, JqError, type Json } from './values.ts'

let library: ReturnType<typeof Interpreter.library> | undefined

class Jq {
  #status = 0
  #last: Json | undefined
  readonly #messages: string[] = []

  constructor(
    private readonly proc: Process,
    private readonly options: JqOptions,
  ) {}

  async run(): Promise<number> {
    const { proc, options } = this
    const filter = await this.#filter()
    if (!filter) return 3
    const variables = await this.#variables()
    if (!variables) return 2
    const undefinedName = checkNames(
      filter,
      new Set(variables.keys()),
      natives,
      parseDefinitions(librarySource),
    )
    if (undefinedName) {
      await proc.stderr.write(
        `jq: error: ${undefinedName} at <top-level>, line 1:\n${options.filter}\njq: 1 compile error\n`,
      )
      return 3
    }
    const inputs = new Inputs(
      options.nullInput && options.files.length === 0 && proc.tty(0) ? [] : await this.#files(),
      options,
    )
    library ??= Interpreter.library(parseDefinitions(librarySource))
    const outside: Outside = {
      nextInput: () => inputs.next(),
      environment: new Map([...proc.env].map(([name, value]) => [name, value])),
      now: () => proc.system.now(),
      debug: (text) => this.#messages.push(text),
      inputName: () => (inputs.name.startsWith('<') ? null : inputs.name),
    }
    const interpreter = new Interpreter(outside, natives, library)
    try {
      if (options.nullInput) await this.#one(interpreter, filter, null, variables, inputs)
      else
        for (let value = inputs.next(); value !== undefined; value = inputs.next())
          await this.#one(interpreter, filter, value, variables, inputs)
    } catch (error) {
      await this.#flushMessages()
      if (error instanceof Halt) {
        if (error.text !== undefined) await proc.stderr.write(error.text)
        return error.status
      }
      if (!(error instanceof ParseError)) throw error
      await proc.stderr.write(`jq: parse error: ${error.message}\n`)
      return 2
    }
    if (this.#status !== 0 || !options.exitStatus) return this.#status
    return this.#last === undefined ? 4 : isTrue(this.#last) ? 0 : 1
  }

  async #filter(): Promise<Node | undefined> {
    try {
      return parseFilter(this.options.filter)
    } catch (error) {
      if (!(error instanceof SyntaxProblem) && !(error instanceof RangeError)) throw error
      const reason = error instanceof SyntaxProblem ? error.message : 'the filter is nested too deeply'
      await this.proc.stderr.write(
        `jq: error: ${reason} at <top-level>, line 1:\n${this.options.filter}\njq: 1 compile error\n`,
      )
      return undefined
    }
  }

  /** --arg and the others; the names that they define hold for the whole filter. */
  async #variables(): Promise<Map<string, Json> | undefined> {
    const variables = new Map<string, Json>()
    const named = new Map<string, Json>()
    for (const { kind, name, value } of this.options.variables) {
      let content: Json = value
      try {
        if (kind === 'argjson') content = parseJson(value)
        else if (kind === 'slurpfile') {
          const reader = new JsonReader(await this.proc.readText(value))
          const all: Json[] = []
          for (let next = reader.next(); next !== undefined; next = reader.next()) all.push(next)
          content = all
        } else if (kind === 'rawfile') content = await this.proc.readText(value)
      } catch (error) {
        if (error instanceof ParseError && kind === 'argjson') {
          await this.proc.stderr.write(
            `jq: Invalid JSON text passed to --argjson\nUse jq --help for help with command-line options,\nor see the jq manpage, or online docs  at https://stedolan.github.io/jq\n`,
          )
          return undefined
        }
        if (!isErrno(error) && !(error instanceof ParseError)) throw error
        const reason = isErrno(error) ? `Could not open ${value}: ${error.message}` : error.message
        await this.proc.stderr.write(`jq: Bad JSON in --${kind} ${name} ${value}: ${reason}\n`)
        return undefined
      }
      variables.set(name, content)
      named.set(name, content)
    }
    variables.set(
      'ARGS',
      new Map<string, Json>([
        ['positional', this.options.positional],
        ['named', named],
      ]),
    )
    return variables
  }

  async #files(): Promise<{ name: string; text: string }[]> {
    const { proc, options } = this
    if (options.files.length === 0) {
      const bytes = await allBytes(new Invocation(proc, 'jq', { options: [], operands: [] }), 0)
      return [{ name: '<stdin>', text: new TextDecoder().decode(bytes) }]
    }
    const files: { name: string; text: string }[] = []
    for (const name of options.files) {
      try {
        files.push({ name, text: await proc.readText(name) })
      } catch (error) {
        if (!isErrno(error)) throw error
        await proc.stderr.write(`jq: error: Could not open ${name}: ${error.message}\n`)
        this.#status = 2
      }
    }
    return files
  }

  async #one(
    interpreter: Interpreter,
    filter: Node,
    input: Json,
    variables: ReadonlyMap<string, Json>,
    inputs: Inputs,
  ): Promise<void> {
    const { options, proc } = this
    let piece = ''
    const flush = async (): Promise<void> => {
      await this.#flushMessages()
      const text = piece
      piece = ''
      if (text !== '') await proc.stdout.write(text)
    }
    try {
      for (const item of interpreter.start(filter, input, variables)) {
        if (item === tick) {
          await flush()
          await proc.yield()
          continue
        }
        this.#last = item.value
        piece += this.#text(item.value)
        if (piece.length > 65_536 || options.unbuffered || this.#messages.length > 0) await flush()
      }
      await flush()
    } catch (error) {
      await flush()
      if (error instanceof RangeError) {
        this.#status = 5
        await proc.stderr.write(`jq: error (at ${inputs.place}): the filter goes too deep\n`)
        return
      }
      if (error instanceof Break) {
        this.#status = 5
        await proc.stderr.write(`jq: error (at ${inputs.place}): break\n`)
        return
      }
      if (!(error instanceof JqError)) throw error
      this.#status = 5
      const { value } = error
      const message = typeof value === 'string' ? `: ${value}` : ` (not a string): ${toJson(value)}`
      await proc.stderr.write(`jq: error (at ${inputs.place})${message}\n`)
    }
  }

  async #flushMessages(): Promise<void> {
    const text = this.#messages.splice(0).join('')
    if (text !== '') await this.proc.stderr.write(text)
  }

  #text(value: Json): string {
    const { options } = this
    const end = options.join ? '' : options.nul ? '\0' : '\n'
    const lead = options.seq ? '\x1e' : ''
    if (options.rawOutput && typeof value === 'string') return lead + value + end
    return (
      lead + printJson(value, { ...options, colors: options.colors ?? this.proc.tty(1) !== undefined }) + end
    )
  }
}

export const jq = async (proc: Process): Promise<number> => {
  const parsed = parseArguments(proc.argv.slice(1), proc)
  if (typeof parsed === 'object' && 'message' in parsed) {
    if (parsed.status === 0) await proc.stdout.write(parsed.message)
    else await proc.stderr.write(parsed.message)
    return parsed.status
  }
  let options = parsed
  if (options.fromFile !== undefined) {
    try {
      options = { ...options, filter: await proc.readText(options.fromFile) }
    } catch (error) {
      if (!isErrno(error)) throw error
      await proc.stderr.write(`jq: error: Could not open ${options.fromFile}: ${error.message}\n`)
      return 2
    }
  }
  return new Jq(proc, options).run()
}

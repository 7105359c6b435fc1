import { isErrno } from '../errno.ts'
import type { Process, Program } from '../kernel/process.ts'
import { parseOptions, UsageError, type Given, type OptionSpec } from './options.ts'

/** Ends a program with a message. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message)
  }
}

/** One run of a program: its process, its options, and whether something went wrong. */
export class Invocation {
  /** The exit status; `complain` makes it the program's usual failure. */
  status = 0

  constructor(
    readonly proc: Process,
    readonly name: string,
    private readonly given: Given,
    private readonly failure = 1,
  ) {}

  get operands(): string[] {
    return this.given.operands
  }

  get options(): Given['options'] {
    return this.given.options
  }

  has(...names: string[]): boolean {
    return this.given.options.some(({ name }) => names.includes(name))
  }

  /** The argument of an option where it was given last. */
  value(name: string): string | undefined {
    return this.given.options.findLast((option) => option.name === name)?.value
  }

  values(name: string): string[] {
    return this.given.options.filter((option) => option.name === name).map((option) => option.value ?? '')
  }

  /** Which of several options that exclude each other was given last. */
  last(...names: string[]): string | undefined {
    return this.given.options.findLast(({ name }) => names.includes(name))?.name
  }

  async complain(message: string): Promise<void> {
    this.status = this.failure
    await this.proc.stderr.write(`${this.name}: ${message}\n`)
  }

  /** Runs something, and tells of a failed system call: `name: context: No such file or directory`. */
  async attempt<T>(context: string, run: () => Promise<T>): Promise<T | undefined> {
    try {
      return await run()
    } catch (error) {
      if (!isErrno(error) || error.code === 'EPIPE' || error.code === 'EINTR') throw error
      await this.complain(`${context}: ${error.message}`)
      return undefined
    }
  }

  write(data: Uint8Array | string): Promise<void> {
    return this.proc.stdout.write(data)
  }
}

export interface ProgramSpec extends OptionSpec {
  /** What stands behind the name in `--help`: `[OPTION]... [FILE]...`. */
  usage: string
  /** The least number of operands. */
  least?: number
  /** The status for failures; 1 if not given. */
  failure?: number
  /** The status for wrong options; 1 if not given. */
  misuse?: number
  /** Changes the arguments before options are looked for: `seq -1 3`, `chmod -w f`. */
  prepare?(args: string[]): string[]
  /** Options are not looked for at all (echo, expr). */
  raw?: boolean
  /**
   * Options that the real program has and that would change what this one does: refused by the name they have
   * there, in words. Keys are as in `short` and `long`.
   */
  lacking?: Readonly<Record<string, string>>
  /** What stands below a message about wrong options, where it is not GNU's usual sentence. */
  hint?(name: string): string
}

/** Makes a program out of its options and what it does. */
export const program = (
  name: string,
  spec: ProgramSpec,
  run: (invocation: Invocation) => Promise<number | void>,
): Program => {
  const long = { help: 'help', version: 'version', ...spec.long }
  return async (proc) => {
    // GNU's programs call themselves as they were called.
    const own = proc.argv[0] ?? name
    const misuse = spec.misuse ?? spec.failure ?? 1
    const fail = async (message: string, status = misuse): Promise<number> => {
      const hint = spec.hint?.(own) ?? `Try '${own} --help' for more information.`
      await proc.stderr.write(`${own}: ${message}\n${hint}\n`)
      return status
    }
    try {
      const args = spec.prepare?.(proc.argv.slice(1)) ?? proc.argv.slice(1)
      const given = spec.raw ? { options: [], operands: args } : parseOptions(args, { ...spec, long })
      if (given.options.some((option) => option.name === 'help')) {
        await proc.stdout.write(`Usage: ${own} ${spec.usage}\n`)
        return 0
      }
      if (given.options.some((option) => option.name === 'version')) {
        await proc.stdout.write(`${name} (Sandcloud) 1.0\n`)
        return 0
      }
      for (const option of given.options)
        if (spec.lacking?.[option.name] !== undefined)
          throw new Failure(`Sandcloud's ${name} has no ${spec.lacking[option.name]}`, misuse)
      const least = spec.least ?? 0
      if (given.operands.length < least) {
        const last = given.operands.at(-1)
        return await fail(last === undefined ? 'missing operand' : `missing operand after ${quoted(last)}`)
      }
      const invocation = new Invocation(proc, own, given, spec.failure)
      return (await run(invocation)) ?? invocation.status
    } catch (error) {
      if (error instanceof UsageError) return fail(error.message)
      if (error instanceof Failure) {
        await proc.stderr.write(`${own}: ${error.message}\n`)
        return error.status
      }
      if (!isErrno(error)) throw error
      await proc.stderr.write(
        `${own}: ${error.code === 'EPIPE' || error.code === 'ENOSPC' ? 'write error: ' : ''}${error.message}\n`,
      )
      return spec.failure ?? 1
    }
  }
}

/** GNU's quote() in a UTF-8 locale. */
export const quoted = (text: string): string => `‘${text}’`

/** GNU's quoteaf(): as a shell would take it. */
export const shellQuoted = (text: string): string => {
  if (/[\x00-\x1f\x7f]/.test(text)) {
    const parts = text
      .split(/([\x00-\x1f\x7f]+)/)
      .map((part, i) =>
        i % 2 === 1 ? `$'${[...part].map(escapeControl).join('')}'` : `'${part.replaceAll("'", "'\\''")}'`,
      )
    return parts.join('')
  }
  if (!text.includes("'")) return `'${text}'`
  return /["$`\\]/.test(text) ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`
}

const escapes: Record<string, string> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\b': '\\b',
  '\x07': '\\a',
  '\f': '\\f',
  '\v': '\\v',
}

const escapeControl = (char: string): string =>
  escapes[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`

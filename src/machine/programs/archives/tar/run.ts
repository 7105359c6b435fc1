import type { Process } from '../../../kernel/process.ts'
import { Failure, type Invocation } from '../../program.ts'

/** A wrong command line, in a way that getopt does not see. */
export const misuse = (message: string): Failure =>
  new Failure(`${message}\nTry 'tar --help' or 'tar --usage' for more information.`, 2)

/** What ends tar at once; `Error is not recoverable` stands below it. */
export class Fatal extends Error {}

/** One run of tar: what it says, and with which status it will end. */
export class TarRun {
  status = 0
  readonly #told = new Set<string>()
  /** Where the names that -v shows go: not into the archive. */
  namesToStderr = false
  /** gzip met the end of the file too early. */
  childFailed = false

  constructor(readonly invocation: Invocation) {}

  get proc(): Process {
    return this.invocation.proc
  }

  has(...names: string[]): boolean {
    return this.invocation.has(...names)
  }

  value(name: string): string | undefined {
    return this.invocation.value(name)
  }

  get verbosity(): number {
    return this.invocation.options.filter(({ name }) => name === 'v').length
  }

  warn(message: string): Promise<void> {
    return this.proc.stderr.write(`tar: ${message}\n`)
  }

  async complain(message: string): Promise<void> {
    this.status = 2
    await this.warn(message)
  }

  /** Something that is not as it should be, and no failure: status 1. */
  async differ(message: string): Promise<void> {
    this.status = Math.max(1, this.status)
    await this.warn(message)
  }

  async once(message: string): Promise<void> {
    if (this.#told.has(message)) return
    this.#told.add(message)
    await this.warn(message)
  }

  /** What -v shows. */
  show(line: string): Promise<void> {
    return this.namesToStderr ? this.proc.stderr.line(line) : this.proc.stdout.line(line)
  }
}

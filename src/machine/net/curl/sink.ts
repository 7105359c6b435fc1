import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { CurlError } from './curl-error.ts'

/** Where a body goes: standard output, or a file that comes to be with the first byte. */
export class Sink {
  #fd: number | undefined
  constructor(
    private readonly proc: Process,
    private readonly path: string | undefined,
  ) {}

  get isTerminal(): boolean {
    return this.path === undefined && this.proc.tty(1) !== undefined
  }

  async write(bytes: Uint8Array): Promise<void> {
    try {
      await this.proc.write((this.#fd ??= await this.#open()), bytes)
    } catch (error) {
      if (!isErrno(error)) throw error
      throw new CurlError(23, `Failure writing output to destination, passed ${bytes.length} returned 0`)
    }
  }

  /** An empty answer makes an empty file. */
  async close(): Promise<void> {
    if (this.path === undefined) return
    await this.write(new Uint8Array(0))
    await this.proc.close(this.#fd!)
  }

  async #open(): Promise<number> {
    if (this.path === undefined) return 1
    try {
      return await this.proc.open(this.path, { write: true, create: true, truncate: true }, 0o644)
    } catch (error) {
      if (isErrno(error))
        await this.proc.stderr.line(`Warning: Failed to open the file ${this.path}: ${error.message}`)
      throw error
    }
  }
}

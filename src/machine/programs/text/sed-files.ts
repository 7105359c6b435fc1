import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { Failure } from '../program.ts'

/** The files that w and W write, and those that R reads line by line. */
export class SedFiles {
  readonly #written = new Map<string, { fd: number; text: string }>()
  readonly #read = new Map<string, string[]>()

  constructor(private readonly proc: Process) {}

  /** Files to be written are there, and empty, before the first line is read. */
  async open(path: string): Promise<void> {
    if (this.#written.has(path)) return
    try {
      const fd =
        path === '/dev/stderr' ? 2 : await this.proc.open(path, { write: true, create: true, truncate: true })
      this.#written.set(path, { fd, text: '' })
    } catch (error) {
      if (isErrno(error)) throw new Failure(`couldn't open file ${path}: ${error.message}`, 4)
      throw error
    }
  }

  write(path: string, text: string): void {
    this.#written.get(path)!.text += text
  }

  async flush(): Promise<void> {
    for (const file of this.#written.values()) {
      const { text } = file
      file.text = ''
      if (text !== '') await this.proc.write(file.fd, text)
    }
  }

  /** All of a file, or nothing where it cannot be read. */
  async content(path: string): Promise<string> {
    try {
      return path === '/dev/stdin' ? await this.proc.stdin.text() : await this.proc.readText(path)
    } catch (error) {
      if (isErrno(error)) return ''
      throw error
    }
  }

  /** The next line of a file each time. */
  async nextLine(path: string): Promise<string | undefined> {
    let lines = this.#read.get(path)
    if (!lines) {
      lines = (await this.content(path)).split('\n')
      if (lines.at(-1) === '') lines.pop()
      this.#read.set(path, lines)
    }
    return lines.shift()
  }
}

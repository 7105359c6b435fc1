import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { signalNumbers } from '../../kernel/signals.ts'

interface Output {
  fd: number
  /** The command behind a pipe. */
  pid?: number
  buffer: string
}

interface Input {
  lines: string[]
  at: number
  pid?: number
}

/** The files and commands that an awk program has open, by name. */
export class Streams {
  readonly #outputs = new Map<string, Output>()
  readonly #inputs = new Map<string, Input>()
  #standard = ''

  constructor(private readonly proc: Process) {}

  /** Text for standard output, held back until there is enough of it. */
  print(text: string): boolean {
    this.#standard += text
    return this.#standard.length > 32_768
  }

  async flush(): Promise<void> {
    const text = this.#standard
    this.#standard = ''
    if (text !== '') await this.proc.stdout.write(text)
    for (const output of this.#outputs.values()) await this.#drain(output)
  }

  async #drain(output: Output): Promise<void> {
    const text = output.buffer
    output.buffer = ''
    if (text !== '') await this.proc.write(output.fd, text)
  }

  async write(kind: '>' | '>>' | '|', path: string, text: string): Promise<void> {
    let output = this.#outputs.get(path)
    if (!output) {
      output = kind === '|' ? await this.#pipeTo(path) : { fd: await this.#open(kind, path), buffer: '' }
      this.#outputs.set(path, output)
    }
    output.buffer += text
    if (output.buffer.length > 32_768) await this.#drain(output)
  }

  async #open(kind: '>' | '>>', path: string): Promise<number> {
    if (path === '/dev/stdout' || path === '-') return 1
    if (path === '/dev/stderr') return 2
    return this.proc.open(path, {
      write: true,
      create: true,
      ...(kind === '>' ? { truncate: true } : { append: true }),
    })
  }

  async #pipeTo(command: string): Promise<Output> {
    await this.flush()
    const { read, write } = this.proc.pipe()
    const pid = await this.#shell(command, read, 0, write)
    await this.proc.close(read)
    return { fd: write, pid, buffer: '' }
  }

  #shell(command: string, from: number, to: number, other: number): Promise<number> {
    return this.proc.fork(async (child) => {
      await child.close(other)
      child.dup(from, to)
      await child.close(from)
      return child.exec('/bin/sh', ['sh', '-c', command])
    })
  }

  /** The next line of a file or of a command's output; undefined at its end. Throws when it cannot be opened. */
  async readLine(kind: '<' | '|', name: string): Promise<string | undefined> {
    let input = this.#inputs.get(name)
    if (!input) {
      input = kind === '<' ? await this.#load(name) : await this.#run(name)
      this.#inputs.set(name, input)
    }
    return input.at < input.lines.length ? input.lines[input.at++] : undefined
  }

  async #load(path: string): Promise<Input> {
    const text = path === '-' ? await this.proc.stdin.text() : await this.proc.readText(path)
    return { lines: linesOf(text), at: 0 }
  }

  async #run(command: string): Promise<Input> {
    await this.flush()
    const { read, write } = this.proc.pipe()
    const pid = await this.#shell(command, write, 1, read)
    await this.proc.close(write)
    const decoder = new TextDecoder()
    let text = ''
    for (;;) {
      const chunk = await this.proc.read(read)
      if (chunk.length === 0) break
      text += decoder.decode(chunk, { stream: true })
    }
    await this.proc.close(read)
    return { lines: linesOf(text), at: 0, pid }
  }

  async close(name: string): Promise<number> {
    const output = this.#outputs.get(name)
    const input = this.#inputs.get(name)
    this.#outputs.delete(name)
    this.#inputs.delete(name)
    if (output) {
      await this.#drain(output)
      if (output.fd > 2) await this.proc.close(output.fd)
    }
    const pid = output?.pid ?? input?.pid
    if (pid !== undefined) return this.#status(pid)
    return output || input ? 0 : -1
  }

  async closeAll(): Promise<void> {
    await this.flush()
    for (const name of [...this.#outputs.keys(), ...this.#inputs.keys()]) await this.close(name)
  }

  async system(command: string): Promise<number> {
    await this.flush()
    const pid = await this.proc.spawn('/bin/sh', ['sh', '-c', command])
    return this.#status(pid)
  }

  async #status(pid: number): Promise<number> {
    try {
      const status = await this.proc.wait(pid)
      return status?.signal ? 256 + signalNumbers[status.signal] : (status?.exit ?? 0)
    } catch (error) {
      if (isErrno(error)) return -1
      throw error
    }
  }
}

const linesOf = (text: string): string[] => {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

import { limits } from '../limits.ts'
import type { InputStream, OutputStream, Process } from '../process.ts'
import type { Task } from '../task.ts'
import { readAll } from './read-all.ts'

class Input implements InputStream {
  constructor(private readonly read: () => Promise<Uint8Array>) {}

  async *chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = await this.read()
      if (chunk.length === 0) return
      yield chunk
    }
  }

  async *lines(): AsyncGenerator<string> {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of this.chunks()) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop()!
      yield* lines
    }
    rest += decoder.decode()
    if (rest !== '') yield rest
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await readAll(this.read))
  }
}

export function standardStreams(task: Task): Pick<Process, 'stdin' | 'stdout' | 'stderr'> {
  const read = (): Promise<Uint8Array> => task.process.read(0, limits.pipeBytes)
  const output = (fd: number): OutputStream => ({
    write: (data) => task.process.write(fd, data),
    line: (text) => task.process.write(fd, `${text}\n`),
  })
  return { stdin: new Input(read), stdout: output(1), stderr: output(2) }
}

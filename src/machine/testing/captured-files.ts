import { OpenFile } from '../kernel/open-file.ts'
import type { FileStat } from '../kernel/process.ts'
import type { Task } from '../kernel/task.ts'

const pipeStat: FileStat = {
  ino: 1, dev: 13, type: 'fifo', mode: 0o600, uid: 0, gid: 0, nlink: 1, size: 0, blocks: 0,
  atime: 0, mtime: 0, ctime: 0, birthtime: 0, rdev: 0,
} // prettier-ignore

/** Collects what a program writes. */
export class CapturedOutput extends OpenFile {
  readonly description = 'pipe:[1]'
  readonly #chunks: Uint8Array[] = []

  constructor() {
    super(false, true)
  }

  get bytes(): Uint8Array {
    const all = new Uint8Array(this.#chunks.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const chunk of this.#chunks) {
      all.set(chunk, at)
      at += chunk.length
    }
    return all
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes)
  }

  stat(): FileStat {
    return pipeStat
  }

  override write(_task: Task, data: Uint8Array): Promise<void> {
    this.#chunks.push(data.slice())
    return Promise.resolve()
  }
}

/** Input that is there from the start. */
export class PreparedInput extends OpenFile {
  readonly description = 'pipe:[2]'
  #rest: Uint8Array

  constructor(content: string | Uint8Array) {
    super(true, false)
    this.#rest = typeof content === 'string' ? new TextEncoder().encode(content) : content
  }

  stat(): FileStat {
    return pipeStat
  }

  override read(_task: Task, length: number): Promise<Uint8Array> {
    const taken = this.#rest.subarray(0, length)
    this.#rest = this.#rest.subarray(length)
    return Promise.resolve(taken)
  }
}

import type { Endpoint, Stream } from '../../network.ts'
import { limits } from '../limits.ts'
import { OpenFile } from '../open-file.ts'
import type { FileStat } from '../process.ts'
import { deliver } from '../signal-delivery.ts'
import { isErrno } from '../../errno.ts'
import type { Task } from '../task.ts'
import { WaitQueue } from '../wait-queue.ts'

let lastSocket = 20_000

export function socketStat(ino: number): FileStat {
  const times = { atime: 0, mtime: 0, ctime: 0, birthtime: 0 }
  return { ino, dev: 8, type: 'socket', mode: 0o777, uid: 0, gid: 0, nlink: 1, size: 0, blocks: 0, rdev: 0, ...times } // prettier-ignore
}

export const newSocketNumber = (): number => ++lastSocket

/** A connected socket. What arrived while its reader was interrupted is kept for the next read. */
export class Connection extends OpenFile {
  readonly #ino = newSocketNumber()
  readonly #arrived = new WaitQueue()
  #buffer: Uint8Array | undefined
  #failure: unknown
  #ended = false
  #reading = false
  #closed = false

  constructor(
    readonly stream: Stream,
    private readonly onClosed: () => void,
  ) {
    super(true, true)
  }

  get description(): string {
    return `socket:[${this.#ino}]`
  }

  stat(): FileStat {
    return socketStat(this.#ino)
  }

  override endpoints(): { local: Endpoint; remote: Endpoint } {
    const { local, remote } = this.stream
    return { local, remote }
  }

  override read(task: Task, length: number): Promise<Uint8Array> {
    return task.waitFor(this.#arrived, () => {
      const bytes = this.#buffer
      if (bytes) {
        this.#buffer = bytes.length > length ? bytes.subarray(length) : undefined
        return bytes.subarray(0, length)
      }
      if (this.#failure !== undefined) throw this.#failure
      if (this.#ended) return new Uint8Array(0)
      this.#receive()
      return undefined
    })
  }

  override async write(task: Task, data: Uint8Array): Promise<void> {
    try {
      for (let at = 0; at < data.length; at += limits.pipeBytes) {
        const part = data.slice(at, at + limits.pipeBytes)
        await task.waitOutside(() => this.stream.write(part))
      }
    } catch (error) {
      if (isErrno(error, 'EPIPE')) {
        deliver(task, 'SIGPIPE')
        task.check()
      }
      throw error
    }
  }

  shutdown(): void {
    this.stream.end()
  }

  protected override closed(): void {
    this.#closed = true
    // Closing with unread data resets, as TCP does; otherwise the far end reads the end.
    if (this.#buffer) this.stream.destroy()
    else {
      this.stream.end()
      this.#receive()
    }
    this.onClosed()
  }

  #receive(): void {
    if (this.#reading || this.#ended || this.#failure !== undefined) return
    this.#reading = true
    this.stream
      .read()
      .then(
        (bytes) => {
          if (bytes) this.#buffer = bytes
          else this.#ended = true
        },
        (error: unknown) => {
          this.#failure = error
        },
      )
      .finally(() => {
        this.#reading = false
        // Nobody reads any more: what still comes is answered with a reset.
        if (this.#closed && this.#buffer) this.stream.destroy()
        this.#arrived.wake()
      })
  }
}

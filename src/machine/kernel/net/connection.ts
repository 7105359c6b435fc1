import type { Endpoint, Stream } from '../../network.ts'
import { limits } from '../limits.ts'
import { OpenFile } from '../open-file.ts'
import type { FileStat } from '../process.ts'
import { deliver } from '../signal-delivery.ts'
import { isErrno } from '../../errno.ts'
import type { Task } from '../task.ts'
import { WaitQueue } from '../wait-queue.ts'
import { newSocketNumber, socketStat } from './socket-number.ts'

/** A connected socket. What arrived while its reader was interrupted is kept for the next read. */
export class Connection extends OpenFile {
  readonly ino = newSocketNumber()
  readonly #arrived = new WaitQueue()
  #buffer: Uint8Array | undefined
  #failure: unknown
  #ended = false
  #reading = false
  #closed = false
  #shutDown = false

  constructor(
    readonly stream: Stream,
    readonly family: 'tcp' | 'unix',
    private readonly onClosed: () => void,
  ) {
    super(true, true)
  }

  get description(): string {
    return `socket:[${this.ino}]`
  }

  stat(): FileStat {
    return socketStat(this.ino)
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
    this.#shutDown = true
    this.stream.end()
  }

  /** As ss names it. The far end's FIN is known once it has been read. */
  get state(): 'ESTAB' | 'CLOSE-WAIT' | 'FIN-WAIT-2' | 'UNCONN' {
    if (this.#ended || this.#failure !== undefined) return this.#shutDown ? 'UNCONN' : 'CLOSE-WAIT'
    return this.#shutDown ? 'FIN-WAIT-2' : 'ESTAB'
  }

  get received(): number {
    return this.#buffer?.length ?? 0
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

import type { Process } from '../../kernel/process.ts'
import { isErrno } from '../../errno.ts'
import { streamWindow, type StreamId } from '../protocol.ts'
import type { Say } from './conversation.ts'
import { codeOf } from './replay.ts'

/** One descriptor of the process, joined to a stream of the Worker's, both ways with back-pressure. */
export class StreamPump {
  #writes: Promise<void> = Promise.resolve()
  #given = 0
  #taken = 0
  #wake: (() => void) | undefined
  #reading = false
  #looping = false
  #ended = false
  #closed = false

  constructor(
    private readonly proc: Process,
    private readonly say: Say,
    readonly stream: StreamId,
    readonly fd: number,
  ) {}

  /** @param after what has to be done before: files written earlier are there when somebody reads this. */
  write(bytes: Uint8Array, after: Promise<unknown>): Promise<void> {
    const work = this.#writes.then(async () => {
      await after
      if (this.#closed) return
      try {
        await this.proc.write(this.fd, bytes)
        this.say({ type: 'taken', stream: this.stream, bytes: bytes.length })
      } catch (error) {
        if (!isErrno(error)) throw error
        this.say({ type: 'taken', stream: this.stream, bytes: bytes.length })
        this.say({ type: 'error', stream: this.stream, code: error.code })
      }
    })
    this.#writes = work
    work.catch(() => undefined)
    return work
  }

  /** After what has been written. */
  end(): void {
    this.#writes = this.#writes.then(() => {
      if (!this.#closed) this.proc.shutdown(this.fd)
    })
    this.#writes.catch(() => undefined)
  }

  taken(bytes: number): void {
    this.#taken += bytes
    this.#wake?.()
  }

  start(): void {
    this.#reading = true
    if (!this.#looping && !this.#ended) void this.#loop()
  }

  stop(): void {
    this.#reading = false
  }

  async #loop(): Promise<void> {
    this.#looping = true
    try {
      while (this.#reading && !this.#closed) {
        if (this.#given - this.#taken >= streamWindow) {
          await new Promise<void>((resolve) => (this.#wake = resolve))
          continue
        }
        const bytes = await this.proc.read(this.fd)
        if (this.#closed) return
        if (bytes.length === 0) {
          this.#ended = true
          this.say({ type: 'end', stream: this.stream })
          return
        }
        this.#given += bytes.length
        const own = bytes.slice()
        this.say({ type: 'data', stream: this.stream, bytes: own }, [own.buffer])
      }
    } catch (error) {
      this.#ended = true
      if (!isErrno(error)) return
      this.say({ type: 'error', stream: this.stream, code: codeOf(error) })
    } finally {
      this.#looping = false
    }
  }

  /** Resolves when everything written is out and the descriptor is closed. */
  async close(): Promise<void> {
    await this.#writes.catch(() => undefined)
    if (this.#closed) return
    this.#closed = true
    this.#wake?.()
    await this.proc.close(this.fd).catch((error: unknown) => {
      if (!isErrno(error)) throw error
    })
  }

  /** What is on its way to the descriptor. */
  get flushed(): Promise<void> {
    return this.#writes
  }
}

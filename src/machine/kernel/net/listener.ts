import { fail } from '../../errno.ts'
import type { Endpoint, Stream } from '../../network.ts'
import { OpenFile } from '../open-file.ts'
import type { FileStat } from '../process.ts'
import type { Task } from '../task.ts'
import { WaitQueue } from '../wait-queue.ts'
import { newSocketNumber, socketStat } from './socket-number.ts'

const longestBacklog = 4096

/** A listening socket with its queue of connections nobody has accepted yet. */
export class Listener extends OpenFile {
  readonly ino = newSocketNumber()
  readonly backlog: number
  readonly #queue: Stream[] = []
  readonly #changed = new WaitQueue()
  #closed = false

  constructor(
    readonly family: 'tcp' | 'unix',
    /** Of a Unix socket: its path, and no port. */
    readonly local: Endpoint,
    backlog: number,
    private readonly onClosed: () => void,
  ) {
    super(false, false)
    this.backlog = Math.min(Math.max(backlog, 1), longestBacklog)
  }

  get description(): string {
    return `socket:[${this.ino}]`
  }

  /** How many connections wait. */
  get waiting(): number {
    return this.#queue.length
  }

  stat(): FileStat {
    return socketStat(this.ino)
  }

  override endpoints(): { local: Endpoint } {
    return { local: this.local }
  }

  /** Linux lets one more wait than the backlog says. */
  get full(): boolean {
    return this.#queue.length > this.backlog
  }

  /** @returns whether it was taken into the queue. */
  offer(stream: Stream): boolean {
    if (this.full || this.#closed) return false
    this.#queue.push(stream)
    this.#changed.wake()
    return true
  }

  /** A connection to a full queue waits, as its SYN is sent again and again. Throws ECONNREFUSED once closed. */
  async room(task: Task): Promise<void> {
    await task.waitFor(this.#changed, () => {
      if (this.#closed) fail('ECONNREFUSED')
      return this.full ? undefined : true
    })
  }

  accept(task: Task): Promise<Stream> {
    return task.waitFor(this.#changed, () => {
      if (this.#closed) fail('EINVAL')
      const stream = this.#queue.shift()
      if (stream) this.#changed.wake()
      return stream
    })
  }

  protected override closed(): void {
    this.#closed = true
    for (const stream of this.#queue) stream.destroy()
    this.#changed.wake()
    this.onClosed()
  }
}

import type { Endpoint, Stream } from '../../network.ts'
import { OpenFile } from '../open-file.ts'
import type { FileStat } from '../process.ts'
import type { Task } from '../task.ts'
import { WaitQueue } from '../wait-queue.ts'
import { newSocketNumber, socketStat } from './connection.ts'

/** A listening socket with its queue of connections nobody has accepted yet. */
export class Listener extends OpenFile {
  readonly #ino = newSocketNumber()
  readonly #queue: Stream[] = []
  readonly #arrived = new WaitQueue()

  constructor(
    readonly local: Endpoint,
    private readonly backlog: number,
    private readonly onClosed: () => void,
  ) {
    super(false, false)
  }

  get description(): string {
    return `socket:[${this.#ino}]`
  }

  stat(): FileStat {
    return socketStat(this.#ino)
  }

  override endpoints(): { local: Endpoint } {
    return { local: this.local }
  }

  /** @returns whether there was room in the queue. */
  offer(stream: Stream): boolean {
    if (this.#queue.length >= this.backlog) return false
    this.#queue.push(stream)
    this.#arrived.wake()
    return true
  }

  accept(task: Task): Promise<Stream> {
    return task.waitFor(this.#arrived, () => this.#queue.shift())
  }

  protected override closed(): void {
    for (const stream of this.#queue) stream.destroy()
    this.onClosed()
  }
}

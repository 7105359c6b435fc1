import { Pipe, PipeEnd } from './pipe.ts'
import type { FileStat } from './process.ts'
import type { Task } from './task.ts'
import type { Mount } from './vfs/mount.ts'
import type { Place } from './vfs/place.ts'
import { pathOf } from './vfs/place.ts'
import { statOf } from './vfs/regular-file.ts'

/** A pipe behind a name, with how often each side has been opened: whoever opens the other waits for that. */
class NamedPipe extends Pipe {
  readerOpenings = 0
  writerOpenings = 0
}

/** The FIFOs that somebody has open: fifo(7). */
export class Fifos {
  readonly #open = new WeakMap<Mount, Map<number, NamedPipe>>()

  /** Waits until the other side is opened too, unless both are opened at once. */
  async open(task: Task, place: Place, access: { read: boolean; write: boolean }): Promise<FifoEnd> {
    const pipe = this.#pipe(place)
    const end = new FifoEnd(pipe, place, access, () => this.#forget(place, pipe))
    const { readerOpenings, writerOpenings } = pipe
    if (access.read) pipe.readerOpenings++
    if (access.write) pipe.writerOpenings++
    pipe.readable.wake()
    pipe.writable.wake()
    const met = (): true | undefined => {
      const other = access.read
        ? pipe.writers > 0 || pipe.writerOpenings > writerOpenings
        : pipe.readers > 0 || pipe.readerOpenings > readerOpenings
      return other || undefined
    }
    try {
      await task.waitFor([pipe.readable, pipe.writable], met)
      return end
    } catch (error) {
      end.abandon()
      throw error
    }
  }

  #pipe({ mount, ino }: Place): NamedPipe {
    let pipes = this.#open.get(mount)
    if (!pipes) this.#open.set(mount, (pipes = new Map()))
    let pipe = pipes.get(ino)
    if (!pipe) pipes.set(ino, (pipe = new NamedPipe()))
    return pipe
  }

  #forget({ mount, ino }: Place, pipe: NamedPipe): void {
    if (pipe.readers === 0 && pipe.writers === 0) this.#open.get(mount)?.delete(ino)
  }
}

class FifoEnd extends PipeEnd {
  constructor(
    pipe: Pipe,
    readonly place: Place,
    access: { read: boolean; write: boolean },
    private readonly onClosed: () => void,
  ) {
    super(pipe, access)
    place.mount.hold(place.ino)
  }

  get description(): string {
    return pathOf(this.place)
  }

  stat(): Promise<FileStat> {
    return statOf(this.place)
  }

  /** The opening was interrupted: nobody has a descriptor of it. */
  abandon(): void {
    this.closed()
  }

  protected override closed(): void {
    super.closed()
    this.place.mount.drop(this.place.ino)
    this.onClosed()
  }
}

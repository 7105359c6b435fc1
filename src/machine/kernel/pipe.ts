import { fail } from '../errno.ts'
import { ByteQueue } from './byte-queue.ts'
import { limits } from './limits.ts'
import { OpenFile } from './open-file.ts'
import type { FileStat } from './process.ts'
import { deliver } from './signal-delivery.ts'
import type { Task } from './task.ts'
import { WaitQueue } from './wait-queue.ts'

let lastPipe = 10_000

/** What the ends share: pipe(7). */
export class Pipe {
  readonly ino = ++lastPipe
  readonly bytes = new ByteQueue()
  readonly readable = new WaitQueue()
  readonly writable = new WaitQueue()
  readers = 0
  writers = 0

  get room(): number {
    return limits.pipeBytes - this.bytes.length
  }
}

/** An end of a pipe, or both of them: a FIFO can be opened for reading and writing. */
export abstract class PipeEnd extends OpenFile {
  constructor(
    readonly pipe: Pipe,
    access: { read: boolean; write: boolean },
  ) {
    super(access.read, access.write)
    if (access.read) pipe.readers++
    if (access.write) pipe.writers++
  }

  override read(task: Task, length: number): Promise<Uint8Array> {
    const { pipe } = this
    return task.waitFor(pipe.readable, () => {
      if (pipe.bytes.length === 0) return pipe.writers > 0 ? undefined : new Uint8Array(0)
      const bytes = pipe.bytes.take(length)
      pipe.writable.wake()
      return bytes
    })
  }

  override async write(task: Task, data: Uint8Array): Promise<void> {
    const { pipe } = this
    for (let at = 0; at < data.length;) {
      at = await task.waitFor(pipe.writable, () => {
        if (pipe.readers === 0) {
          deliver(task, 'SIGPIPE')
          task.check()
          fail('EPIPE')
        }
        // Short writes are never torn apart, and a long one waits for room worth waking up for.
        if (pipe.room < Math.min(data.length - at, limits.pipeAtomic)) return undefined
        const part = data.subarray(at, at + pipe.room)
        pipe.bytes.push(part)
        pipe.readable.wake()
        return at + part.length
      })
    }
  }

  protected override closed(): void {
    const { pipe } = this
    if (this.readable && --pipe.readers === 0) {
      pipe.bytes.clear()
      pipe.writable.wake()
    }
    if (this.writable && --pipe.writers === 0) pipe.readable.wake()
  }
}

/** Of a pipe that has no name: pipe(2). */
class AnonymousEnd extends PipeEnd {
  constructor(
    pipe: Pipe,
    readonly created: { at: number; uid: number; gid: number },
    end: 'read' | 'write',
  ) {
    super(pipe, { read: end === 'read', write: end === 'write' })
  }

  get description(): string {
    return `pipe:[${this.pipe.ino}]`
  }

  stat(): FileStat {
    const { at, uid, gid } = this.created
    return {
      ino: this.pipe.ino,
      dev: 13,
      type: 'fifo',
      mode: 0o600,
      uid,
      gid,
      nlink: 1,
      size: 0,
      blocks: 0,
      atime: at,
      mtime: at,
      ctime: at,
      birthtime: at,
      rdev: 0,
    }
  }
}

export function createPipe(task: Task): { read: OpenFile; write: OpenFile } {
  const pipe = new Pipe()
  const { uid, gid } = task.credentials
  const created = { at: task.kernel.now(), uid, gid }
  return { read: new AnonymousEnd(pipe, created, 'read'), write: new AnonymousEnd(pipe, created, 'write') }
}

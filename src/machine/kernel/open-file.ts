import { fail } from '../errno.ts'
import type { Endpoint } from '../network.ts'
import type { FileStat } from './process.ts'
import type { Task } from './task.ts'
import type { Tty } from './tty.ts'

/**
 * An open file description: what descriptors refer to, shared by dup and fork. The last descriptor that
 * goes closes it.
 */
export abstract class OpenFile {
  #references = 0
  /** The terminal behind it, if it is one's slave side. */
  readonly tty?: Tty

  constructor(
    readonly readable: boolean,
    readonly writable: boolean,
  ) {}

  abstract stat(): FileStat | Promise<FileStat>
  /** What /proc/<pid>/fd/N points to. */
  abstract readonly description: string

  read(_task: Task, _length: number): Promise<Uint8Array> {
    return fail('EINVAL')
  }

  write(_task: Task, _data: Uint8Array): Promise<void> {
    return fail('EINVAL')
  }

  seek(_offset: number, _whence: 'set' | 'current' | 'end'): Promise<number> {
    return fail('ESPIPE')
  }

  truncate(_size: number): Promise<void> {
    return fail('EINVAL')
  }

  sync(): Promise<void> {
    return fail('EINVAL')
  }

  endpoints(): { local: Endpoint; remote?: Endpoint } | undefined {
    return undefined
  }

  hold(): void {
    this.#references++
  }

  drop(): void {
    if (--this.#references === 0) this.closed()
  }

  protected closed(): void {}
}

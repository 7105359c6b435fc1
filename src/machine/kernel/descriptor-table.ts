import { fail } from '../errno.ts'
import { limits } from './limits.ts'
import type { OpenFile } from './open-file.ts'
import { ProcessGone } from './process-gone.ts'

interface Descriptor {
  file: OpenFile
  closeOnExec: boolean
}

/** A process's descriptors: small numbers, the lowest free one first. */
export class DescriptorTable {
  readonly #entries = new Map<number, Descriptor>()
  /** Numbers below it can be given: RLIMIT_NOFILE. What is open already stays open when it is lowered. */
  size: number = limits.descriptors
  #closed = false

  get(fd: number): OpenFile {
    return this.#entries.get(fd)?.file ?? fail('EBADF')
  }

  numbers(): number[] {
    return [...this.#entries.keys()].sort((a, b) => a - b)
  }

  /** @param from the lowest number to take. */
  add(file: OpenFile, options: { from?: number; closeOnExec?: boolean } = {}): number {
    let fd = options.from ?? 0
    while (this.#entries.has(fd)) fd++
    if (fd >= this.size) {
      // Nobody else may hold it: then it is closed.
      file.hold()
      file.drop()
      fail('EMFILE')
    }
    this.#put(fd, file, options.closeOnExec)
    return fd
  }

  /** dup2(2): a number that no descriptor can have is a bad one. */
  set(fd: number, file: OpenFile, closeOnExec = false): void {
    if (fd < 0 || fd >= this.size) fail('EBADF')
    this.#put(fd, file, closeOnExec)
  }

  remove(fd: number): void {
    const { file } = this.#entries.get(fd) ?? fail('EBADF')
    this.#entries.delete(fd)
    file.drop()
  }

  setCloseOnExec(fd: number, on: boolean): void {
    ;(this.#entries.get(fd) ?? fail('EBADF')).closeOnExec = on
  }

  /** @param picked the child's descriptor → ours; all of them when not given. */
  copy(picked?: ReadonlyMap<number, number>): DescriptorTable {
    const child = new DescriptorTable()
    child.size = this.size
    if (picked) for (const [theirs, ours] of picked) child.#put(theirs, this.get(ours))
    else for (const [fd, { file, closeOnExec }] of this.#entries) child.#put(fd, file, closeOnExec)
    return child
  }

  exec(): void {
    for (const [fd, { closeOnExec }] of this.#entries) if (closeOnExec) this.remove(fd)
  }

  closeAll(): void {
    this.#closed = true
    for (const fd of this.numbers()) this.remove(fd)
  }

  #put(fd: number, file: OpenFile, closeOnExec = false): void {
    file.hold()
    if (this.#closed) {
      file.drop()
      throw new ProcessGone()
    }
    const old = this.#entries.get(fd)
    this.#entries.set(fd, { file, closeOnExec })
    old?.file.drop()
  }
}

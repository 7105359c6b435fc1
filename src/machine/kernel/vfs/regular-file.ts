import { fail } from '../../errno.ts'
import { OpenFile } from '../open-file.ts'
import type { FileStat } from '../process.ts'
import { deliver } from '../signal-delivery.ts'
import type { Task } from '../task.ts'
import { pathOf } from './place.ts'
import type { Place } from './place.ts'

export async function statOf(place: Place): Promise<FileStat> {
  const stat = await place.mount.run((fs) => fs.stat(place.ino))
  return { ...stat, dev: place.mount.dev }
}

/** A file or directory of a file system, opened. */
export class PlacedFile extends OpenFile {
  constructor(
    readonly place: Place,
    access: { read: boolean; write: boolean },
  ) {
    super(access.read, access.write)
    place.mount.hold(place.ino)
    if (access.write) place.mount.writers++
  }

  get description(): string {
    return pathOf(this.place)
  }

  stat(): Promise<FileStat> {
    return statOf(this.place)
  }

  override sync(): Promise<void> {
    return this.place.mount.mounted.sync()
  }

  protected override closed(): void {
    if (this.writable) this.place.mount.writers--
    this.place.mount.drop(this.place.ino)
  }
}

export class DirectoryFile extends PlacedFile {
  override read(): Promise<Uint8Array> {
    return fail('EISDIR')
  }
}

/** RLIMIT_FSIZE: who ignores the signal sees the error. */
function tooLarge(task: Task): never {
  deliver(task, 'SIGXFSZ')
  task.check()
  return fail('EFBIG')
}

export class RegularFile extends PlacedFile {
  #position = 0

  constructor(
    place: Place,
    access: { read: boolean; write: boolean },
    readonly append: boolean,
  ) {
    super(place, access)
  }

  override async read(_task: Task, length: number): Promise<Uint8Array> {
    const { mount, ino } = this.place
    const bytes = await mount.run((fs) => fs.read(ino, this.#position, length))
    this.#position += bytes.length
    return bytes
  }

  override async write(task: Task, data: Uint8Array): Promise<void> {
    const { mount, ino } = this.place
    const { soft } = task.resources.get('fsize')
    let fitting = data
    this.#position = await mount.run((fs) => {
      const at = this.append ? fs.stat(ino).size : this.#position
      fitting = data.subarray(0, Math.max(0, soft - at))
      fs.write(ino, at, fitting)
      return at + fitting.length
    })
    if (fitting.length < data.length) tooLarge(task)
  }

  override async seek(offset: number, whence: 'set' | 'current' | 'end'): Promise<number> {
    const { mount, ino } = this.place
    const base =
      whence === 'set'
        ? 0
        : whence === 'current'
          ? this.#position
          : await mount.run((fs) => fs.stat(ino).size)
    if (base + offset < 0) fail('EINVAL')
    return (this.#position = base + offset)
  }

  override truncate(size: number): Promise<void> {
    const { mount, ino } = this.place
    return mount.run((fs) => fs.truncate(ino, size))
  }
}

import { fail, isErrno } from '../../errno.ts'
import type { FileSystem, Ino } from '../../fs/file-system.ts'
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
class PlacedFile extends OpenFile {
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

const pageSize = 4096

/** A disk that runs full takes what there is room for: write(2)'s short count. ENOSPC when there is none at all. */
function writeWhatFits(fs: FileSystem, ino: Ino, at: number, bytes: Uint8Array): number {
  try {
    fs.write(ino, at, bytes)
    return bytes.length
  } catch (error) {
    if (!isErrno(error, 'ENOSPC') || bytes.length <= pageSize) throw error
  }
  const half = Math.ceil(bytes.length / 2 / pageSize) * pageSize
  const written = writeWhatFits(fs, ino, at, bytes.subarray(0, half))
  if (written < half) return written
  try {
    return half + writeWhatFits(fs, ino, at + half, bytes.subarray(half))
  } catch (error) {
    if (!isErrno(error, 'ENOSPC')) throw error
    return half
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
    const { at, allowed, written } = await mount.run((fs) => {
      const at = this.append ? fs.stat(ino).size : this.#position
      const allowed = data.subarray(0, Math.max(0, soft - at))
      return { at, allowed, written: writeWhatFits(fs, ino, at, allowed) }
    })
    this.#position = at + written
    if (written < allowed.length) fail('ENOSPC')
    if (allowed.length < data.length) tooLarge(task)
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

import type { FileSystem, Ino, Mounted } from '../../fs/file-system.ts'
import type { OpenFile } from '../open-file.ts'
import { type MountOptions, parseMountOptions } from './mount-options.ts'
import type { Place } from './place.ts'

/** A file system whose files are windows on open files: /proc/<pid>/fd. */
export interface MagicLinks {
  /** What really stands behind a symlink, instead of the path that readlink shows. */
  openFileBehind(ino: Ino): OpenFile | undefined
}

export interface MountOrigin {
  source: string
  /** What it covers; undefined for the root. */
  at: Place | undefined
  dev: number
  options?: MountOptions
  /** devtmpfs and devpts are a tmpfs under another name. */
  type?: string
}

/** A mounted file system at its place in the tree. */
export class Mount {
  /** What is mounted on directories of this one. */
  readonly coverings = new Map<Ino, Mount>()
  readonly source: string
  readonly at: Place | undefined
  /** The device number that stat shows. */
  readonly dev: number
  readonly type: string
  options: MountOptions
  /** Files open for writing: with one of them it cannot become read-only. */
  writers = 0
  /** Told when nothing is used any more: a lazy umount ends then. */
  onIdle: (() => void) | undefined
  #uses = 0

  constructor(
    readonly mounted: Mounted<FileSystem & Partial<MagicLinks>>,
    origin: MountOrigin,
  ) {
    this.source = origin.source
    this.at = origin.at
    this.dev = origin.dev
    this.options = origin.options ?? parseMountOptions([], mounted.fs.type)
    this.type = origin.type ?? mounted.fs.type
  }

  get readOnly(): boolean {
    return this.mounted.fs.readOnly || this.options.readOnly
  }

  /** Open files and working directories keep it from being unmounted. */
  get busy(): boolean {
    return this.#uses > 0 || this.coverings.size > 0
  }

  /** Mounts can be stacked on one another's root: the uppermost is what a path sees. */
  get top(): Mount {
    return this.coverings.get(this.mounted.fs.root)?.top ?? this
  }

  get root(): Place {
    const { at } = this
    return { mount: this, ino: this.mounted.fs.root, name: at?.name ?? '', parent: at?.parent }
  }

  run<T>(operation: (fs: FileSystem & Partial<MagicLinks>) => T): Promise<T> {
    return this.mounted.run(operation)
  }

  hold(ino: Ino): void {
    this.#uses++
    this.mounted.fs.retain(ino)
  }

  drop(ino: Ino): void {
    this.#uses--
    // Freeing an unlinked file's blocks may need chunks that are not in memory.
    const released = this.mounted.run((fs) => fs.release(ino)).catch(() => undefined)
    void released.then(() => !this.busy && this.onIdle?.())
  }
}

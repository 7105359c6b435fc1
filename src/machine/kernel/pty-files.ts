import { OpenFile } from './open-file.ts'
import type { FileStat } from './process.ts'
import type { Task } from './task.ts'
import type { Tty } from './tty.ts'
import { statOf } from './vfs/regular-file.ts'
import type { Place } from './vfs/place.ts'

/** /dev/pts/N, opened: the programs' side. */
export class PtySlave extends OpenFile {
  constructor(
    override readonly tty: Tty,
    private readonly place: Place,
    access: { read: boolean; write: boolean },
  ) {
    super(access.read, access.write)
    tty.openSlave()
  }

  get description(): string {
    return `/dev/${this.tty.name}`
  }

  stat(): Promise<FileStat> {
    return statOf(this.place)
  }

  override read(task: Task, length: number): Promise<Uint8Array> {
    return this.tty.read(task, length)
  }

  override write(task: Task, data: Uint8Array): Promise<void> {
    return this.tty.write(task, data)
  }

  protected override closed(): void {
    this.tty.closeSlave()
  }
}

/** /dev/ptmx, opened: the screen's side, as sshd holds it. */
export class PtyMaster extends OpenFile {
  constructor(
    readonly terminal: Tty,
    private readonly created: number,
    private readonly onClosed: () => void,
  ) {
    super(true, true)
  }

  readonly description = '/dev/ptmx'

  stat(): FileStat {
    const at = this.created
    const times = { atime: at, mtime: at, ctime: at, birthtime: at }
    return { ino: 2, dev: 6, type: 'character', mode: 0o666, uid: 0, gid: 5, nlink: 1, size: 0, blocks: 0, rdev: 5 * 256 + 2, ...times } // prettier-ignore
  }

  override read(task: Task, length: number): Promise<Uint8Array> {
    const { terminal } = this
    return task.waitFor(terminal.shown, () => {
      const bytes = terminal.takeOutput(length)
      if (bytes.length > 0) return bytes
      return terminal.finished && terminal.opened ? bytes : undefined
    })
  }

  override write(_task: Task, data: Uint8Array): Promise<void> {
    this.terminal.type(data)
    return Promise.resolve()
  }

  protected override closed(): void {
    this.terminal.hangUp()
    this.onClosed()
  }
}

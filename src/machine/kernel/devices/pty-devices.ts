import { fail } from '../../errno.ts'
import type { Kernel } from '../kernel.ts'
import { PtyMaster, PtySlave } from '../pty-files.ts'
import type { Task } from '../task.ts'
import { Tty } from '../tty.ts'
import type { Tmpfs } from '../../fs/tmpfs.ts'
import { deviceNumber } from './device-registry.ts'

const ptsMajor = 136
const ttyGroup = 5

/** Pseudo-terminals and their nodes in /dev/pts. */
export class PtyDevices {
  readonly #inUse = new Map<number, Tty>()

  constructor(
    private readonly kernel: Kernel,
    private readonly devpts: Tmpfs,
  ) {
    kernel.devices.add('character', deviceNumber(5, 0), (task, { place, access }) => {
      // /dev/tty is whatever terminal the session has.
      const { tty } = task.session
      return tty ? new PtySlave(tty, place, access) : fail('ENXIO')
    })
  }

  create(owner: number, size: { columns: number; rows: number }): Tty {
    let number = 0
    while (this.#inUse.has(number)) number++
    const tty = new Tty(this.kernel, number, size.columns, size.rows)
    this.#inUse.set(number, tty)
    const rdev = deviceNumber(ptsMajor, number)
    this.devpts.mknod(this.devpts.root, String(number), {
      mode: 0o620,
      uid: owner,
      gid: ttyGroup,
      type: 'character',
      rdev,
    })
    this.kernel.devices.add('character', rdev, (task, { place, access }) => {
      adopt(task, tty)
      return new PtySlave(tty, place, access)
    })
    return tty
  }

  /** Hung up and closed at the near end: the node goes, and the number is free again. */
  remove(tty: Tty): void {
    tty.hangUp()
    // Removed before, and the number may be another's by now.
    if (this.#inUse.get(tty.number) !== tty) return
    this.#inUse.delete(tty.number)
    this.devpts.unlink(this.devpts.root, String(tty.number))
    this.kernel.devices.remove('character', deviceNumber(ptsMajor, tty.number))
  }

  openMaster(owner: number, size: { columns: number; rows: number }): PtyMaster {
    const tty = this.create(owner, size)
    return new PtyMaster(tty, this.kernel.now(), () => this.remove(tty))
  }
}

/** The first terminal that the leader of a session without one opens becomes the session's own. */
export function adopt(task: Task, tty: Tty): void {
  const { session } = task
  if (session.id !== task.pid || session.tty || tty.session) return
  session.tty = tty
  tty.session = session
  tty.foreground = task.pgid
}

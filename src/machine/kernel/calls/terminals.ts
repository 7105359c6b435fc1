import { fail } from '../../errno.ts'
import type { Process, Terminal } from '../process.ts'
import type { Task } from '../task.ts'
import type { Tty } from '../tty.ts'

class TerminalHandle implements Terminal {
  constructor(
    private readonly task: Task,
    private readonly tty: Tty,
  ) {}

  get name(): string {
    return `/dev/${this.tty.name}`
  }

  get columns(): number {
    return this.tty.columns
  }

  get rows(): number {
    return this.tty.rows
  }

  get mode(): Terminal['mode'] {
    return this.tty.mode
  }

  setMode(mode: Terminal['mode']): void {
    this.tty.setMode(mode)
  }

  get foreground(): number {
    return this.tty.foreground
  }

  /** tcsetpgrp(3): one of the session's own groups. */
  set foreground(pgid: number) {
    this.task.check()
    if (this.task.session !== this.tty.session) fail('ENOTTY')
    this.tty.foreground = pgid
  }

  onResize(changed: () => void): () => void {
    this.tty.resized.add(changed)
    const stop = (): void => void this.tty.resized.delete(changed)
    this.task.onEnd(stop)
    return stop
  }
}

export function terminalCalls(task: Task): Pick<Process, 'tty' | 'openPty'> {
  return {
    tty: (fd) => {
      const { tty } = task.descriptors.get(fd)
      return tty && new TerminalHandle(task, tty)
    },
    openPty: (size) =>
      task.call(() => {
        const master = task.kernel.ptys.openMaster(task.credentials.uid, size)
        const { terminal } = master
        return {
          master: task.descriptors.add(master, { closeOnExec: true }),
          name: `/dev/${terminal.name}`,
          resize: (columns, rows) => terminal.resize(columns, rows),
        }
      }),
  }
}

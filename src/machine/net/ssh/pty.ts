import type { Process } from '../../kernel/process.ts'

/**
 * What sshd needs of the kernel beyond files and sockets: a pseudo terminal. The rest is Linux's own way:
 * the child calls `setSession()`, opens `name` (which becomes its controlling terminal, since it leads a
 * session that has none) and dups it to 0, 1 and 2. Closing the master hangs up: SIGHUP to the session.
 * A read on the master gives what the screen shows, and an empty chunk or EIO once no process holds the slave.
 */
export interface Pty {
  /** The near end, a descriptor of the process that asked, close-on-exec. */
  readonly master: number
  /** The far end's path: /dev/pts/0. */
  readonly name: string
  /** TIOCSWINSZ: the foreground group gets SIGWINCH. */
  resize(columns: number, rows: number): void
}

/** The kernel's processes offer this; a kernel without pseudo terminals refuses `pty-req`. */
export interface PtyProcess extends Process {
  openPty(size: { columns: number; rows: number }): Promise<Pty>
}

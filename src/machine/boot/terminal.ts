import { isErrno } from '../errno.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Process } from '../kernel/process.ts'
import type { Task } from '../kernel/task.ts'
import type { Tty } from '../kernel/tty.ts'
import { pathOf } from '../kernel/vfs/place.ts'
import type { TerminalSession } from '../machine.ts'

type DataHandler = (data: Uint8Array) => void | Promise<void>

/** What a screen draws in a few milliseconds. */
const chunk = 16_384
let lastId = 0

/** A screen and keyboard plugged into a machine: the near end of a pseudo-terminal with a login on it. */
export class Terminal implements TerminalSession {
  readonly id = `terminal-${++lastId}`
  readonly #kernel: Kernel
  readonly #tty: Tty
  readonly #exitHandlers: ((status: number) => void)[] = []
  #onData: DataHandler | undefined
  #status: number | undefined
  #exited = false
  /** What logged in and became the shell. */
  #login: Task | undefined

  constructor(
    kernel: Kernel,
    booted: Promise<void>,
    options: { user: string; columns: number; rows: number; cwd?: string },
  ) {
    this.#kernel = kernel
    this.#tty = kernel.ptys.create(0, options)
    void booted.then(
      () => this.#logIn(options),
      () => this.#ended(1),
    )
  }

  get workingDirectory(): string | undefined {
    return this.#login && !this.#login.ended ? pathOf(this.#login.cwd) : undefined
  }

  write(data: Uint8Array): void {
    this.#tty.type(data)
  }

  onData(handler: DataHandler): void {
    const first = this.#onData === undefined
    this.#onData = handler
    if (first) void this.#pump()
  }

  resize(columns: number, rows: number): void {
    this.#tty.resize(columns, rows)
  }

  onExit(handler: (status: number) => void): void {
    if (this.#exited) handler(this.#status!)
    else this.#exitHandlers.push(handler)
  }

  close(): void {
    this.#kernel.ptys.remove(this.#tty)
  }

  #logIn({ user, cwd }: { user: string; cwd?: string }): void {
    // Closed, or switched off, before the machine was up.
    if (this.#tty.hungUp) return this.#ended(1)
    const env = new Map([['TERM', 'xterm-256color']])
    if (cwd !== undefined) env.set('LOGIN_DIRECTORY', cwd)
    const argv = ['/usr/bin/login', '-f', user]
    const main = async (proc: Process): Promise<number> => {
      await proc.open(`/dev/${this.#tty.name}`, { read: true, write: true })
      proc.dup(0)
      proc.dup(0)
      try {
        return await proc.exec(argv[0]!, argv, env)
      } catch (error) {
        if (!isErrno(error)) throw error
        await proc.stderr.line(`login: ${argv[0]}: ${error.message}`)
        return 1
      }
    }
    const task = this.#kernel.start(main, { argv, env })
    this.#login = task
    task.onEnd(() => this.#ended(task.status?.exit ?? 1))
  }

  #ended(status: number): void {
    this.#status = status
    this.#tty.shown.wake()
    if (!this.#onData) this.#exit()
  }

  /** Brings what is shown to the screen, as fast as the screen takes it, and the end after the last of it. */
  async #pump(): Promise<void> {
    for (;;) {
      const bytes = this.#tty.takeOutput(chunk)
      if (bytes.length > 0) await this.#onData?.(bytes)
      else if (this.#status !== undefined) return this.#exit()
      else await new Promise<void>((resolve) => this.#tty.shown.add(resolve))
    }
  }

  #exit(): void {
    if (this.#exited) return
    this.#exited = true
    this.#kernel.ptys.remove(this.#tty)
    for (const handler of this.#exitHandlers) handler(this.#status!)
  }
}

import { fail } from '../errno.ts'
import { ByteQueue } from './byte-queue.ts'
import type { Kernel } from './kernel.ts'
import { LineDiscipline } from './line-discipline.ts'
import type { TerminalMode } from './line-discipline.ts'
import type { Session } from './session.ts'
import { deliver } from './signal-delivery.ts'
import type { Signal } from './signals.ts'
import type { Task } from './task.ts'
import { WaitQueue } from './wait-queue.ts'

const outputRoom = 65_536
/** Keys that nobody reads are dropped beyond this. */
const inputRoom = 1024 * 1024

/** A pseudo-terminal: the screen's side (master) and the programs' side (slave), with the line discipline between. */
export class Tty {
  session: Session | undefined
  #foreground = 0
  #inFrontBefore = 0
  hungUp = false
  /** Open descriptions of the programs' side; the screen's side reads the end when the last one has gone. */
  slaves = 0
  /** A program has had it open at some time. */
  opened = false
  readonly resized = new Set<() => void>()
  /** Something came out for the screen, or the end. */
  readonly shown = new WaitQueue()
  readonly #line: LineDiscipline
  readonly #ready: Uint8Array[] = []
  #readyBytes = 0
  readonly #readable = new WaitQueue()
  readonly #output = new ByteQueue()
  readonly #writable = new WaitQueue()
  #lastOut = 0

  constructor(
    private readonly kernel: Kernel,
    readonly number: number,
    public columns: number,
    public rows: number,
  ) {
    this.#line = new LineDiscipline({
      echo: (bytes) => this.#show(bytes),
      ready: (bytes) => {
        this.#ready.push(bytes)
        this.#readyBytes += bytes.length
        this.#readable.wake()
      },
      signal: (signal) => {
        this.#ready.length = this.#readyBytes = 0
        this.#signalForeground(signal)
      },
    })
  }

  /** The process group that reads, and that ^C is for. */
  get foreground(): number {
    return this.#foreground
  }

  set foreground(pgid: number) {
    if (pgid === this.#foreground) return
    this.#inFrontBefore = this.#foreground
    this.#foreground = pgid
  }

  /** As ps shows it; the path is /dev/ in front of it. */
  get name(): string {
    return `pts/${this.number}`
  }

  get mode(): TerminalMode {
    return this.#line.mode
  }

  setMode(mode: TerminalMode): void {
    this.#line.setMode(mode)
  }

  // The screen's side

  type(bytes: Uint8Array): void {
    if (!this.hungUp && this.#readyBytes < inputRoom) this.#line.input(bytes)
  }

  /** What came out for the screen since last time. */
  takeOutput(limit: number): Uint8Array {
    const bytes = this.#output.take(limit)
    if (bytes.length > 0) this.#writable.wake()
    return bytes
  }

  get finished(): boolean {
    return this.slaves === 0 || this.hungUp
  }

  resize(columns: number, rows: number): void {
    if (columns === this.columns && rows === this.rows) return
    this.columns = columns
    this.rows = rows
    for (const changed of this.resized) changed()
    this.kernel.tasks.signalGroup(this.foreground, 'SIGWINCH')
  }

  /** The screen has gone: SIGHUP to the session's leader. */
  hangUp(): void {
    if (this.hungUp) return
    this.hungUp = true
    const leader = this.session && this.kernel.tasks.get(this.session.id)
    if (leader) {
      deliver(leader, 'SIGHUP')
      deliver(leader, 'SIGCONT')
    }
    this.#wakeAll()
  }

  // The programs' side

  read(task: Task, length: number): Promise<Uint8Array> {
    return task.waitFor(this.#readable, () => {
      if (this.hungUp) return new Uint8Array(0)
      if (this.#inBackground(task)) return this.#stopReader(task)
      const bytes = this.#ready[0]
      if (!bytes) return undefined
      if (bytes.length > length) this.#ready[0] = bytes.subarray(length)
      else this.#ready.shift()
      const taken = bytes.subarray(0, length)
      this.#readyBytes -= taken.length
      return taken
    })
  }

  async write(task: Task, data: Uint8Array): Promise<void> {
    for (let at = 0; at < data.length;) {
      at = await task.waitFor(this.#writable, () => {
        if (this.hungUp) fail('EIO')
        const room = outputRoom - this.#output.length
        if (room <= 0) return undefined
        const part = data.subarray(at, at + room)
        this.#show(part)
        return at + part.length
      })
    }
  }

  /** The session's leader has ended: who is still in front of the screen hears of it. */
  leaderGone(): void {
    const { foreground } = this
    if (this.session) this.session.tty = undefined
    this.session = undefined
    this.kernel.tasks.signalGroup(foreground, 'SIGHUP')
    this.kernel.tasks.signalGroup(foreground, 'SIGCONT')
  }

  openSlave(): void {
    this.slaves++
    this.opened = true
  }

  closeSlave(): void {
    if (--this.slaves === 0) this.shown.wake()
  }

  /**
   * Of ^C, ^Z and their like. A job that has ended just now is still in front until its shell takes the terminal
   * back: then the shell is meant. (Linux has this moment too, but so short a one that nobody hits it.)
   */
  #signalForeground(signal: Signal): void {
    const { tasks } = this.kernel
    const isAlive = tasks.group(this.foreground).length > 0
    tasks.signalGroup(isAlive ? this.foreground : this.#inFrontBefore, signal)
  }

  #inBackground(task: Task): boolean {
    return task.session === this.session && task.pgid !== this.foreground
  }

  #stopReader(task: Task): undefined {
    this.kernel.tasks.signalGroup(task.pgid, 'SIGTTIN')
    task.check()
    // Ignoring or handling it does not let one read: the read fails instead.
    if (task.state === 'running') fail('EIO')
    return undefined
  }

  /**
   * Newlines become return and newline in every mode, as readline leaves it, unless a return is there
   * already: a screen at the near end of ssh gets what the far end's terminal has translated.
   */
  #show(bytes: Uint8Array): void {
    let newlines = 0
    for (const byte of bytes) if (byte === 10) newlines++
    if (newlines === 0) this.#output.push(bytes)
    else {
      const shown = new Uint8Array(bytes.length + newlines)
      let length = 0
      let before = this.#lastOut
      for (const byte of bytes) {
        if (byte === 10 && before !== 13) shown[length++] = 13
        shown[length++] = byte
        before = byte
      }
      this.#output.push(shown.subarray(0, length))
    }
    this.#lastOut = bytes.at(-1) ?? this.#lastOut
    this.shown.wake()
  }

  #wakeAll(): void {
    this.#readable.wake()
    this.#writable.wake()
    this.shown.wake()
  }
}

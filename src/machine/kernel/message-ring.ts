export interface KernelMessage {
  /** Milliseconds since the machine was switched on. */
  time: number
  /** syslog(3)'s: 3 error … 6 information. */
  level: number
  text: string
}

const most = 2000

/** The kernel's own log, which dmesg shows and journald takes in. */
export class MessageRing {
  readonly #messages: KernelMessage[] = []
  #onMessage: ((message: KernelMessage) => void) | undefined

  add(message: KernelMessage): void {
    this.#messages.push(message)
    if (this.#messages.length > most) this.#messages.shift()
    this.#onMessage?.(message)
  }

  all(): readonly KernelMessage[] {
    return this.#messages
  }

  clear(): void {
    this.#messages.length = 0
  }

  /** Those that are there already come at once. */
  follow(listener: (message: KernelMessage) => void): void {
    for (const message of this.#messages) listener(message)
    this.#onMessage = listener
  }
}

/** `[    0.123456] text` */
export const stamped = ({ time, text }: KernelMessage): string =>
  `[${(time / 1000).toFixed(6).padStart(12)}] ${text}`

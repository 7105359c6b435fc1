export interface Answer<T> {
  /** The last answer; it stays while a newer one is on its way, and after an error. */
  data: T | undefined
  error: Error | undefined
  /** The first answer is on its way. */
  loading: boolean
  refreshing: boolean
}

/** A burst of commits (a boot, a copy) is one question. */
const settle = 40

export const idle: Answer<never> = { data: undefined, error: undefined, loading: false, refreshing: false }

/** One question to the cloud, asked again when something it depends on has changed while somebody looks. */
export class LiveQuery<T> {
  #answer: Answer<T> = { ...idle, loading: true }
  readonly #listeners = new Set<() => void>()
  readonly #ask: () => Promise<T>
  #asking = false
  #stale = true
  #settling = false

  constructor(ask: () => Promise<T>) {
    this.#ask = ask
  }

  get watched(): boolean {
    return this.#listeners.size > 0
  }

  readonly answer = (): Answer<T> => this.#answer

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    if (this.#stale) void this.refresh()
    return () => this.#listeners.delete(listener)
  }

  /** What was answered may no longer be so. */
  invalidate(): void {
    this.#stale = true
    if (!this.watched || this.#settling) return
    this.#settling = true
    setTimeout(() => {
      this.#settling = false
      if (this.#stale && this.watched) void this.refresh()
    }, settle)
  }

  readonly refresh = async (): Promise<void> => {
    this.#stale = true
    // Who asks while an answer is on its way gets a newer one than that.
    if (this.#asking) return
    this.#asking = true
    this.#set({ refreshing: true, loading: this.#answer.data === undefined })
    while (this.#stale) {
      this.#stale = false
      try {
        this.#set({ data: await this.#ask(), error: undefined })
      } catch (error) {
        this.#set({ error: error instanceof Error ? error : new Error(String(error)) })
      }
    }
    this.#asking = false
    // An error is no answer to keep: the next who looks asks again.
    this.#stale = this.#answer.error !== undefined
    this.#set({ refreshing: false, loading: false })
  }

  #set(change: Partial<Answer<T>>) {
    this.#answer = { ...this.#answer, ...change }
    for (const listener of this.#listeners) listener()
  }
}

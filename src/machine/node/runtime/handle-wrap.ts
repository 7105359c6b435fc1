import { AsyncWrap } from './async-wrap.ts'
import { hold, letGo, nextTurn } from './event-loop.ts'
import { symbols } from './symbols.ts'

const onclose = symbols.handle_onclose!

/** libuv's handle: alive from its start to its close, and keeping the process alive unless unref'd. */
export class HandleWrap extends AsyncWrap {
  #referenced = true
  #active = false
  #closed = false

  get closed(): boolean {
    return this.#closed
  }

  /** Says whether there is something to wait for: a listening server, a stream being read. */
  protected setActive(active: boolean): void {
    if (active === this.#active || this.#closed) return
    this.#active = active
    if (!this.#referenced) return
    if (active) hold()
    else letGo()
  }

  ref(): void {
    if (this.#referenced || this.#closed) return
    this.#referenced = true
    if (this.#active) hold()
  }

  unref(): void {
    if (!this.#referenced || this.#closed) return
    this.#referenced = false
    if (this.#active) letGo()
  }

  hasRef(): boolean {
    return this.#referenced && !this.#closed
  }

  close(callback?: () => void): void {
    if (this.#closed) return
    this.setActive(false)
    this.#closed = true
    if (typeof callback === 'function') (this as Record<symbol, unknown>)[onclose] = callback
    this.onClosed()
    hold()
    nextTurn(() => {
      letGo()
      this.callBack(onclose)
      this.emitDestroy()
    })
  }

  protected onClosed(): void {}
}

import { facts } from '../facts.ts'
import { HandleWrap } from '../handle-wrap.ts'
import { tellKernel } from '../kernel-link.ts'
import { uvNumber } from '../uv.ts'

const numbers = (facts.bindings.constants as { os: { signals: Record<string, number> } }).os.signals
const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]))
const wraps = new Map<string, Set<Signal>>()

/** A handler for a signal: while there is one, the kernel hands the signal over instead of acting on it. */
export class Signal extends HandleWrap {
  #signal?: string

  constructor() {
    super('SIGNALWRAP')
  }

  start(number: number): number {
    const name = names.get(number)
    if (!name || name === 'SIGKILL' || name === 'SIGSTOP') return uvNumber('EINVAL')
    this.#signal = name
    const others = wraps.get(name) ?? new Set()
    wraps.set(name, others.add(this))
    this.setActive(true)
    if (others.size === 1) tellKernel({ type: 'catch-signal', signal: name, on: true })
    return 0
  }

  stop(): number {
    this.onClosed()
    return 0
  }

  protected override onClosed(): void {
    const name = this.#signal
    if (!name) return
    this.#signal = undefined
    const others = wraps.get(name)!
    others.delete(this)
    this.setActive(false)
    if (others.size === 0) tellKernel({ type: 'catch-signal', signal: name, on: false })
  }
}

export function receiveSignal(name: string): void {
  for (const wrap of wraps.get(name) ?? []) wrap.callBack('onsignal', numbers[name])
}

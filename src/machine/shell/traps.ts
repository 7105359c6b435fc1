import { signalNumbers, type Signal } from '../kernel/signals.ts'
import type { Shell } from './shell.ts'

export type TrapName = Signal | 'EXIT' | 'ERR' | 'DEBUG' | 'RETURN'

/** `2`, `INT`, `sigint` and `SIGINT` are one signal; 0 is EXIT. */
export const trapName = (text: string): TrapName | undefined => {
  const upper = text.toUpperCase()
  if (upper === 'EXIT' || upper === '0') return 'EXIT'
  if (upper === 'ERR' || upper === 'DEBUG' || upper === 'RETURN') return upper
  return signalName(text)
}

export const signalName = (text: string): Signal | undefined => {
  const entries = Object.entries(signalNumbers) as [Signal, number][]
  if (/^\d+$/.test(text)) return entries.find(([, number]) => number === Number(text))?.[0]
  const upper = text.toUpperCase()
  return entries.find(([name]) => name === upper || name === `SIG${upper}`)?.[0]
}

/** The commands that `trap` left for signals. They run between commands, as bash runs them. */
export class Traps {
  readonly actions = new Map<TrapName, string>()
  #pending: Signal[] = []
  #running = new Set<TrapName>()
  /** In a subshell: what the shell above has, which `trap` lists until a trap is set here. */
  #above: ReadonlyMap<TrapName, string> | undefined

  get isRunning(): boolean {
    return this.#running.size > 0
  }

  get hasPending(): boolean {
    return this.#pending.length > 0
  }

  /** A subshell starts without traps, but for ignored signals and what -E and -T hand down. */
  inheritFrom(shell: Shell): void {
    this.#above = new Map(shell.traps.actions)
    for (const [name, action] of shell.traps.actions) {
      const handedDown =
        name === 'ERR'
          ? shell.has('errtrace')
          : name === 'DEBUG' || name === 'RETURN'
            ? shell.has('functrace')
            : name !== 'EXIT' && action === ''
      if (handedDown) this.actions.set(name, action)
    }
  }

  /** In a function DEBUG, RETURN and ERR traps of its caller are out of force, without -T and -E. */
  enterFunction(shell: Shell): () => void {
    const hidden: [TrapName, string][] = []
    for (const name of ['DEBUG', 'RETURN', 'ERR'] as const) {
      const action = this.actions.get(name)
      if (action === undefined || shell.has(name === 'ERR' ? 'errtrace' : 'functrace')) continue
      hidden.push([name, action])
      this.actions.delete(name)
    }
    return () => {
      for (const [name, action] of hidden) this.actions.set(name, action)
    }
  }

  /** What `trap` lists. */
  get listed(): ReadonlyMap<TrapName, string> {
    return this.#above ?? this.actions
  }

  get pendingSignal(): Signal | undefined {
    return this.#pending[0]
  }

  set(shell: Shell, name: TrapName, action: string | undefined): void {
    this.#above = undefined
    if (action === undefined) this.actions.delete(name)
    else this.actions.set(name, action)
    if (name === 'EXIT' || name === 'ERR' || name === 'DEBUG' || name === 'RETURN') return
    if (name === 'SIGKILL' || name === 'SIGSTOP') return
    if (action === undefined) shell.proc.onSignal(name, 'default')
    else if (action === '') shell.proc.onSignal(name, 'ignore')
    else shell.proc.onSignal(name, () => void this.#pending.push(name))
  }

  async runPending(shell: Shell): Promise<void> {
    while (this.#pending.length > 0) await this.run(shell, this.#pending.shift()!)
  }

  /** Runs a trap's action, if there is one that is not running already; $? is as before afterwards. */
  async run(shell: Shell, name: TrapName): Promise<void> {
    const action = this.actions.get(name)
    if (!action || this.#running.has(name)) return
    const status = shell.status
    this.#running.add(name)
    try {
      await shell.interpreter.text(shell, action, 'trap')
    } finally {
      this.#running.delete(name)
    }
    shell.status = status
  }
}

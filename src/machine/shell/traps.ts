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

  get hasPending(): boolean {
    return this.#pending.length > 0
  }

  set(shell: Shell, name: TrapName, action: string | undefined): void {
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
      await shell.interpreter.text(shell, action)
    } finally {
      this.#running.delete(name)
    }
    shell.status = status
  }
}

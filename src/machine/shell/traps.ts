import { signalNumbers, type Signal } from '../kernel/signals.ts'
import { KilledBySignal } from './control-flow.ts'
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

/** All signals in rows of five, as `trap -l` and `kill -l` list them. */
export const signalTable = (): string => {
  const cells = Object.entries(signalNumbers).map(
    ([name, number]) => `${String(number).padStart(2)}) ${name}`,
  )
  const rows: string[] = []
  for (let i = 0; i < cells.length; i += 5) rows.push(`${cells.slice(i, i + 5).join('\t')}\n`)
  return rows.join('')
}

/** Signals that end a shell that has no trap for them, but not before its EXIT trap has run. */
const deadly: readonly Signal[] = ['SIGHUP', 'SIGINT', 'SIGALRM', 'SIGTERM', 'SIGUSR1', 'SIGUSR2']

/** The commands that `trap` left for signals. They run between commands, as bash runs them. */
export class Traps {
  readonly actions = new Map<TrapName, string>()
  #pending: Signal[] = []
  /** A signal that ends the shell once its EXIT trap has run. */
  #death: Signal | undefined
  /** What was ignored when the shell began stays so. */
  #ignored: ReadonlySet<Signal> = new Set()
  #running = new Set<TrapName>()
  /** Traps that were set or taken away in the function that runs. */
  #touched = new Set<TrapName>()
  /** In a subshell: what the shell above has, which `trap` lists until a trap is set here. */
  #above: ReadonlyMap<TrapName, string> | undefined

  get isRunning(): boolean {
    return this.#running.size > 0
  }

  get hasPending(): boolean {
    return this.#pending.length > 0 || this.#death !== undefined
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
    const outer = this.#touched
    this.#touched = new Set()
    for (const name of ['DEBUG', 'RETURN', 'ERR'] as const) {
      const action = this.actions.get(name)
      if (action === undefined || shell.has(name === 'ERR' ? 'errtrace' : 'functrace')) continue
      hidden.push([name, action])
      this.actions.delete(name)
    }
    return () => {
      // What the function has set or taken away stays so.
      for (const [name, action] of hidden) if (!this.#touched.has(name)) this.actions.set(name, action)
      for (const name of this.#touched) outer.add(name)
      this.#touched = outer
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
    if (this.#ignored.has(name as Signal)) return
    this.#above = undefined
    this.#touched.add(name)
    if (action === undefined) this.actions.delete(name)
    else this.actions.set(name, action)
    if (name === 'EXIT') for (const signal of deadly) this.#guard(shell, signal)
    if (name === 'EXIT' || name === 'ERR' || name === 'DEBUG' || name === 'RETURN') return
    if (name === 'SIGKILL' || name === 'SIGSTOP') return
    if (action === undefined) {
      shell.proc.onSignal(name, 'default')
      this.#guard(shell, name)
    } else if (action === '') shell.proc.onSignal(name, 'ignore')
    else shell.proc.onSignal(name, () => void this.#pending.push(name))
  }

  /** With an EXIT trap, a signal's default action has to wait for it. */
  #guard(shell: Shell, signal: Signal): void {
    if ((shell.interactive && !shell.subshell) || this.actions.has(signal) || !deadly.includes(signal)) return
    if (shell.proc.ignoresSignal(signal)) return
    if (this.actions.has('EXIT')) shell.proc.onSignal(signal, () => void (this.#death ??= signal))
    else shell.proc.onSignal(signal, 'default')
  }

  /** Ends the shell if a signal has come that it has no trap for. */
  checkDeath(): void {
    if (this.#death) throw new KilledBySignal(this.#death)
  }

  noteIgnored(shell: Shell): void {
    const signals = Object.keys(signalNumbers) as Signal[]
    this.#ignored = new Set(signals.filter((signal) => shell.proc.ignoresSignal(signal)))
    for (const signal of this.#ignored) this.actions.set(signal, '')
  }

  async runPending(shell: Shell): Promise<void> {
    this.checkDeath()
    while (this.#pending.length > 0) await this.run(shell, this.#pending.shift()!)
  }

  /** Runs a trap's action, if there is one that is not running already; $? is as before afterwards. */
  async run(shell: Shell, name: TrapName): Promise<void> {
    const action = this.actions.get(name)
    if (!action || this.#running.has(name)) return
    const status = shell.status
    if (name === 'EXIT') this.#death = undefined
    this.#running.add(name)
    try {
      await shell.interpreter.text(shell, action, 'trap')
    } finally {
      this.#running.delete(name)
    }
    shell.status = status
  }
}

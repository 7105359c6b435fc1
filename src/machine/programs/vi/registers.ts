export type Kind = 'char' | 'line' | 'block'

export interface Register {
  lines: string[]
  kind: Kind
}

/** Where deleted and yanked text is kept. */
export class Registers {
  readonly #named = new Map<string, Register>()

  get(name: string): Register | undefined {
    return this.#named.get(name.toLowerCase())
  }

  /** Kept by other means than y and d: the last search, inserted text, a macro. */
  set(name: string, register: Register): void {
    if (/[A-Z]/.test(name)) {
      const old = this.get(name)
      if (old) {
        this.#named.set(name.toLowerCase(), joined(old, register))
        return
      }
    }
    this.#named.set(name.toLowerCase(), register)
  }

  yank(name: string | undefined, register: Register): void {
    if (name === '_') return
    if (name !== undefined && name !== '"') this.set(name, register)
    else this.#named.set('0', register)
    this.#named.set('"', register)
  }

  delete(name: string | undefined, register: Register, small: boolean): void {
    if (name === '_') return
    if (name !== undefined && name !== '"') this.set(name, register)
    else if (small) this.#named.set('-', register)
    else {
      for (let i = 9; i > 1; i--) {
        const before = this.#named.get(String(i - 1))
        if (before) this.#named.set(String(i), before)
      }
      this.#named.set('1', register)
    }
    this.#named.set('"', register)
  }

  list(): [name: string, register: Register][] {
    return [...this.#named].toSorted(([a], [b]) => (a < b ? -1 : 1))
  }
}

const joined = (a: Register, b: Register): Register => {
  if (a.kind === 'line' || b.kind === 'line') return { lines: [...a.lines, ...b.lines], kind: 'line' }
  return {
    lines: [...a.lines.slice(0, -1), a.lines.at(-1)! + b.lines[0]!, ...b.lines.slice(1)],
    kind: 'char',
  }
}

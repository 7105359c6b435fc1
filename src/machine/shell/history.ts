import { isErrno } from '../errno.ts'
import type { Process } from '../kernel/process.ts'
import { escapePattern } from './expansion/fields.ts'
import { compilePattern } from './expansion/pattern.ts'

/** The commands typed at one shell, and the file that keeps them. */
export class History {
  entries: string[] = []
  /** How many entries the file had when it was read or last written. */
  #saved = 0

  constructor(
    public file: string,
    public limit = 1000,
  ) {}

  add(entry: string, control = '', ignored = ''): void {
    const text = entry.trimEnd()
    if (text.trim() === '') return
    const ignoreSpace = control.includes('ignorespace') || control.includes('ignoreboth')
    const ignoreSame = control.includes('ignoredups') || control.includes('ignoreboth')
    if (ignoreSpace && text.startsWith(' ')) return
    if (ignoreSame && this.entries.at(-1) === text) return
    if (ignored.split(':').some((pattern) => pattern !== '' && this.#ignores(pattern, text))) return
    if (control.includes('erasedups')) this.#erase(text)
    this.entries.push(text)
    if (this.entries.length > this.limit) {
      const excess = this.entries.length - this.limit
      this.entries.splice(0, excess)
      this.#saved = Math.max(0, this.#saved - excess)
    }
  }

  /** HISTIGNORE: patterns, in which & is the entry before. */
  #ignores(pattern: string, text: string): boolean {
    const before = escapePattern(this.entries.at(-1) ?? '')
    return compilePattern(pattern.replace(/(^|[^\\])&/g, (_, lead: string) => lead + before)).matches(text)
  }

  #erase(text: string): void {
    const kept = this.entries.filter((entry) => entry !== text)
    this.#saved = Math.max(0, this.#saved - (this.entries.length - kept.length))
    this.entries = kept
  }

  /** Takes entries out. */
  remove(from: number, count: number): void {
    this.entries.splice(from, count)
    this.#saved = Math.min(this.#saved, this.entries.length)
  }

  clear(): void {
    this.entries = []
    this.#saved = 0
  }

  async load(proc: Process): Promise<void> {
    try {
      const text = await proc.readText(this.file)
      this.entries = text
        .split('\n')
        .filter((line) => line !== '')
        .slice(-this.limit)
    } catch (error) {
      if (!isErrno(error)) throw error
    }
    this.#saved = this.entries.length
  }

  /** Writes all of it over what the file had. */
  async write(proc: Process): Promise<void> {
    try {
      await proc.writeFile(this.file, this.entries.map((entry) => `${entry}\n`).join(''), { mode: 0o600 })
      this.#saved = this.entries.length
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }

  /** Appends what is new. History that cannot be written is lost silently, as bash loses it. */
  async save(proc: Process): Promise<void> {
    const fresh = this.entries.slice(this.#saved)
    if (fresh.length === 0) return
    try {
      await proc.writeFile(this.file, `${fresh.join('\n')}\n`, { mode: 0o600, append: true })
      this.#saved = this.entries.length
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
}

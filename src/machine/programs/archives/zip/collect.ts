import { isErrno } from '../../../errno.ts'
import type { FileStat, Process } from '../../../kernel/process.ts'
import { compilePattern } from '../../../shell/expansion/pattern.ts'
import { baseName, join } from '../../files/paths.ts'
import type { ZipOptions } from './zip-options.ts'

/** A file that shall become an entry. */
export interface Candidate {
  name: string
  path: string
  stat: FileStat
  mtime: number
  source: () => AsyncIterable<Uint8Array>
}

/** The files that a command line means. */
export class Collection {
  status = 0
  /** Whether -x or -i left something out. */
  isFiltered = false
  readonly #candidates = new Map<string, Candidate>()

  constructor(
    private readonly proc: Process,
    private readonly options: ZipOptions,
    private readonly tell: (message: string) => Promise<void>,
  ) {}

  matches(pattern: string, name: string): boolean {
    return compilePattern(pattern).matches(name)
  }

  async all(): Promise<Candidate[]> {
    const names = [...this.options.names]
    if (this.options.flags.has('@')) names.push(...(await this.proc.stdin.text()).split('\n').filter(Boolean))
    return this.named(names.length === 0 && this.options.archive === '-' ? ['-'] : names)
  }

  async named(names: readonly string[]): Promise<Candidate[]> {
    for (const name of names) {
      if (name === '-') await this.#standardInput()
      else await this.#add(name, true)
    }
    return [...this.#candidates.values()]
  }

  async #standardInput(): Promise<void> {
    const stat = await this.proc.fstat(0)
    const mtime = this.proc.system.now()
    const source = (): AsyncIterable<Uint8Array> => this.proc.stdin.chunks()
    this.#candidates.set('-', {
      name: '-',
      path: '-',
      stat: { ...stat, type: 'file', mode: 0o600, mtime, size: 0 },
      mtime,
      source,
    })
  }

  async #add(path: string, top: boolean): Promise<void> {
    const { flags } = this.options
    let stat: FileStat
    try {
      stat = flags.has('y') ? await this.proc.lstat(path) : await this.proc.stat(path)
    } catch (error) {
      if (!isErrno(error)) throw error
      if (!top) return
      await this.tell(`\tzip warning: name not matched: ${path}\n`)
      return
    }
    if (stat.type === 'directory') {
      if (!flags.has('j') && !flags.has('D')) this.#take(path, stat)
      if (flags.has('r')) {
        const entries = await this.proc.readdir(path)
        for (const { name } of entries) await this.#add(path === '.' ? name : join(path, name), false)
      }
      return
    }
    if (stat.type !== 'file' && stat.type !== 'symlink') return
    try {
      if (stat.type === 'file') await this.proc.access(path, { read: true })
    } catch (error) {
      if (!isErrno(error)) throw error
      this.status = 18
      await this.tell(`\tzip warning: could not open for reading: ${path}\n`)
      return
    }
    this.#take(path, stat)
  }

  #take(path: string, stat: FileStat): void {
    const { flags, excluded, included } = this.options
    const plain = path
      .replace(/^\/+/, '')
      .replace(/^(\.\/+)+/, '')
      .replace(/\/+$/, '')
    const own = flags.has('j') ? baseName(plain) : plain
    if (own === '' || own === '.') return
    const name = stat.type === 'directory' ? `${own}/` : own
    const isLeftOut =
      excluded.some((pattern) => this.matches(pattern, name)) ||
      (flags.has('i') && !included.some((pattern) => this.matches(pattern, name)))
    if (isLeftOut) {
      this.isFiltered = true
      return
    }
    this.#candidates.set(name, {
      name,
      path,
      stat,
      mtime: stat.mtime,
      source: () => this.#source(path, stat),
    })
  }

  async *#source(path: string, stat: FileStat): AsyncGenerator<Uint8Array> {
    if (stat.type === 'directory') return
    if (stat.type === 'symlink') {
      yield new TextEncoder().encode(await this.proc.readlink(path))
      return
    }
    const fd = await this.proc.open(path, { read: true })
    try {
      for (;;) {
        const chunk = await this.proc.read(fd)
        if (chunk.length === 0) return
        yield chunk
      }
    } finally {
      await this.proc.close(fd)
    }
  }
}

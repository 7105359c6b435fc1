import { program, shellQuoted, type Invocation } from '../program.ts'
import { humanSize } from '../sizes.ts'
import { isErrno } from '../../errno.ts'
import { join } from './paths.ts'

const spec = {
  short: 'aB:bcd:hHklLmsSx0',
  long: {
    all: 'a',
    'apparent-size': 'apparent',
    bytes: 'b',
    total: 'c',
    'max-depth': 'd:',
    'human-readable': 'h',
    si: 'H',
    summarize: 's',
    'one-file-system': 'x',
    'separate-dirs': 'S',
    exclude: 'exclude:',
  },
  usage: '[OPTION]... [FILE]...',
}

export const du = program('du', spec, async (invocation) => {
  const counter = new Counter(invocation)
  let total = 0
  for (const path of invocation.operands.length > 0 ? invocation.operands : ['.'])
    total += (await counter.count(path, 0)) ?? 0
  if (invocation.has('c')) await counter.show(total, 'total')
  return invocation.status
})

class Counter {
  /** Hard links count once. */
  readonly #seen = new Set<string>()

  constructor(private readonly invocation: Invocation) {}

  /** In bytes; undefined for what was counted before. */
  async count(path: string, depth: number): Promise<number | undefined> {
    const { invocation } = this
    const { proc } = invocation
    try {
      const stat = await proc.lstat(path)
      const key = `${stat.dev}:${stat.ino}`
      if (this.#seen.has(key)) return undefined
      if (stat.nlink > 1 || stat.type === 'directory') this.#seen.add(key)
      let size = invocation.has('b', 'apparent') ? stat.size : stat.blocks * 512
      if (stat.type === 'directory') {
        for (const { name } of await this.#list(path))
          if (name !== '.' && name !== '..') size += (await this.count(join(path, name), depth + 1)) ?? 0
      }
      const deepest = invocation.has('s') ? 0 : Number(invocation.value('d') ?? Infinity)
      if (depth <= deepest && (stat.type === 'directory' || depth === 0 || invocation.has('a')))
        await this.show(size, path)
      return size
    } catch (error) {
      if (!isErrno(error)) throw error
      await invocation.complain(`cannot access ${shellQuoted(path)}: ${error.message}`)
      return undefined
    }
  }

  async #list(path: string) {
    try {
      return (await this.invocation.proc.readdir(path)).sort((a, b) => (a.name < b.name ? -1 : 1))
    } catch (error) {
      if (!isErrno(error)) throw error
      await this.invocation.complain(`cannot read directory ${shellQuoted(path)}: ${error.message}`)
      return []
    }
  }

  show(size: number, path: string): Promise<void> {
    const { invocation } = this
    const unit = invocation.last('b', 'k', 'm', 'h', 'H', 'B')
    const text =
      unit === 'h' || unit === 'H'
        ? humanSize(size, unit === 'H' ? 1000 : 1024)
        : String(
            Math.ceil(
              size /
                (unit === 'b'
                  ? 1
                  : unit === 'm'
                    ? 1024 ** 2
                    : unit === 'B'
                      ? Number(invocation.value('B')) || 1024
                      : 1024),
            ),
          )
    return invocation.write(`${text}\t${path}\n`)
  }
}

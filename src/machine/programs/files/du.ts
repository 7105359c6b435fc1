import { program, quoted, shellQuoted, type Invocation } from '../program.ts'
import { compilePattern } from '../../shell/expansion/pattern.ts'
import { humanSize, parseSize } from '../sizes.ts'
import { isErrno } from '../../errno.ts'
import { join } from './paths.ts'

const spec = {
  short: 'aB:bcDd:hHkLlmPsSt:xX:0',
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
    threshold: 't:',
    null: '0',
    'block-size': 'B:',
    dereference: 'L',
    'count-links': 'l',
    inodes: 'inodes',
    'no-dereference': 'P',
    'dereference-args': 'D',
    'exclude-from': 'X:',
    'files0-from': 'files0-from:',
    time: 'time::',
    'time-style': 'time-style:',
  },
  lacking: {
    D: '-D',
    X: '-X (--exclude-from)',
    'files0-from': '--files0-from',
    time: '--time',
    'time-style': '--time-style',
  },
  usage: '[OPTION]... [FILE]...',
}

export const du = program('du', spec, async (invocation) => {
  const depth = invocation.value('d')
  if (depth !== undefined && !/^\d+$/.test(depth)) {
    await invocation.complain(`invalid maximum depth ${quoted(depth)}`)
    await invocation.proc.stderr.write(`Try '${invocation.name} --help' for more information.\n`)
    return 1
  }
  const counter = new Counter(invocation)
  let total = 0
  for (const path of invocation.operands.length > 0 ? invocation.operands : ['.'])
    total += (await counter.count(path, 0)) ?? 0
  if (invocation.has('c')) await counter.show(total, 'total')
  return invocation.status
})

class Counter {
  #device = 0
  readonly #directories = new Set<string>()
  /** Hard links count once. */
  readonly #seen = new Set<string>()

  constructor(private readonly invocation: Invocation) {}

  /** In bytes; undefined for what was counted before. */
  async count(path: string, depth: number): Promise<number | undefined> {
    const { invocation } = this
    const { proc } = invocation
    try {
      const stat = invocation.has('L') ? await proc.stat(path) : await proc.lstat(path)
      this.#device = depth === 0 ? stat.dev : this.#device
      if (invocation.has('x') && stat.dev !== this.#device) return undefined
      const key = `${stat.dev}:${stat.ino}`
      if (this.#seen.has(key)) return undefined
      if ((stat.nlink > 1 && !invocation.has('l')) || stat.type === 'directory') this.#seen.add(key)
      let size = invocation.has('inodes')
        ? 1
        : invocation.has('b', 'apparent')
          ? stat.size
          : stat.blocks * 512
      if (stat.type === 'directory') {
        for (const { name } of await this.#list(path))
          if (!this.#isExcluded(name)) {
            const inside = join(path, name)
            const part = (await this.count(inside, depth + 1)) ?? 0
            // -S: each directory for itself.
            if (!invocation.has('S') || this.#directories.delete(inside) === false) size += part
          }
        this.#directories.add(path)
      }
      const deepest = invocation.has('s') ? 0 : Number(invocation.value('d') ?? Infinity)
      if (depth <= deepest && (stat.type === 'directory' || depth === 0 || invocation.has('a')))
        if (this.#isLargeEnough(size)) await this.show(size, path)
      return size
    } catch (error) {
      if (!isErrno(error)) throw error
      await invocation.complain(`cannot access ${shellQuoted(path)}: ${error.message}`)
      return undefined
    }
  }

  #isLargeEnough(size: number): boolean {
    const text = this.invocation.value('t') ?? '0'
    const least = parseSize(text.replace(/^-/, '')) ?? 0
    return text.startsWith('-') ? size <= least : size >= least
  }

  #isExcluded(name: string): boolean {
    return this.invocation.values('exclude').some((pattern) => compilePattern(pattern).matches(name))
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
    const unit =
      invocation.has('inodes') && !invocation.has('h', 'H')
        ? 'b'
        : invocation.last('b', 'k', 'm', 'h', 'H', 'B')
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
    return invocation.write(`${text}\t${path}${invocation.has('0') ? '\0' : '\n'}`)
  }
}

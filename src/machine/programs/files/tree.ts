import { isErrno } from '../../errno.ts'
import type { DirectoryItem } from '../../kernel/process.ts'
import { compilePattern } from '../../shell/expansion/pattern.ts'
import { Failure, program, type Invocation } from '../program.ts'
import { humanSize } from '../sizes.ts'
import { join } from './paths.ts'
import { modeText } from './mode.ts'

const spec = {
  short: 'adfhL:I:P:pCnFsir',
  long: { noreport: 'noreport', dirsfirst: 'dirsfirst', help: 'help' },
  lacking: { C: '-C: it has no colors' },
  usage: '[-adfhpsFirCn] [-L level] [-I pattern] [-P pattern] [<directory list>]',
}

export const tree = program('tree', spec, async (invocation) => {
  const limit = invocation.has('L') ? Number(invocation.value('L')) : Infinity
  if (!(limit > 0)) throw new Failure('Invalid level, must be greater than 0.')
  const walk = new Walk(invocation, limit)
  for (const directory of invocation.operands.length > 0 ? invocation.operands : ['.'])
    await walk.top(directory)
  if (!invocation.has('noreport')) await invocation.write(walk.report)
  return walk.status
})

class Walk {
  #directories = 0
  #files = 0
  status = 0

  constructor(
    private readonly invocation: Invocation,
    private readonly limit: number,
  ) {}

  get report(): string {
    const directories = `${this.#directories} director${this.#directories === 1 ? 'y' : 'ies'}`
    const files = `${this.#files} file${this.#files === 1 ? '' : 's'}`
    return `\n${directories}${this.invocation.has('d') ? '' : `, ${files}`}\n`
  }

  async top(directory: string): Promise<void> {
    const { proc } = this.invocation
    try {
      if ((await proc.stat(directory)).type !== 'directory') throw new Failure('')
      await this.invocation.write(`${directory}\n`)
      await this.#inside(directory, '', 1)
    } catch (error) {
      if (!isErrno(error) && !(error instanceof Failure)) throw error
      await this.invocation.write(`${directory}  [error opening dir]\n`)
      this.status = 2
    }
  }

  #isWanted({ name, type }: DirectoryItem): boolean {
    const { invocation } = this
    if (name.startsWith('.') && !invocation.has('a')) return false
    if (invocation.has('d') && type !== 'directory') return false
    if (
      invocation
        .values('I')
        .some((pattern) => pattern.split('|').some((part) => compilePattern(part).matches(name)))
    )
      return false
    const wanted = invocation.value('P')
    return (
      wanted === undefined ||
      type === 'directory' ||
      wanted.split('|').some((part) => compilePattern(part).matches(name))
    )
  }

  async #inside(directory: string, lead: string, depth: number): Promise<void> {
    const { invocation } = this
    const { proc } = invocation
    let entries: DirectoryItem[]
    try {
      entries = (await proc.readdir(directory)).filter((entry) => this.#isWanted(entry))
    } catch (error) {
      if (!isErrno(error)) throw error
      return
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1) * (invocation.has('r') ? -1 : 1))
    if (invocation.has('dirsfirst'))
      entries.sort((a, b) => Number(b.type === 'directory') - Number(a.type === 'directory'))
    for (const [i, entry] of entries.entries()) {
      const isLast = i === entries.length - 1
      const path = join(directory, entry.name)
      const branch = invocation.has('i') ? '' : `${lead}${isLast ? '└── ' : '├── '}`
      await invocation.write(`${branch}${await this.#described(entry, path)}\n`)
      if (entry.type === 'directory') {
        this.#directories++
        if (depth < this.limit)
          await this.#inside(path, `${lead}${isLast ? '    ' : '│\u00a0\u00a0 '}`, depth + 1)
      } else this.#files++
    }
  }

  async #described(entry: DirectoryItem, path: string): Promise<string> {
    const { invocation } = this
    const stat = await invocation.proc.lstat(path)
    const facts = [
      ...(invocation.has('p') ? [modeText(stat.type, stat.mode)] : []),
      ...(invocation.has('h')
        ? [humanSize(stat.size).padStart(4)]
        : invocation.has('s')
          ? [String(stat.size).padStart(11)]
          : []),
    ]
    const name = invocation.has('f') ? path : entry.name
    const mark = invocation.has('F')
      ? stat.type === 'directory'
        ? '/'
        : stat.type === 'file' && stat.mode & 0o111
          ? '*'
          : ''
      : ''
    const link = stat.type === 'symlink' ? ` -> ${await invocation.proc.readlink(path)}` : ''
    return `${facts.length > 0 ? `[${facts.join(' ')}]  ` : ''}${name}${mark}${link}`
  }
}

import { isErrno } from '../../errno.ts'
import type { FileStat } from '../../kernel/process.ts'
import { compilePattern } from '../../shell/expansion/pattern.ts'
import { Failure, program, shellQuoted, type Invocation } from '../program.ts'
import { humanSize } from '../sizes.ts'
import { layOutColumns } from '../terminal/columns.ts'
import { textWidth } from '../terminal/width.ts'
import { formatTime } from '../text/format-time.ts'
import { nameTables } from '../users.ts'
import { colored, colorOf } from './colors.ts'
import { modeText } from './mode.ts'

interface Entry {
  name: string
  /** Undefined when it could not be looked at. */
  stat: FileStat | undefined
  target?: string
  /** What a symlink leads to; undefined when nowhere. */
  followed?: FileStat
}

/** What `--format=` names in letters. */
const formats: Readonly<Record<string, string>> = { commas: '-m', long: '-l', verbose: '-l', 'single-column': '-1', vertical: '-C', across: '-x', horizontal: '-x' } // prettier-ignore

const spec = {
  short: 'aABbCdfFghiklmnopqrRsStuUw:xX1cGHLNQZI:T:v',
  long: {
    all: 'a',
    'almost-all': 'A',
    color: 'color::',
    'human-readable': 'h',
    recursive: 'R',
    reverse: 'r',
    directory: 'd',
    inode: 'i',
    size: 's',
    'numeric-uid-gid': 'n',
    classify: 'F::',
    'no-group': 'G',
    si: 'si',
    'full-time': 'full-time',
    'group-directories-first': 'dirs-first',
    sort: 'sort:',
    time: 'time:',
    'time-style': 'time-style:',
    width: 'w:',
    escape: 'b',
    'file-type': 'file-type',
    'ignore-backups': 'B',
    hide: 'hide:',
    ignore: 'I:',
    literal: 'N',
    'quote-name': 'Q',
    dereference: 'L',
  },
  lacking: { q: '-q', T: '-T (--tabsize)' },
  usage: '[OPTION]... [FILE]...',
  misuse: 2,
  prepare: (args: string[]) => args.map((arg) => formats[/^--format=(.*)$/.exec(arg)?.[1] ?? ''] ?? arg),
}

export const ls = program('ls', spec, async (invocation) => {
  if (invocation.has('Z'))
    throw new Failure("Sandcloud's machines have no SELinux, so there are no security contexts", 2)
  return new Lister(invocation, await nameTables(invocation.proc)).run()
})

type Names = Awaited<ReturnType<typeof nameTables>>

class Lister {
  readonly #long: boolean
  readonly #terminal: boolean
  readonly #color: boolean
  readonly #columns: number
  #printed = false

  constructor(
    private readonly invocation: Invocation,
    private readonly names: Names,
  ) {
    const terminal = invocation.proc.tty(1)
    this.#terminal = terminal !== undefined
    this.#long = invocation.has('l', 'n', 'g', 'o', 'full-time')
    const color = invocation.has('color') ? (invocation.value('color') ?? 'always') : 'never'
    this.#color = color === 'always' || color === 'yes' || (color === 'auto' && this.#terminal)
    this.#columns = Number(invocation.value('w')) || terminal?.columns || 80
  }

  async run(): Promise<number> {
    const { invocation } = this
    const operands = invocation.operands.length > 0 ? invocation.operands : ['.']
    const files: Entry[] = []
    const directories: Entry[] = []
    for (const name of operands) {
      const entry = await this.#look(name, name, !this.#long || name.endsWith('/'))
      if (!entry) continue
      const isDirectory =
        (entry.followed ?? entry.stat)?.type === 'directory' &&
        !(this.#long && entry.stat?.type === 'symlink' && !name.endsWith('/'))
      if (isDirectory && !invocation.has('d')) directories.push(entry)
      else files.push(entry)
    }
    if (files.length > 0) await this.#print(this.#sort(files), false)
    const headed = operands.length > 1 || invocation.has('R')
    for (const { name } of this.#sort(directories)) await this.#directory(name, headed, 0)
    return invocation.status
  }

  async #look(name: string, path: string, follow: boolean): Promise<Entry | undefined> {
    const { proc } = this.invocation
    try {
      const stat = await proc.lstat(path)
      if (stat.type !== 'symlink') return { name, stat }
      const entry: Entry = { name, stat }
      if (this.#long) entry.target = await proc.readlink(path)
      try {
        entry.followed = await proc.stat(path)
        if ((follow && this.invocation.has('L', 'H')) || this.invocation.has('L')) entry.stat = entry.followed
      } catch (error) {
        if (!isErrno(error)) throw error
      }
      return entry
    } catch (error) {
      if (!isErrno(error)) throw error
      await this.invocation.complain(`cannot access ${shellQuoted(path)}: ${error.message}`)
      this.invocation.status = 2
      return undefined
    }
  }

  async #directory(path: string, headed: boolean, depth: number): Promise<void> {
    const { invocation } = this
    const items = await this.#read(path)
    if (!items) return
    if (headed) await invocation.write(`${this.#printed ? '\n' : ''}${this.#quote(path)}:\n`)
    this.#printed = true
    const all = invocation.has('a', 'f')
    const names = items.map(({ name }) => name).filter((name) => name !== '.' && name !== '..')
    const isAll = all || invocation.has('A')
    const shown = names.filter((name) => (isAll || !name.startsWith('.')) && !this.#isIgnored(name, isAll))
    const entries: Entry[] = []
    const needsStat =
      this.#long ||
      this.#color ||
      invocation.has('t', 'S', 's', 'i', 'F', 'R', 'p', 'sort', 'dirs-first', 'file-type')
    for (const name of [...(all ? ['.', '..'] : []), ...shown]) {
      if (!needsStat) entries.push({ name, stat: undefined })
      else {
        const entry = await this.#look(name, `${path.replace(/\/$/, '')}/${name}`, false)
        if (entry) entries.push(entry)
      }
    }
    const sorted = this.#sort(entries)
    if (this.#long || invocation.has('s')) {
      const blocks = sorted.reduce((sum, { stat }) => sum + (stat?.blocks ?? 0), 0)
      await invocation.write(
        `total ${invocation.has('h') ? humanSize(blocks * 512) : Math.ceil(blocks / 2)}\n`,
      )
    }
    await this.#print(sorted, true)
    if (!invocation.has('R') || depth > 200) return
    for (const { name, stat } of sorted)
      if (stat?.type === 'directory' && name !== '.' && name !== '..')
        await this.#directory(`${path.replace(/\/$/, '')}/${name}`, true, depth + 1)
  }

  /** -I, -B, and --hide, which -a and -A take back. */
  #isIgnored(name: string, isAll: boolean): boolean {
    const { invocation } = this
    const patterns = [...invocation.values('I'), ...(isAll ? [] : invocation.values('hide'))]
    if (invocation.has('B') && name.endsWith('~')) return true
    return patterns.some((pattern) => compilePattern(pattern).matches(name))
  }

  async #read(path: string) {
    try {
      return await this.invocation.proc.readdir(path)
    } catch (error) {
      if (!isErrno(error)) throw error
      await this.invocation.complain(`cannot open directory ${shellQuoted(path)}: ${error.message}`)
      this.invocation.status = 2
      return undefined
    }
  }

  #sort(entries: Entry[]): Entry[] {
    const { invocation } = this
    if (invocation.has('U', 'f')) return entries
    const byName = (a: Entry, b: Entry): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)
    const order = invocation.last('t', 'S', 'X', 'v', 'sort')
    const key = order === 'sort' ? invocation.value('sort') : order
    const compare = (a: Entry, b: Entry): number => {
      if (key === 't' || key === 'time') return this.#time(b) - this.#time(a) || byName(a, b)
      if (key === 'S' || key === 'size') return (b.stat?.size ?? 0) - (a.stat?.size ?? 0) || byName(a, b)
      if (key === 'X' || key === 'extension')
        return extension(a.name).localeCompare(extension(b.name)) || byName(a, b)
      if (key === 'v' || key === 'version')
        return a.name.localeCompare(b.name, 'en', { numeric: true }) || byName(a, b)
      return byName(a, b)
    }
    const sorted = entries.sort(compare)
    if (invocation.has('r')) sorted.reverse()
    if (!invocation.has('dirs-first')) return sorted
    const isDirectory = (entry: Entry): boolean => (entry.followed ?? entry.stat)?.type === 'directory'
    return [...sorted.filter(isDirectory), ...sorted.filter((entry) => !isDirectory(entry))]
  }

  #time({ stat }: Entry): number {
    if (this.invocation.has('u')) return stat?.atime ?? 0
    return (this.invocation.has('c') ? stat?.ctime : stat?.mtime) ?? 0
  }

  /** On a terminal, names that a shell would not take as they are come in quotes. */
  #quote(name: string): string {
    if (this.invocation.has('b')) return name.replace(/[\x00-\x20\\\x7f]/g, escapedChar)
    if (this.invocation.has('Q')) return `"${name.replace(/["\\]/g, '\\$&')}"`
    if (!this.#terminal || this.invocation.has('N')) return name
    return /^[^\s"'$&()*;<>?[\\\]^`{|}!\x00-\x1f\x7f]+$/.test(name) && !/^[~#]/.test(name)
      ? name
      : shellQuoted(name)
  }

  #decorated(entry: Entry): string {
    const shown = this.#quote(entry.name)
    const { stat } = entry
    const text =
      this.#color && stat
        ? colored(shown, colorOf(entry.name, stat, stat.type === 'symlink' && !entry.followed))
        : shown
    return text + this.#indicator(entry, stat)
  }

  #indicator(entry: Entry, stat: FileStat | undefined): string {
    const { invocation } = this
    if (!invocation.has('F', 'p', 'file-type')) return ''
    if (stat?.type === 'directory') return '/'
    if (!invocation.has('F', 'file-type')) return ''
    if (stat?.type === 'symlink') return entry.target === undefined ? '@' : ''
    if (stat?.type === 'fifo') return '|'
    if (stat?.type === 'socket') return '='
    return invocation.has('F') && stat && stat.type === 'file' && stat.mode & 0o111 ? '*' : ''
  }

  async #print(entries: readonly Entry[], inDirectory: boolean): Promise<void> {
    this.#printed = this.#printed || !inDirectory
    if (entries.length === 0) return
    const { invocation } = this
    if (this.#long) return invocation.write(this.#longLines(entries))
    const cells = entries.map((entry) => {
      const inode = invocation.has('i') ? `${entry.stat?.ino ?? '?'} ` : ''
      const blocks = invocation.has('s') ? `${Math.ceil((entry.stat?.blocks ?? 0) / 2)} ` : ''
      const width =
        textWidth(inode + blocks + this.#quote(entry.name)) + this.#indicator(entry, entry.stat).length
      return { text: inode + blocks + this.#decorated(entry), width }
    })
    if (invocation.last('1', 'C', 'x', 'm') === 'm') return invocation.write(commaLines(cells, this.#columns))
    const format = invocation.last('1', 'C', 'x')
    if (format === '1' || (format === undefined && !this.#terminal))
      return invocation.write(cells.map(({ text }) => `${text}\n`).join(''))
    return invocation.write(layOutColumns(cells, this.#columns))
  }

  #longLines(entries: readonly Entry[]): string {
    const { invocation } = this
    const numeric = invocation.has('n')
    const rows = entries.map((entry) => {
      const { stat } = entry
      const cells = [
        ...(invocation.has('i') ? [right(String(stat?.ino ?? '?'))] : []),
        ...(invocation.has('s') ? [right(String(Math.ceil((stat?.blocks ?? 0) / 2)))] : []),
        left(stat ? modeText(stat.type, stat.mode) : '??????????'),
        right(String(stat?.nlink ?? '?')),
        ...(invocation.has('g')
          ? []
          : [left(stat ? (numeric ? String(stat.uid) : this.names.user(stat.uid)) : '?')]),
        ...(invocation.has('o', 'G')
          ? []
          : [left(stat ? (numeric ? String(stat.gid) : this.names.group(stat.gid)) : '?')]),
        right(this.#size(stat)),
        left(stat ? this.#date(this.#time(entry)) : '?'),
      ]
      return { entry, cells }
    })
    const widths = rows[0]!.cells.map((_, i) =>
      Math.max(...rows.map(({ cells }) => textWidth(cells[i]!.text))),
    )
    return rows
      .map(({ entry, cells }) => {
        const padded = cells.map(({ text, atRight }, i) =>
          atRight
            ? ' '.repeat(widths[i]! - textWidth(text)) + text
            : text + ' '.repeat(widths[i]! - textWidth(text)),
        )
        return `${padded.join(' ')} ${this.#decorated(entry)}${this.#arrow(entry)}\n`
      })
      .join('')
  }

  #size(stat: FileStat | undefined): string {
    if (!stat) return '?'
    if (stat.type === 'block' || stat.type === 'character')
      return `${stat.rdev >> 8}, ${String(stat.rdev & 255).padStart(3)}`
    return this.invocation.has('h')
      ? humanSize(stat.size)
      : this.invocation.has('si')
        ? humanSize(stat.size, 1000)
        : String(stat.size)
  }

  #date(time: number): string {
    const date = new Date(time)
    if (this.invocation.has('full-time')) return formatTime('%Y-%m-%d %H:%M:%S.%N %z', date)
    const style = this.invocation.value('time-style')
    if (style?.startsWith('+')) return formatTime(style.slice(1), date)
    if (style === 'long-iso') return formatTime('%Y-%m-%d %H:%M', date)
    const now = this.invocation.proc.system.now()
    // Six months, as POSIX means it.
    const recent = time > now - 15_778_476_000 && time <= now + 1000
    return formatTime(recent ? '%b %e %H:%M' : '%b %e  %Y', date)
  }

  #arrow({ target, followed, stat }: Entry): string {
    if (target === undefined || stat?.type !== 'symlink') return ''
    const shown = this.#color ? colored(target, followed ? colorOf(target, followed) : '40;31;01') : target
    return ` -> ${shown}`
  }
}

const left = (text: string) => ({ text, atRight: false })
const right = (text: string) => ({ text, atRight: true })
/** -m: names with commas between them, on lines of a width. */
const commaLines = (cells: readonly { text: string; width: number }[], columns: number): string => {
  let text = ''
  let used = 0
  cells.forEach((cell, i) => {
    const isLast = i === cells.length - 1
    if (i > 0 && used + cell.width + (isLast ? 0 : 1) >= columns) {
      text = `${text.trimEnd()}\n`
      used = 0
    }
    text += cell.text + (isLast ? '' : ', ')
    used += cell.width + 2
  })
  return `${text}\n`
}

/** -b: as C writes it. */
const escapedChar = (char: string): string =>
  ({ ' ': '\\ ', '\\': '\\\\', '\n': '\\n', '\t': '\\t', '\r': '\\r' })[char] ??
  `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`

const extension = (name: string): string =>
  name.lastIndexOf('.') > 0 ? name.slice(name.lastIndexOf('.')) : ''

import { isErrno } from '../../errno.ts'
import { join } from '../files/paths.ts'
import { linesOf } from '../inputs.ts'
import { Failure, program, quoted, type Invocation, type ProgramSpec } from '../program.ts'
import { compilePattern } from '../../shell/expansion/pattern.ts'
import { matcherFor, type Matcher } from './grep-matcher.ts'
import { PatternError } from './regular-expression.ts'

const spec: ProgramSpec = {
  short: 'A:B:C:EFGHIPRTUVabcd:e:f:hilLm:noqrsvwxyzZ0123456789',
  long: {
    'after-context': 'A:',
    'before-context': 'B:',
    context: 'C:',
    'extended-regexp': 'E',
    'fixed-strings': 'F',
    'basic-regexp': 'G',
    'perl-regexp': 'P',
    'with-filename': 'H',
    'no-filename': 'h',
    'ignore-case': 'i',
    count: 'c',
    regexp: 'e:',
    file: 'f:',
    'files-with-matches': 'l',
    'files-without-match': 'L',
    'max-count': 'm:',
    'line-number': 'n',
    'only-matching': 'o',
    quiet: 'q',
    silent: 'q',
    recursive: 'r',
    'dereference-recursive': 'R',
    'no-messages': 's',
    'invert-match': 'v',
    'word-regexp': 'w',
    'line-regexp': 'x',
    color: 'color::',
    colour: 'color::',
    include: 'include:',
    exclude: 'exclude:',
    'exclude-dir': 'exclude-dir:',
    text: 'a',
    'byte-offset': 'b',
    'line-buffered': 'line-buffered',
    'binary-files': 'binary-files:',
    null: 'Z',
    'null-data': 'z',
    'no-ignore-case': 'no-ignore-case',
    'initial-tab': 'T',
    directories: 'd:',
    binary: 'U',
  },
  usage: '[OPTION]... PATTERNS [FILE]...',
  failure: 2,
}

const run = async (invocation: Invocation): Promise<number> => {
  const operands = [...invocation.operands]
  const patterns = await readPatterns(invocation, operands)
  if (!patterns) {
    await invocation.proc.stderr.write(
      "Usage: grep [OPTION]... PATTERNS [FILE]...\nTry 'grep --help' for more information.\n",
    )
    return 2
  }
  let matcher: Matcher
  try {
    const dialect = invocation.last('E', 'F', 'G', 'P')
    const kind = invocation.name.endsWith('egrep') ? 'E' : invocation.name.endsWith('fgrep') ? 'F' : dialect
    matcher = matcherFor(patterns, {
      dialect: kind === 'F' ? 'fixed' : kind === 'P' ? 'perl' : kind === 'E' ? 'extended' : 'basic',
      ignoreCase: /^[iy]$/.test(invocation.last('i', 'y', 'no-ignore-case') ?? ''),
      wholeWords: invocation.has('w'),
      wholeLines: invocation.has('x'),
    })
  } catch (error) {
    // A lone bracket has a message of its own.
    if (error instanceof PatternError)
      throw new Failure(patterns[0] === '[' ? 'Invalid regular expression' : error.message, 2)
    throw error
  }
  return new Searcher(invocation, matcher).run(operands)
}

export const grep = program('grep', spec, run)
export const egrep = program('egrep', spec, run)
export const fgrep = program('fgrep', spec, run)

const readPatterns = async (invocation: Invocation, operands: string[]): Promise<string[] | undefined> => {
  const given = invocation.values('e').flatMap((text) => text.split('\n'))
  for (const file of invocation.values('f')) {
    const text =
      file === '-'
        ? await invocation.proc.stdin.text()
        : await invocation.attempt(file, () => invocation.proc.readText(file))
    if (text === undefined) return undefined
    const lines = text.split('\n')
    if (lines.at(-1) === '') lines.pop()
    given.push(...lines)
  }
  if (invocation.has('e', 'f')) return given
  return operands.shift()?.split('\n')
}

const colors = {
  match: '\x1b[01;31m\x1b[K',
  file: '\x1b[35m\x1b[K',
  line: '\x1b[32m\x1b[K',
  separator: '\x1b[36m\x1b[K',
  end: '\x1b[m\x1b[K',
}

class Searcher {
  #found = false
  #color: boolean
  #named = false
  #before: number
  #after: number
  #printedContext = false
  /** Numbers are as wide as the file's size, with -T. */
  #width = 0
  /** What ends a line: -z takes zeros. */
  readonly #end: string

  constructor(
    private readonly invocation: Invocation,
    private readonly matcher: Matcher,
  ) {
    this.#end = invocation.has('z') ? '\0' : '\n'
    const color = invocation.has('color') ? (invocation.value('color') ?? 'always') : 'never'
    this.#color = color === 'always' || (color === 'auto' && invocation.proc.tty(1) !== undefined)
    const digits = invocation.options
      .filter(({ name }) => /^\d$/.test(name))
      .map(({ name }) => name)
      .join('')
    const context = Number(invocation.value('C') ?? (digits || 0))
    this.#before = Number(invocation.value('B') ?? context)
    this.#after = Number(invocation.value('A') ?? context)
  }

  async run(operands: readonly string[]): Promise<number> {
    const { invocation } = this
    const kind = invocation.value('d') ?? 'read'
    if (!/^(?:read|recurse|skip)$/.test(kind))
      throw new Failure(
        `invalid argument ${quoted(kind)} for ‘--directories’\nValid arguments are:\n  - ‘read’\n  - ‘recurse’\n  - ‘skip’\nUsage: grep ${spec.usage}\nTry 'grep --help' for more information.`,
        1,
      )
    const recursive = invocation.has('r', 'R') || kind === 'recurse'
    const files = operands.length > 0 ? operands : recursive ? ['.'] : ['-']
    this.#named = invocation.has('H') || (!invocation.has('h') && (files.length > 1 || recursive))
    for (const file of files) {
      if (this.#found && invocation.has('q')) break
      await this.#path(file, recursive, operands.length === 0 && recursive ? '' : file)
    }
    if (this.#found && (invocation.has('q') || invocation.status === 0)) return 0
    return invocation.status === 0 ? 1 : invocation.status
  }

  async #path(path: string, recursive: boolean, shown: string): Promise<void> {
    const { invocation } = this
    const { proc } = invocation
    if (path === '-') return this.#search(0, '(standard input)')
    try {
      if (recursive && (await proc.stat(path)).type === 'directory') return await this.#directory(path, shown)
      const fd = await proc.open(path, { read: true })
      try {
        if ((await proc.fstat(fd)).type === 'directory') {
          if (invocation.value('d') !== 'skip') await invocation.complain(`${path}: Is a directory`)
          return
        }
        await this.#search(fd, shown)
      } finally {
        await proc.close(fd)
      }
    } catch (error) {
      if (!isErrno(error) || error.code === 'EPIPE') throw error
      if (invocation.has('s')) invocation.status = 2
      else await invocation.complain(`${path}: ${error.message}`)
    }
  }

  async #directory(path: string, shown: string): Promise<void> {
    const { invocation } = this
    const matchesAny = (globs: string[], name: string): boolean =>
      globs.some((glob) => compilePattern(glob).matches(name))
    const items = (await invocation.proc.readdir(path)).filter(({ name }) => name !== '.' && name !== '..')
    for (const { name, type } of items.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = shown === '' ? name : join(shown, name)
      if (type === 'directory') {
        if (!matchesAny(invocation.values('exclude-dir'), name))
          await this.#path(join(path, name), true, inner)
        continue
      }
      if (type === 'symlink' && !invocation.has('R')) continue
      const includes = invocation.values('include')
      if (includes.length > 0 && !matchesAny(includes, name)) continue
      if (matchesAny(invocation.values('exclude'), name)) continue
      if (type === 'file' || type === 'symlink') await this.#path(join(path, name), false, inner)
    }
  }

  async #search(fd: number, name: string): Promise<void> {
    const { invocation, matcher } = this
    this.#width = invocation.has('T') ? await this.#numberWidth(fd) : 0
    const invert = invocation.has('v')
    const limit = Number(invocation.value('m') ?? Infinity)
    const quiet = invocation.has('q', 'l', 'L', 'c')
    const context = this.#before > 0 || this.#after > 0
    let [count, number, offset] = [0, 0, 0]
    const kinds = invocation.value('binary-files')
    const isText = invocation.has('a') || kinds === 'text'
    const skipsBinary = invocation.has('I') || kinds === 'without-match'
    let binary = false
    const kept: string[] = []
    let [owed, lastPrinted] = [0, 0]
    const prefix = (mark: string, at: number): string => this.#prefix(name, mark, number, at)
    reading: for await (const { lines } of linesOf(invocation, fd, this.#end)) {
      let text = ''
      for (const line of lines) {
        number++
        if (line.includes('\0') && !isText && this.#end !== '\0') binary = true
        if (binary && skipsBinary) return this.#conclude(name, 0, false)
        const matched = matcher.test(line) !== invert
        if (matched) {
          count++
          if (!quiet && !binary) {
            if (context) text += this.#separator(lastPrinted, number - kept.length)
            for (const [i, earlier] of kept.entries())
              text += `${this.#prefix(name, '-', number - kept.length + i, offset)}${earlier}${this.#end}`
            kept.length = 0
            text += this.#matchText(line, (at) => prefix(':', offset + at), invert)
            lastPrinted = number
            owed = this.#after
          }
        } else if (owed > 0 && !quiet) {
          text += `${prefix('-', offset)}${line}${this.#end}`
          lastPrinted = number
          owed--
        } else if (this.#before > 0) {
          kept.push(line)
          if (kept.length > this.#before) kept.shift()
        }
        offset += line.length + 1
        const enough = count >= limit && owed === 0
        if ((count > 0 && (binary || invocation.has('q', 'l', 'L'))) || enough) {
          await invocation.write(text)
          break reading
        }
      }
      if (text !== '') await invocation.write(text)
    }
    await this.#conclude(name, count, binary)
  }

  async #numberWidth(fd: number): Promise<number> {
    const { type, size } = await this.invocation.proc.fstat(fd)
    return type === 'file' ? String(size + (this.invocation.has('n') ? 1 : 0)).length : 19
  }

  async #conclude(name: string, count: number, binary: boolean): Promise<void> {
    const { invocation } = this
    const shown = this.#color ? `${colors.file}${name}${colors.end}` : name
    if (invocation.has('L')) {
      if (count === 0) {
        this.#found = true
        await invocation.write(`${shown}\n`)
      }
      return
    }
    if (count > 0) this.#found = true
    if (invocation.has('q')) return
    if (invocation.has('l')) {
      if (count > 0) await invocation.write(`${shown}${invocation.has('Z') ? '\0' : '\n'}`)
    } else if (invocation.has('c'))
      await invocation.write(`${this.#named ? `${shown}${this.#mark(':')}` : ''}${count}\n`)
    else if (binary && count > 0)
      await invocation.proc.stderr.write(`${invocation.name}: ${name}: binary file matches\n`)
  }

  #mark(mark: string): string {
    return this.#color ? `${colors.separator}${mark}${colors.end}` : mark
  }

  #prefix(name: string, mark: string, number: number, offset: number): string {
    const { invocation } = this
    let text = ''
    if (this.#named) text += (this.#color ? `${colors.file}${name}${colors.end}` : name) + this.#mark(mark)
    const padded = (value: number): string => String(value).padStart(this.#width)
    if (invocation.has('n'))
      text +=
        (this.#color ? `${colors.line}${padded(number)}${colors.end}` : padded(number)) + this.#mark(mark)
    if (invocation.has('b')) text += `${padded(offset)}${this.#mark(mark)}`
    if (invocation.has('T') && text !== '') text += '\t'
    return text
  }

  #separator(last: number, next: number): string {
    const apart = this.#printedContext && next > last + 1
    this.#printedContext = true
    return apart ? `${this.#mark('--')}\n` : ''
  }

  #matchText(line: string, prefix: (at: number) => string, invert: boolean): string {
    if (this.invocation.has('o')) {
      if (invert) return ''
      return this.matcher
        .spans(line)
        .map(([start, end]) => `${prefix(start)}${this.#colored(line.slice(start, end))}${this.#end}`)
        .join('')
    }
    if (!this.#color || invert) return `${prefix(0)}${line}${this.#end}`
    let text = ''
    let last = 0
    for (const [start, end] of this.matcher.spans(line)) {
      text += line.slice(last, start) + this.#colored(line.slice(start, end))
      last = end
    }
    return `${prefix(0)}${text}${line.slice(last)}${this.#end}`
  }

  #colored(text: string): string {
    return this.#color ? `${colors.match}${text}${colors.end}` : text
  }
}

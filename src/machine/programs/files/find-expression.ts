import { RE2JS } from 're2js'
import type { FileStat } from '../../kernel/process.ts'
import { compilePattern } from '../../shell/expansion/pattern.ts'
import { Failure, type Invocation } from '../program.ts'
import { formatTime } from '../text/format-time.ts'
import { parseDate } from '../text/parse-date.ts'
import { compilePosix } from '../text/regular-expression.ts'
import { nameTables, readGroups, readUsers } from '../users.ts'
import { modeText, parseMode } from './mode.ts'
import { baseName, directoryName } from './paths.ts'

export interface Found {
  path: string
  stat: FileStat
  depth: number
  pruned: boolean
}

export type Expression =
  | { kind: 'and' | 'or' | 'comma'; left: Expression; right: Expression }
  | { kind: 'not'; inner: Expression }
  | { kind: 'test'; holds(found: Found): boolean | Promise<boolean> }
  | { kind: 'print'; format(found: Found): string }
  | { kind: 'prune' | 'quit' | 'delete' }
  | { kind: 'exec'; words: string[]; many: boolean; inDirectory: boolean }

export interface Plan {
  expression: Expression
  minDepth: number
  maxDepth: number
  depthFirst: boolean
  oneDevice: boolean
}

export const parseFind = async (invocation: Invocation, words: string[]): Promise<Plan> =>
  new FindParser(invocation, words, await nameTables(invocation.proc)).run()

const printPath: Expression = { kind: 'print', format: ({ path }) => `${path}\n` }

const typeLetters: Record<string, FileStat['type']> = {
  f: 'file',
  d: 'directory',
  l: 'symlink',
  p: 'fifo',
  s: 'socket',
  b: 'block',
  c: 'character',
}

/** What GNU's find knows and this one does not. */
const lacking = new Set(
  '-follow -daystart -regextype -ok -okdir -fprint -fprint0 -fprintf -fls -ilname -lname -nouser -nogroup -used -xtype -fstype -context -files0-from -warn -nowarn -ignore_readdir_race -noignore_readdir_race'.split(
    ' ',
  ),
)

/** find's own patterns: as in the basic ones of POSIX, but + and ? repeat without a backslash. */
const basicFromEmacs = (pattern: string): string =>
  pattern.replace(/\\[^]|\[\^?\]?[^\]]*\]|[+?]/g, (part) => {
    if (part === '+' || part === '?') return `\\${part}`
    return part === '\\+' || part === '\\?' ? part[1]! : part
  })

const sizeUnits: Record<string, number> = { c: 1, w: 2, b: 512, '': 512, k: 1024, M: 1024 ** 2, G: 1024 ** 3 }

class FindParser {
  #at = 0
  #acts = false
  #depth = 0
  readonly #plan: Omit<Plan, 'expression'> = {
    minDepth: 0,
    maxDepth: Infinity,
    depthFirst: false,
    oneDevice: false,
  }

  constructor(
    private readonly invocation: Invocation,
    private readonly words: readonly string[],
    private readonly names: Awaited<ReturnType<typeof nameTables>>,
  ) {}

  async run(): Promise<Plan> {
    const everything: Expression = { kind: 'test', holds: () => true }
    const expression = this.words.length > 0 ? await this.#comma() : everything
    if (this.#at < this.words.length)
      throw new Failure(`paths must precede expression: \`${this.words[this.#at]}'`)
    return {
      ...this.#plan,
      expression: this.#acts ? expression : { kind: 'and', left: expression, right: printPath },
    }
  }

  async #comma(): Promise<Expression> {
    let left = await this.#or()
    while (this.#take(',')) left = { kind: 'comma', left, right: await this.#or() }
    return left
  }

  async #or(): Promise<Expression> {
    let left = await this.#and()
    while (this.#take('-o') || this.#take('-or')) left = { kind: 'or', left, right: await this.#and() }
    return left
  }

  async #and(): Promise<Expression> {
    let left = await this.#not()
    for (;;) {
      if (this.#take('-a') || this.#take('-and')) left = { kind: 'and', left, right: await this.#not() }
      else if (this.#at < this.words.length && !['-o', '-or', ',', ')'].includes(this.words[this.#at]!))
        left = { kind: 'and', left, right: await this.#not() }
      else return left
    }
  }

  async #not(): Promise<Expression> {
    if (++this.#depth > 500) throw new Failure('expression is too deep')
    if (this.#take('!') || this.#take('-not')) return { kind: 'not', inner: await this.#not() }
    if (this.#take('(')) {
      const inner = await this.#comma()
      if (!this.#take(')'))
        throw new Failure("invalid expression; I was expecting to find a ')' somewhere but did not see one.")
      return inner
    }
    const word = this.words[this.#at++]
    if (word === undefined) throw new Failure(`expected an expression after \`${this.words[this.#at - 2]}'`)
    if (!word.startsWith('-')) throw new Failure(`paths must precede expression: \`${word}'`)
    return this.#primary(word)
  }

  #take(word: string): boolean {
    if (this.words[this.#at] !== word) return false
    this.#at++
    return true
  }

  #argument(name: string): string {
    const value = this.words[this.#at++]
    if (value === undefined) throw new Failure(`missing argument to \`${name}'`)
    return value
  }

  #test(holds: (found: Found) => boolean | Promise<boolean>): Expression {
    return { kind: 'test', holds }
  }

  #always(change: () => void): Expression {
    change()
    return this.#test(() => true)
  }

  /** `+n`, `-n`, `n` */
  #compare(name: string, text: string): (value: number) => boolean {
    const match = /^([-+]?)(\d+(?:\.\d+)?)$/.exec(text)
    if (!match) throw new Failure(`invalid argument \`${text}' to \`${name}'`)
    const wanted = Number(match[2])
    return (value) =>
      match[1] === '+' ? value > wanted : match[1] === '-' ? value < wanted : value === wanted
  }

  async #primary(name: string): Promise<Expression> {
    const { proc } = this.invocation
    switch (name) {
      case '-name':
      case '-iname': {
        const pattern = compilePattern(this.#argument(name), name === '-iname')
        return this.#test(({ path }) => pattern.matches(baseName(path)))
      }
      case '-path':
      case '-wholename':
      case '-ipath': {
        const pattern = compilePattern(this.#argument(name), name === '-ipath')
        return this.#test(({ path }) => pattern.matches(path))
      }
      case '-regex':
      case '-iregex': {
        const expression = compilePosix(
          basicFromEmacs(this.#argument(name)),
          'basic',
          name === '-iregex' ? RE2JS.CASE_INSENSITIVE : 0,
        )
        return this.#test(({ path }) => expression.testExact(path))
      }
      case '-type': {
        const text = this.#argument(name)
        const types = text.split(',').map((letter) => typeLetters[letter])
        if (types.includes(undefined)) throw new Failure(`Unknown argument to -type: ${text}`)
        return this.#test(({ stat }) => types.includes(stat.type))
      }
      case '-size': {
        const text = this.#argument(name)
        const match = /^([-+]?\d+)([cwbkMG]?)$/.exec(text)
        if (!match) throw new Failure(`invalid -size type \`${text}'`)
        const compare = this.#compare(name, match[1]!)
        return this.#test(({ stat }) => compare(Math.ceil(stat.size / sizeUnits[match[2]!]!)))
      }
      case '-empty':
        return this.#test(async ({ path, stat }) =>
          stat.type === 'file'
            ? stat.size === 0
            : stat.type === 'directory' &&
              (await proc.readdir(path)).every(({ name: item }) => item === '.' || item === '..'),
        )
      case '-mtime':
      case '-atime':
      case '-ctime':
      case '-mmin':
      case '-amin':
      case '-cmin': {
        const compare = this.#compare(name, this.#argument(name))
        const unit = name.endsWith('min') ? 60_000 : 86_400_000
        const key = name[1] === 'm' ? 'mtime' : name[1] === 'a' ? 'atime' : 'ctime'
        const now = proc.system.now()
        return this.#test(({ stat }) =>
          compare(
            name.endsWith('min') ? Math.ceil((now - stat[key]) / unit) : Math.floor((now - stat[key]) / unit),
          ),
        )
      }
      case '-samefile': {
        const { dev, ino } = await proc.lstat(this.#argument(name))
        return this.#test(({ stat }) => stat.dev === dev && stat.ino === ino)
      }
      case '-perm':
        return this.#permissions(this.#argument(name))
      case '-user': {
        const text = this.#argument(name)
        const user = (await readUsers(proc)).find((candidate) => candidate.name === text)
        const uid = user?.uid ?? (/^\d+$/.test(text) ? Number(text) : undefined)
        if (uid === undefined) throw new Failure(`‘${text}’ is not the name of a known user`)
        return this.#test(({ stat }) => stat.uid === uid)
      }
      case '-group': {
        const text = this.#argument(name)
        const gid = (await readGroups(proc)).find((candidate) => candidate.name === text)?.gid ?? Number(text)
        if (Number.isNaN(gid)) throw new Failure(`‘${text}’ is not the name of an existing group`)
        return this.#test(({ stat }) => stat.gid === gid)
      }
      case '-uid': {
        const compare = this.#compare(name, this.#argument(name))
        return this.#test(({ stat }) => compare(stat.uid))
      }
      case '-gid': {
        const compare = this.#compare(name, this.#argument(name))
        return this.#test(({ stat }) => compare(stat.gid))
      }
      case '-links': {
        const compare = this.#compare(name, this.#argument(name))
        return this.#test(({ stat }) => compare(stat.nlink))
      }
      case '-inum': {
        const compare = this.#compare(name, this.#argument(name))
        return this.#test(({ stat }) => compare(stat.ino))
      }
      case '-executable':
      case '-readable':
      case '-writable':
        return this.#test(async ({ path }) =>
          proc
            .access(path, {
              execute: name === '-executable',
              read: name === '-readable',
              write: name === '-writable',
            })
            .then(
              () => true,
              () => false,
            ),
        )
      case '-true':
        return this.#test(() => true)
      case '-false':
        return this.#test(() => false)
      case '-maxdepth':
        return this.#always(() => (this.#plan.maxDepth = this.#count(name)))
      case '-mindepth':
        return this.#always(() => (this.#plan.minDepth = this.#count(name)))
      case '-depth':
        return this.#always(() => (this.#plan.depthFirst = true))
      case '-xdev':
      case '-mount':
        return this.#always(() => (this.#plan.oneDevice = true))
      case '-noleaf':
        return this.#test(() => true)
      case '-prune':
        return { kind: 'prune' }
    }
    const newer = /^-(?:newer(?:([acm])([acmt]))?|([ac])newer)$/.exec(name)
    if (newer) return this.#newer(name, newer[1] ?? newer[3] ?? 'm', newer[2] ?? 'm')
    return this.#action(name)
  }

  /** -newerXY: X of the file is later than Y of another, or than a time that t gives. */
  async #newer(name: string, own: string, other: string): Promise<Expression> {
    const { proc } = this.invocation
    const text = this.#argument(name)
    const keys = { a: 'atime', c: 'ctime', m: 'mtime' } as const
    const time =
      other === 't'
        ? parseDate(text, proc.system.now())
        : (await proc.stat(text))[keys[other as 'a' | 'c' | 'm']]
    if (time === undefined)
      throw new Failure(`I cannot figure out how to interpret ‘${text}’ as a date or time`)
    const key = keys[own as 'a' | 'c' | 'm']
    return this.#test(({ stat }) => stat[key] > time)
  }

  #count(name: string): number {
    const text = this.#argument(name)
    if (!/^\d+$/.test(text))
      throw new Failure(`Expected a positive decimal integer argument to ${name}, but got ‘${text}’`)
    return Number(text)
  }

  #permissions(text: string): Expression {
    const change = parseMode(text.replace(/^[-/]/, ''))
    if (!change) throw new Failure(`invalid mode ‘${text}’`)
    const wanted = change(0, false, 0)
    if (text.startsWith('-')) return this.#test(({ stat }) => (stat.mode & wanted) === wanted)
    if (text.startsWith('/')) return this.#test(({ stat }) => wanted === 0 || (stat.mode & wanted) !== 0)
    return this.#test(({ stat }) => stat.mode === wanted)
  }

  #action(name: string): Expression {
    this.#acts = true
    switch (name) {
      case '-print':
        return printPath
      case '-print0':
        return { kind: 'print', format: ({ path }) => `${path}\0` }
      case '-printf': {
        const format = this.#argument(name)
        return { kind: 'print', format: (found) => this.#printf(format, found) }
      }
      case '-ls':
        return {
          kind: 'print',
          format: (found) => this.#printf('%9i %6k %M %3n %-8u %-8g %8s %Tb %Td %TH:%TM %p\\n', found),
        }
      case '-delete':
        this.#plan.depthFirst = true
        return { kind: 'delete' }
      case '-quit':
        return { kind: 'quit' }
      case '-exec':
      case '-execdir':
        return this.#exec(name)
      default:
        if (lacking.has(name)) throw new Failure(`Sandcloud's find has no ${name}`)
        throw new Failure(`unknown predicate \`${name}'`)
    }
  }

  #exec(name: string): Expression {
    const words: string[] = []
    for (;;) {
      const word = this.words[this.#at++]
      if (word === undefined) throw new Failure(`missing argument to \`${name}'`)
      if (word === ';') return { kind: 'exec', words, many: false, inDirectory: name === '-execdir' }
      if (word === '+' && words.at(-1) === '{}')
        return { kind: 'exec', words, many: true, inDirectory: false }
      words.push(word)
    }
  }

  #printf(format: string, { path, stat, depth }: Found): string {
    return format.replace(
      /\\([\\nt0])|%([-0]*)(\d*)(T.|A.|C.|[a-zA-Z%])/g,
      (_, escape: string | undefined, flags: string, width: string, letter: string) => {
        if (escape) return { '\\': '\\', n: '\n', t: '\t', 0: '\0' }[escape]!
        const text = this.#field(letter, path, stat, depth)
        return flags.includes('-') ? text.padEnd(Number(width)) : text.padStart(Number(width))
      },
    )
  }

  #field(letter: string, path: string, stat: FileStat, depth: number): string {
    if (letter.length === 2) {
      const time = letter[0] === 'T' ? stat.mtime : letter[0] === 'A' ? stat.atime : stat.ctime
      return letter[1] === '@' ? (time / 1000).toFixed(10) : formatTime(`%${letter[1]}`, new Date(time))
    }
    switch (letter) {
      case 'p':
        return path
      case 'f':
        return baseName(path)
      case 'h':
        return directoryName(path)
      case 'P':
        return depth === 0 ? '' : path.split('/').slice(-depth).join('/')
      case 's':
        return String(stat.size)
      case 'k':
        return String(Math.ceil(stat.blocks / 2))
      case 'b':
        return String(stat.blocks)
      case 'd':
        return String(depth)
      case 'i':
        return String(stat.ino)
      case 'n':
        return String(stat.nlink)
      case 'm':
        return stat.mode.toString(8)
      case 'M':
        return modeText(stat.type, stat.mode)
      case 'u':
        return this.names.user(stat.uid)
      case 'U':
        return String(stat.uid)
      case 'g':
        return this.names.group(stat.gid)
      case 'G':
        return String(stat.gid)
      case 'y':
        return Object.entries(typeLetters).find(([, type]) => type === stat.type)?.[0] ?? 'U'
      case 't':
        return formatTime('%a %b %e %H:%M:%S.%N0 %Y', new Date(stat.mtime))
      case '%':
        return '%'
      default:
        return `%${letter}`
    }
  }
}

import { RE2JS } from 're2js'
import type { FileStat, Process } from '../../../kernel/process.ts'
import { compilePattern } from '../../../shell/expansion/pattern.ts'
import { Failure } from '../../program.ts'
import { parseDate } from '../../text/parse-date.ts'
import { compilePosix } from '../../text/regular-expression.ts'
import { readGroups, readUsers } from '../../users.ts'
import { parseMode } from '../mode.ts'
import { baseName } from '../paths.ts'
import type { Found } from './expression.ts'
import { typeLetters } from './file-types.ts'

type Holds = (found: Found) => boolean | Promise<boolean>

/** Where a test stands: its name, and how it takes the words behind it. Throws Failure where one is missing. */
interface TestPlace {
  name: string
  argument(): string
  proc: Process
  /** What the last -regextype said. */
  regexType: RegexType
}

/** The dialects of -regextype. */
export type RegexType = 'emacs' | 'basic' | 'extended' | 'awk'

export const regexTypes: Readonly<Record<string, RegexType>> = {
  'findutils-default': 'emacs',
  ed: 'basic',
  emacs: 'emacs',
  'gnu-awk': 'awk',
  grep: 'basic',
  'posix-awk': 'awk',
  awk: 'awk',
  'posix-basic': 'basic',
  'posix-egrep': 'extended',
  egrep: 'extended',
  'posix-extended': 'extended',
  'posix-minimal-basic': 'basic',
  sed: 'basic',
}

type Test = (place: TestPlace) => Holds | Promise<Holds>

/** find's own patterns: as in the basic ones of POSIX, but + and ? repeat without a backslash. */
const basicFromEmacs = (pattern: string): string =>
  pattern.replace(/\\[^]|\[\^?\]?[^\]]*\]|[+?]/g, (part) => {
    if (part === '+' || part === '?') return `\\${part}`
    return part === '\\+' || part === '\\?' ? part[1]! : part
  })

const sizeUnits: Record<string, number> = { c: 1, w: 2, b: 512, '': 512, k: 1024, M: 1024 ** 2, G: 1024 ** 3 }

/** `+n`, `-n`, `n` */
const comparison = (name: string, text: string): ((value: number) => boolean) => {
  const match = /^([-+]?)(\d+(?:\.\d+)?)$/.exec(text)
  if (!match) throw new Failure(`invalid argument \`${text}' to \`${name}'`)
  const wanted = Number(match[2])
  if (match[1] === '+') return (value) => value > wanted
  return match[1] === '-' ? (value) => value < wanted : (value) => value === wanted
}

const always: Test = () => () => true

const matching =
  (part: (path: string) => string, ignoreCase: boolean): Test =>
  ({ argument }) => {
    const pattern = compilePattern(argument(), ignoreCase)
    return ({ path }) => pattern.matches(part(path))
  }

const wholePath = (path: string): string => path

const regex =
  (flags: number): Test =>
  ({ argument, regexType }) => {
    const pattern = argument()
    const expression =
      regexType === 'emacs'
        ? compilePosix(basicFromEmacs(pattern), 'basic', flags)
        : compilePosix(pattern, regexType, flags)
    return ({ path }) => expression.testExact(path)
  }

const type: Test = ({ argument }) => {
  const text = argument()
  const types = text.split(',').map((letter) => typeLetters[letter])
  if (types.includes(undefined)) throw new Failure(`Unknown argument to -type: ${text}`)
  return ({ stat }) => types.includes(stat.type)
}

const size: Test = ({ name, argument }) => {
  const text = argument()
  const match = /^([-+]?\d+)([cwbkMG]?)$/.exec(text)
  if (!match) throw new Failure(`invalid -size type \`${text}'`)
  const compare = comparison(name, match[1]!)
  return ({ stat }) => compare(Math.ceil(stat.size / sizeUnits[match[2]!]!))
}

const empty: Test =
  ({ proc }) =>
  async ({ path, stat }) => {
    if (stat.type === 'file') return stat.size === 0
    if (stat.type !== 'directory') return false
    return (await proc.readdir(path)).every(({ name }) => name === '.' || name === '..')
  }

/** A number that the file has: of its owner, its links, its inode. */
const numeric =
  (of: (stat: FileStat) => number): Test =>
  ({ name, argument }) => {
    const compare = comparison(name, argument())
    return ({ stat }) => compare(of(stat))
  }

const times = { a: 'atime', c: 'ctime', m: 'mtime' } as const
type TimeLetter = keyof typeof times

const age =
  (letter: TimeLetter, unit: number, round: (units: number) => number): Test =>
  ({ name, argument, proc }) => {
    const compare = comparison(name, argument())
    const now = proc.system.now()
    return ({ stat }) => compare(round((now - stat[times[letter]]) / unit))
  }

const inDays = (letter: TimeLetter): Test => age(letter, 86_400_000, Math.floor)
const inMinutes = (letter: TimeLetter): Test => age(letter, 60_000, Math.ceil)

const sameFile: Test = async ({ argument, proc }) => {
  const { dev, ino } = await proc.lstat(argument())
  return ({ stat }) => stat.dev === dev && stat.ino === ino
}

const permissions: Test = ({ argument }) => {
  const text = argument()
  const change = parseMode(text.replace(/^[-/]/, ''))
  if (!change) throw new Failure(`invalid mode ‘${text}’`)
  const wanted = change(0, false, 0)
  if (text.startsWith('-')) return ({ stat }) => (stat.mode & wanted) === wanted
  if (text.startsWith('/')) return ({ stat }) => wanted === 0 || (stat.mode & wanted) !== 0
  return ({ stat }) => stat.mode === wanted
}

const user: Test = async ({ argument, proc }) => {
  const text = argument()
  const known = (await readUsers(proc)).find((candidate) => candidate.name === text)
  const uid = known?.uid ?? (/^\d+$/.test(text) ? Number(text) : undefined)
  if (uid === undefined) throw new Failure(`‘${text}’ is not the name of a known user`)
  return ({ stat }) => stat.uid === uid
}

const group: Test = async ({ argument, proc }) => {
  const text = argument()
  const gid = (await readGroups(proc)).find((candidate) => candidate.name === text)?.gid ?? Number(text)
  if (Number.isNaN(gid)) throw new Failure(`‘${text}’ is not the name of an existing group`)
  return ({ stat }) => stat.gid === gid
}

const accessible =
  (way: 'execute' | 'read' | 'write'): Test =>
  ({ proc }) =>
  ({ path }) =>
    proc.access(path, { [way]: true }).then(
      () => true,
      () => false,
    )

/** -newerXY: X of the file is later than Y of another, or than a time that t gives. */
const newer =
  (own: TimeLetter, other: TimeLetter | 't'): Test =>
  async ({ argument, proc }) => {
    const text = argument()
    const time = other === 't' ? parseDate(text, proc.system.now()) : (await proc.stat(text))[times[other]]
    if (time === undefined)
      throw new Failure(`I cannot figure out how to interpret ‘${text}’ as a date or time`)
    return ({ stat }) => stat[times[own]] > time
  }

const tests: Readonly<Record<string, Test>> = {
  '-true': always,
  '-false': () => () => false,
  '-noleaf': always,
  '-name': matching(baseName, false),
  '-iname': matching(baseName, true),
  '-path': matching(wholePath, false),
  '-wholename': matching(wholePath, false),
  '-ipath': matching(wholePath, true),
  '-regex': regex(0),
  '-iregex': regex(RE2JS.CASE_INSENSITIVE),
  '-type': type,
  '-size': size,
  '-empty': empty,
  '-mtime': inDays('m'),
  '-atime': inDays('a'),
  '-ctime': inDays('c'),
  '-mmin': inMinutes('m'),
  '-amin': inMinutes('a'),
  '-cmin': inMinutes('c'),
  '-samefile': sameFile,
  '-perm': permissions,
  '-user': user,
  '-group': group,
  '-uid': numeric(({ uid }) => uid),
  '-gid': numeric(({ gid }) => gid),
  '-links': numeric(({ nlink }) => nlink),
  '-inum': numeric(({ ino }) => ino),
  '-executable': accessible('execute'),
  '-readable': accessible('read'),
  '-writable': accessible('write'),
}

export const testNamed = (name: string): Test | undefined => {
  const match = /^-(?:newer(?:([acm])([acmt]))?|([ac])newer)$/.exec(name)
  if (!match) return Object.hasOwn(tests, name) ? tests[name] : undefined
  return newer((match[1] ?? match[3] ?? 'm') as TimeLetter, (match[2] ?? 'm') as TimeLetter | 't')
}

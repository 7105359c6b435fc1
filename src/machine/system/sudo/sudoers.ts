import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { matchesStars } from '../../star-pattern.ts'
import type { Account } from '../accounts.ts'

export interface Permission {
  password: boolean
}

interface Command {
  /** As it is written, an alias put in. */
  text: string
  negated: boolean
  password: boolean
}

interface Rule {
  who: string[]
  hosts: string[]
  runAs: string[]
  /** After the colon of `(ALL : ALL)`. */
  runAsGroups: string[]
  commands: Command[]
}

export interface Sudoers {
  rules: Rule[]
  /** Defaults for everybody, in order. */
  defaults: string[]
  securePath: string
  /** Files that were left out, and why. */
  problems: string[]
}

const mainFile = '/etc/sudoers'
const deepest = 8

type Aliases = Map<string, string[]>

/** sudoers(5): user specifications with their aliases, Defaults, and the files that are included. */
export async function readSudoers(proc: Process): Promise<Sudoers> {
  const sudoers: Sudoers = { rules: [], defaults: [], securePath: '/sbin:/bin:/usr/sbin:/usr/bin', problems: [] } // prettier-ignore
  const aliases: Aliases = new Map()
  const files = await sudoersFiles(proc)
  const lines: string[] = []
  for (const { path, text } of files) {
    const problem = await untrusted(proc, path)
    if (problem === undefined) lines.push(...wholeLines(text))
    else sudoers.problems.push(problem)
  }
  // An alias may be named before it is defined.
  for (const line of lines) addAliases(line, aliases)
  for (const line of lines) parseLine(line, sudoers, aliases)
  return sudoers
}

/** The main file and those it includes, in the order in which they are read. */
export async function sudoersFiles(
  proc: Process,
  path = mainFile,
  depth = 0,
): Promise<{ path: string; text: string }[]> {
  const text = await textOf(proc, path)
  if (text === undefined || depth > deepest) return []
  const files = [{ path, text }]
  for (const line of text.split('\n')) {
    const [, kind, place = ''] = /^[@#]include(dir)?\s+(\S+)/.exec(line) ?? []
    if (place === '') continue
    const full = place.startsWith('/') ? place : `/etc/${place}`
    if (kind === undefined) files.push(...(await sudoersFiles(proc, full, depth + 1)))
    else
      for (const name of await namesIn(proc, full))
        files.push(...(await sudoersFiles(proc, `${full}/${name}`, depth + 1)))
  }
  return files
}

async function textOf(proc: Process, path: string): Promise<string | undefined> {
  try {
    return await proc.readText(path)
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

/** Names that end in ~ or have a dot are a package manager's or an editor's leavings. */
async function namesIn(proc: Process, directory: string): Promise<string[]> {
  const entries = await proc.readdir(directory).catch((error: unknown) => {
    if (isErrno(error)) return []
    throw error
  })
  const names = entries.filter(({ type }) => type !== 'directory').map(({ name }) => name)
  return names.filter((name) => !name.includes('.') && !name.endsWith('~')).toSorted()
}

/** Whoever may write there could make themselves root. */
async function untrusted(proc: Process, path: string): Promise<string | undefined> {
  const { uid, gid, mode } = await proc.stat(path)
  if (uid !== 0) return `${path} is owned by uid ${uid}, should be 0`
  if (mode & 0o002) return `${path} is world writable`
  if (mode & 0o020 && gid !== 0) return `${path} is owned by gid ${gid}, should be 0`
  return undefined
}

function wholeLines(text: string): string[] {
  return text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => withoutComment(line).trim())
    .filter((line) => line !== '' && !line.startsWith('@'))
}

/** `#1000` is a user by number, everything else after # a comment. */
function withoutComment(line: string): string {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1))
    if (!/^#\d/.test(line.slice(at, at + 2)) || line.slice(0, at).trim() === '') return line.slice(0, at)
  return line
}

/** The number of the first line that is no sudoers' line; undefined when all are. */
export function sudoersProblem(text: string): number | undefined {
  const known =
    /^(Defaults([@:!>]\S+)?(\s+.+)?|(User|Runas|Host|Cmnd|Cmd)_Alias\s+[A-Z]\w*\s*=.+|[@#]include(dir)?\s+\S+|\S+\s+[^=\s]+\s*=\s*(\([^)]*\)\s*)?\S.*)$/
  let continued = ''
  for (const [index, line] of text.split('\n').entries()) {
    if (line.endsWith('\\')) {
      continued += `${line.slice(0, -1)} `
      continue
    }
    const whole = (continued + line).trim()
    continued = ''
    const comment = whole === '' || (whole.startsWith('#') && !/^#include(dir)?\s/.test(whole))
    if (!comment && !known.test(whole.replace(/\s#.*$/, ''))) return index + 1
  }
  return undefined
}

const words = (text: string): string[] =>
  text
    .split(/(?<!\\),/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

function addAliases(line: string, aliases: Aliases): void {
  const [, rest] = /^(?:User|Runas|Host|Cmnd|Cmd)_Alias\s+(.*)$/.exec(line) ?? []
  for (const definition of rest?.split(/\s+:\s+/) ?? []) {
    const equals = definition.indexOf('=')
    if (equals > 0) aliases.set(definition.slice(0, equals).trim(), words(definition.slice(equals + 1)))
  }
}

/** An alias is what it stands for; `!ALIAS` is none of it. */
function expanded(list: readonly string[], aliases: Aliases, depth = 0): string[] {
  return list.flatMap((word) => {
    const negated = word.startsWith('!')
    const name = word.replace(/^!\s*/, '')
    const known = depth < deepest ? aliases.get(name) : undefined
    if (!known) return [word]
    return expanded(known, aliases, depth + 1).map((each) => (negated ? (each.startsWith('!') ? each.slice(1) : `!${each}`) : each)) // prettier-ignore
  })
}

function parseLine(line: string, sudoers: Sudoers, aliases: Aliases): void {
  if (/^(User|Runas|Host|Cmnd|Cmd)_Alias\s/.test(line)) return
  if (line.startsWith('Defaults')) {
    const [, rest] = /^Defaults\s+(.*)$/.exec(line) ?? []
    if (rest === undefined) return
    const path = /^secure_path\s*=\s*"?([^"\s]+)"?$/.exec(rest)?.[1]
    if (path) sudoers.securePath = path
    sudoers.defaults.push(...(path ? [`secure_path=${path.replaceAll(':', '\\:')}`] : words(rest)))
    return
  }
  const [, who, hosts, runAs, commands] = /^(.+?)\s+([^=\s]+)\s*=\s*(?:\(([^)]*)\)\s*)?(.*)$/.exec(line) ?? []
  if (who === undefined || hosts === undefined || commands === undefined) return
  const [users = 'root', groups = ''] = (runAs ?? 'root').split(':')
  sudoers.rules.push({
    who: expanded(words(who), aliases),
    hosts: expanded(words(hosts), aliases),
    runAs: expanded(words(users), aliases),
    runAsGroups: words(groups),
    commands: commandsOf(commands, aliases),
  })
}

/** A tag holds for the commands after it, until another one. */
function commandsOf(text: string, aliases: Aliases): Command[] {
  let password = true
  return words(text).flatMap((word) => {
    let rest = word
    for (let tag; (tag = /^((?:NO)?[A-Z]+):\s*/.exec(rest)); rest = rest.slice(tag[0].length))
      if (/^(NO)?PASSWD$/.test(tag[1]!)) password = tag[1] === 'PASSWD'
    return expanded([rest], aliases).map((each) => ({
      text: each.replace(/^!\s*/, ''),
      negated: each.startsWith('!'),
      password,
    }))
  })
}

export function rulesFor({ rules }: Pick<Sudoers, 'rules'>, account: Account, host: string): Rule[] {
  const names = ['ALL', host, host.split('.')[0]!]
  return rules.filter((rule) => means(rule.who, account) && rule.hosts.some((each) => names.includes(each)))
}

/** The last command that fits decides. */
export function permission(
  rules: readonly Rule[],
  target: Account,
  command: readonly string[],
): Permission | undefined {
  const fits = rules
    .filter(({ runAs }) => means(runAs, target))
    .flatMap(({ commands }) => commands)
    .findLast(({ text }) => commandFits(text, command))
  return fits && !fits.negated ? { password: fits.password } : undefined
}

/** /bin and /sbin are links into /usr: sudo compares files, not their names. */
const canonical = (path: string): string => path.replace(/^\/(s?bin)\//, '/usr/$1/')

function commandFits(allowed: string, [path = '', ...args]: readonly string[]): boolean {
  if (allowed === 'ALL') return true
  const [pattern = '', ...wanted] = allowed.split(/\s+/)
  const own = canonical(path)
  const place = canonical(pattern)
  // A star in a path stands for no slash.
  const fits = place.endsWith('/')
    ? own.slice(0, own.lastIndexOf('/') + 1) === place
    : place.split('/').length === own.split('/').length && matchesStars(place, own)
  if (!fits || wanted.length === 0) return fits
  if (wanted.length === 1 && wanted[0] === '""') return args.length === 0
  return matchesStars(wanted.join(' ').replaceAll(/\\([,:=\\])/g, '$1'), args.join(' '))
}

/** The last word of a list that fits decides. */
function means(list: readonly string[], account: Account): boolean {
  const found = list.findLast((word) => isMeant(word.replace(/^!\s*/, ''), account))
  return found !== undefined && !found.startsWith('!')
}

function isMeant(who: string, account: Account): boolean {
  if (who === 'ALL' || who === account.name || who === `#${account.uid}`) return true
  return account.groups.some(({ name, gid }) => who === `%${name}` || who === `%#${gid}`)
}

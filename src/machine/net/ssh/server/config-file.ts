import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { matchesStars } from '../../../star-pattern.ts'
import { isFlag, isKeyword } from './keywords.ts'

/** What sshd says before it gives up on its configuration. */
export class BadConfiguration extends Error {}

/** One `Match` condition: `User a,b`. */
interface Condition {
  kind: string
  patterns: string[]
}

export interface Line {
  keyword: string
  value: string
  file: string
  number: number
  /** Of the Match block that it stands in. */
  when: readonly Condition[]
}

const deepest = 16

/** sshd_config(5): the lines of a file, and of those that it includes, in order. Throws BadConfiguration. */
export async function readConfigFile(proc: Process, path: string): Promise<Line[]> {
  const bad: string[] = []
  const lines = await linesOf(proc, path, bad, 0)
  if (bad.length > 0)
    throw new BadConfiguration(`${bad.join('\n')}\n${path}: terminating, ${bad.length} bad configuration options`) // prettier-ignore
  return lines
}

async function linesOf(proc: Process, path: string, bad: string[], depth: number): Promise<Line[]> {
  if (depth > deepest) throw new BadConfiguration(`${path}: Too many recursive configuration includes`)
  const lines: Line[] = []
  let when: readonly Condition[] = []
  for (const [index, text] of (await textOf(proc, path)).split('\n').entries()) {
    const [, keyword = '', rest = ''] = /^\s*(\w+)(?:\s*=\s*|\s+|$)(.*)$/.exec(text) ?? []
    const value = rest.split(' #')[0]!.trim()
    const at = `${path} line ${index + 1}`
    const name = keyword.toLowerCase()
    if (keyword === '') continue
    if (!isKeyword(name)) bad.push(`${path}: line ${index + 1}: Bad configuration option: ${keyword}`)
    else if (value === '') throw new BadConfiguration(`${at}: no argument after keyword "${keyword}"`)
    else if (name === 'match') when = conditionsOf(value, at)
    else if (name === 'include')
      for (const file of await included(proc, value))
        lines.push(...(await linesOf(proc, file, bad, depth + 1)))
    else {
      check(name, value, at)
      lines.push({
        keyword: name,
        value: value.replace(/^"(.*)"$/, '$1'),
        file: path,
        number: index + 1,
        when,
      })
    }
  }
  return lines
}

async function textOf(proc: Process, path: string): Promise<string> {
  try {
    return await proc.readText(path)
  } catch (error) {
    if (!isErrno(error)) throw error
    throw new BadConfiguration(`${path}: ${error.message}`)
  }
}

/** Files that are not there are none. */
async function included(proc: Process, value: string): Promise<string[]> {
  const found: string[] = []
  for (const word of value.split(/\s+/)) {
    const path = word.startsWith('/') ? word : `/etc/ssh/${word}`
    const slash = path.lastIndexOf('/')
    const entries = await proc.readdir(path.slice(0, slash) || '/').catch((error: unknown) => {
      if (isErrno(error)) return []
      throw error
    })
    const names = entries.map(({ name }) => name).filter((name) => matchesStars(path.slice(slash + 1), name))
    found.push(...names.toSorted().map((name) => `${path.slice(0, slash)}/${name}`))
  }
  return found
}

function conditionsOf(value: string, at: string): Condition[] {
  if (value.toLowerCase() === 'all') return []
  const words = value.split(/\s+/)
  const conditions: Condition[] = []
  for (let index = 0; index < words.length; index += 2) {
    const kind = words[index]!.toLowerCase()
    if (!['user', 'group', 'address', 'host', 'localport'].includes(kind))
      throw new BadConfiguration(`Unsupported Match attribute ${words[index]}\n${at}: Bad Match condition`)
    conditions.push({ kind, patterns: (words[index + 1] ?? '').split(',') })
  }
  return conditions
}

function check(keyword: string, value: string, at: string): void {
  if (keyword === 'port' && !(Number(value) >= 1 && Number(value) <= 65_535))
    throw new BadConfiguration(`${at}: Badly formatted port number.`)
  if (isFlag(keyword) && !/^(yes|no|true|false)$/i.test(value))
    throw new BadConfiguration(`${at}: unsupported option "${value}".`)
  if (
    keyword === 'permitrootlogin' &&
    !/^(yes|no|prohibit-password|without-password|forced-commands-only)$/i.test(value)
  )
    throw new BadConfiguration(`${at}: unsupported option "${value}".`)
}

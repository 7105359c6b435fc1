import type { Process } from '../../kernel/process.ts'
import { textOrNothing } from '../accounts.ts'
import type { Account } from '../accounts.ts'

export interface Permission {
  password: boolean
}

interface Rule {
  /** A user, `%group`, or ALL. */
  who: string
  runAs: string[]
  password: boolean
  commands: string[]
}

export interface Sudoers {
  rules: Rule[]
  securePath: string
}

const directory = '/etc/sudoers.d'

/** /etc/sudoers and /etc/sudoers.d, as far as user specifications and secure_path go: sudoers(5). */
export async function readSudoers(proc: Process): Promise<Sudoers> {
  const names = (await proc.readdir(directory).catch(() => [])).map(({ name }) => name).toSorted()
  const files = ['/etc/sudoers', ...names.map((name) => `${directory}/${name}`)]
  const sudoers: Sudoers = { rules: [], securePath: '/sbin:/bin:/usr/sbin:/usr/bin' }
  for (const file of files) {
    const text = (await textOrNothing(proc, file)).replaceAll('\\\n', ' ')
    for (const line of text.split('\n')) parseLine(line.replace(/(^|\s)[#@].*/, '').trim(), sudoers)
  }
  return sudoers
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

function parseLine(line: string, sudoers: Sudoers): void {
  const path = /^Defaults\s+secure_path\s*=\s*"?([^"\s]+)"?$/.exec(line)?.[1]
  if (path) sudoers.securePath = path
  if (line === '' || line.startsWith('Defaults')) return
  const [, who, runAs, tag, commands] =
    /^(\S+)\s+\S+?\s*=\s*(?:\(([^)]*)\)\s*)?((?:NO)?PASSWD:\s*)?(.*)$/.exec(line) ?? []
  if (who === undefined || commands === undefined) return
  sudoers.rules.push({
    who,
    runAs: (runAs ?? 'root')
      .split(':')[0]!
      .split(',')
      .map((name) => name.trim()),
    password: !tag?.startsWith('NO'),
    commands: commands.split(',').map((command) => command.trim()),
  })
}

export const rulesFor = ({ rules }: Pick<Sudoers, 'rules'>, account: Account): Rule[] =>
  rules.filter(({ who }) => isMeant(who, account))

/** The last rule that fits decides. */
export function permission(
  { rules }: Sudoers,
  account: Account,
  target: string,
  command: readonly string[],
): Permission | undefined {
  const fits = rulesFor({ rules }, account).findLast(
    ({ runAs, commands }) =>
      (runAs.includes('ALL') || runAs.includes(target)) &&
      commands.some(
        (allowed) => allowed === 'ALL' || allowed === command[0] || allowed === command.join(' '),
      ),
  )
  return fits && { password: fits.password }
}

const isMeant = (who: string, account: Account): boolean =>
  who === 'ALL' || who === account.name || account.groups.some(({ name }) => who === `%${name}`)

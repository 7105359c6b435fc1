import { BadSchedule, parseSchedule, type Schedule } from './schedule.ts'

export interface CronEntry {
  /** 'reboot': once, when the machine has come up. */
  when: Schedule | 'reboot'
  /** Of /etc/crontab and /etc/cron.d: whose command it is. */
  user: string | undefined
  command: string
  /** What stands behind the first `%`. */
  input: string
  /** The variables set above it. */
  environment: ReadonlyMap<string, string>
}

export interface Crontab {
  entries: CronEntry[]
  errors: { line: number; message: string }[]
}

/** Reads a crontab: crontab(5). @param system with a column for the user. */
export function parseCrontab(text: string, system: boolean): Crontab {
  const entries: CronEntry[] = []
  const errors: Crontab['errors'] = []
  let environment: ReadonlyMap<string, string> = new Map()
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const assignment = /^(?:"([^"]*)"|'([^']*)'|([A-Za-z_][A-Za-z0-9_]*))\s*=\s*(.*)$/.exec(line)
    if (assignment) {
      const name = assignment[1] ?? assignment[2] ?? assignment[3]!
      environment = new Map([...environment, [name, unquote(assignment[4]!)]])
      continue
    }
    try {
      entries.push({ ...parseEntry(line, system), environment })
    } catch (error) {
      if (!(error instanceof BadSchedule)) throw error
      errors.push({ line: index + 1, message: error.message })
    }
  }
  return { entries, errors }
}

const unquote = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text

function parseEntry(line: string, system: boolean): Omit<CronEntry, 'environment'> {
  const count = (line.startsWith('@') ? 1 : 5) + (system ? 1 : 0)
  const match = new RegExp(`^((?:\\S+\\s+){${count}})(.*)$`).exec(line)
  const fields = (match?.[1] ?? line).trim().split(/\s+/)
  const user = system ? fields.pop() : undefined
  const when = fields[0] === '@reboot' ? 'reboot' : parseSchedule(fields)
  if (!match || match[2] === '') throw new BadSchedule('bad command')
  const [command, ...input] = splitPercents(match[2]!)
  return { when, user, command: command!, input: input.length === 0 ? '' : `${input.join('\n')}\n` }
}

/** `%` ends the command and is a newline after that, unless a backslash protects it. */
function splitPercents(text: string): string[] {
  const parts: string[] = []
  let part = ''
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\' && text[at + 1] === '%') part += text[++at]!
    else if (text[at] === '%') {
      parts.push(part)
      part = ''
    } else part += text[at]!
  }
  parts.push(part)
  return parts
}

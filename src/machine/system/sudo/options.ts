export interface SudoOptions {
  user: string
  mode: 'command' | 'login' | 'shell' | 'list' | 'validate' | 'version' | 'help'
  keepEnvironment: boolean
  nonInteractive: boolean
  /** -S: the password stands on standard input. */
  fromInput: boolean
  /** -k, -K: what was typed before counts no more. */
  forget: boolean
  /** NAME=value in front of the command. */
  assignments: [string, string][]
  command: string[]
}

export const usage = `usage: sudo -h | -K | -k | -V
usage: sudo -v [-ABkNnS] [-g group] [-h host] [-p prompt] [-u user]
usage: sudo -l [-ABkNnS] [-g group] [-h host] [-p prompt] [-U user]
            [-u user] [command [arg ...]]
usage: sudo [-ABbEHkNnPS] [-r role] [-t type] [-C num] [-D directory]
            [-g group] [-h host] [-p prompt] [-R directory] [-T timeout]
            [-u user] [VAR=value] [-i | -s] [command [arg ...]]
usage: sudo -e [-ABkNnS] [-r role] [-t type] [-C num] [-D directory]
            [-g group] [-h host] [-p prompt] [-R directory] [-T timeout]
            [-u user] file ...
`

/** @returns undefined for what sudo would answer with its usage. */
export function parseOptions(args: readonly string[]): SudoOptions | undefined {
  const options: SudoOptions = {
    user: 'root',
    mode: 'command',
    keepEnvironment: false,
    nonInteractive: false,
    fromInput: false,
    forget: false,
    assignments: [],
    command: [],
  }
  const rest = [...args]
  while (rest[0]?.startsWith('-') && rest[0] !== '-') {
    const word = rest.shift()!
    if (word === '--') break
    if (!takeOption(options, word, rest)) return undefined
  }
  for (let assignment; (assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(rest[0] ?? '')); rest.shift())
    options.assignments.push([assignment[1]!, assignment[2]!])
  options.command = rest
  return options.mode === 'command' && rest.length === 0 ? undefined : options
}

const longNames: Record<string, string> = {
  '--user': '-u', '--login': '-i', '--shell': '-s', '--preserve-env': '-E', '--list': '-l',
  '--validate': '-v', '--version': '-V', '--help': '-h', '--non-interactive': '-n', '--set-home': '-H',
} // prettier-ignore

const modes: Record<string, SudoOptions['mode']> = {
  i: 'login', s: 'shell', l: 'list', v: 'validate', k: 'validate', K: 'validate', V: 'version', h: 'help',
} // prettier-ignore

function takeOption(options: SudoOptions, word: string, rest: string[]): boolean {
  if (word.startsWith('--')) {
    const [name = '', value] = word.split('=', 2)
    const short = longNames[name]
    if (short === undefined) return false
    if (short === '-u' && value !== undefined) rest.unshift(value)
    return takeOption(options, short, rest)
  }
  const letters = word.slice(1).split('')
  for (const [index, letter] of letters.entries()) {
    const mode = modes[letter]
    if (letter === 'k' || letter === 'K') options.forget = true
    if (mode) options.mode = mode
    else if (letter === 'E') options.keepEnvironment = true
    else if (letter === 'n') options.nonInteractive = true
    else if (letter === 'S') options.fromInput = true
    else if (letter === 'u') {
      const user = letters.slice(index + 1).join('') || rest.shift()
      if (user === undefined) return false
      options.user = user
      return true
    } else if (!'HbSPB'.includes(letter)) return false
  }
  return true
}

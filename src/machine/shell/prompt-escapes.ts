import { formatTime } from '../programs/text/format-time.ts'
import type { Shell } from './shell.ts'

/** `\\u`, `\\w` and the like in PS1, PS4 and ${x@P}; what is to be shown and not run is quoted. */
export const expandPromptEscapes = (shell: Shell, format: string): string =>
  format.replace(
    /\\(?:([0-7]{3})|D\{([^}]*)\}|(.))/gs,
    (whole, octal?: string, time?: string, letter?: string) => {
      if (octal) return String.fromCharCode(parseInt(octal, 8))
      const now = new Date(shell.proc.system.now())
      if (time !== undefined) return formatTime(time || '%X', now)
      return escape(shell, letter!, now) ?? whole
    },
  )

const escape = (shell: Shell, letter: string, now: Date): string | undefined => {
  const { system, credentials } = shell.proc
  switch (letter) {
    case 'u':
      return shell.variables.get('USER') ?? shell.variables.get('LOGNAME') ?? String(credentials.uid)
    case 'h':
      return system.hostname.split('.')[0]!
    case 'H':
      return system.hostname
    case 'w':
      return quoteDollars(shortened(shell))
    case 'W':
      return quoteDollars(lastPart(shortened(shell)))
    case '$':
      return credentials.uid === 0 ? '#' : '\\$'
    case '[':
      return '\u0001'
    case ']':
      return '\u0002'
    case 'n':
      return '\n'
    case 'r':
      return '\r'
    case 'a':
      return '\x07'
    case 'e':
      return '\x1b'
    case '\\':
      return '\\\\'
    case 's':
      return shell.name.replace(/^.*\//, '').replace(/^-/, '')
    case 'v':
    case 'V':
      return '5.2'
    case 't':
      return formatTime('%H:%M:%S', now)
    case 'T':
      return formatTime('%I:%M:%S', now)
    case '@':
      return formatTime('%I:%M %p', now)
    case 'A':
      return formatTime('%H:%M', now)
    case 'd':
      return formatTime('%a %b %d', now)
    case 'j':
      return String(shell.jobs.jobs.length)
    case 'l':
      return shell.proc.tty(0)?.name.replace(/^\/dev\//, '') ?? ''
    case '!':
    case '#':
      return String((shell.history?.entries.length ?? 0) + 1)
    default:
      return undefined
  }
}

const shortened = (shell: Shell): string => {
  const path = shell.variables.get('PWD') ?? shell.proc.cwd
  const home = shell.variables.get('HOME')
  if (!home || home === '/') return path
  return path === home ? '~' : path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1) || path

/** A directory's name is shown, not run. */
const quoteDollars = (text: string): string => text.replace(/[\\$`]/g, '\\$&')

import type { Shell } from '../shell.ts'

interface Times {
  /** Milliseconds. */
  real: number
  user: number
}

/**
 * Processor time is what the shell and its children used of the machine's thread. The kernel does not tell
 * work for a program from work in its system calls: all of it counts as user time, and sys is none.
 */
export const startClock = (shell: Shell): (() => Times) => {
  const begun = shell.proc.system.uptime()
  const used = processorTime(shell)
  return () => ({
    real: shell.proc.system.uptime() - begun,
    user: Math.max(0, processorTime(shell) - used),
  })
}

const processorTime = (shell: Shell): number =>
  shell.proc.processorTime().own + shell.proc.processorTime().children

export const reportTime = async (shell: Shell, times: Times, posix: boolean): Promise<void> => {
  const usual = '\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS'
  const format = posix ? 'real %2R\nuser %2U\nsys %2S' : (shell.variables.get('TIMEFORMAT') ?? usual)
  if (format === '') return
  let problem: string | undefined
  const text = format.replace(
    /%(?:(%)|([0-9]?)(l?)([RUS])|(P)|([\s\S]?))/g,
    (_, percent, digits, long, letter, share, other) => {
      if (percent) return '%'
      if (share) return times.real > 0 ? ((100 * times.user) / times.real).toFixed(2) : '0.00'
      if (!letter) {
        problem ??= other ?? ''
        return ''
      }
      const value = letter === 'R' ? times.real : letter === 'U' ? times.user : 0
      return shown(value / 1000, digits === '' ? 3 : Math.min(3, Number(digits)), long === 'l')
    },
  )
  if (problem !== undefined) await shell.complain(`TIMEFORMAT: \`${problem}': invalid format character`)
  else await shell.proc.stderr.write(`${text}\n`)
}

/** bash cuts what is too exact off, and does not round it. */
const shown = (seconds: number, digits: number, long: boolean): string => {
  const cut = (value: number): string => (Math.floor(value * 10 ** digits) / 10 ** digits).toFixed(digits)
  return long ? `${Math.floor(seconds / 60)}m${cut(seconds % 60)}s` : cut(seconds)
}

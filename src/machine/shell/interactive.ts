import { withAlarm } from './alarm.ts'
import { ExpansionFailed, FunctionReturn, Interrupted, LoopJump, ShellExit } from './control-flow.ts'
import { History } from './history.ts'
import { expandHistory, HistoryProblem } from './history-expansion.ts'
import { signalNumbers } from '../kernel/signals.ts'
import { notifyJobs } from './interpreter/jobs.ts'
import { stateOf } from './jobs.ts'
import { complete } from './line-editor/completion.ts'
import { LineEditor } from './line-editor/line-editor.ts'
import { isIncomplete } from './parse.ts'
import { expandPrompt } from './prompt.ts'
import type { Shell } from './shell.ts'
import { readStartUpFiles, runFile } from './start-up.ts'
import { editAndRun } from './builtins/fc.ts'
import { elementsOf } from './variables.ts'
import { giveTerminal } from './subshell.ts'
import { isErrno } from '../errno.ts'

type StartUp = Parameters<typeof readStartUpFiles>[1]

/** The shell at a terminal: prompt, line, command, again, until `exit` or ^D. */
export const runInteractive = async (shell: Shell, options: StartUp): Promise<number> => {
  takeTerminal(shell)
  shell.shopt.set('expand_aliases', true)
  // As bash-completion leaves it, which distributions load.
  shell.shopt.set('extglob', true)
  for (const option of ['history', 'histexpand', 'emacs'] as const) shell.options.add(option)
  for (const [name, value] of [
    ['PS1', '\\s-\\v\\$ '],
    ['PS2', '> '],
  ] as const)
    shell.variables.declare(name).value ??= value
  await guarded(shell, async () => {
    await readStartUpFiles(shell, options)
    return shell.status
  })
  await openHistory(shell)
  shell.beforeExec = () => saveHistory(shell)
  try {
    return await readAndRun(shell)
  } finally {
    // A terminal that has gone ends the shell by itself, without a farewell.
    await shell.hangingUp
    if (shell.login) await runFile(shell, `${shell.variables.get('HOME') ?? ''}/.bash_logout`)
    await saveHistory(shell)
    await hangUpJobs(shell, shell.login && shell.shopt.get('huponexit') ? 'all' : 'stopped')
  }
}

const takeTerminal = (shell: Shell): void => {
  const { proc } = shell
  for (const signal of ['SIGTERM', 'SIGQUIT', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU'] as const)
    proc.onSignal(signal, 'ignore')
  proc.onSignal('SIGINT', () => {
    shell.interrupted = true
  })
  proc.onSignal('SIGHUP', () => (shell.hangingUp ??= hangUp(shell).catch(() => undefined)), { restart: true })
  if (!proc.tty(0)) return
  // A session's leader leads its group already.
  if (proc.pgid !== proc.pid) proc.setGroup(proc.pid, proc.pid)
  giveTerminal(shell, proc.pid)
  shell.options.add('monitor')
}

const openHistory = async (shell: Shell): Promise<void> => {
  const file = shell.variables.get('HISTFILE') ?? `${shell.variables.get('HOME') ?? ''}/.bash_history`
  shell.variables.declare('HISTFILE').value ??= file
  shell.history = new History(file, Number(shell.variables.get('HISTSIZE') ?? 1000) || 1000)
  await shell.history.load(shell.proc)
}

const saveHistory = async (shell: Shell): Promise<void> => {
  if (!shell.history || !shell.variables.get('HISTFILE')) return
  shell.history.file = shell.variables.get('HISTFILE')!
  await shell.history.save(shell.proc)
}

/** The terminal has gone: every job hears of it, but for those that were disowned, and the shell ends. */
const hangUp = async (shell: Shell): Promise<void> => {
  await hangUpJobs(shell, 'all')
  await saveHistory(shell)
  shell.proc.exit(128 + signalNumbers.SIGHUP)
}

/** SIGHUP, and for stopped jobs SIGCONT so that they can act on it: those that are left behind by `exit` live on. */
const hangUpJobs = async (shell: Shell, which: 'stopped' | 'all'): Promise<void> => {
  for (const job of shell.jobs.jobs) {
    const state = stateOf(job)
    if (state === 'done' || (which === 'stopped' && state !== 'stopped') || job.noHangup) continue
    try {
      await shell.proc.kill(-job.pgid, 'SIGHUP')
      await shell.proc.kill(-job.pgid, 'SIGCONT')
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
}

const readAndRun = async (shell: Shell): Promise<number> => {
  const editor = new LineEditor(shell.proc, shell.history!, (line, cursor) => complete(shell, line, cursor))
  for (;;) {
    await notifyJobs(shell)
    await runPromptCommands(shell)
    noteWindow(shell)
    const text = await readCommand(shell, editor)
    if (text === undefined) {
      if (await mayLeave(shell)) return shell.status
      continue
    }
    if (text.trim() === '') continue
    shell.status = await guarded(shell, () => shell.interpreter.text(shell, text))
    if (!/^\s*(exit|logout)\b/.test(text)) shell.warnedOfJobs = false
  }
}

/** PROMPT_COMMAND, which may be an array. */
const runPromptCommands = async (shell: Shell): Promise<void> => {
  const variable = shell.variables.find('PROMPT_COMMAND')
  for (const command of variable ? elementsOf(variable) : [])
    if (command !== '') await keepingStatus(shell, () => shell.interpreter.text(shell, command))
}

/** shopt checkwinsize: LINES and COLUMNS follow the window. */
const noteWindow = (shell: Shell): void => {
  const terminal = shell.proc.tty(0)
  if (!terminal || !shell.shopt.get('checkwinsize')) return
  shell.variables.set('LINES', String(terminal.rows))
  shell.variables.set('COLUMNS', String(terminal.columns))
}

const mayLeave = async (shell: Shell): Promise<boolean> => {
  await shell.proc.stderr.write(shell.login ? 'logout\n' : 'exit\n')
  const stopped = shell.jobs.jobs.some((job) => stateOf(job) === 'stopped')
  if (!stopped || shell.warnedOfJobs) return true
  shell.warnedOfJobs = true
  await shell.proc.stderr.write('There are stopped jobs.\n')
  return false
}

const keepingStatus = async (shell: Shell, run: () => Promise<number>): Promise<void> => {
  const { status } = shell
  await guarded(shell, run)
  shell.status = status
}

/** Lines until they make a whole command; undefined at the end of the input, '' after ^C. */
const readCommand = async (shell: Shell, editor: LineEditor): Promise<string | undefined> => {
  let text = ''
  for (;;) {
    const prompt = await expandPrompt(shell, shell.variables.get(text === '' ? 'PS1' : 'PS2') ?? '')
    const line = await readInTime(shell, editor, prompt)
    if (line === 'late') {
      await shell.proc.stderr.write('\x07timed out waiting for input: auto-logout\n')
      return undefined
    }
    shell.interrupted = false
    if (line.kind === 'interrupted') {
      shell.status = 130
      return ''
    }
    if (line.kind === 'end') {
      if (text === '') return undefined
      await shell.complain('syntax error: unexpected end of file')
      shell.status = 2
      return ''
    }
    if (line.kind === 'edit') {
      shell.status = await guarded(shell, () => editAndRun(shell, text + line.text))
      return ''
    }
    const typed = await withHistory(shell, line.text)
    if (typed === undefined) return ''
    text += `${typed}\n`
    if (isIncomplete(text)) continue
    shell.history?.add(text.trimEnd(), shell.variables.get('HISTCONTROL'), shell.variables.get('HISTIGNORE'))
    return text
  }
}

/** TMOUT: a prompt that nobody answers for so many seconds ends the shell. */
const readInTime = async (shell: Shell, editor: LineEditor, prompt: string) => {
  const seconds = Number(shell.variables.get('TMOUT') ?? 0)
  if (!(seconds > 0)) return editor.read(prompt)
  return withAlarm(shell.proc, seconds * 1000, async (expired) => {
    const line = await editor.read(prompt, expired)
    return line.kind === 'end' && expired() ? ('late' as const) : line
  })
}

const withHistory = async (shell: Shell, line: string): Promise<string | undefined> => {
  if (!shell.has('histexpand') || !shell.history) return line
  try {
    const expanded = expandHistory(line, shell.history.entries)
    if (expanded === undefined) return line
    await shell.proc.stderr.write(`${expanded.text}\n`)
    if (!expanded.shownOnly) return expanded.text
    shell.history.add(expanded.text, shell.variables.get('HISTCONTROL'), shell.variables.get('HISTIGNORE'))
    return undefined
  } catch (error) {
    if (!(error instanceof HistoryProblem)) throw error
    await shell.complain(error.message)
    return undefined
  }
}

/** Runs something after which the prompt comes again, however it ends. */
const guarded = async (shell: Shell, run: () => Promise<number>): Promise<number> => {
  try {
    return await run()
  } catch (error) {
    restore(shell)
    if (error instanceof ShellExit) throw error
    if (error instanceof Interrupted) {
      await shell.proc.stderr.write('\n')
      return 130
    }
    if (error instanceof LoopJump) return 0
    if (error instanceof FunctionReturn) return error.status
    if (error instanceof ExpansionFailed || error instanceof RangeError || isErrno(error)) {
      await shell.complain(error.message)
      return 1
    }
    throw error
  }
}

const restore = (shell: Shell): void => {
  shell.conditionDepth = 0
  shell.loopDepth = 0
  shell.mayReplace = false
  if (shell.has('monitor')) giveTerminal(shell, shell.proc.pgid)
}

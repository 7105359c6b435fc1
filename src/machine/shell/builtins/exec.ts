import { isErrno } from '../../errno.ts'
import { FunctionReturn, ShellExit } from '../control-flow.ts'
import { findCommand } from '../interpreter/find-command.ts'
import { exportedEnvironment } from '../interpreter/exported-functions.ts'
import { execOrExplain } from '../interpreter/exec-program.ts'
import { complainOf, type Builtin } from './builtin.ts'
import { describeCommand } from './type.ts'

type Lookup = (name: string) => Builtin | undefined

export const evalCommand: Builtin = async (shell, args) => {
  const rest = args[0] === '--' ? args.slice(1) : args
  const text = rest.join(' ')
  if (text.trim() === '') return 0
  shell.traceDepth++
  try {
    return await shell.interpreter.text(shell, text, 'eval')
  } finally {
    shell.traceDepth--
  }
}

export const source =
  (called: 'source' | '.'): Builtin =>
  async (shell, args) => {
    const rest = args[0] === '--' ? args.slice(1) : args
    const file = rest[0]
    if (file === undefined) {
      await shell.complain(`${called}: filename argument required`)
      await shell.proc.stderr.write(`${called}: usage: ${called} filename [arguments]\n`)
      return 2
    }
    let text: string
    let found: string | undefined
    try {
      found = file.includes('/') ? undefined : await findInPath(shell, file)
      text = await shell.proc.readText(found ?? file)
    } catch (error) {
      if (!isErrno(error)) throw error
      await shell.complain(
        `${error.code === 'EISDIR' ? `${called}: ${file}: is a directory` : `${file}: ${error.message}`}`,
      )
      return 1
    }
    const { positional, line, commandEnd } = shell
    if (rest.length > 1) shell.positional = rest.slice(1)
    shell.calls.push({ name: 'source', source: found ?? file, line, kind: 'source' })
    try {
      return await shell.interpreter.text(shell, text, file)
    } catch (error) {
      if (error instanceof FunctionReturn) return error.status
      throw error
    } finally {
      if (shell.traps.actions.has('RETURN')) await shell.traps.run(shell, 'RETURN')
      shell.calls.pop()
      Object.assign(shell, { line, commandEnd })
      if (rest.length > 1) shell.positional = positional
    }
  }

const findInPath = async (shell: Parameters<Builtin>[0], file: string): Promise<string | undefined> => {
  for (const directory of (shell.variables.get('PATH') ?? '').split(':')) {
    const path = `${directory || '.'}/${file}`
    try {
      if ((await shell.proc.stat(path)).type === 'file') return path
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
  return undefined
}

export const execCommand: Builtin = async (shell, args) => {
  let rest = args
  let name: string | undefined
  let clean = false
  let login = false
  while (/^-[cla]/.test(rest[0] ?? '')) {
    if (rest[0]!.includes('c')) clean = true
    if (rest[0]!.includes('l')) login = true
    if (rest[0]!.endsWith('a')) {
      name = rest[1]
      rest = rest.slice(1)
    }
    rest = rest.slice(1)
  }
  if (rest[0] === '--') rest = rest.slice(1)
  const command = rest[0]
  if (command === undefined) {
    shell.keepRedirections = true
    return 0
  }
  const found = await findCommand(shell, command)
  if ('problem' in found) {
    const isDirectory = found.problem.endsWith(': Is a directory')
    if (isDirectory) await shell.complain(found.problem)
    await shell.complain(
      `exec: ${isDirectory ? `${command}: cannot execute: Is a directory` : found.problem.replace(/: command not found$/, ': not found')}`,
    )
    if ((shell.interactive && !shell.subshell) || shell.shopt.get('execfail')) return found.status
    throw new ShellExit(found.status)
  }
  const environment = clean ? new Map<string, string>() : exportedEnvironment(shell)
  const words = [`${login ? '-' : ''}${name ?? command}`, ...rest.slice(1)]
  await shell.beforeExec?.()
  throw new ShellExit(await execOrExplain(shell, shell.proc, found.path, words, environment))
}

export const builtinCommand =
  (lookup: Lookup): Builtin =>
  async (shell, args, arrays) => {
    const [name, ...rest] = args[0] === '--' ? args.slice(1) : args
    if (name === undefined) return 0
    const found = lookup(name)
    if (!found) return complainOf(shell, 'builtin', `${name}: not a shell builtin`)
    return found(shell, rest, arrays)
  }

export const commandCommand =
  (lookup: Lookup): Builtin =>
  async (shell, args) => {
    const flags = new Set<string>()
    let i = 0
    for (; /^-[pvV]+$/.test(args[i] ?? ''); i++) for (const letter of args[i]!.slice(1)) flags.add(letter)
    if (args[i] === '--') i++
    const words = args.slice(i)
    if (words.length === 0) return 0
    if (!flags.has('v') && !flags.has('V'))
      return shell.interpreter.words(shell, words, { functions: false, defaultPath: flags.has('p') })
    let status = 1
    for (const name of words) {
      const found = (await describeCommand(shell, name, (candidate) => lookup(candidate) !== undefined))[0]
      if (found) {
        status = 0
        await shell.proc.stdout.write(`${flags.has('v') ? found.short : found.long}\n`)
      } else if (flags.has('V')) await complainOf(shell, 'command', `${name}: not found`)
    }
    return status
  }

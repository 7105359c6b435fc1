import { parse, type Assignment, type Command, type Redirection } from 'unbash'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { builtins, declarationBuiltins, specialBuiltins } from '../builtins/index.ts'
import type { ArrayArguments, Builtin } from '../builtins/builtin.ts'
import { ExpansionFailed, FunctionReturn } from '../control-flow.ts'
import { parseWord } from '../expansion/parsed-text.ts'
import { expandArray, expandText, expandWords } from '../expansion/word.ts'
import type { Shell, ShellFunction } from '../shell.ts'
import { forkShell, waitFor } from '../subshell.ts'
import { assignTemporarily, performAssignment, type Elements } from './assignments.ts'
import { findCommand } from './find-command.ts'
import { execOrExplain } from './exec-program.ts'
import { waitForeground } from './jobs.ts'
import {
  expandRedirections,
  performRedirections,
  RedirectionFailed,
  redirectTemporarily,
  type Redirected,
  type Action,
} from './redirections.ts'
import { exportedEnvironment } from './exported-functions.ts'
import { sourceText } from './source-text.ts'
import { trace } from './trace.ts'

export const runSimpleCommand = async (shell: Shell, node: Command, replace: boolean): Promise<number> => {
  shell.line = shell.lines(node.pos)
  shell.commandEnd = node.end
  if (!shell.traps.isRunning) shell.command = node
  shell.substitutionStatus = undefined
  if (shell.traps.actions.has('DEBUG')) await runDebugTrap(shell)
  const { words, arrays, keywords } = await expandCommand(shell, node)
  const assignments = node.prefix.filter((part): part is Assignment => part.type === 'Assignment')
  if (shell.murmurs.length > 0) await shell.tellMurmurs()
  if (keywords.length > 0) assignments.push(...keywords)
  if (words.length === 0) return runAssignments(shell, assignments, node.redirects)
  return runWords(shell, words, arrays, {
    node,
    assignments,
    redirections: node.redirects,
    replace,
    traced: true,
  })
}

/** The trap sees the command that is about to run. */
export const runDebugTrap = async (shell: Shell): Promise<void> => {
  const { command } = shell
  await shell.traps.run(shell, 'DEBUG')
  shell.command = command
}

/** `set -k`: an argument that looks like an assignment is one. */
const keywordArgument = (argument: Command['args'][number]): Assignment | undefined => {
  if (argument.type === 'Assignment') return argument
  const command = parse(argument.text).commands[0]?.command
  const [first] = command?.type === 'Command' && !command.name ? command.prefix : []
  return first?.type === 'Assignment' ? first : undefined
}

const expandCommand = async (
  shell: Shell,
  node: Command,
): Promise<{ words: string[]; arrays: ArrayArguments; keywords: readonly Assignment[] }> => {
  const arrays = new Map<number, Elements>()
  const keywords: Assignment[] = []
  if (!node.name) return { words: [], arrays, keywords }
  const words = await expandWords(shell, [node.name])
  const declares = declarationBuiltins.has(words[0] ?? '')
  for (const argument of node.args) {
    const keyword = shell.has('keyword') ? keywordArgument(argument) : undefined
    if (keyword) keywords.push(keyword)
    else if (argument.type === 'Word') words.push(...(await expandWords(shell, [argument])))
    else if (!declares) words.push(...(await expandWords(shell, [parseWord(argument.text)])))
    else words.push(await declarationArgument(shell, argument, arrays, words.length - 1))
  }
  return { words, arrays, keywords }
}

/** `name=value` of declare, export, local…: not split, and arrays travel beside. */
const declarationArgument = async (
  shell: Shell,
  node: Assignment,
  arrays: Map<number, Elements>,
  position: number,
): Promise<string> => {
  const index = node.index ? `[${await expandText(shell, node.index)}]` : ''
  const head = `${node.name}${index}${node.append ? '+' : ''}=`
  if (node.value.type !== 'ArrayValue') return head + (await expandText(shell, node.value, true))
  arrays.set(position, await expandArray(shell, node.value))
  return head
}

const runAssignments = async (
  shell: Shell,
  assignments: readonly Assignment[],
  redirections: readonly Redirection[],
): Promise<number> => {
  for (const assignment of assignments) {
    await performAssignment(shell, assignment)
  }
  const status = shell.substitutionStatus ?? 0
  if (redirections.length > 0) {
    const redirected = await withRedirections(shell, redirections)
    if (!redirected) return 1
    await redirected.undo()
  }
  return status
}

interface Call {
  node?: Command
  assignments: readonly Assignment[]
  redirections: readonly Redirection[]
  replace: boolean
  /** `set -x` shows it: it stands in the script, and was not called by a builtin. */
  traced?: boolean
  functions?: boolean
  defaultPath?: boolean
}

/** Runs words that are already expanded. */
export const runWords = async (
  shell: Shell,
  words: string[],
  arrays: ArrayArguments,
  call: Call,
): Promise<number> => {
  const [name, ...args] = words as [string, ...string[]]
  const special = specialBuiltins.has(name)
  const definition = call.functions === false ? undefined : shell.functions.get(name)
  const builtin = shell.disabled.has(name) ? undefined : builtins.get(name)
  let status: number
  if (definition && !(special && shell.has('posix')))
    status = await inShell(shell, words, call, () => callFunction(shell, definition, args))
  else if (builtin)
    status = await inShell(shell, words, call, () => callBuiltin(shell, name, builtin, args, arrays))
  else status = await runProgram(shell, words, call)
  shell.lastArgument = words.at(-1)!
  return status
}

/** Runs a function or builtin with its redirections and assignments around it. */
const inShell = async (
  shell: Shell,
  words: readonly string[],
  call: Call,
  run: () => Promise<number>,
): Promise<number> => {
  const undoAssignments = await assignTemporarily(shell, call.assignments, keepsAssignments(shell, words[0]!))
  try {
    if (call.traced && shell.has('xtrace')) await trace(shell, words)
    if (call.redirections.length === 0) return await run()
    const redirected = await withRedirections(shell, call.redirections)
    if (!redirected) return 1
    try {
      return await run()
    } finally {
      if (words[0] === 'exec' && shell.keepRedirections) await redirected.keep()
      else await redirected.undo()
      shell.keepRedirections = false
    }
  } finally {
    undoAssignments()
  }
}

/** In POSIX's manner what is assigned before a special builtin stays. */
const keepsAssignments = (shell: Shell, name: string): boolean =>
  shell.has('posix') && specialBuiltins.has(name) && !shell.functions.has(name)

const withRedirections = async (
  shell: Shell,
  redirections: readonly Redirection[],
): Promise<Redirected | undefined> => {
  try {
    return await redirectTemporarily(shell.proc, await expandRedirections(shell, redirections))
  } catch (error) {
    if (!(error instanceof RedirectionFailed)) throw error
    await shell.complain(error.message)
    return undefined
  }
}

const callBuiltin = async (
  shell: Shell,
  name: string,
  builtin: Builtin,
  args: string[],
  arrays: ArrayArguments,
): Promise<number> => {
  try {
    return await builtin(shell, args, arrays)
  } catch (error) {
    // What a builtin may not assign fails the builtin alone.
    if (error instanceof ExpansionFailed && error.message.endsWith(': readonly variable')) {
      await shell.complain(error.message)
      return 1
    }
    if (!isErrno(error)) throw error
    if (error.code !== 'EPIPE') await shell.complain(`${name}: write error: ${error.message}`)
    return 1
  }
}

const callFunction = (shell: Shell, definition: ShellFunction, args: string[]): Promise<number> =>
  shell.nested(definition.name, async () => {
    const { positional, lines, loopDepth, line, commandEnd } = shell
    const handOver = shell.traps.enterFunction(shell)
    const options = new Set(shell.options)
    shell.positional = args
    shell.lines = definition.lines
    shell.loopDepth = 0
    shell.calls.push({ name: definition.name, source: definition.source, line, kind: 'function' })
    shell.variables.enter()
    try {
      if (shell.traps.actions.has('DEBUG')) await runDebugTrap(shell)
      const { body } = definition
      return body.type === 'CompoundList'
        ? await shell.interpreter.list(shell, body.commands)
        : await shell.interpreter.command(shell, body)
    } catch (error) {
      if (error instanceof FunctionReturn) return error.status
      throw error
    } finally {
      if (shell.traps.actions.has('RETURN')) await shell.traps.run(shell, 'RETURN')
      handOver()
      if (shell.variables.hasLocal('-')) shell.options = options
      shell.variables.leave()
      shell.calls.pop()
      Object.assign(shell, { positional, lines, loopDepth, line, commandEnd })
    }
  })

const runProgram = async (shell: Shell, words: string[], call: Call): Promise<number> => {
  const monitor = shell.has('monitor')
  let actions: Action[]
  let undo: () => void = () => {}
  try {
    undo = await assignTemporarily(shell, call.assignments)
    if (call.traced && shell.has('xtrace')) await trace(shell, words)
    actions = await expandRedirections(shell, call.redirections)
    const found = await findCommand(shell, words[0]!, { defaultPath: call.defaultPath === true })
    if ('problem' in found) {
      const handler = found.status === 127 ? handlerFor(shell, words[0]!) : undefined
      if (!handler) return await failInPlace(shell, actions, found.problem, found.status)
      return await inChild(shell, actions, (child) => callFunction(child, handler, words))
    }
    const environment = exportedEnvironment(shell)
    environment.set('_', found.path)
    const become = (proc: Process): Promise<number> =>
      execute(shell, proc, found.path, words, environment, actions)
    if (call.replace && !shell.traps.actions.has('EXIT')) return await become(shell.proc)
    const pid = await forkShell(shell, (child) => become(child.proc), {
      ...(monitor && { group: 'new' as const }),
      foreground: monitor,
    })
    const job = shell.jobs.add(
      monitor ? pid : shell.proc.pgid,
      [pid],
      call.node ? sourceText(call.node) : words.join(' '),
      false,
    )
    return await waitForeground(shell, job)
  } catch (error) {
    if (!(error instanceof RedirectionFailed)) throw error
    await shell.complain(error.message)
    return 1
  } finally {
    undo()
  }
}

/** Debian's family defines a function that knows where a command is to be had. */
const handlerFor = (shell: Shell, name: string): ShellFunction | undefined =>
  name.includes('/') ? undefined : shell.functions.get('command_not_found_handle')

const inChild = async (
  shell: Shell,
  actions: readonly Action[],
  body: (child: Shell) => Promise<number>,
): Promise<number> => {
  const pid = await forkShell(shell, async (child) => {
    await performRedirections(child.proc, actions)
    return body(child)
  })
  const ended = await waitFor(shell, pid)
  return ended.exit ?? 1
}

/** `nosuch 2>/dev/null` is silent: the message goes where the redirections say. */
const failInPlace = async (
  shell: Shell,
  actions: readonly Action[],
  problem: string,
  status: number,
): Promise<number> => {
  const { undo } = await redirectTemporarily(shell.proc, actions)
  await shell.complain(problem)
  await undo()
  return status
}

const execute = async (
  shell: Shell,
  proc: Process,
  path: string,
  words: readonly string[],
  environment: ReadonlyMap<string, string>,
  actions: readonly Action[],
): Promise<number> => {
  try {
    await performRedirections(proc, actions)
  } catch (error) {
    if (!(error instanceof RedirectionFailed)) throw error
    await proc.stderr.write(`${shell.errorPrefix}${error.message}\n`)
    return 1
  }
  return execOrExplain(shell, proc, path, words, environment)
}

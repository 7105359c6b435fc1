import type { AndOr, CommandNode, ParsedScript, Redirection, Statement } from 'unbash'
import { ShellExit } from '../control-flow.ts'
import { builtins } from '../builtins/index.ts'
import type { Interpreter, Shell } from '../shell.ts'
import { closeQuietly } from '../subshell.ts'
import { runCompound } from './compound.ts'
import { startCoprocess } from './coprocess.ts'
import { runInBackground, runPipeline } from './pipeline.ts'
import { expandRedirections, RedirectionFailed, redirectTemporarily } from './redirections.ts'
import { runText } from './run-text.ts'
import { runSimpleCommand, runWords } from './simple-command.ts'

const runList = async (shell: Shell, statements: readonly Statement[]): Promise<number> => {
  let status = 0
  for (const statement of statements) {
    await shell.step()
    status = statement.background
      ? await runInBackground(shell, statement)
      : await runStatement(shell, statement.command)
    shell.status = status
  }
  return status
}

const runStatement = async (shell: Shell, node: Statement['command']): Promise<number> => {
  if (node.type === 'AndOr') return runAndOr(shell, node)
  const status = await runPipeline(shell, node)
  if (status !== 0) await failed(shell, node, status)
  return status
}

const runAndOr = async (shell: Shell, node: AndOr): Promise<number> => {
  let status = 0
  for (const [i, command] of node.commands.entries()) {
    const wanted = i === 0 || (node.operators[i - 1] === '&&') === (status === 0)
    if (!wanted) continue
    const last = i === node.commands.length - 1
    if (!last) shell.conditionDepth++
    try {
      status = await runPipeline(shell, command)
    } finally {
      if (!last) shell.conditionDepth--
    }
    shell.status = status
    if (last && status !== 0) await failed(shell, command, status)
  }
  return status
}

/** After a failure that nobody looks at: the ERR trap, and the end with -e. */
const failed = async (shell: Shell, node: Statement['command'], status: number): Promise<void> => {
  if (shell.conditionDepth > 0) return
  if (node.type === 'Pipeline' && node.prefixes.some((prefix) => prefix.type === 'Negation')) return
  const inner = node.type === 'Redirected' ? node.command : node
  const counts = ['Command', 'Pipeline', 'Subshell', 'TestCommand', 'ArithmeticCommand'].includes(inner.type)
  if (!counts) return
  shell.status = status
  await shell.traps.run(shell, 'ERR')
  if (shell.has('errexit')) throw new ShellExit(status)
}

const runCommand = async (shell: Shell, node: CommandNode): Promise<number> => {
  const replace = shell.mayReplace
  shell.mayReplace = false
  const substitutions = shell.openSubstitutions.length
  try {
    return await dispatch(shell, node, replace)
  } finally {
    for (const fd of shell.openSubstitutions.splice(substitutions)) await closeQuietly(shell.proc, fd)
  }
}

const dispatch = async (shell: Shell, node: CommandNode, replace: boolean): Promise<number> => {
  switch (node.type) {
    case 'Command':
      return runSimpleCommand(shell, node, replace)
    case 'Function': {
      const name = node.name.value
      return defineFunction(shell, name, node)
    }
    case 'Redirected':
      return runRedirected(shell, node)
    case 'Coproc':
      return startCoprocess(shell, node)
    default:
      return shell.nested('command', () => runCompound(shell, node))
  }
}

const defineFunction = async (
  shell: Shell,
  name: string,
  node: Extract<CommandNode, { type: 'Function' }>,
): Promise<number> => {
  shell.line = shell.lines(node.pos)
  if (/[$`]/.test(node.name.text)) {
    await shell.complain(`\`${node.name.text}': not a valid identifier`)
    return 1
  }
  if (shell.functions.get(name)?.readonly) {
    await shell.complain(`${name}: readonly function`)
    return 1
  }
  const source = shell.calls.source ?? (shell.interactive ? 'main' : 'environment')
  shell.functions.set(name, { name, body: node.body, lines: shell.lines, source })
  return 0
}

const runRedirected = async (
  shell: Shell,
  node: Extract<CommandNode, { type: 'Redirected' }>,
): Promise<number> => {
  let undo: () => Promise<void>
  try {
    shell.line = shell.lines(node.pos)
    ;({ undo } = await redirectTemporarily(shell.proc, await expandRedirections(shell, node.redirects)))
  } catch (error) {
    if (!(error instanceof RedirectionFailed)) throw error
    await shell.complain(error.message)
    return 1
  }
  try {
    return await runCompound(shell, node.command)
  } finally {
    await undo()
  }
}

const copyInput = async (shell: Shell, redirection: Redirection): Promise<number> => {
  try {
    await redirectTemporarily(shell.proc, await expandRedirections(shell, [redirection]))
  } catch (error) {
    if (!(error instanceof RedirectionFailed)) throw error
    await shell.complain(error.message)
    return 1
  }
  for await (const chunk of shell.proc.stdin.chunks()) await shell.proc.stdout.write(chunk)
  return 0
}

const runScript = (shell: Shell, script: ParsedScript): Promise<number> => runList(shell, script.commands)

export const interpreter: Interpreter = {
  command: runCommand,
  list: runList,
  script: runScript,
  text: (shell, text, label) => shell.nested(label ?? 'eval', () => runText(shell, text, label)),
  copyInput,
  builtinNames: () => builtins.keys(),
  words: (shell, words, options = {}) =>
    runWords(shell, words, new Map(), { assignments: [], redirections: [], replace: false, ...options }),
}

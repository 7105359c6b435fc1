import type { CommandNode, Pipeline, PipelineNode, Statement } from 'unbash'
import type { Job } from '../jobs.ts'
import type { Shell } from '../shell.ts'
import { closeQuietly, forkShell, moveDescriptor } from '../subshell.ts'
import { redirectTemporarily } from './redirections.ts'
import { reportTime, startClock } from './time.ts'
import { sourceText } from './source-text.ts'
import { waitForeground } from './jobs.ts'

/** `a | b`, `! a`, `time a`. */
export const runPipeline = async (shell: Shell, node: PipelineNode): Promise<number> => {
  if (node.type !== 'Pipeline') return runAlone(shell, node)
  const negations = node.prefixes.filter((prefix) => prefix.type === 'Negation').length
  const timed = node.prefixes.find((prefix) => prefix.type === 'Time')
  const clock = timed && startClock(shell)
  if (negations > 0) shell.conditionDepth++
  let status: number
  try {
    status = await runCommands(shell, node)
  } finally {
    if (negations > 0) shell.conditionDepth--
  }
  if (clock) await reportTime(shell, clock(), timed.posix !== undefined)
  return negations % 2 === 0 ? status : status === 0 ? 1 : 0
}

const runCommands = async (shell: Shell, node: Pipeline): Promise<number> => {
  if (node.commands.length === 0) return 0
  if (node.commands.length === 1) return runAlone(shell, node.commands[0]!)
  if (shell.shopt.get('lastpipe') && !shell.has('monitor')) return runLastHere(shell, node)
  const job = await startCommands(shell, node.commands, node.operators, {
    foreground: true,
    text: sourceText(node),
  })
  return waitForeground(shell, job)
}

const passesThrough: ReadonlySet<string> = new Set([
  'BraceGroup',
  'If',
  'While',
  'For',
  'ArithmeticFor',
  'Case',
  'Select',
  'Function',
])

/** A command that is no pipeline is one of a single part for PIPESTATUS. */
const runAlone = async (shell: Shell, node: CommandNode): Promise<number> => {
  const status = await shell.interpreter.command(shell, node)
  // What groups, loops and branches ran last has said it already.
  const inner = node.type === 'Redirected' ? node.command.type : node.type
  if (!passesThrough.has(inner)) shell.pipeStatus = [status]
  return status
}

/** shopt lastpipe: the last part runs in this shell, so that what it reads stays. */
const runLastHere = async (shell: Shell, node: Pipeline): Promise<number> => {
  const pipe = shell.proc.pipe()
  const first = node.commands.slice(0, -1)
  const job = await startCommands(shell, first, node.operators, {
    foreground: true,
    text: sourceText(node),
    output: pipe,
  })
  await shell.proc.close(pipe.write)
  const { undo } = await redirectTemporarily(shell.proc, [
    { kind: 'dup', fd: 0, from: pipe.read, move: true },
  ])
  let status: number
  try {
    status = await shell.interpreter.command(shell, node.commands.at(-1)!)
  } finally {
    await undo()
    await closeQuietly(shell.proc, pipe.read)
  }
  await waitForeground(shell, job)
  shell.pipeStatus.push(status)
  return shell.has('pipefail') ? (shell.pipeStatus.findLast((each) => each !== 0) ?? 0) : status
}

const startCommands = async (
  shell: Shell,
  commands: readonly CommandNode[],
  operators: readonly string[],
  options: { foreground: boolean; text: string; output?: { read: number; write: number } },
): Promise<Job> => {
  const monitor = shell.has('monitor')
  const end = commands.at(-1)
  if (end?.type === 'Command' && !shell.traps.isRunning) shell.command = end
  const pids: number[] = []
  let input: number | undefined
  for (const [i, command] of commands.entries()) {
    const last = i === commands.length - 1
    const pipe = last ? options.output : shell.proc.pipe()
    const from = input
    const withErrors = operators[i] === '|&'
    const pid = await forkShell(
      shell,
      async (child) => {
        if (pipe) await child.proc.close(pipe.read)
        if (from !== undefined) await moveDescriptor(child.proc, from, 0)
        else if (!options.foreground && !monitor) await emptyInput(child)
        if (pipe) await moveDescriptor(child.proc, pipe.write, 1)
        if (withErrors) child.proc.dup(1, 2)
        child.mayReplace = true
        return child.interpreter.command(child, command)
      },
      {
        ...(monitor && { group: pids[0] ?? ('new' as const) }),
        foreground: monitor && options.foreground,
        background: !options.foreground,
      },
    )
    pids.push(pid)
    if (from !== undefined) await shell.proc.close(from)
    if (pipe && !last) await shell.proc.close(pipe.write)
    input = pipe?.read
  }
  const group = monitor ? pids[0]! : shell.proc.pgid
  const parts = commands.length > 1 ? commands.map((command) => sourceText(command)) : undefined
  return shell.jobs.add(group, pids, options.text, !options.foreground, parts)
}

const emptyInput = async (shell: Shell): Promise<void> => {
  const fd = await shell.proc.open('/dev/null', { read: true })
  await moveDescriptor(shell.proc, fd, 0)
}

/** `a &` */
export const runInBackground = async (shell: Shell, statement: Statement): Promise<number> => {
  const { command } = statement
  const text = sourceText(command)
  const parts: readonly CommandNode[] | undefined =
    command.type === 'Pipeline' && command.prefixes.length === 0
      ? command.commands
      : command.type === 'AndOr' || command.type === 'Pipeline'
        ? undefined
        : [command]
  const operators = command.type === 'Pipeline' ? command.operators : []
  const job = parts
    ? await startCommands(shell, parts, operators, { foreground: false, text })
    : await startList(shell, statement, text)
  shell.lastBackground = job.processes.at(-1)!.pid
  if (shell.interactive && !shell.subshell)
    await shell.proc.stderr.write(`[${job.number}] ${shell.lastBackground}\n`)
  return 0
}

const startList = async (shell: Shell, statement: Statement, text: string): Promise<Job> => {
  const monitor = shell.has('monitor')
  const pid = await forkShell(
    shell,
    async (child) => {
      if (!monitor) await emptyInput(child)
      return child.interpreter.list(child, [{ ...statement, background: undefined }])
    },
    { ...(monitor && { group: 'new' as const }), background: true },
  )
  return shell.jobs.add(monitor ? pid : shell.proc.pgid, [pid], text, true)
}

import type { ParsedScript, Redirection } from 'unbash'
import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { statusOf } from '../jobs.ts'
import type { Shell } from '../shell.ts'
import { forkShell, moveDescriptor, waitFor } from '../subshell.ts'

/** A substitution that prints more than this is a runaway. */
const outputLimit = 64 * 1024 * 1024

/** `$(commands)`: what they print, without its trailing newlines. */
export const commandOutput = async (shell: Shell, script: ParsedScript | undefined): Promise<string> => {
  if (!script || (script.commands.length === 0 && !script.errors?.length)) {
    shell.substitutionStatus = 0
    return ''
  }
  const file = onlyInput(script)
  if (file) return fileContents(shell, file)
  const { read, write } = shell.proc.pipe()
  const pid = await shell.nested('command substitution', () =>
    forkShell(shell, async (child) => {
      await child.proc.close(read)
      await moveDescriptor(child.proc, write, 1)
      child.traceDepth++
      if (!child.shopt.get('inherit_errexit')) child.options.delete('errexit')
      return child.interpreter.script(child, script)
    }),
  )
  await shell.proc.close(write)
  const { text, nul } = await readAll(shell, read)
  if (nul) await shell.complain('warning: command substitution: ignored null byte in input')
  await shell.proc.close(read)
  shell.status = statusOf(await waitFor(shell, pid))
  shell.substitutionStatus = shell.status
  return text
}

const readAll = async ({ proc, traps }: Shell, fd: number): Promise<{ text: string; nul: boolean }> => {
  const decoder = new TextDecoder()
  let text = ''
  let nul = false
  for (;;) {
    let chunk: Uint8Array
    try {
      chunk = await proc.read(fd)
    } catch (error) {
      if (!isErrno(error, 'EINTR')) throw error
      traps.checkDeath()
      continue
    }
    if (chunk.length === 0) break
    nul ||= chunk.includes(0)
    text += decoder.decode(chunk, { stream: true })
    if (text.length > outputLimit) throw new RangeError('command substitution: output too large')
  }
  text += decoder.decode()
  let end = text.length
  while (text[end - 1] === '\n') end--
  return { text: nul ? text.slice(0, end).replaceAll('\0', '') : text.slice(0, end), nul }
}

/** The redirection of `$(<file)`. */
const onlyInput = (script: ParsedScript): Redirection | undefined => {
  const [statement, ...others] = script.commands
  const command = statement?.command
  if (others.length > 0 || command?.type !== 'Command' || command.name || command.prefix.length !== 1)
    return undefined
  const [redirection] = command.redirects
  return redirection?.operator === '<' && !redirection.descriptor ? redirection : undefined
}

/** `$(<file)` is the file's text, read in a child so that its descriptors are its own. */
const fileContents = async (shell: Shell, redirection: Redirection): Promise<string> => {
  const { read, write } = shell.proc.pipe()
  const pid = await forkShell(shell, async (child) => {
    await child.proc.close(read)
    await moveDescriptor(child.proc, write, 1)
    return child.interpreter.copyInput(child, redirection)
  })
  await shell.proc.close(write)
  const { text } = await readAll(shell, read)
  await shell.proc.close(read)
  shell.status = statusOf(await waitFor(shell, pid))
  shell.substitutionStatus = shell.status
  return text
}

/** From 63 down, where no redirection of the command comes. */
export const outOfTheWay = async (proc: Process, fd: number): Promise<number> => {
  const used = new Set(proc.descriptors())
  let high = 63
  while (high > 9 && used.has(high)) high--
  if (used.has(high)) return fd
  await moveDescriptor(proc, fd, high)
  return high
}

/** `<(commands)` and `>(commands)`: a path at which the other end of a pipe to them can be opened. */
export const processSubstitution = async (
  shell: Shell,
  operator: '<' | '>',
  script: ParsedScript | undefined,
): Promise<string> => {
  const { read, write } = shell.proc.pipe()
  const [low, theirs] = operator === '<' ? [read, write] : [write, read]
  const ours = await outOfTheWay(shell.proc, low)
  const pid = await forkShell(
    shell,
    async (child) => {
      await child.proc.close(ours)
      await moveDescriptor(child.proc, theirs, operator === '<' ? 1 : 0)
      return script ? child.interpreter.script(child, script) : 0
    },
    { background: true },
  )
  await shell.proc.close(theirs)
  shell.openSubstitutions.push(ours)
  shell.lastBackground = pid
  shell.lastSubstitution = pid
  return `/dev/fd/${ours}`
}

import type { ParsedScript } from 'unbash'
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
  const text = await readAll(shell.proc, read)
  await shell.proc.close(read)
  shell.status = statusOf(await waitFor(shell, pid))
  shell.substitutionStatus = shell.status
  return text
}

const readAll = async (proc: Process, fd: number): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    let chunk: Uint8Array
    try {
      chunk = await proc.read(fd)
    } catch (error) {
      if (isErrno(error, 'EINTR')) continue
      throw error
    }
    if (chunk.length === 0) break
    text += decoder.decode(chunk, { stream: true })
    if (text.length > outputLimit) throw new RangeError('command substitution: output too large')
  }
  text += decoder.decode()
  return text.replaceAll('\0', '').replace(/\n+$/, '')
}

/** `<(commands)` and `>(commands)`: a path at which the other end of a pipe to them can be opened. */
export const processSubstitution = async (
  shell: Shell,
  operator: '<' | '>',
  script: ParsedScript | undefined,
): Promise<string> => {
  const { read, write } = shell.proc.pipe()
  const [ours, theirs] = operator === '<' ? [read, write] : [write, read]
  await forkShell(
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
  return `/dev/fd/${ours}`
}

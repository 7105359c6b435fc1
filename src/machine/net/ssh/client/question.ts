import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import { readAgain } from '../../byte-stream.ts'
import { text } from '../../bytes.ts'

/** Asks the person at the terminal, past any redirection. Undefined without a terminal and at ^D. */
export async function askOnTerminal(proc: Process, prompt: string): Promise<string | undefined> {
  const tty = await openTerminal(proc)
  if (tty === undefined) return undefined
  try {
    await proc.write(tty, prompt)
    const answer = await readAgain(proc, tty)
    return answer.length === 0 ? undefined : text(answer).trim()
  } finally {
    if (tty > 2) await proc.close(tty)
  }
}

/** The same, without an echo: a password. */
export async function askSecretOnTerminal(proc: Process, prompt: string): Promise<string | undefined> {
  const tty = await openTerminal(proc)
  if (tty === undefined) return undefined
  const terminal = proc.tty(tty)
  const mode = terminal?.mode
  try {
    await proc.write(tty, prompt)
    terminal?.setMode('no-echo')
    const answer = await readAgain(proc, tty)
    await proc.write(tty, '\n')
    return answer.length === 0 ? undefined : text(answer).replace(/\n$/, '')
  } finally {
    if (mode) terminal?.setMode(mode)
    if (tty > 2) await proc.close(tty)
  }
}

async function openTerminal(proc: Process): Promise<number | undefined> {
  try {
    return await proc.open('/dev/tty', { read: true, write: true })
  } catch (error) {
    if (!isErrno(error)) throw error
    return [0, 2].find((fd) => proc.tty(fd) !== undefined)
  }
}

import type { Process } from '../../kernel/process.ts'
import type { Account } from '../accounts.ts'

const tries = 3

/**
 * Asks at the terminal, as sudo does. Accounts of these images have no password (`!` in /etc/shadow), so no
 * answer is ever the right one.
 */
export async function askPassword(proc: Process, caller: Account, nonInteractive: boolean): Promise<boolean> {
  const terminal = proc.tty(0)
  if (nonInteractive || !terminal) {
    if (!nonInteractive)
      await proc.stderr.line(
        'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper',
      )
    await proc.stderr.line('sudo: a password is required')
    return false
  }
  for (let count = 1; count <= tries; count++) {
    const answer = await readSecret(proc, `[sudo] password for ${caller.name}: `)
    if (answer === undefined) {
      await proc.stderr.line('sudo: no password was provided\nsudo: a password is required')
      return false
    }
    if (count < tries) await proc.stderr.line('Sorry, try again.')
  }
  await proc.stderr.line(`sudo: ${tries} incorrect password attempts`)
  return false
}

/** A line typed without echo; undefined for ^D. */
export async function readSecret(proc: Process, prompt: string): Promise<string | undefined> {
  const terminal = proc.tty(0)
  await proc.stderr.write(prompt)
  const mode = terminal?.mode
  terminal?.setMode('no-echo')
  try {
    const bytes = await proc.read(0)
    await proc.stderr.write('\n')
    return bytes.length === 0 ? undefined : new TextDecoder().decode(bytes).replace(/\n$/, '')
  } finally {
    if (mode) terminal?.setMode(mode)
  }
}

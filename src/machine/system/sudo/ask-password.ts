import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { type Account, textOrNothing } from '../accounts.ts'
import { makeDirectories } from '../make-directories.ts'
import { readAccountFiles } from '../users/account-files.ts'
import { passwordFits } from '../users/crypt.ts'

const tries = 3

/** How long an answer is remembered, for the terminal that it was given at. */
const remembered = 15 * 60_000
const folder = '/run/sudo/ts'

export interface Asking {
  nonInteractive: boolean
  /** `-S`: the answers stand on standard input. */
  fromInput: boolean
}

/** Asks for the caller's password at the terminal, as sudo does, unless it was given there a short while ago. */
export async function askPassword(proc: Process, caller: Account, asking: Asking): Promise<boolean> {
  const line = proc.tty(0)?.name ?? ''
  const stamp = `${folder}/${caller.name}`
  const [where, when] = (await textOrNothing(proc, stamp)).split(' ')
  const age = proc.system.now() - Number(when)
  if (line !== '' && where === line && age >= 0 && age < remembered) return true
  if (!(await askThrice(proc, caller, asking))) return false
  await makeDirectories(proc, folder)
  await proc.writeFile(stamp, `${line} ${proc.system.now()}`, { mode: 0o600 })
  return true
}

/** `sudo -k`: the next time asks again. */
export const forgetPassword = (proc: Process, { name }: Account): Promise<void> =>
  proc.unlink(`${folder}/${name}`).catch((error: unknown) => {
    if (!isErrno(error)) throw error
  })

async function askThrice(
  proc: Process,
  caller: Account,
  { nonInteractive, fromInput }: Asking,
): Promise<boolean> {
  if (nonInteractive || (!proc.tty(0) && !fromInput)) {
    if (!nonInteractive)
      await proc.stderr.line(
        'sudo: a terminal is required to read the password; either use the -S option to read from standard input or configure an askpass helper',
      )
    await proc.stderr.line('sudo: a password is required')
    return false
  }
  const { shadow } = await readAccountFiles(proc)
  const hash = shadow.find(({ name }) => name === caller.name)?.hash ?? '!'
  for (let count = 1; count <= tries; count++) {
    const answer = await readSecret(proc, `[sudo] password for ${caller.name}: `)
    if (answer === undefined) {
      await proc.stderr.line('sudo: no password was provided\nsudo: a password is required')
      return false
    }
    if (await passwordFits(proc, answer, hash)) return true
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

import type { Process } from '../../../kernel/process.ts'
import { readAccountFiles } from '../../../system/users/account-files.ts'
import { passwordFits } from '../../../system/users/crypt.ts'

/** Whether this is the user's password: that of a user who has none, or whose is locked, is nobody's. */
export async function isPasswordOf(
  proc: Process,
  user: string,
  password: string,
  emptyToo: boolean,
): Promise<boolean> {
  const { shadow } = await readAccountFiles(proc)
  const hash = shadow.find(({ name }) => name === user)?.hash ?? '!'
  if (hash === '') return emptyToo && password === ''
  return passwordFits(proc, password, hash)
}

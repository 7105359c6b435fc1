import type { Process } from '../kernel/process.ts'
import { isErrno } from '../errno.ts'
import { credentialsOf } from './accounts.ts'
import type { Account } from './accounts.ts'

const loginPath = '/usr/local/bin:/usr/bin:/usr/local/sbin:/usr/sbin'

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

export const loginEnvironment = ({ name, home, shell }: Account): Map<string, string> =>
  new Map([
    ['USER', name],
    ['LOGNAME', name],
    ['HOME', home],
    ['PATH', loginPath],
    ['SHELL', shell],
    ['MAIL', `/var/spool/mail/${name}`],
    ['LANG', 'C.UTF-8'],
  ])

/** From root to the account: identity first, so that a home nobody else may enter is no hindrance. */
export async function becomeAccount(proc: Process, account: Account, directory?: string): Promise<void> {
  proc.setCredentials(credentialsOf(account))
  if (directory === undefined) return
  try {
    await proc.chdir(directory)
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.chdir('/')
  }
}

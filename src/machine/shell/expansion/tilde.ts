import { isErrno } from '../../errno.ts'
import type { Shell } from '../shell.ts'

/** `~`, `~user`, `~+`, `~-`; undefined when it names nobody. */
export const tildeValue = async (shell: Shell, name: string): Promise<string | undefined> => {
  if (name === '') return shell.variables.get('HOME') ?? homeOf(shell, undefined)
  if (name === '+') return shell.variables.get('PWD')
  if (name === '-') return shell.variables.get('OLDPWD')
  return homeOf(shell, name)
}

const homeOf = async (shell: Shell, user: string | undefined): Promise<string | undefined> => {
  try {
    const lines = (await shell.proc.readText('/etc/passwd')).split('\n')
    const uid = String(shell.proc.credentials.uid)
    const fields = lines.map((line) => line.split(':'))
    return fields.find(([name, , id]) => (user === undefined ? id === uid : name === user))?.[5]
  } catch (error) {
    if (isErrno(error)) return undefined
    throw error
  }
}

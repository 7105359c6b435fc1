import type { Process } from '../kernel/process.ts'
import { findAccount } from './accounts.ts'
import { baseName, becomeAccount, loginEnvironment } from './session-environment.ts'
import { readSecret } from './sudo/ask-password.ts'
import { readAccountFiles } from './users/account-files.ts'
import { passwordFits } from './users/crypt.ts'

interface SuOptions {
  login: boolean
  user: string
  command: string | undefined
  shell: string | undefined
  args: string[]
}

/** su(1): another user's shell, for root or for who knows its password. */
export async function su(proc: Process): Promise<number> {
  const options = parse(proc.argv.slice(1))
  const account = await findAccount(proc, options.user)
  if (!account) {
    await proc.stderr.line(
      `su: user ${options.user} does not exist or the user entry does not contain all the required fields`,
    )
    return 1
  }
  if ((proc.credentials.realUid ?? proc.credentials.uid) !== 0) {
    const { shadow } = await readAccountFiles(proc)
    const hash = shadow.find(({ name }) => name === account.name)?.hash ?? '!'
    const answer = await readSecret(proc, 'Password: ')
    if (answer === undefined || !(await passwordFits(proc, answer, hash))) {
      await proc.stderr.line('su: Authentication failure')
      return 1
    }
  }
  const shell = options.shell ?? account.shell
  const environment = options.login ? loginEnvironment(account) : new Map(proc.env)
  const terminalType = proc.env.get('TERM')
  if (terminalType) environment.set('TERM', terminalType)
  if (!options.login) {
    environment.set('HOME', account.home).set('SHELL', shell)
    if (account.uid !== 0) environment.set('USER', account.name).set('LOGNAME', account.name)
  }
  await becomeAccount(proc, account, options.login ? account.home : undefined)
  const name = baseName(shell)
  const argv = [options.login ? `-${name}` : name]
  if (options.command !== undefined) argv.push('-c', options.command)
  return proc.exec(shell, [...argv, ...options.args], environment)
}

function parse(args: readonly string[]): SuOptions {
  const options: SuOptions = { login: false, user: 'root', command: undefined, shell: undefined, args: [] }
  const words: string[] = []
  const rest = [...args]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-' || word === '-l' || word === '--login') options.login = true
    else if (word === '-c' || word === '--command') options.command = rest.shift()
    else if (word.startsWith('--command=')) options.command = word.slice('--command='.length)
    else if (word === '-s' || word === '--shell') options.shell = rest.shift()
    else words.push(word)
  }
  options.user = words.shift() ?? 'root'
  options.args = words
  return options
}

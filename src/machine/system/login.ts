import type { Process } from '../kernel/process.ts'
import { findAccount } from './accounts.ts'
import { environmentFiles } from './environment-file.ts'
import { recordBegin } from './login-records.ts'
import { baseName, becomeAccount, loginEnvironment } from './session-environment.ts'

/** login(1) as getty and the hypervisor's console call it: `login -f USER` starts the user's login shell. */
export async function login(proc: Process): Promise<number> {
  const [, option, user] = proc.argv
  if (option !== '-f' || user === undefined) {
    await proc.stderr.line('Usage: login -f USER')
    return 1
  }
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line('login: Cannot possibly work without effective root')
    return 1
  }
  const account = await findAccount(proc, user)
  if (!account) {
    await proc.stderr.line('Login incorrect')
    return 1
  }
  proc.system.bus.find('org.freedesktop.login1')?.open(proc, account, 'login')
  const environment = loginEnvironment(account)
  environment.set('TERM', proc.env.get('TERM') ?? 'xterm-256color')
  for (const [name, value] of await environmentFiles(proc)) environment.set(name, value)
  const terminal = proc.tty(0)
  if (terminal) {
    await proc.chown(terminal.name, account.uid, 5)
    const line = terminal.name.replace('/dev/', '')
    const time = Math.floor(proc.system.now() / 1000)
    await recordBegin(proc, { type: 'login', pid: proc.pid, line, user: account.name, host: '', time })
  }
  await becomeAccount(proc, account, proc.env.get('LOGIN_DIRECTORY') ?? account.home)
  return proc.exec(account.shell, [`-${baseName(account.shell)}`], environment)
}

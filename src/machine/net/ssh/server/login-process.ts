import { leadsSomewhere } from '../../../kernel/exists.ts'
import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import type { LoggedIn } from './connection.ts'
import { ctime } from '../../ctime.ts'
import { environmentFiles } from '../../../system/environment-file.ts'
import { recordBegin } from '../../../system/login-records.ts'
import { messageOfTheDay } from '../../../system/message-of-the-day.ts'
import { exchangeLastLogin } from './last-login.ts'

interface Wish {
  /** Empty for a login shell. */
  command: string
  terminal?: { name: string; type: string; line: string }
}

/** The child's last steps as sshd: greet, drop root, and become the user's shell. */
export async function becomeUser(
  proc: Process,
  login: LoggedIn,
  { command, terminal }: Wish,
): Promise<number> {
  const { account } = login
  proc.system.bus.find('org.freedesktop.login1')?.open(proc, account, 'sshd')
  if (terminal) await proc.chown(terminal.name, account.uid, 5).catch(() => undefined)
  if (terminal && command === '') await greet(proc, login, terminal.line)
  const environment = environmentFor(login, terminal)
  for (const [name, value] of await environmentFiles(proc)) environment.set(name, value)
  proc.onSignal('SIGPIPE', 'default')
  proc.setCredentials({ uid: account.uid, gid: account.gid, groups: [account.gid, ...account.groups] })
  await enterHome(proc, account.home)
  const shellName = account.shell.split('/').at(-1)!
  const argv = command === '' ? [`-${shellName}`] : [shellName, '-c', command]
  return proc.exec(account.shell, argv, environment)
}

async function greet(proc: Process, { account, remote, policy }: LoggedIn, line: string): Promise<void> {
  const time = Math.floor(proc.system.now() / 1000)
  const before = await exchangeLastLogin(proc, account.uid, { time, line, host: remote.address })
  const quiet = await leadsSomewhere(proc, `${account.home}/.hushlogin`)
  if (!quiet) {
    await proc.stdout.write(await messageOfTheDay(proc, account))
    if (before && policy.printLastLog)
      await proc.stdout.line(`Last login: ${ctime(before.time)} from ${before.host}`)
  }
  await recordBegin(proc, {
    type: 'login',
    pid: proc.pid,
    line,
    user: account.name,
    host: remote.address,
    time,
  })
}

async function enterHome(proc: Process, home: string): Promise<void> {
  try {
    await proc.chdir(home)
  } catch (error) {
    if (!isErrno(error)) throw error
    await proc.stderr.line(`Could not chdir to home directory ${home}: ${error.message}`)
  }
}

function environmentFor(
  { account, remote, local, agentSocket, originalCommand }: LoggedIn,
  terminal: Wish['terminal'],
): Map<string, string> {
  const environment = new Map([
    ['USER', account.name],
    ['LOGNAME', account.name],
    ['HOME', account.home],
    ['PATH', '/usr/local/bin:/usr/bin:/usr/local/sbin:/usr/sbin'],
    ['SHELL', account.shell],
    ['MAIL', `/var/spool/mail/${account.name}`],
    ['LANG', 'C.UTF-8'],
    ['SSH_CLIENT', `${remote.address} ${remote.port} ${local.port}`],
    ['SSH_CONNECTION', `${remote.address} ${remote.port} ${local.address} ${local.port}`],
  ])
  if (originalCommand) environment.set('SSH_ORIGINAL_COMMAND', originalCommand)
  if (agentSocket) environment.set('SSH_AUTH_SOCK', agentSocket)
  if (terminal) environment.set('SSH_TTY', terminal.name).set('TERM', terminal.type)
  return environment
}

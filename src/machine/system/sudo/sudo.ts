import { isErrno } from '../../errno.ts'
import type { Process } from '../../kernel/process.ts'
import { findAccount } from '../accounts.ts'
import type { Account } from '../accounts.ts'
import { baseName, becomeAccount, loginEnvironment } from '../session-environment.ts'
import { askPassword, forgetPassword } from './ask-password.ts'
import { parseOptions, usage } from './options.ts'
import type { SudoOptions } from './options.ts'
import { permission, readSudoers, rulesFor } from './sudoers.ts'
import type { Sudoers } from './sudoers.ts'

/** What env_reset lets through: sudoers' env_keep on Amazon Linux. */
const kept = ['TERM', 'LANG', 'LANGUAGE', 'LC_ALL', 'LS_COLORS', 'COLORS', 'DISPLAY', 'PS1', 'PS2', 'TZ', 'XAUTHORITY', 'HOSTNAME'] // prettier-ignore

/** sudo(8). */
export async function sudo(proc: Process): Promise<number> {
  if (proc.credentials.uid !== 0) {
    await proc.stderr.line('sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set')
    return 1
  }
  const options = parseOptions(proc.argv.slice(1))
  if (!options || options.mode === 'help') {
    await (options ? proc.stdout : proc.stderr).write(usage)
    return options ? 0 : 1
  }
  if (options.mode === 'version') {
    await proc.stdout.line('Sudo version 1.9.15p5')
    return 0
  }
  const caller = await findAccount(proc, proc.credentials.realUid ?? 0)
  if (!caller) {
    await proc.stderr.line(`sudo: you do not exist in the passwd database`)
    return 1
  }
  if (options.forget) {
    await forgetPassword(proc, caller)
    return 0
  }
  const target = await findAccount(proc, userOf(options.user))
  if (!target) {
    await proc.stderr.line(
      `sudo: unknown user ${options.user}\nsudo: error initializing audit plugin sudoers_audit`,
    )
    return 1
  }
  return asTarget(proc, options, caller, target)
}

/** `-u #1000` names a user by number. */
const userOf = (user: string): string | number => (/^#\d+$/.test(user) ? Number(user.slice(1)) : user)

async function asTarget(
  proc: Process,
  options: SudoOptions,
  caller: Account,
  target: Account,
): Promise<number> {
  const sudoers = await readSudoers(proc)
  const shell = target.shell
  const searched =
    options.mode === 'command' ? await findCommand(proc, options.command[0]!, sudoers.securePath) : shell
  const command = [searched ?? options.command[0]!, ...options.command.slice(1)]
  const permitted = caller.uid === 0 ? { password: false } : permission(sudoers, caller, target.name, command)
  if (!permitted || permitted.password) {
    if (!(await askPassword(proc, caller, options))) return 1
    if (!permitted) {
      await proc.stderr.line(`${caller.name} is not in the sudoers file.`)
      return 1
    }
  }
  if (options.mode === 'validate') return 0
  if (options.mode === 'list') return list(proc, sudoers, caller)
  if (searched === undefined) {
    await proc.stderr.line(`sudo: ${options.command[0]}: command not found`)
    return 1
  }
  log(proc, caller, target, command)
  if (proc.system.release.id === 'ubuntu') await noteSuccess(proc, caller)
  const environment = environmentFor(proc, options, caller, target, sudoers.securePath, command.join(' '))
  const [path, argv] = plan(options, target, searched)
  await becomeAccount(proc, target, options.mode === 'login' ? target.home : undefined)
  try {
    return await proc.exec(path, argv, environment)
  } catch (error) {
    if (!isErrno(error)) throw error
    if (error.code === 'ENOEXEC') return proc.exec('/bin/sh', ['sh', path, ...argv.slice(1)], environment)
    await proc.stderr.line(`sudo: unable to execute ${path}: ${error.message}`)
    return 1
  }
}

/** What is run: the command itself, or the target's shell, with the command quoted as one word for `-c`. */
function plan({ mode, command }: SudoOptions, target: Account, searched: string): [string, string[]] {
  if (mode === 'command') return [searched, command]
  const name = baseName(target.shell)
  const quoted = command.map((word) => word.replace(/[^\w@%+=:,./$-]/g, '\\$&')).join(' ')
  return [target.shell, [mode === 'login' ? `-${name}` : name, ...(command.length > 0 ? ['-c', quoted] : [])]]
}

function environmentFor(
  proc: Process,
  options: SudoOptions,
  caller: Account,
  target: Account,
  securePath: string,
  command: string,
): Map<string, string> {
  const environment = options.keepEnvironment
    ? new Map(proc.env)
    : new Map([...proc.env].filter(([name]) => kept.includes(name)))
  for (const [name, value] of loginEnvironment(target)) {
    if (name === 'LANG' && environment.has('LANG')) continue
    environment.set(name, value)
  }
  if (options.mode !== 'login') environment.set('PATH', securePath)
  environment.set('SUDO_COMMAND', command)
  environment.set('SUDO_USER', caller.name)
  environment.set('SUDO_UID', String(caller.uid))
  environment.set('SUDO_GID', String(caller.gid))
  for (const [name, value] of options.assignments) environment.set(name, value)
  return environment
}

async function findCommand(proc: Process, name: string, path: string): Promise<string | undefined> {
  const candidates = name.includes('/') ? [name] : path.split(':').map((directory) => `${directory}/${name}`)
  for (const candidate of candidates) {
    const stat = await proc.stat(candidate).catch(() => undefined)
    if (stat?.type === 'file' && (stat.mode & 0o111) !== 0) return candidate
  }
  return undefined
}

async function list(proc: Process, sudoers: Sudoers, caller: Account): Promise<number> {
  const host = proc.system.hostname.split('.')[0]
  await proc.stdout.line(`User ${caller.name} may run the following commands on ${host}:`)
  for (const { runAs, password, commands } of rulesFor(sudoers, caller))
    await proc.stdout.line(`    (${runAs.join(', ')}) ${password ? '' : 'NOPASSWD: '}${commands.join(', ')}`)
  return 0
}

/** Ubuntu's hint at sudo is for those who have never used it. */
async function noteSuccess(proc: Process, { home, uid, gid, groups }: Account): Promise<void> {
  if (uid === 0 || !groups.some(({ name }) => name === 'sudo' || name === 'admin')) return
  const flag = `${home}/.sudo_as_admin_successful`
  try {
    const fd = await proc.open(flag, { write: true, create: true, exclusive: true }, 0o644)
    await proc.close(fd)
    await proc.chown(flag, uid, gid)
  } catch (error) {
    if (!isErrno(error)) throw error
  }
}

function log(proc: Process, caller: Account, target: Account, command: readonly string[]): void {
  const terminal = proc.tty(0)?.name.slice('/dev/'.length) ?? 'unknown'
  const text = `${caller.name} : TTY=${terminal} ; PWD=${proc.cwd} ; USER=${target.name} ; COMMAND=${command.join(' ')}`
  proc.system.log(`sudo[${proc.pid}]: ${text}`)
}

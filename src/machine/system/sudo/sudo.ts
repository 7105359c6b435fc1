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
  for (const problem of sudoers.problems) await proc.stderr.line(`sudo: ${problem}`)
  if (sudoers.problems.some((problem) => problem.startsWith('/etc/sudoers '))) {
    await proc.stderr.line('sudo: error initializing audit plugin sudoers_audit')
    return 1
  }
  const shell = target.shell
  const searched =
    options.mode === 'command' ? await findCommand(proc, options.command[0]!, sudoers.securePath) : shell
  const command = [searched ?? options.command[0]!, ...options.command.slice(1)]
  const host = proc.system.hostname.split('.')[0]!
  const rules = rulesFor(sudoers, caller, proc.system.hostname)
  const permitted = caller.uid === 0 ? { password: false } : permitting(options, rules, target, command)
  if ((!permitted || permitted.password) && !(await askPassword(proc, caller, options))) return 1
  if (!permitted) {
    const refusal =
      rules.length === 0
        ? `${caller.name} is not in the sudoers file.`
        : `Sorry, user ${caller.name} is not allowed to execute '${command.join(' ')}' as ${target.name} on ${host}.`
    await proc.stderr.line(options.mode === 'list' ? `Sorry, user ${caller.name} may not run sudo on ${host}.` : refusal) // prettier-ignore
    return 1
  }
  if (options.mode === 'validate') return 0
  if (options.mode === 'list') return list(proc, { sudoers, rules, caller, host })
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

type Rules = ReturnType<typeof rulesFor>

/** listpw=any and verifypw=all: for -l one rule without a password is enough, for -v all have to be. */
function permitting(
  { mode }: SudoOptions,
  rules: Rules,
  target: Account,
  command: readonly string[],
): { password: boolean } | undefined {
  if (mode !== 'list' && mode !== 'validate') return permission(rules, target, command)
  if (rules.length === 0) return undefined
  const free = ({ password }: { password: boolean }): boolean => !password
  const commands = rules.flatMap((rule) => rule.commands)
  return { password: !(mode === 'list' ? commands.some(free) : commands.every(free)) }
}

async function list(
  proc: Process,
  { sudoers, rules, caller, host }: { sudoers: Sudoers; rules: Rules; caller: Account; host: string },
): Promise<number> {
  if (sudoers.defaults.length > 0)
    await proc.stdout.line(
      `Matching Defaults entries for ${caller.name} on ${host}:\n    ${sudoers.defaults.join(', ')}\n`,
    )
  await proc.stdout.line(`User ${caller.name} may run the following commands on ${host}:`)
  for (const { runAs, runAsGroups, commands } of rules) {
    const as = `(${runAs.join(', ')}${runAsGroups.length > 0 ? ` : ${runAsGroups.join(', ')}` : ''})`
    let password = true
    const shown = commands.map((command) => {
      const tag = command.password === password ? '' : command.password ? 'PASSWD: ' : 'NOPASSWD: '
      password = command.password
      return `${tag}${command.negated ? '!' : ''}${command.text}`
    })
    await proc.stdout.line(`    ${as} ${shown.join(', ')}`)
  }
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

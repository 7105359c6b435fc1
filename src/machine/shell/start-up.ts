import { isErrno } from '../errno.ts'
import { commandText } from './interpreter/source-text.ts'
import type { Shell } from './shell.ts'

export const bashVersion = '5.2.15(1)-release'

/** Variables of the environment, and those that every bash has. */
export const initializeVariables = async (shell: Shell): Promise<void> => {
  const { proc, variables } = shell
  for (const [name, value] of proc.env) {
    if (!/^[A-Za-z_]\w*$/.test(name)) continue
    const variable = variables.declare(name)
    variable.value = value
    variable.exported = true
  }
  const preset = (name: string, value: string, exported = false): void => {
    const variable = variables.declare(name)
    variable.value ??= value
    if (exported) variable.exported = true
  }
  preset('PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin')
  preset('IFS', ' \t\n')
  variables.set('IFS', ' \t\n')
  preset('PS4', '+ ')
  preset('OPTIND', '1')
  preset('OPTERR', '1')
  preset('BASH', '/bin/bash')
  preset('BASH_VERSION', bashVersion)
  preset('HOSTNAME', proc.system.hostname)
  preset('HOSTTYPE', 'x86_64')
  preset('OSTYPE', 'linux-gnu')
  preset('MACHTYPE', 'x86_64-pc-linux-gnu')
  variables.set('SHLVL', String((Number(variables.get('SHLVL')) || 0) + 1))
  variables.declare('SHLVL').exported = true
  await initializeDirectory(shell)
  variables.declare('OLDPWD').exported = true
  variables.setArray('BASH_VERSINFO', ['5', '2', '15', '1', 'release', 'x86_64-pc-linux-gnu'])
  for (const [name, value] of [
    ['UID', proc.credentials.uid],
    ['EUID', proc.credentials.uid],
    ['PPID', proc.ppid],
  ] as const) {
    Object.assign(variables.declare(name), { value: String(value), readonly: true, exported: false })
  }
  connectComputed(shell)
}

const initializeDirectory = async (shell: Shell): Promise<void> => {
  const { proc, variables } = shell
  const inherited = variables.get('PWD')
  if (inherited?.startsWith('/')) {
    try {
      const [there, here] = [await proc.stat(inherited), await proc.stat('.')]
      if (there.ino === here.ino && there.dev === here.dev) return
    } catch (error) {
      if (!isErrno(error)) throw error
    }
  }
  variables.set('PWD', proc.cwd)
  variables.declare('PWD').exported = true
}

/** Park and Miller's minimal standard generator, as bash has it: a seed gives the same numbers here and there. */
const nextRandom = (seed: number): number => {
  const last = seed === 0 ? 123_459_876 : seed % 2_147_483_648
  const high = Math.floor(last / 127_773)
  const next = 16_807 * (last - 127_773 * high) - 2836 * high
  return next < 0 ? next + 2_147_483_647 : next
}

/** Variables that are computed when they are read belong to one shell: copies get their own. */
const connectComputed = (shell: Shell): void => {
  const { computed } = shell.variables
  const { assigned } = shell.variables
  const random = (): number => new DataView(shell.proc.system.randomBytes(4).buffer).getUint32(0)
  let seed: number | undefined
  computed.set('RANDOM', () => {
    seed = nextRandom(seed ?? random())
    return String(((seed >>> 16) ^ (seed & 65_535)) & 32_767)
  })
  assigned.set('RANDOM', (value) => void (seed = Number(value) >>> 0 || 0))
  computed.set('SRANDOM', () => String(random()))
  assigned.set('SECONDS', (value) => {
    shell.started = shell.proc.system.now() - (Number(value) || 0) * 1000
  })
  computed.set('SECONDS', () => String(Math.floor((shell.proc.system.now() - shell.started) / 1000)))
  computed.set('EPOCHSECONDS', () => String(Math.floor(shell.proc.system.now() / 1000)))
  computed.set('EPOCHREALTIME', () => (shell.proc.system.now() / 1000).toFixed(6))
  computed.set('LINENO', () => String(shell.line))
  computed.set('BASHPID', () => String(shell.proc.pid))
  computed.set('BASHOPTS', () =>
    [...shell.shopt]
      .filter(([, on]) => on)
      .map(([name]) => name)
      .sort()
      .join(':'),
  )
  computed.set('SHELLOPTS', () => [...shell.options].sort().join(':'))
  const lists = shell.computedLists
  lists.set('PIPESTATUS', () => shell.pipeStatus.map(String))
  lists.set('FUNCNAME', () => shell.calls.names)
  lists.set('BASH_SOURCE', () => shell.calls.sources)
  lists.set('BASH_LINENO', () => shell.calls.lines)
  lists.set('DIRSTACK', () => [shell.variables.get('PWD') ?? '', ...shell.directoryStack])
  lists.set('GROUPS', () => [shell.proc.credentials.gid, ...shell.proc.credentials.groups].map(String))
  computed.set('PIPESTATUS', () => String(shell.pipeStatus[0] ?? 0))
  computed.set('FUNCNAME', () => shell.calls.names[0])
  computed.set('BASH_SOURCE', () => shell.calls.source)
  computed.set('BASH_LINENO', () => shell.calls.lines[0])
  computed.set('BASH_COMMAND', () => (shell.command ? commandText(shell.command) : ''))
  computed.set('BASH_SUBSHELL', () => String(shell.subshellDepth))
  shell.onFork = connectComputed
}

/** The files that a shell reads at its start. */
export const readStartUpFiles = async (
  shell: Shell,
  options: { login: boolean; norc: boolean; noprofile: boolean },
): Promise<void> => {
  const home = shell.variables.get('HOME') ?? '/'
  if (options.login) {
    if (options.noprofile) return
    await runFile(shell, '/etc/profile')
    for (const name of ['.bash_profile', '.bash_login', '.profile'])
      if (await runFile(shell, `${home}/${name}`)) break
    return
  }
  if (shell.interactive) {
    if (options.norc) return
    // Debian's bash is built with a SYS_BASHRC; other distributions do not have the file.
    await runFile(shell, '/etc/bash.bashrc')
    await runFile(shell, `${home}/.bashrc`)
    return
  }
  const file = shell.variables.get('BASH_ENV')
  if (file) await runFile(shell, file)
}

/** Runs a file in this shell, if it can be read. */
export const runFile = async (shell: Shell, path: string): Promise<boolean> => {
  let text: string
  try {
    text = await shell.proc.readText(path)
  } catch (error) {
    if (isErrno(error)) return false
    throw error
  }
  shell.calls.push({ name: 'source', source: path, line: shell.line, kind: 'source' })
  try {
    shell.status = await shell.interpreter.text(shell, text, path)
  } finally {
    shell.calls.pop()
  }
  return true
}

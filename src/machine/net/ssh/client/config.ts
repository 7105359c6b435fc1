import { matchesStars } from '../../../star-pattern.ts'
import { isErrno } from '../../../errno.ts'
import type { Process } from '../../../kernel/process.ts'
import type { Arguments, SshOptions } from './options.ts'
import { parseForward } from './forwarding.ts'
import { hasEffect, isKeyword } from './keywords.ts'
import { UsageError, parseDestination } from './options.ts'

const defaultIdentities = ['id_rsa', 'id_ed25519']

/** Joins arguments, ~/.ssh/config and defaults. For each setting the first value found counts (ssh_config(5)). */
export async function resolveOptions(
  proc: Process,
  home: string,
  user: string,
  args: Arguments,
): Promise<SshOptions> {
  const destination = parseDestination(args.destination)
  const settings = [...args.settings]
  if (destination.user !== undefined) settings.unshift(['user', destination.user])
  if (destination.port !== undefined) settings.unshift(['port', String(destination.port)])
  const configPath = settings.find(([keyword]) => keyword === 'configfile')?.[1]
  settings.push(
    ...(await configuredSettings(proc, configPath ?? `${home}/.ssh/config`, destination.host, !!configPath)),
  )

  const first = (keyword: string): string | undefined => settings.find((entry) => entry[0] === keyword)?.[1]
  const all = (keyword: string): string[] =>
    settings.filter((entry) => entry[0] === keyword).map((entry) => entry[1])
  const yes = (keyword: string): boolean => /^(?:yes|true)$/i.test(first(keyword) ?? '')
  const no = (keyword: string): boolean => /^(?:no|false)$/i.test(first(keyword) ?? '')
  const preferred = first('preferredauthentications')?.toLowerCase().split(',')
  const prefers = (method: string): boolean => preferred?.includes(method) ?? true
  const stdio = first('-W')
  const path = (value: string): string => value.replace(/^~(?=\/|$)/, home).replaceAll('%d', home)
  const named = settings.filter(([keyword]) => keyword === 'identityfile').map((entry) => path(entry[1]))
  const timeout = first('connecttimeout')
  return {
    host: destination.host,
    hostName: first('hostname')?.replaceAll('%h', destination.host) ?? destination.host,
    user: first('user') ?? user,
    port: portNumber(first('port')),
    identities: named.length > 0 ? named : defaultIdentities.map((name) => `${home}/.ssh/${name}`),
    identitiesNamed: named.length > 0,
    strictHostKeyChecking: strictness(first('stricthostkeychecking')),
    knownHosts: path(first('userknownhostsfile')?.split(/\s+/)[0] ?? '~/.ssh/known_hosts'),
    ...(timeout && timeout !== 'none' && { connectTimeout: Number(timeout) || 0 }),
    batch: yes('batchmode'),
    keys: prefers('publickey') && !no('pubkeyauthentication'),
    passwords: prefers('password') && !no('passwordauthentication'),
    identitiesOnly: yes('identitiesonly'),
    localForwards: all('localforward').map((text) => parseForward(joined(text), 'Local')),
    remoteForwards: all('remoteforward').map((text) => parseForward(joined(text), 'Remote')),
    exitOnForwardFailure: yes('exitonforwardfailure'),
    forwardAgent: args.flags.has('A') || (yes('forwardagent') && !args.flags.has('a')),
    addKeysToAgent: yes('addkeystoagent'),
    ...proxyOf(first('proxyjump'), first('proxycommand')),
    ...(stdio !== undefined && { stdioForward: hostAndPort(stdio) }),
    background: args.flags.has('f'),
    passedOn: [...(configPath ? ['-F', configPath] : []), ...(args.flags.has('v') ? ['-v'] : [])],
    withoutEffect: [
      ...new Set(
        settings.map(([keyword]) => keyword).filter((keyword) => isKeyword(keyword) && !hasEffect(keyword)),
      ),
    ],
    verbose: args.flags.has('v') || /^(?:verbose|debug)/i.test(first('loglevel') ?? ''),
    quiet: args.flags.has('q') || /^(?:quiet|fatal|error)$/i.test(first('loglevel') ?? ''),
    noCommand: args.flags.has('N'),
    noInput: args.flags.has('n') || args.flags.has('f'),
    terminal: terminalWish(args, first('requesttty')),
    command: args.command,
  }
}

const joined = (forward: string): string => forward.trim().replace(/\s+/, ':')

/** The first of the two that is given counts; `none` takes the other away. */
function proxyOf(
  jump: string | undefined,
  command: string | undefined,
): Pick<SshOptions, 'proxyJump' | 'proxyCommand'> {
  if (jump && jump.toLowerCase() !== 'none') return { proxyJump: jump }
  return command && command.toLowerCase() !== 'none' ? { proxyCommand: command } : {}
}

function hostAndPort(text: string): { host: string; port: number } {
  const [, host = '', port = ''] = /^\[?(.+?)\]?:(\d{1,5})$/.exec(text) ?? []
  if (host === '') throw new UsageError(`Bad stdio forwarding specification '${text}'`)
  return { host, port: Number(port) }
}

function terminalWish(args: Arguments, request = 'auto'): SshOptions['terminal'] {
  if (args.flags.has('T') || args.flags.has('N')) return 'no'
  if (args.flags.has('t')) return 'yes'
  const wish = request.toLowerCase()
  return wish === 'no' ? 'no' : wish === 'yes' || wish === 'force' ? 'yes' : 'auto'
}

function portNumber(value: string | undefined): number {
  if (value === undefined) return 22
  const port = Number(value)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new UsageError(`Bad port '${value}'`)
  return port
}

function strictness(value = 'ask'): SshOptions['strictHostKeyChecking'] {
  const lower = value.toLowerCase()
  if (lower === 'yes' || lower === 'true') return 'yes'
  if (lower === 'no' || lower === 'off' || lower === 'false') return 'no'
  return lower === 'accept-new' ? 'accept-new' : 'ask'
}

async function configuredSettings(proc: Process, path: string, host: string, required: boolean) {
  let file: string
  try {
    const { uid, mode } = await proc.stat(path)
    // Whoever may write there chooses what the learner connects to.
    if ((uid !== 0 && uid !== proc.credentials.uid) || mode & 0o022)
      throw new UsageError(`Bad owner or permissions on ${path}`)
    file = await proc.readText(path)
  } catch (error) {
    if (!isErrno(error)) throw error
    if (required) throw new UsageError(`Can't open user config file ${path}: ${error.message}`)
    return []
  }
  return settingsFor(file, host, path)
}

/** The settings of the `Host` blocks whose patterns match, in order. */
function settingsFor(file: string, host: string, path = 'config'): [string, string][] {
  const settings: [string, string][] = []
  let applies = true
  for (const [index, line] of file.split('\n').entries()) {
    const [, keyword, value = ''] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? []
    if (!keyword || line.trimStart().startsWith('#')) continue
    if (!isKeyword(keyword.toLowerCase()))
      throw new UsageError(
        `${path}: line ${index + 1}: Bad configuration option: ${keyword.toLowerCase()}\n${path}: terminating, 1 bad configuration options`,
      )
    if (keyword.toLowerCase() === 'host') applies = matchesHost(value.split(/\s+/), host)
    else if (keyword.toLowerCase() === 'match') applies = value.toLowerCase() === 'all'
    else if (applies) settings.push([keyword.toLowerCase(), value.replace(/^"(.*)"$/, '$1')])
  }
  return settings
}

function matchesHost(patterns: readonly string[], host: string): boolean {
  const negated = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1))
  const plain = patterns.filter((pattern) => !pattern.startsWith('!'))
  return (
    plain.some((pattern) => matchesStars(pattern, host)) &&
    !negated.some((pattern) => matchesStars(pattern, host))
  )
}

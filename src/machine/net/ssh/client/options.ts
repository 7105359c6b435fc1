import { isKeyword } from './keywords.ts'

/** What ssh was asked for: by its arguments first, then by ~/.ssh/config, then by default. */
export interface SshOptions {
  host: string
  hostName: string
  user: string
  port: number
  identities: string[]
  /** Whether the identities were named, and so must be there. */
  identitiesNamed: boolean
  strictHostKeyChecking: 'ask' | 'yes' | 'no' | 'accept-new'
  knownHosts: string
  /** In seconds. */
  connectTimeout?: number
  batch: boolean
  /** Whether keys are tried, and a password may be asked for. */
  keys: boolean
  passwords: boolean
  /** Keys that were not named are not tried, the agent's neither. */
  identitiesOnly: boolean
  /** -L and -R. */
  localForwards: Forward[]
  remoteForwards: Forward[]
  exitOnForwardFailure: boolean
  forwardAgent: boolean
  addKeysToAgent: boolean
  /** -W: the connection is standard input and output of nothing but a channel to there. */
  stdioForward?: { host: string; port: number }
  /** Machines to go through, and a command that makes the connection. */
  proxyJump?: string
  proxyCommand?: string
  /** -f. */
  background: boolean
  /** What is passed on to the ssh of a jump: -F and -v. */
  passedOn: string[]
  /** Keywords that were given and have no effect here: told with -v. */
  withoutEffect: string[]
  verbose: boolean
  quiet: boolean
  noCommand: boolean
  noInput: boolean
  terminal: 'auto' | 'yes' | 'no'
  command: string
}

/** `-L bind:port:host:hostPort`, and the other way round for -R. */
export interface Forward {
  bind: string
  port: number
  host: string
  hostPort: number
}

export interface Arguments {
  destination: string
  command: string
  /** `-o` settings and the letters that stand for settings, first one wins. */
  settings: [keyword: string, value: string][]
  flags: Set<string>
}

export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export const usage = `usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy] [-B bind_interface]
           [-b bind_address] [-c cipher_spec] [-D [bind_address:]port]
           [-E log_file] [-e escape_char] [-F configfile] [-I pkcs11]
           [-i identity_file] [-J [user@]host[:port]] [-L address]
           [-l login_name] [-m mac_spec] [-O ctl_cmd] [-o option] [-p port]
           [-Q query_option] [-R address] [-S ctl_path] [-W host:port]
           [-w local_tun[:remote_tun]] destination [command [argument ...]]`

const settingOf: Record<string, string> = {
  i: 'identityfile',
  p: 'port',
  l: 'user',
  F: 'configfile',
  J: 'proxyjump',
  L: 'localforward',
  R: 'remoteforward',
  W: '-W',
}

/** What we have not, and what to do instead. */
const notServed: Record<string, string> = {
  D: "Sandcloud's ssh has no SOCKS proxy (-D): forward the ports that you need with -L",
  w: "Sandcloud's ssh has no tunnel devices (-w)",
  X: "Sandcloud's machines have no X11 to forward (-X)",
  Y: "Sandcloud's machines have no X11 to forward (-Y)",
  I: "Sandcloud's ssh knows no smart cards (-I)",
  M: "Sandcloud's ssh does not share connections (-M)",
  O: "Sandcloud's ssh does not share connections (-O)",
  S: "Sandcloud's ssh does not share connections (-S)",
  c: "Sandcloud's ssh has one cipher (-c)",
  m: "Sandcloud's ssh has one cipher (-m)",
  Q: "Sandcloud's ssh has no list of algorithms (-Q)",
  E: "Sandcloud's ssh writes no log file (-E): redirect its standard error with 2>",
  e: "Sandcloud's ssh has ~ as its only escape character (-e)",
  B: "Sandcloud's ssh chooses no interface to go out by (-B)",
  b: "Sandcloud's ssh chooses no address to go out by (-b)",
}
const takesValue = 'BbcDEeFIiJLlmOopQRSWw'
const known = `46AaCfGgKkMNnqsTtVvXxYy${takesValue}`

/** Options may stand before and after the destination; the command begins with the next word. */
export function parseArguments(argv: readonly string[]): Arguments {
  const settings: Arguments['settings'] = []
  const flags = new Set<string>()
  let destination: string | undefined
  let at = 1
  for (; at < argv.length; at++) {
    const word = argv[at]!
    if (word === '--') {
      at++
      if (destination === undefined) destination = argv[at++]
      break
    }
    if (!word.startsWith('-') || word === '-') {
      if (destination !== undefined) break
      destination = word
      continue
    }
    at = parseCluster(argv, at, settings, flags)
  }
  if (flags.has('V')) return { destination: destination ?? '', command: '', settings, flags }
  if (destination === undefined) throw new UsageError(usage)
  return { destination, command: argv.slice(at).join(' '), settings, flags }
}

function parseCluster(
  argv: readonly string[],
  at: number,
  settings: Arguments['settings'],
  flags: Set<string>,
): number {
  const word = argv[at]!
  for (let index = 1; index < word.length; index++) {
    const letter = word[index]!
    if (!known.includes(letter)) throw new UsageError(`unknown option -- ${letter}\n${usage}`)
    if (notServed[letter]) throw new UsageError(notServed[letter])
    if (!takesValue.includes(letter)) {
      flags.add(letter)
      continue
    }
    const attached = word.slice(index + 1)
    const value = attached || argv[at + 1]
    if (value === undefined) throw new UsageError(`option requires an argument -- ${letter}\n${usage}`)
    if (letter === 'o') settings.push(parseSetting(value))
    else settings.push([settingOf[letter] ?? `-${letter}`, value])
    return attached ? at : at + 1
  }
  return at
}

function parseSetting(text: string): [string, string] {
  const [, keyword = '', value = ''] = /^\s*([A-Za-z]+)\s*[\s=]\s*(.*?)\s*$/.exec(text) ?? []
  if (keyword === '') throw new UsageError('command-line: line 0: Bad configuration option: ' + text)
  if (!isKeyword(keyword.toLowerCase()))
    throw new UsageError(`command-line: line 0: Bad configuration option: ${keyword.toLowerCase()}`)
  return [keyword.toLowerCase(), value.replace(/^"(.*)"$/, '$1')]
}

/** `user@host` or `ssh://user@host:port`. */
export function parseDestination(destination: string): { user?: string; host: string; port?: number } {
  const isUri = destination.startsWith('ssh://')
  const rest = isUri ? destination.slice('ssh://'.length).replace(/\/$/, '') : destination
  const split = rest.lastIndexOf('@')
  const user = split >= 0 ? { user: rest.slice(0, split) } : {}
  const [host = '', port] = isUri ? rest.slice(split + 1).split(':') : [rest.slice(split + 1)]
  return { ...user, host, ...(port && { port: Number(port) }) }
}

import type { Process } from '../../../kernel/process.ts'
import { matchesStars } from '../../../star-pattern.ts'
import { parseTimeSpan } from '../../../system/systemd/unit-file/time-span.ts'
import { addressFits, fitsList } from './address-patterns.ts'
import { type Line, readConfigFile } from './config-file.ts'
import { isUnavailable } from './keywords.ts'

/** Who wants to log in, as far as Match and Allow… ask. */
export interface Visitor {
  user: string
  groups: readonly string[]
  address: string
  localPort: number
}

/** What holds for one who wants to log in. */
export interface Policy {
  /** The ways to log in, as a refused client is told of them. */
  methods: readonly string[]
  permitRoot: 'yes' | 'no' | 'prohibit-password' | 'forced-commands-only'
  emptyPasswords: boolean
  strictModes: boolean
  maxTries: number
  /** Relative to the home directory unless they begin with a slash; `%h`, `%u` and `%%` stand in them. */
  authorizedKeysFiles: readonly string[]
  banner: string | undefined
  forcedCommand: string | undefined
  terminal: boolean
  localForwarding: boolean
  remoteForwarding: boolean
  agentForwarding: boolean
  gatewayPorts: boolean
  printLastLog: boolean
  printMotd: boolean
  /** Why this visitor is not let in whatever they show, as the log has it. */
  refusal: string | undefined
}

/** Fedora's family asks for GSSAPI in its builds; Debian's leaves it to the configuration. */
const withoutGssapi = new Set(['debian', 'ubuntu'])

/** sshd_config as sshd keeps it: the first value of a keyword counts. */
export class SshdConfiguration {
  private constructor(
    private readonly lines: readonly Line[],
    private readonly gssapi: boolean,
  ) {}

  /** Throws BadConfiguration. */
  static async read(proc: Process, path: string, first: readonly Line[] = []): Promise<SshdConfiguration> {
    const lines = [...first, ...(await readConfigFile(proc, path))]
    return new SshdConfiguration(lines, !withoutGssapi.has(proc.system.release.id))
  }

  /** Where to listen: every address at every port. */
  get places(): { address: string; port: number }[] {
    const ports = this.#all('port').map(Number)
    const addresses = this.#all('listenaddress').filter((address) => !address.includes('::'))
    const places = (addresses.length > 0 ? addresses : ['0.0.0.0']).flatMap((given) => {
      const [, address = given, port] = /^(.*):(\d+)$/.exec(given) ?? []
      const all = port === undefined ? (ports.length > 0 ? ports : [22]) : [Number(port)]
      return all.map((each) => ({ address, port: each }))
    })
    return places.filter(({ address, port }, index) => places.findIndex((each) => each.address === address && each.port === port) === index) // prettier-ignore
  }

  /** In milliseconds. */
  get graceTime(): number {
    const given = parseTimeSpan(this.#first('logingracetime') ?? '120') ?? 120_000
    return given === 0 ? Infinity : given
  }

  /** Lines that ask for what is not there. */
  get unavailable(): Line[] {
    return this.lines.filter(({ keyword }) => isUnavailable(keyword))
  }

  policyFor(visitor: Visitor): Policy {
    const first = (keyword: string): string | undefined => this.#first(keyword, visitor)
    const flag = (keyword: string, otherwise: boolean): boolean =>
      /^(yes|true)$/i.test(first(keyword) ?? (otherwise ? 'yes' : 'no'))
    const unless = (keyword: string, nothing = 'none'): string | undefined => {
      const value = first(keyword)
      return value?.toLowerCase() === nothing ? undefined : value
    }
    const root = (first('permitrootlogin') ?? 'prohibit-password').toLowerCase()
    const forwarding = (first('allowtcpforwarding') ?? 'yes').toLowerCase()
    return {
      methods: [
        ...(flag('pubkeyauthentication', true) ? ['publickey'] : []),
        ...(flag('gssapiauthentication', this.gssapi) ? ['gssapi-keyex', 'gssapi-with-mic'] : []),
        ...(flag('passwordauthentication', true) ? ['password'] : []),
      ],
      permitRoot: (root === 'without-password' ? 'prohibit-password' : root) as Policy['permitRoot'],
      emptyPasswords: flag('permitemptypasswords', false),
      strictModes: flag('strictmodes', true),
      maxTries: Number(first('maxauthtries') ?? 6) || 6,
      authorizedKeysFiles: (first('authorizedkeysfile') ?? '.ssh/authorized_keys').split(/\s+/),
      banner: unless('banner'),
      forcedCommand: unless('forcecommand'),
      terminal: flag('permittty', true),
      localForwarding: /^(yes|all|true|local)$/.test(forwarding),
      remoteForwarding: /^(yes|all|true|remote)$/.test(forwarding),
      agentForwarding: flag('allowagentforwarding', true),
      gatewayPorts: /^(yes|true|clientspecified)$/i.test(first('gatewayports') ?? 'no'),
      printLastLog: flag('printlastlog', true),
      printMotd: flag('printmotd', true),
      refusal: this.#refusal(visitor),
    }
  }

  /** sshd -T: what holds when nobody is asked about. */
  describe(): string {
    const policy = this.policyFor({ user: '', groups: [], address: '', localPort: 0 })
    const yes = (value: boolean): string => (value ? 'yes' : 'no')
    const { places } = this
    const rows: [string, string][] = [
      ...[...new Set(places.map(({ port }) => port))].map((port): [string, string] => ['port', String(port)]),
      ...places.map(({ address, port }): [string, string] => ['listenaddress', `${address}:${port}`]),
      ['logingracetime', this.graceTime === Infinity ? '0' : String(this.graceTime / 1000)],
      ['maxauthtries', String(policy.maxTries)],
      ['permitrootlogin', policy.permitRoot === 'prohibit-password' ? 'without-password' : policy.permitRoot],
      ['pubkeyauthentication', yes(policy.methods.includes('publickey'))],
      ['gssapiauthentication', yes(policy.methods.includes('gssapi-with-mic'))],
      ['passwordauthentication', yes(policy.methods.includes('password'))],
      ['printmotd', yes(policy.printMotd)],
      ['printlastlog', yes(policy.printLastLog)],
      ['permittty', yes(policy.terminal)],
      ['strictmodes', yes(policy.strictModes)],
      ['permitemptypasswords', yes(policy.emptyPasswords)],
      ['gatewayports', yes(policy.gatewayPorts)],
      ['allowtcpforwarding', policy.localForwarding ? (policy.remoteForwarding ? 'yes' : 'local') : policy.remoteForwarding ? 'remote' : 'no'], // prettier-ignore
      ['allowagentforwarding', yes(policy.agentForwarding)],
      ['banner', policy.banner ?? 'none'],
      ['forcecommand', policy.forcedCommand ?? 'none'],
      ['authorizedkeysfile', policy.authorizedKeysFiles.join(' ')],
      ...['allowusers', 'denyusers', 'allowgroups', 'denygroups'].flatMap((keyword) => this.#words(keyword).map((word): [string, string] => [keyword, word])), // prettier-ignore
    ]
    return rows.map(([keyword, value]) => `${keyword} ${value}\n`).join('')
  }

  /** DenyUsers, AllowUsers, DenyGroups, AllowGroups: in this order. */
  #refusal(visitor: Visitor): string | undefined {
    const { user, groups, address } = visitor
    const who = (pattern: string): boolean => {
      const at = pattern.indexOf('@')
      if (at < 0) return matchesStars(pattern, user)
      return matchesStars(pattern.slice(0, at), user) && addressFits([pattern.slice(at + 1)], address)
    }
    const inGroup = (pattern: string): boolean => groups.some((group) => matchesStars(pattern, group))
    const [denyUsers, allowUsers, denyGroups, allowGroups] = ['denyusers', 'allowusers', 'denygroups', 'allowgroups'].map((keyword) => this.#words(keyword, visitor)) as [string[], string[], string[], string[]] // prettier-ignore
    if (fitsList(denyUsers, who)) return 'listed in DenyUsers'
    if (allowUsers.length > 0 && !fitsList(allowUsers, who)) return 'not listed in AllowUsers'
    if (fitsList(denyGroups, inGroup)) return 'a group is listed in DenyGroups'
    if (allowGroups.length > 0 && !fitsList(allowGroups, inGroup))
      return "none of user's groups are listed in AllowGroups"
    return undefined
  }

  #all(keyword: string, visitor?: Visitor): string[] {
    return this.lines
      .filter((line) => line.keyword === keyword && holds(line, visitor))
      .map(({ value }) => value)
  }

  #first(keyword: string, visitor?: Visitor): string | undefined {
    return this.#all(keyword, visitor)[0]
  }

  #words(keyword: string, visitor?: Visitor): string[] {
    return this.#all(keyword, visitor).flatMap((value) => value.split(/\s+/))
  }
}

/** Match blocks hold for those who fit all of their conditions. */
function holds({ when }: Line, visitor: Visitor | undefined): boolean {
  if (when.length === 0) return true
  if (!visitor) return false
  return when.every(({ kind, patterns }) => {
    if (kind === 'user') return fitsList(patterns, (pattern) => matchesStars(pattern, visitor.user))
    if (kind === 'group') return fitsList(patterns, (pattern) => visitor.groups.some((group) => matchesStars(pattern, group))) // prettier-ignore
    if (kind === 'localport') return patterns.includes(String(visitor.localPort))
    return addressFits(patterns, visitor.address)
  })
}

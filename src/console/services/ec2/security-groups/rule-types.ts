/** What the Type column offers: a protocol and ports by name, or one of them left open. */
export interface RuleType {
  id: string
  label: string
  /** As in the API; undefined: the row says it. */
  protocol?: string
  /** -1: all; undefined: the row says them. For ICMP the type and the code. */
  ports?: readonly [from: number, to: number]
}

const custom = (id: string, label: string, protocol?: string): RuleType => ({
  id,
  label,
  ...(protocol && { protocol }),
})

const all = (id: string, label: string, protocol: string, ports: readonly [number, number]): RuleType => ({
  id,
  label,
  protocol,
  ports,
})

const service = (label: string, port: number, protocol = 'tcp'): RuleType => ({
  id: `${label}-${port}`,
  label,
  protocol,
  ports: [port, port],
})

/** AWS's list in AWS's order. */
export const ruleTypes: readonly RuleType[] = [
  custom('custom-tcp', 'Custom TCP', 'tcp'),
  custom('custom-udp', 'Custom UDP', 'udp'),
  custom('custom-icmp', 'Custom ICMP - IPv4', 'icmp'),
  custom('custom-icmpv6', 'Custom ICMP - IPv6', 'icmpv6'),
  custom('custom-protocol', 'Custom protocol'),
  all('all-tcp', 'All TCP', 'tcp', [0, 65_535]),
  all('all-udp', 'All UDP', 'udp', [0, 65_535]),
  all('all-icmp', 'All ICMP - IPv4', 'icmp', [-1, -1]),
  all('all-icmpv6', 'All ICMP - IPv6', 'icmpv6', [-1, -1]),
  all('all-traffic', 'All traffic', '-1', [-1, -1]),
  service('SSH', 22),
  service('SMTP', 25),
  service('DNS (UDP)', 53, 'udp'),
  service('DNS (TCP)', 53),
  service('HTTP', 80),
  service('POP3', 110),
  service('IMAP', 143),
  service('LDAP', 389),
  service('HTTPS', 443),
  service('SMB', 445),
  service('SMTPS', 465),
  service('IMAPS', 993),
  service('POP3S', 995),
  service('MSSQL', 1433),
  service('NFS', 2049),
  service('MYSQL/Aurora', 3306),
  service('RDP', 3389),
  service('Redshift', 5439),
  service('PostgreSQL', 5432),
  service('Oracle-RDS', 1521),
  service('WinRM-HTTP', 5985),
  service('WinRM-HTTPS', 5986),
  service('Elastic Graphics', 2007),
  service('CQLSH / Cassandra', 9042),
]

const byId = new Map(ruleTypes.map((type) => [type.id, type]))

export const ruleType = (id: string): RuleType => byId.get(id) ?? byId.get('custom-tcp')!

/** The name that AWS shows for a rule's traffic: the closest one, else a custom one. */
export const typeOfTraffic = (protocol: string, from: number, to: number): RuleType =>
  ruleTypes.find(
    ({ protocol: named, ports }) => named === protocol && ports && ports[0] === from && ports[1] === to,
  ) ??
  ruleTypes.find((type) => type.protocol === protocol && !type.ports) ??
  ruleType('custom-protocol')

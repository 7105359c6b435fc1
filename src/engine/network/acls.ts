import type { RecordKinds, Transaction } from '../kernel/index.ts'
import { cidrContains } from './ipv4.ts'
import type { Protocol } from './rules.ts'
import type { Step } from './verdict.ts'

export type Acl = RecordKinds['ec2.network-acl']
type Entry = Acl['entries'][number]

/** The number of the last rule of each direction, which the console shows as an asterisk. */
export const lastRule = 32_767

export const byRuleNumber = (a: Entry, b: Entry): number => a.RuleNumber - b.RuleNumber

/** The network ACL of a subnet. */
export const aclOf = (tx: Transaction, subnetId: string): Acl | undefined => {
  const id = tx.get('ec2.subnet', subnetId)?.NetworkAclId
  return id === undefined ? undefined : tx.get('ec2.network-acl', id)
}

/** A packet at the border of a subnet. */
export interface Crossing {
  acl: Acl | undefined
  direction: 'ingress' | 'egress'
  /** The address beyond the border. */
  peer: string
  protocol: Protocol
  /** Where the packet goes to, whichever way; of ICMP it says nothing. */
  port: number
  /** ACLs are stateless: answers are looked at like anything else. */
  answer: boolean
}

const numbers: Record<Protocol, string> = { icmp: '1', tcp: '6', udp: '17' }

/** ICMP's types of ping's question and answer. */
const echo = { request: 8, reply: 0 }

/** The first rule that fits decides. What lets everything through is passed over in silence. */
export const aclVerdict = (crossing: Crossing): { ok: boolean; step?: Step } => {
  const { acl, direction } = crossing
  if (!acl) return { ok: true }
  const rules = acl.entries.filter(({ Egress }) => Egress === (direction === 'egress')).toSorted(byRuleNumber)
  if (rules[0] && letsEverythingThrough(rules[0])) return { ok: true }
  const name = `Network ACL ${acl.NetworkAclId}`
  const rule = rules.find((each) => fits(each, crossing))
  const what = describePacket(crossing)
  if (!rule) {
    const side = direction === 'egress' ? 'outbound' : 'inbound'
    const text = `${name}: no ${side} rule fits ${what}, so rule * denies it.${hint(crossing)}`
    return { ok: false, step: { text, ok: false } }
  }
  const ok = rule.RuleAction === 'allow'
  const way = direction === 'egress' ? 'out' : 'in'
  const end = ok ? `lets ${what} ${way}.` : `denies ${what}.${hint(crossing)}`
  return { ok, step: { text: `${name}: rule ${describeRule(rule)} ${end}`, ok } }
}

const hint = ({ answer, protocol }: Crossing) =>
  answer && protocol !== 'icmp'
    ? ' Network ACLs are stateless: answers need a rule for the ports that they go to, 1024-65535.'
    : answer
      ? ' Network ACLs are stateless: answers need a rule of their own.'
      : ''

const letsEverythingThrough = ({ RuleAction, Protocol, CidrBlock }: Entry) =>
  RuleAction === 'allow' && Protocol === '-1' && CidrBlock === '0.0.0.0/0'

const fits = (rule: Entry, { peer, protocol, port, answer }: Crossing): boolean => {
  if (rule.CidrBlock === undefined || !cidrContains(rule.CidrBlock, peer)) return false
  if (rule.Protocol === '-1') return true
  if (rule.Protocol !== numbers[protocol]) return false
  if (protocol !== 'icmp') return rule.PortRange!.From <= port && port <= rule.PortRange!.To
  const { Type, Code } = rule.IcmpTypeCode!
  return (Type === -1 || Type === (answer ? echo.reply : echo.request)) && (Code === -1 || Code === 0)
}

const describePacket = ({ direction, peer, protocol, port, answer }: Crossing): string => {
  const way = `${direction === 'egress' ? 'to' : 'from'} ${peer}`
  if (protocol === 'icmp') return `the ICMP echo${answer ? ' reply' : ''} ${way}`
  const kind = protocol.toUpperCase()
  return answer ? `the answer ${way} (${kind} to port ${port})` : `${kind} ${port} ${way}`
}

const protocolNames = new Map(Object.entries({ '-1': 'all traffic', '1': 'ICMP', '6': 'TCP', '17': 'UDP' }))

const describeRule = ({ RuleNumber, Egress, Protocol, CidrBlock, PortRange }: Entry): string => {
  const ports = PortRange && (PortRange.From === PortRange.To ? ` ${PortRange.From}` : ` ${PortRange.From}-${PortRange.To}`) // prettier-ignore
  const protocol = protocolNames.get(Protocol) ?? `protocol ${Protocol}`
  return `${RuleNumber} (${protocol}${ports ?? ''} ${Egress ? 'to' : 'from'} ${CidrBlock})`
}

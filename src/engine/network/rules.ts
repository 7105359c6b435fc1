import type { RecordKinds } from '../kernel/index.ts'
import { cidrContains } from './ipv4.ts'
import type { InstanceEnd, Step } from './verdict.ts'

export type Rule = RecordKinds['ec2.security-group-rule']

/** The other end as a rule sees it; its groups count only when the packet comes with its private address. */
export interface Peer {
  address: string
  groupIds?: readonly string[]
}

export type Protocol = 'tcp' | 'udp' | 'icmp'

/** ICMP's type 8: what ping sends. */
const echoRequest = 8

interface Packet {
  protocol: Protocol
  /** Of ICMP it says nothing: what is asked about is the echo request. */
  port: number
  peer: Peer
}

/** Security groups only allow: one rule that fits is enough. Answers need none, since groups are stateful. */
export const rulesVerdict = (
  end: InstanceEnd,
  direction: 'ingress' | 'egress',
  packet: Packet,
): { ok: boolean; steps: Step[] } => {
  const rules = end.rules.filter((rule) => rule.IsEgress === (direction === 'egress'))
  const fitting = rules.find((rule) => misfit(rule, packet) === undefined)
  const groups = end.eni.GroupIds.map((id) => groupName(end, id)).join(' and ')
  const way = direction === 'egress' ? 'to' : 'from'
  const kind = packet.protocol === 'icmp' ? 'ICMP echo' : `${packet.protocol.toUpperCase()} ${packet.port}`
  const what = `${kind} ${way} ${packet.peer.address}`
  if (fitting) {
    const text = `Security group ${groupName(end, fitting.GroupId)}: rule ${describeRule(end, fitting)} lets ${what} ${direction === 'egress' ? 'out' : 'in'}.`
    return { ok: true, steps: [{ text, ok: true }] }
  }
  const steps = rules.map((rule) => ({
    text: `Rule ${describeRule(end, rule)} does not fit: ${misfit(rule, packet)}.`,
    ok: false,
  }))
  const side = direction === 'egress' ? 'outbound' : 'inbound'
  steps.push({ text: `Security group ${groups}: no ${side} rule allows ${what}.`, ok: false })
  return { ok: false, steps }
}

/** Why a rule does not cover a packet; undefined if it does. */
const misfit = (rule: Rule, { protocol, port, peer }: Packet): string | undefined => {
  if (rule.IpProtocol !== '-1') {
    if (rule.IpProtocol !== protocol) return `it is for ${protocolName(rule)}`
    if (protocol === 'icmp') {
      if (rule.FromPort !== -1 && rule.FromPort !== echoRequest) return 'it is for other ICMP messages'
    } else if (port < rule.FromPort || port > rule.ToPort) return 'it is for another port'
  }
  if (rule.CidrIpv4 !== undefined)
    return cidrContains(rule.CidrIpv4, peer.address) ? undefined : 'it is for other addresses'
  if (rule.ReferencedGroupId !== undefined)
    return peer.groupIds?.includes(rule.ReferencedGroupId)
      ? undefined
      : `${peer.address} is no private address of an instance in ${rule.ReferencedGroupId}`
  return 'it is for IPv6 or a prefix list'
}

const protocolName = ({ IpProtocol }: Rule) =>
  IpProtocol === '-1' ? 'all traffic' : IpProtocol.toUpperCase()

const describeRule = (end: InstanceEnd, rule: Rule): string => {
  const { FromPort, ToPort } = rule
  const ports =
    rule.IpProtocol !== 'tcp' && rule.IpProtocol !== 'udp'
      ? ''
      : FromPort === ToPort
        ? ` ${FromPort}`
        : ` ${FromPort}-${ToPort}`
  const peer =
    rule.CidrIpv4 ??
    rule.CidrIpv6 ??
    (rule.ReferencedGroupId ? groupName(end, rule.ReferencedGroupId) : (rule.PrefixListId ?? ''))
  return `${rule.SecurityGroupRuleId} (${protocolName(rule)}${ports} ${rule.IsEgress ? 'to' : 'from'} ${peer})`
}

const groupName = (end: InstanceEnd, id: string) => {
  const name = end.groupNames.get(id)
  return name ? `${name} (${id})` : id
}

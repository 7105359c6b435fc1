import type { IpPermission, SecurityGroupRule } from '@aws-sdk/client-ec2'

/** A rule as far as it can be written in a form: one protocol, one range of ports, one peer. */
export interface RuleSpec {
  protocol: string
  /** -1: all. For ICMP the type and the code. */
  from: number
  to: number
  /** A CIDR block or the id of a security group. */
  peer: string
  description: string
}

export type Peer = 'ipv4' | 'ipv6' | 'group'

export const peerKind = (peer: string): Peer =>
  peer.startsWith('sg-') ? 'group' : peer.includes(':') ? 'ipv6' : 'ipv4'

export const specOf = (rule: SecurityGroupRule): RuleSpec => ({
  protocol: rule.IpProtocol ?? '-1',
  from: rule.FromPort ?? -1,
  to: rule.ToPort ?? -1,
  peer: rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? '',
  description: rule.Description ?? '',
})

/** Two rules with the same key are one to AWS, whatever their descriptions say. */
export const specKey = ({ protocol, from, to, peer }: RuleSpec): string =>
  [protocol, from, to, peer].join(' ')

export const sameSpec = (a: RuleSpec, b: RuleSpec): boolean =>
  specKey(a) === specKey(b) && a.description === b.description

const withPorts = new Set(['tcp', 'udp', 'icmp', 'icmpv6'])

export const permissionOf = ({ protocol, from, to, peer, description }: RuleSpec): IpPermission => {
  const Description = description || undefined
  const kind = peerKind(peer)
  return {
    IpProtocol: protocol,
    ...(withPorts.has(protocol) && { FromPort: from, ToPort: to }),
    ...(kind === 'ipv4' && { IpRanges: [{ CidrIp: peer, ...(Description && { Description }) }] }),
    ...(kind === 'ipv6' && { Ipv6Ranges: [{ CidrIpv6: peer, ...(Description && { Description }) }] }),
    ...(kind === 'group' && { UserIdGroupPairs: [{ GroupId: peer, ...(Description && { Description }) }] }),
  }
}

import { peerKind, type RuleSpec } from './rule-spec.ts'
import { typeOfTraffic } from './rule-types.ts'

/** A rule's cells as AWS writes them. */
export const typeText = ({ protocol, from, to }: RuleSpec): string => typeOfTraffic(protocol, from, to).label

const protocols: Record<string, string> = {
  tcp: 'TCP',
  udp: 'UDP',
  icmp: 'ICMP',
  icmpv6: 'IPv6 ICMP',
  '-1': 'All',
}

export const protocolText = (protocol: string): string => protocols[protocol] ?? protocol

/** The kinds of message that can be asked for by name. */
const icmpTypes: Record<string, readonly [type: number, name: string][]> = {
  icmp: [
    [-1, 'All'],
    [0, 'Echo Reply'],
    [3, 'Destination Unreachable'],
    [5, 'Redirect Message'],
    [8, 'Echo Request'],
    [9, 'Router Advertisement'],
    [10, 'Router Solicitation'],
    [11, 'Time Exceeded'],
  ],
  icmpv6: [
    [-1, 'All'],
    [1, 'Destination Unreachable'],
    [2, 'Packet Too Big'],
    [3, 'Time Exceeded'],
    [128, 'Echo Request'],
    [129, 'Echo Reply'],
  ],
}

const icmpName = (protocol: string, type: number): string =>
  icmpTypes[protocol]?.find(([number]) => number === type)?.[1] ?? `Type ${type}`

/** What the form offers, with the type that a rule has already. */
export const icmpOptions = (protocol: string, has: number): { value: string; label: string }[] => {
  const types = (icmpTypes[protocol] ?? []).map(([type]) => type)
  return [...types, ...(types.includes(has) ? [] : [has])].map((type) => ({
    value: String(type),
    label: icmpName(protocol, type),
  }))
}

export const portText = ({ protocol, from, to }: RuleSpec): string => {
  if (from === -1) return 'All'
  if (protocol.startsWith('icmp')) {
    const name = icmpName(protocol, from)
    return to === -1 ? name : `${name}, code ${to}`
  }
  return from === to ? String(from) : `${from} - ${to}`
}

export const ipVersionText = ({ peer }: RuleSpec): string =>
  ({ ipv4: 'IPv4', ipv6: 'IPv6', group: '–' })[peerKind(peer)]

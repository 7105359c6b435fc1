import type { CreateNetworkAclEntryRequest } from '@aws-sdk/client-ec2'
import { AwsError, type Transaction } from '../../../kernel/index.ts'
import { canonicalIpv6Cidr } from '../../../network/ipv6.ts'
import { lastRule } from '../../../network/acls.ts'
import { invalidCombination, invalidParameter, missingParameter } from '../errors.ts'
import { canonicalCidr } from './cidr.ts'
import { findNetworkAcl } from './network-acls.ts'
import type { NetworkAclEntryRecord, NetworkAclRecord } from './records.ts'

type Place = Pick<CreateNetworkAclEntryRequest, 'RuleNumber' | 'Egress'> & {
  NetworkAclId?: string | undefined
}

/** The ACL that a call about a rule names, and the rule if it is there. */
export const entryPlace = (tx: Transaction, { NetworkAclId, RuleNumber, Egress }: Place) => {
  if (!NetworkAclId) throw missingParameter('networkAclId')
  if (RuleNumber === undefined) throw missingParameter('ruleNumber')
  if (Egress === undefined) throw missingParameter('egress')
  if (RuleNumber < 1 || RuleNumber >= lastRule)
    throw invalidParameter(
      `Value (${RuleNumber}) for parameter ruleNumber is invalid. Must be between 1 and ${lastRule - 1}.`,
    )
  const acl = findNetworkAcl(tx, NetworkAclId)
  const entry = acl.entries.find((each) => each.RuleNumber === RuleNumber && each.Egress === Egress)
  return { acl, entry, RuleNumber, Egress }
}

export const entryNotFound = ({ RuleNumber, Egress }: { RuleNumber: number; Egress: boolean }) =>
  new AwsError(
    'InvalidNetworkAclEntry.NotFound',
    `no ${Egress ? 'egress' : 'ingress'} entry with number ${RuleNumber}`,
  )

export const putEntries = (
  tx: Transaction,
  acl: NetworkAclRecord,
  entries: readonly NetworkAclEntryRecord[],
) => tx.put('ec2.network-acl', acl.NetworkAclId, { ...acl, entries })

const protocolNumbers: Readonly<Record<string, string>> = {
  all: '-1',
  icmp: '1',
  tcp: '6',
  udp: '17',
  icmpv6: '58',
}

/** A rule as the call says it; ports are for TCP and UDP, types for ICMP, and any other protocol has neither. */
export const newEntry = (
  request: CreateNetworkAclEntryRequest,
  { RuleNumber, Egress }: { RuleNumber: number; Egress: boolean },
): NetworkAclEntryRecord => {
  const { RuleAction } = request
  if (!request.Protocol) throw missingParameter('protocol')
  if (!RuleAction) throw missingParameter('ruleAction')
  if (RuleAction !== 'allow' && RuleAction !== 'deny')
    throw invalidParameter(`Invalid value '${String(RuleAction)}' for ruleAction.`)
  const Protocol = protocolOf(request.Protocol)
  return { RuleNumber, Egress, Protocol, RuleAction, ...blockOf(request), ...trafficOf(Protocol, request) }
}

const protocolOf = (asked: string): string => {
  const protocol = protocolNumbers[asked.toLowerCase()] ?? asked
  if (protocol !== '-1' && !(/^\d{1,3}$/.test(protocol) && Number(protocol) < 256))
    throw invalidParameter(`Invalid value '${asked}' for IP protocol. Unknown protocol.`)
  return protocol
}

const blockOf = ({ CidrBlock, Ipv6CidrBlock }: CreateNetworkAclEntryRequest) => {
  if (CidrBlock && Ipv6CidrBlock)
    throw invalidCombination('The parameter cidrBlock cannot be used with the parameter ipv6CidrBlock')
  if (CidrBlock) return { CidrBlock: canonicalCidr(CidrBlock, 'cidrBlock') }
  if (!Ipv6CidrBlock) throw missingParameter('cidrBlock')
  const block = canonicalIpv6Cidr(Ipv6CidrBlock)
  if (!block) throw invalidParameter(`CIDR block ${Ipv6CidrBlock} is malformed`)
  return { Ipv6CidrBlock: block }
}

const trafficOf = (protocol: string, { PortRange, IcmpTypeCode }: CreateNetworkAclEntryRequest) => {
  if (protocol === '1' || protocol === '58') {
    if (IcmpTypeCode?.Type === undefined) throw missingParameter('icmpTypeCode.type')
    return { IcmpTypeCode: { Type: IcmpTypeCode.Type, Code: IcmpTypeCode.Code ?? -1 } }
  }
  if (protocol !== '6' && protocol !== '17') return {}
  const { From, To } = PortRange ?? {}
  if (From === undefined || To === undefined)
    throw invalidParameter("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.")
  if (From < 0 || To > 65_535 || From > To)
    throw invalidParameter(`Invalid TCP/UDP port range (${From}:${To})`)
  return { PortRange: { From, To } }
}

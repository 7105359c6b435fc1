import type { IpPermission } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { formatCidr, parseCidr } from '../../../network/ipv4.ts'
import { canonicalIpv6Cidr } from '../../../network/ipv6.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { groupById, groupNamed, groupNotFound, groupNotInVpc } from './find-group.ts'
import type { SecurityGroupRecord, SecurityGroupRuleRecord } from './records.ts'

/** A rule as it is asked for: one protocol, one range of ports, one peer. */
export type RuleSpecification = Omit<
  SecurityGroupRuleRecord,
  'SecurityGroupRuleId' | 'GroupId' | 'IsEgress' | 'Tags'
>

export interface PermissionsRequest {
  IpPermissions?: IpPermission[] | undefined
  IpProtocol?: string | undefined
  FromPort?: number | undefined
  ToPort?: number | undefined
  CidrIp?: string | undefined
  SourceSecurityGroupName?: string | undefined
}

/** The rules that a request spells, one per peer. */
export const rulesOf = (
  tx: Transaction,
  group: SecurityGroupRecord,
  request: PermissionsRequest,
): RuleSpecification[] => {
  const permissions = request.IpPermissions?.length ? request.IpPermissions : [fromTopLevel(request)]
  const rules = permissions.flatMap((permission) => rulesOfOne(tx, group, permission))
  const keys = rules.map(ruleKey)
  if (new Set(keys).size < keys.length)
    throw invalidParameter('The same permission must not appear multiple times')
  return rules
}

/** The older form of the request: one rule, in members of its own. */
const fromTopLevel = (request: PermissionsRequest): IpPermission => {
  if (request.IpProtocol === undefined && !request.SourceSecurityGroupName)
    throw missingParameter('ipPermissions')
  const { SourceSecurityGroupName, CidrIp } = request
  return {
    IpProtocol: request.IpProtocol ?? '-1',
    FromPort: request.FromPort,
    ToPort: request.ToPort,
    ...(CidrIp && { IpRanges: [{ CidrIp }] }),
    ...(SourceSecurityGroupName && { UserIdGroupPairs: [{ GroupName: SourceSecurityGroupName }] }),
  }
}

const rulesOfOne = (tx: Transaction, group: SecurityGroupRecord, permission: IpPermission) => {
  const traffic = trafficOf(permission)
  const described = (Description: string | undefined) => {
    if (Description === undefined) return {}
    checkDescription(Description)
    return { Description }
  }
  const rules: RuleSpecification[] = [
    ...(permission.IpRanges ?? []).map((range) => ({
      ...traffic,
      CidrIpv4: ipv4Block(range.CidrIp ?? ''),
      ...described(range.Description),
    })),
    ...(permission.Ipv6Ranges ?? []).map((range) => ({
      ...traffic,
      CidrIpv6: canonicalIpv6Cidr(range.CidrIpv6 ?? '') ?? malformed(range.CidrIpv6 ?? ''),
      ...described(range.Description),
    })),
    ...(permission.PrefixListIds ?? []).map((list): RuleSpecification => {
      throw new AwsError(
        'InvalidPrefixListId.NotFound',
        `The prefix list ID '${list.PrefixListId}' does not exist`,
      )
    }),
    ...(permission.UserIdGroupPairs ?? []).map((pair) => ({
      ...traffic,
      ReferencedGroupId: referencedGroup(tx, group, pair),
      ...described(pair.Description),
    })),
  ]
  if (rules.length === 0) throw missingParameter('ipRanges')
  return rules
}

const referencedGroup = (
  tx: Transaction,
  group: SecurityGroupRecord,
  { GroupId, GroupName }: { GroupId?: string | undefined; GroupName?: string | undefined },
): string => {
  // A well-formed id that names no group is "not found", even one of zeros (errors.json).
  const named = GroupId
    ? (tx.get('ec2.security-group', GroupId) ??
      (/^sg-0+$/.test(GroupId) ? undefined : groupById(tx, GroupId)))
    : (groupNamed(tx, group.VpcId, GroupName ?? '') ?? fail(notInVpc(tx, group.VpcId, GroupName ?? '')))
  if (!named) throw groupNotFound(GroupId ?? '')
  if (named.VpcId !== group.VpcId)
    throw new AwsError(
      'InvalidGroup.NotFound',
      'You have specified two resources that belong to different networks.',
    )
  return named.GroupId
}

const notInVpc = (tx: Transaction, vpcId: string, name: string) =>
  groupNotInVpc(name, vpcId, tx.get('ec2.vpc', vpcId)?.IsDefault ?? false)

const ipv4Block = (text: string): string => {
  const cidr = parseCidr(text)
  return cidr ? formatCidr(cidr) : malformed(text)
}

const malformed = (block: string): never => {
  throw invalidParameter(`CIDR block ${block} is malformed`)
}

const protocolNames: Record<string, string> = {
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'icmpv6',
  all: '-1',
}
const named = new Set(['tcp', 'udp', 'icmp', 'icmpv6', '-1'])

const trafficOf = ({ IpProtocol = '', FromPort, ToPort }: IpPermission) => {
  const asked = IpProtocol.toLowerCase()
  const protocol = protocolNames[asked] ?? asked
  if (!named.has(protocol) && !(/^\d{1,3}$/.test(protocol) && Number(protocol) < 256))
    throw invalidParameter(`Invalid value '${IpProtocol}' for IP protocol. Unknown protocol.`)
  if (protocol === 'icmp' || protocol === 'icmpv6')
    return { IpProtocol: protocol, FromPort: FromPort ?? -1, ToPort: ToPort ?? -1 }
  if (protocol !== 'tcp' && protocol !== 'udp') return { IpProtocol: protocol, FromPort: -1, ToPort: -1 }
  if (FromPort === undefined || ToPort === undefined)
    throw invalidParameter("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.")
  if (FromPort < 0 || ToPort > 65_535 || FromPort > ToPort)
    throw invalidParameter(`Invalid TCP/UDP port range (${FromPort}:${ToPort})`)
  return { IpProtocol: protocol, FromPort, ToPort }
}

const validText = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]*$/

export const checkDescription = (text: string) => {
  if (text.length > 255 || !validText.test(text))
    throw invalidParameter(
      'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
    )
}

const peerOf = (rule: RuleSpecification) =>
  rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupId ?? ''

/** What makes two rules the same: descriptions and tags do not count. */
export const ruleKey = (rule: RuleSpecification) =>
  [rule.IpProtocol, rule.FromPort, rule.ToPort, peerOf(rule)].join(' ')

/** As AWS's errors write a rule: `peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW`. */
export const ruleInWords = (rule: RuleSpecification): string => {
  const any = (value: number) => (value === -1 ? 'ALL' : value)
  const { IpProtocol, FromPort, ToPort } = rule
  const traffic =
    IpProtocol === 'tcp' || IpProtocol === 'udp'
      ? `${IpProtocol.toUpperCase()}, from port: ${FromPort}, to port: ${ToPort}`
      : IpProtocol.startsWith('icmp')
        ? `${IpProtocol.toUpperCase()}, type: ${any(FromPort)}, code: ${any(ToPort)}`
        : IpProtocol === '-1'
          ? 'ALL'
          : IpProtocol
  return `peer: ${peerOf(rule)}, ${traffic}, ALLOW`
}

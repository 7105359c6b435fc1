import type { Tags } from '../tags.ts'

export interface SecurityGroupRecord {
  GroupId: string
  GroupName: string
  Description: string
  VpcId: string
  Tags: Tags
}

/** Exactly one of the peers is there. */
export interface SecurityGroupRuleRecord {
  SecurityGroupRuleId: string
  GroupId: string
  IsEgress: boolean
  /** tcp, udp, icmp, icmpv6, a number, or -1 for all. */
  IpProtocol: string
  /** -1: all. For ICMP the type and the code. */
  FromPort: number
  ToPort: number
  CidrIpv4?: string
  CidrIpv6?: string
  PrefixListId?: string
  ReferencedGroupId?: string
  Description?: string
  Tags: Tags
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.security-group': SecurityGroupRecord
    'ec2.security-group-rule': SecurityGroupRuleRecord
  }
}

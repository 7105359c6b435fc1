import type { NetworkAcl, NetworkAclEntry } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { byRuleNumber, lastRule } from '../../../network/acls.ts'
import type { NetworkAclEntryRecord, NetworkAclRecord, SubnetRecord } from './records.ts'

const everything = { CidrBlock: '0.0.0.0/0', Protocol: '-1' }

/** A default ACL lets everything through, until it is changed. */
export const openEntries: readonly NetworkAclEntryRecord[] = [true, false].map((Egress) => ({
  ...everything,
  Egress,
  RuleAction: 'allow',
  RuleNumber: 100,
}))

export const findNetworkAcl = (tx: Transaction, id: string): NetworkAclRecord =>
  tx.get('ec2.network-acl', id) ??
  fail(new AwsError('InvalidNetworkAclID.NotFound', `The networkAcl ID '${id}' does not exist`))

export const defaultAclOf = (tx: Transaction, VpcId: string): NetworkAclRecord =>
  tx.list('ec2.network-acl').find((acl) => acl.VpcId === VpcId && acl.IsDefault)!

export const subnetsOf = (tx: Transaction, { NetworkAclId }: NetworkAclRecord): SubnetRecord[] =>
  tx.list('ec2.subnet').filter((subnet) => subnet.NetworkAclId === NetworkAclId)

/** Outbound rules come first; the last of each direction, which nobody can change, refuses what is left. */
const describeEntries = ({ entries }: NetworkAclRecord): NetworkAclEntry[] =>
  [true, false].flatMap((Egress) => [
    ...entries.filter((entry) => entry.Egress === Egress).toSorted(byRuleNumber),
    { ...everything, Egress, RuleAction: 'deny' as const, RuleNumber: lastRule },
  ])

export const describeNetworkAcl = (tx: Transaction, acl: NetworkAclRecord): NetworkAcl => ({
  Associations: subnetsOf(tx, acl).map(({ AclAssociationId, NetworkAclId, SubnetId }) => ({
    NetworkAclAssociationId: AclAssociationId,
    NetworkAclId,
    SubnetId,
  })),
  Entries: describeEntries(acl),
  IsDefault: acl.IsDefault,
  NetworkAclId: acl.NetworkAclId,
  Tags: [...acl.Tags],
  VpcId: acl.VpcId,
  OwnerId: tx.scope.account,
})

import type { NetworkAcl, NetworkAclEntry } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { byMember, filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import type { NetworkAclRecord } from '../vpc/records.ts'

const notFound = (id: string) =>
  new AwsError('InvalidNetworkAclID.NotFound', `The networkAcl ID '${id}' does not exist`)

/** Everything may pass; the last entry, which is there always, would refuse what the first left over. */
const entries = [true, false].flatMap((Egress): NetworkAclEntry[] => {
  const entry = { CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1' }
  return [
    { ...entry, RuleAction: 'allow', RuleNumber: 100 },
    { ...entry, RuleAction: 'deny', RuleNumber: 32_767 },
  ]
})

const describe = (tx: Transaction, { NetworkAclId, VpcId, Tags }: NetworkAclRecord): NetworkAcl => ({
  Associations: tx
    .list('ec2.subnet')
    .filter((subnet) => subnet.VpcId === VpcId)
    .map(({ AclAssociationId, SubnetId }) => ({
      NetworkAclAssociationId: AclAssociationId,
      NetworkAclId,
      SubnetId,
    })),
  Entries: entries,
  IsDefault: true,
  NetworkAclId,
  Tags: [...Tags],
  VpcId,
  OwnerId: tx.scope.account,
})

export const describeNetworkAcls = operation('DescribeNetworkAcls', {
  decide({ NetworkAclIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = NetworkAclIds.length > 0
    const asked = given
      ? NetworkAclIds.map((id) => tx.get('ec2.network-acl', id) ?? fail(notFound(id)))
      : tx.list('ec2.network-acl')
    const found = filterBy(
      asked.map((acl) => describe(tx, acl)),
      Filters,
      {
        ...byMember(
          [
            'entry.cidr',
            'entry.icmp.code',
            'entry.icmp.type',
            'entry.ipv6-cidr',
            'entry.port-range.from',
            'entry.port-range.to',
            'entry.protocol',
            'entry.rule-action',
            'entry.egress',
            'entry.rule-number',
          ],
          { entry: 'Entries', cidr: 'CidrBlock', 'ipv6-cidr': 'Ipv6CidrBlock', icmp: 'IcmpTypeCode' },
        ),
        'association.association-id': (acl) => acl.Associations!.map((each) => each.NetworkAclAssociationId),
        'association.network-acl-id': (acl) => acl.Associations!.map((each) => each.NetworkAclId),
        'association.subnet-id': (acl) => acl.Associations!.map((each) => each.SubnetId),
        default: (acl) => acl.IsDefault,
        'network-acl-id': (acl) => acl.NetworkAclId,
        'owner-id': (acl) => acl.OwnerId,
        'vpc-id': (acl) => acl.VpcId,
      },
    )
    const { page, ...more } = paginate(found, {
      idOf: (acl) => acl.NetworkAclId!,
      MaxResults,
      NextToken,
      ids: { name: 'networkAclIdSet', given },
    })
    return { NetworkAcls: page, ...more }
  },
})

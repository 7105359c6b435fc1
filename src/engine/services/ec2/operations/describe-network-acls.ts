import { byMember, filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeNetworkAcl, findNetworkAcl } from '../vpc/network-acls.ts'

export const describeNetworkAcls = operation('DescribeNetworkAcls', {
  decide({ NetworkAclIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = NetworkAclIds.length > 0
    const asked = given ? NetworkAclIds.map((id) => findNetworkAcl(tx, id)) : tx.list('ec2.network-acl')
    const found = filterBy(
      asked.map((acl) => describeNetworkAcl(tx, acl)),
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

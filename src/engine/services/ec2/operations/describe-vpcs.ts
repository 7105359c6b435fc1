import { byMember, filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeVpc } from '../vpc/describe-vpc.ts'
import { findVpc } from '../vpc/find-subnet.ts'

export const describeVpcs = operation('DescribeVpcs', {
  decide({ VpcIds = [], Filters, MaxResults, NextToken }, { tx, account }) {
    const given = VpcIds.length > 0
    const asked = given ? [...new Set(VpcIds)].map((id) => findVpc(tx, id)) : tx.list('ec2.vpc')
    const found = filterBy(
      asked.map((vpc) => describeVpc(vpc, account)),
      Filters,
      {
        ...byMember(
          [
            'cidr-block-association.association-id',
            'ipv6-cidr-block-association.ipv6-cidr-block',
            'ipv6-cidr-block-association.ipv6-pool',
            'ipv6-cidr-block-association.association-id',
            'ipv6-cidr-block-association.state',
          ],
          {
            'cidr-block-association': 'CidrBlockAssociationSet',
            'ipv6-cidr-block-association': 'Ipv6CidrBlockAssociationSet',
          },
        ),
        'cidr-block-association.state': (vpc) =>
          vpc.CidrBlockAssociationSet!.map((each) => each.CidrBlockState?.State),
        cidr: (vpc) => vpc.CidrBlock,
        'cidr-block-association.cidr-block': (vpc) => vpc.CidrBlock,
        'dhcp-options-id': (vpc) => vpc.DhcpOptionsId,
        'is-default': (vpc) => vpc.IsDefault,
        isDefault: (vpc) => vpc.IsDefault,
        'owner-id': (vpc) => vpc.OwnerId,
        state: (vpc) => vpc.State,
        'vpc-id': (vpc) => vpc.VpcId,
      },
    )
    const { page, ...more } = paginate(found, {
      idOf: (vpc) => vpc.VpcId!,
      MaxResults,
      NextToken,
      ids: { name: 'vpcSet', given },
    })
    return { Vpcs: page, ...more }
  },
})

import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeNatGateway, findNatGateway } from '../vpc/nat-gateways.ts'

export const describeNatGateways = operation('DescribeNatGateways', {
  decide({ NatGatewayIds = [], Filter, MaxResults, NextToken }, { tx }) {
    const given = NatGatewayIds.length > 0
    const asked = given ? NatGatewayIds.map((id) => findNatGateway(tx, id)) : tx.list('ec2.nat-gateway')
    const found = filterBy(asked.map(describeNatGateway), Filter, {
      'nat-gateway-id': (gateway) => gateway.NatGatewayId,
      state: (gateway) => gateway.State,
      'subnet-id': (gateway) => gateway.SubnetId,
      'vpc-id': (gateway) => gateway.VpcId,
    })
    const { page, ...more } = paginate(found, {
      idOf: (gateway) => gateway.NatGatewayId!,
      MaxResults,
      NextToken,
      ids: { name: 'natGatewayIdSet', given },
    })
    return { NatGateways: page, ...more }
  },
})

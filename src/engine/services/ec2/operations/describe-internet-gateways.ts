import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeInternetGateway, findInternetGateway } from '../vpc/internet-gateways.ts'

export const describeInternetGateways = operation('DescribeInternetGateways', {
  decide({ InternetGatewayIds = [], Filters, MaxResults, NextToken }, { tx, account }) {
    const given = InternetGatewayIds.length > 0
    const asked = given
      ? InternetGatewayIds.map((id) => findInternetGateway(tx, id))
      : tx.list('ec2.internet-gateway')
    const found = filterBy(
      asked.map((gateway) => describeInternetGateway(gateway, account)),
      Filters,
      {
        'attachment.state': (gateway) => gateway.Attachments!.map((each) => each.State),
        'attachment.vpc-id': (gateway) => gateway.Attachments!.map((each) => each.VpcId),
        'internet-gateway-id': (gateway) => gateway.InternetGatewayId,
        'owner-id': (gateway) => gateway.OwnerId,
      },
    )
    const { page, ...more } = paginate(found, {
      idOf: (gateway) => gateway.InternetGatewayId!,
      MaxResults,
      NextToken,
      ids: { name: 'internetGatewaySet', given },
    })
    return { InternetGateways: page, ...more }
  },
})

import { byMember, filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeRouteTable, findRouteTable } from '../vpc/route-tables.ts'

export const describeRouteTables = operation('DescribeRouteTables', {
  decide({ RouteTableIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = RouteTableIds.length > 0
    const asked = given ? RouteTableIds.map((id) => findRouteTable(tx, id)) : tx.list('ec2.route-table')
    const found = filterBy(
      asked.map((table) => describeRouteTable(tx, table)),
      Filters,
      {
        ...byMember(
          [
            'route.destination-ipv6-cidr-block',
            'route.destination-prefix-list-id',
            'route.egress-only-internet-gateway-id',
            'route.instance-id',
            'route.transit-gateway-id',
            'route.vpc-peering-connection-id',
          ],
          { route: 'Routes' },
        ),
        'association.gateway-id': (table) => table.Associations!.map((each) => each.GatewayId),
        'association.main': (table) => table.Associations!.map((each) => each.Main),
        'association.route-table-association-id': (table) =>
          table.Associations!.map((each) => each.RouteTableAssociationId),
        'association.route-table-id': (table) => table.Associations!.map((each) => each.RouteTableId),
        'association.subnet-id': (table) => table.Associations!.map((each) => each.SubnetId),
        'owner-id': (table) => table.OwnerId,
        'route-table-id': (table) => table.RouteTableId,
        'route.destination-cidr-block': (table) => table.Routes!.map((each) => each.DestinationCidrBlock),
        'route.gateway-id': (table) => table.Routes!.map((each) => each.GatewayId),
        'route.nat-gateway-id': (table) => table.Routes!.map((each) => each.NatGatewayId),
        'route.origin': (table) => table.Routes!.map((each) => each.Origin),
        'route.state': (table) => table.Routes!.map((each) => each.State),
        'vpc-id': (table) => table.VpcId,
      },
    )
    const { page, ...more } = paginate(found, {
      idOf: (table) => table.RouteTableId!,
      MaxResults,
      NextToken,
      ids: { name: 'routeTableIdSet', given },
      most: 100,
    })
    return { RouteTables: page, ...more }
  },
})

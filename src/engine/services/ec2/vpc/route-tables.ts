import type { Route, RouteTable } from '@aws-sdk/client-ec2'
import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { isLive } from '../../../network/routes.ts'
import type { RouteRecord, RouteTableRecord } from './records.ts'

export const findRouteTable = (tx: Transaction, id: string): RouteTableRecord =>
  tx.get('ec2.route-table', id) ??
  fail(new AwsError('InvalidRouteTableID.NotFound', `The routeTable ID '${id}' does not exist`))

/** The table that has an association, and the association. */
export const findAssociation = (tx: Transaction, id: string) => {
  for (const table of tx.list('ec2.route-table')) {
    const association = table.associations.find((each) => each.RouteTableAssociationId === id)
    if (association) return { table, association }
  }
  throw new AwsError('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`)
}

export const withoutAssociation = (table: RouteTableRecord, id: string): RouteTableRecord => ({
  ...table,
  associations: table.associations.filter((each) => each.RouteTableAssociationId !== id),
})

export const describeRouteTable = (tx: Transaction, table: RouteTableRecord): RouteTable => ({
  Associations: table.associations.map(({ RouteTableAssociationId, SubnetId }) => ({
    Main: SubnetId === undefined,
    RouteTableAssociationId,
    RouteTableId: table.RouteTableId,
    ...(SubnetId !== undefined && { SubnetId }),
    AssociationState: { State: 'associated' },
  })),
  PropagatingVgws: [],
  RouteTableId: table.RouteTableId,
  Routes: table.routes.map((route) => describeRoute(tx, table, route)),
  Tags: [...table.Tags],
  VpcId: table.VpcId,
  OwnerId: tx.scope.account,
})

const describeRoute = (
  tx: Transaction,
  { VpcId }: RouteTableRecord,
  { DestinationCidrBlock, target }: RouteRecord,
): Route => ({
  DestinationCidrBlock,
  ...(target.startsWith('nat-') ? { NatGatewayId: target } : { GatewayId: target }),
  Origin: target === 'local' ? 'CreateRouteTable' : 'CreateRoute',
  State: isLive(tx, VpcId, target) ? 'active' : 'blackhole',
})

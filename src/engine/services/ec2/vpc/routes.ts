import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { canonicalCidr } from './cidr.ts'
import type { RouteRecord, RouteTableRecord } from './records.ts'
import { findRouteTable } from './route-tables.ts'

interface RouteRequest {
  RouteTableId?: string | undefined
  DestinationCidrBlock?: string | undefined
  DestinationIpv6CidrBlock?: string | undefined
  DestinationPrefixListId?: string | undefined
}

interface TargetRequest extends RouteRequest {
  GatewayId?: string | undefined
  NatGatewayId?: string | undefined
}

/** The table and the destination that a call about a route names. */
export const placeOf = (tx: Transaction, request: RouteRequest) => {
  if (!request.RouteTableId) throw missingParameter('routeTableId')
  if (request.DestinationIpv6CidrBlock || request.DestinationPrefixListId)
    throw new AwsError('UnsupportedOperation', 'Sandcloud routes to IPv4 blocks only.')
  if (!request.DestinationCidrBlock) throw missingParameter('destinationCidrBlock')
  return {
    table: findRouteTable(tx, request.RouteTableId),
    destination: canonicalCidr(request.DestinationCidrBlock, 'destinationCidrBlock'),
  }
}

/** The target of a route: a gateway of the table's VPC. */
export const targetOf = (
  tx: Transaction,
  { RouteTableId, VpcId }: RouteTableRecord,
  request: TargetRequest,
) => {
  const { GatewayId, NatGatewayId } = request
  if (NatGatewayId) {
    const gateway = tx.get('ec2.nat-gateway', NatGatewayId)
    if (!gateway || gateway.State === 'deleted' || gateway.State === 'failed')
      throw new AwsError('InvalidNatGatewayID.NotFound', `The natGateway ID '${NatGatewayId}' does not exist`)
    if (gateway.VpcId !== VpcId) throw otherNetwork(RouteTableId, NatGatewayId)
    return NatGatewayId
  }
  if (!GatewayId)
    throw new AwsError(
      'UnsupportedOperation',
      'Sandcloud routes to internet gateways (GatewayId) and NAT gateways (NatGatewayId).',
    )
  const gateway =
    tx.get('ec2.internet-gateway', GatewayId) ??
    fail(new AwsError('InvalidGatewayID.NotFound', `The gateway ID '${GatewayId}' does not exist`))
  if (gateway.VpcId !== VpcId) throw otherNetwork(RouteTableId, GatewayId)
  return GatewayId
}

const otherNetwork = (tableId: string, gatewayId: string) =>
  invalidParameter(`route table ${tableId} and network gateway ${gatewayId} belong to different networks`)

export const routeThere = ({ routes }: RouteTableRecord, destination: string): RouteRecord | undefined =>
  routes.find((route) => route.DestinationCidrBlock === destination)

export const putRoutes = (tx: Transaction, table: RouteTableRecord, routes: readonly RouteRecord[]) =>
  tx.put('ec2.route-table', table.RouteTableId, { ...table, routes })

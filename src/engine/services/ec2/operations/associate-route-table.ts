import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import { findRouteTable } from '../vpc/route-tables.ts'

const conflict = (tableId: string) =>
  new AwsError(
    'Resource.AlreadyAssociated',
    `the specified association for route table ${tableId} conflicts with an existing association`,
  )

export const associateRouteTable = operation('AssociateRouteTable', {
  decide(request, { tx, newId }) {
    if (!request.RouteTableId) throw missingParameter('routeTableId')
    if (request.GatewayId)
      throw new AwsError('UnsupportedOperation', 'Sandcloud associates route tables with subnets only.')
    if (!request.SubnetId) throw missingParameter('subnetId')
    const table = findRouteTable(tx, request.RouteTableId)
    const { SubnetId, VpcId } = findSubnet(tx, request.SubnetId)
    if (table.VpcId !== VpcId)
      throw invalidParameter(
        `Route table ${table.RouteTableId} and subnet ${SubnetId} belong to different networks`,
      )
    const AssociationState = { State: 'associated' as const }
    const ofSubnet = table.associations.find((each) => each.SubnetId === SubnetId)
    if (ofSubnet) return { AssociationId: ofSubnet.RouteTableAssociationId, AssociationState }
    const taken = tx
      .list('ec2.route-table')
      .some(({ associations }) => associations.some((each) => each.SubnetId === SubnetId))
    if (taken) throw conflict(table.RouteTableId)
    const RouteTableAssociationId = newId('rtbassoc')
    tx.put('ec2.route-table', table.RouteTableId, {
      ...table,
      associations: [...table.associations, { RouteTableAssociationId, SubnetId }],
    })
    return { AssociationId: RouteTableAssociationId, AssociationState }
  },
})

import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findAssociation, findRouteTable, withoutAssociation } from '../vpc/route-tables.ts'

/** Gives a subnet another table, or the VPC another main one, under a new association. */
export const replaceRouteTableAssociation = operation('ReplaceRouteTableAssociation', {
  decide({ AssociationId, RouteTableId }, { tx, newId }) {
    if (!AssociationId) throw missingParameter('associationId')
    if (!RouteTableId) throw missingParameter('routeTableId')
    const { table, association } = findAssociation(tx, AssociationId)
    const { VpcId } = findRouteTable(tx, RouteTableId)
    if (VpcId !== table.VpcId)
      throw invalidParameter(
        `Route table ${RouteTableId} and route table ${table.RouteTableId} belong to different networks`,
      )
    tx.put('ec2.route-table', table.RouteTableId, withoutAssociation(table, AssociationId))
    const moved = { ...association, RouteTableAssociationId: newId('rtbassoc') }
    const other = findRouteTable(tx, RouteTableId)
    tx.put('ec2.route-table', RouteTableId, { ...other, associations: [...other.associations, moved] })
    return {
      NewAssociationId: moved.RouteTableAssociationId,
      AssociationState: { State: 'associated' as const },
    }
  },
})

import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findAssociation, withoutAssociation } from '../vpc/route-tables.ts'

/** The subnet goes by the main table again. */
export const disassociateRouteTable = operation('DisassociateRouteTable', {
  decide({ AssociationId }, { tx }) {
    if (!AssociationId) throw missingParameter('associationId')
    const { table, association } = findAssociation(tx, AssociationId)
    if (association.SubnetId === undefined)
      throw invalidParameter(`cannot disassociate the main route table association ${AssociationId}`)
    tx.put('ec2.route-table', table.RouteTableId, withoutAssociation(table, AssociationId))
    return {}
  },
})

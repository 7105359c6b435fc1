import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { hasDependencies } from '../vpc/dependents.ts'
import { findRouteTable } from '../vpc/route-tables.ts'

export const deleteRouteTable = operation('DeleteRouteTable', {
  decide({ RouteTableId }, { tx }) {
    if (!RouteTableId) throw missingParameter('routeTableId')
    if (findRouteTable(tx, RouteTableId).associations.length > 0)
      throw hasDependencies('routeTable', RouteTableId)
    tx.delete('ec2.route-table', RouteTableId)
    return {}
  },
})

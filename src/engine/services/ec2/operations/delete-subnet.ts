import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { hasDependencies } from '../vpc/dependents.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import { withoutAssociation } from '../vpc/route-tables.ts'

/** Its association with a route table ends with it. */
export const deleteSubnet = operation('DeleteSubnet', {
  decide({ SubnetId: id }, { tx }) {
    if (!id) throw missingParameter('subnetId')
    const { SubnetId } = findSubnet(tx, id)
    if (tx.list('ec2.network-interface').some((eni) => eni.SubnetId === SubnetId))
      throw hasDependencies('subnet', SubnetId)
    for (const table of tx.list('ec2.route-table'))
      for (const each of table.associations)
        if (each.SubnetId === SubnetId)
          tx.put(
            'ec2.route-table',
            table.RouteTableId,
            withoutAssociation(table, each.RouteTableAssociationId),
          )
    tx.delete('ec2.subnet', SubnetId)
    return {}
  },
})

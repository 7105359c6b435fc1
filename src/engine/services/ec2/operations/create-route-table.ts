import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { findVpc } from '../vpc/find-subnet.ts'
import type { RouteTableRecord } from '../vpc/records.ts'
import { describeRouteTable } from '../vpc/route-tables.ts'

export const createRouteTable = operation('CreateRouteTable', {
  decide({ VpcId: id, TagSpecifications }, { tx, newId }) {
    if (!id) throw missingParameter('vpcId')
    const { VpcId, CidrBlock } = findVpc(tx, id)
    const table: RouteTableRecord = {
      RouteTableId: newId('rtb'),
      VpcId,
      associations: [],
      routes: [{ DestinationCidrBlock: CidrBlock, target: 'local' }],
      Tags: tagsFor('route-table', TagSpecifications),
    }
    tx.put('ec2.route-table', table.RouteTableId, table)
    return { RouteTable: describeRouteTable(tx, table) }
  },
})

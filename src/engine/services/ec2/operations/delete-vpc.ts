import type { Transaction } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { rulesOfGroup } from '../security-groups/describe.ts'
import { hasDependencies } from '../vpc/dependents.ts'
import { findVpc } from '../vpc/find-subnet.ts'

/** What AWS made along with the VPC goes along with it; anything else holds it. */
export const deleteVpc = operation('DeleteVpc', {
  decide({ VpcId: id }, { tx }) {
    if (!id) throw missingParameter('vpcId')
    const { VpcId } = findVpc(tx, id)
    const inIt = (record: { VpcId?: string }) => record.VpcId === VpcId
    const tables = tx.list('ec2.route-table').filter(inIt)
    const acls = tx.list('ec2.network-acl').filter(inIt)
    const groups = tx.list('ec2.security-group').filter(inIt)
    if (
      tx.list('ec2.subnet').some(inIt) ||
      tx.list('ec2.internet-gateway').some(inIt) ||
      tables.length > 1 ||
      acls.length > 1 ||
      groups.length > 1
    )
      throw hasDependencies('vpc', VpcId)
    for (const { RouteTableId } of tables) tx.delete('ec2.route-table', RouteTableId)
    for (const { GroupId } of groups) deleteGroup(tx, GroupId)
    for (const { NetworkAclId } of acls) tx.delete('ec2.network-acl', NetworkAclId)
    tx.delete('ec2.vpc', VpcId)
    return {}
  },
})

const deleteGroup = (tx: Transaction, groupId: string) => {
  for (const rule of rulesOfGroup(tx, groupId)) tx.delete('ec2.security-group-rule', rule.SecurityGroupRuleId)
  tx.delete('ec2.security-group', groupId)
}

import { AwsError } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { rulesOfGroup } from '../security-groups/describe.ts'
import { groupById, groupByName } from '../security-groups/find-group.ts'

const cannotDelete = (id: string) =>
  new AwsError('CannotDelete', `the specified group: "${id}" name: "default" cannot be deleted by a user`)

const hasDependents = (id: string) =>
  new AwsError('DependencyViolation', `resource ${id} has a dependent object`)

export const deleteSecurityGroup = operation('DeleteSecurityGroup', {
  decide(request, { tx }) {
    if (!request.GroupId && !request.GroupName) throw missingParameter('groupName or groupId')
    const { GroupId, GroupName } = request.GroupId
      ? groupById(tx, request.GroupId)
      : groupByName(tx, request.GroupName!)
    if (GroupName === 'default') throw cannotDelete(GroupId)
    const used = tx.list('ec2.network-interface').some((eni) => eni.GroupIds.includes(GroupId))
    const referenced = tx
      .list('ec2.security-group-rule')
      .some((rule) => rule.ReferencedGroupId === GroupId && rule.GroupId !== GroupId)
    if (used || referenced) throw hasDependents(GroupId)
    for (const rule of rulesOfGroup(tx, GroupId))
      tx.delete('ec2.security-group-rule', rule.SecurityGroupRuleId)
    tx.delete('ec2.security-group', GroupId)
    return { Return: true, GroupId }
  },
})

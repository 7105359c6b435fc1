import type { IpPermission, SecurityGroupRuleRequest } from '@aws-sdk/client-ec2'
import { fail } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'
import { duplicate, ruleNotFound } from '../security-groups/change-rules.ts'
import { rulesOfGroup } from '../security-groups/describe.ts'
import { groupById } from '../security-groups/find-group.ts'
import { ruleKey, rulesOf } from '../security-groups/permissions.ts'

/** Rules keep their ids and tags, and say something else. */
export const modifySecurityGroupRules = operation('ModifySecurityGroupRules', {
  decide({ GroupId, SecurityGroupRules = [] }, { tx }) {
    if (!GroupId) throw missingParameter('GroupId')
    const group = groupById(tx, GroupId)
    if (SecurityGroupRules.length === 0) throw missingParameter('SecurityGroupRules')
    for (const { SecurityGroupRuleId: id = '', SecurityGroupRule = {} } of SecurityGroupRules) {
      const rules = rulesOfGroup(tx, GroupId)
      const rule = rules.find((each) => each.SecurityGroupRuleId === id) ?? fail(ruleNotFound(id))
      const [specification] = rulesOf(tx, group, { IpPermissions: [permissionOf(SecurityGroupRule)] })
      const { SecurityGroupRuleId, IsEgress, Tags } = rule
      const changed = { SecurityGroupRuleId, GroupId, IsEgress, Tags, ...specification! }
      const twin = rules.find(
        (each) => each !== rule && each.IsEgress === IsEgress && ruleKey(each) === ruleKey(changed),
      )
      if (twin) throw duplicate(changed)
      tx.put('ec2.security-group-rule', SecurityGroupRuleId, changed)
    }
    return { Return: true }
  },
})

const permissionOf = (rule: SecurityGroupRuleRequest): IpPermission => {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description } = rule
  const described = Description === undefined ? {} : { Description }
  return {
    ...omit(rule, 'CidrIpv4', 'CidrIpv6', 'PrefixListId', 'ReferencedGroupId', 'Description'),
    ...(CidrIpv4 && { IpRanges: [{ CidrIp: CidrIpv4, ...described }] }),
    ...(CidrIpv6 && { Ipv6Ranges: [{ CidrIpv6, ...described }] }),
    ...(PrefixListId && { PrefixListIds: [{ PrefixListId, ...described }] }),
    ...(ReferencedGroupId && { UserIdGroupPairs: [{ GroupId: ReferencedGroupId, ...described }] }),
  }
}

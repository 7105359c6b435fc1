import type { SecurityGroupRuleDescription } from '@aws-sdk/client-ec2'
import { type DecideContext, fail } from '../../../kernel/index.ts'
import { invalidCombination, missingParameter } from '../errors.ts'
import { omit } from '../omit.ts'
import { type ChangeRequest, groupOf, permissionNotFound, ruleNotFound } from './change-rules.ts'
import { rulesOfGroup } from './describe.ts'
import { checkDescription, ruleKey, rulesOf } from './permissions.ts'
import type { SecurityGroupRuleRecord } from './records.ts'

interface UpdateRequest extends ChangeRequest {
  SecurityGroupRuleDescriptions?: SecurityGroupRuleDescription[] | undefined
}

/** Rules are named by what they say or by their ids; no description takes away the one that was there. */
export const updateDescriptions = (context: DecideContext, request: UpdateRequest, IsEgress: boolean) => {
  const { tx } = context
  const group = groupOf(context, request)
  const there = rulesOfGroup(tx, group.GroupId).filter((rule) => rule.IsEgress === IsEgress)
  const byId = request.SecurityGroupRuleDescriptions ?? []
  if (byId.length > 0 && request.IpPermissions?.length)
    throw invalidCombination('Either IP permissions or security group rule descriptions may be specified.')
  if (byId.length === 0 && !request.IpPermissions?.length) throw missingParameter('ipPermissions')
  const describe = (rule: SecurityGroupRuleRecord, Description: string | undefined) => {
    if (Description) checkDescription(Description)
    tx.put('ec2.security-group-rule', rule.SecurityGroupRuleId, {
      ...omit(rule, 'Description'),
      ...(Description && { Description }),
    })
  }
  for (const { SecurityGroupRuleId: id = '', Description } of byId)
    describe(there.find((rule) => rule.SecurityGroupRuleId === id) ?? fail(ruleNotFound(id)), Description)
  if (byId.length === 0)
    for (const wanted of rulesOf(tx, group, request)) {
      const rule = there.find((each) => ruleKey(each) === ruleKey(wanted)) ?? fail(permissionNotFound())
      describe(rule, wanted.Description)
    }
  return { Return: true }
}

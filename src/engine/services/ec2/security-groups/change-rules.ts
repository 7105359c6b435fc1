import type { TagSpecification } from '@aws-sdk/client-ec2'
import { AwsError, type DecideContext, fail } from '../../../kernel/index.ts'
import { missingParameter } from '../errors.ts'
import { omit } from '../omit.ts'
import { tagsFor } from '../tags.ts'
import { describeRule, rulesOfGroup } from './describe.ts'
import { groupById, groupByName } from './find-group.ts'
import { type PermissionsRequest, ruleInWords, ruleKey, rulesOf } from './permissions.ts'
import type { SecurityGroupRuleRecord } from './records.ts'

export interface ChangeRequest extends PermissionsRequest {
  GroupId?: string | undefined
  GroupName?: string | undefined
}

interface AuthorizeRequest extends ChangeRequest {
  TagSpecifications?: TagSpecification[] | undefined
}

interface RevokeRequest extends ChangeRequest {
  SecurityGroupRuleIds?: string[] | undefined
}

/** In each direction. */
const ruleLimit = 60

export const duplicate = (rule: SecurityGroupRuleRecord) =>
  new AwsError('InvalidPermission.Duplicate', `the specified rule "${ruleInWords(rule)}" already exists`)

const limitExceeded = () =>
  new AwsError(
    'RulesPerSecurityGroupLimitExceeded',
    'The maximum number of rules per security group has been reached.',
  )

export const permissionNotFound = () =>
  new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.')

export const ruleNotFound = (id: string) =>
  new AwsError('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`)

export const groupOf = ({ tx }: DecideContext, { GroupId, GroupName }: ChangeRequest) => {
  if (GroupId) return groupById(tx, GroupId)
  if (GroupName) return groupByName(tx, GroupName)
  throw missingParameter('groupName or groupId')
}

export const authorize = (context: DecideContext, request: AuthorizeRequest, IsEgress: boolean) => {
  const { tx, newId } = context
  const { GroupId, ...group } = groupOf(context, request)
  const wanted = rulesOf(tx, { GroupId, ...group }, request)
  const Tags = tagsFor('security-group-rule', request.TagSpecifications)
  const there = rulesOfGroup(tx, GroupId).filter((rule) => rule.IsEgress === IsEgress)
  const keys = new Set(there.map(ruleKey))
  if (there.length + wanted.length > ruleLimit) throw limitExceeded()
  const rules = wanted.map((specification): SecurityGroupRuleRecord => {
    const rule = { SecurityGroupRuleId: newId('sgr'), GroupId, IsEgress, ...specification, Tags }
    if (keys.has(ruleKey(rule))) throw duplicate(rule)
    tx.put('ec2.security-group-rule', rule.SecurityGroupRuleId, rule)
    return rule
  })
  return {
    Return: true,
    SecurityGroupRules: rules.map((rule) => {
      const described = describeRule(tx, rule)
      return Tags.length > 0 ? described : omit(described, 'Tags')
    }),
  }
}

export const revoke = (context: DecideContext, request: RevokeRequest, IsEgress: boolean) => {
  const { tx } = context
  const group = groupOf(context, request)
  const there = rulesOfGroup(tx, group.GroupId).filter((rule) => rule.IsEgress === IsEgress)
  const revoked = request.SecurityGroupRuleIds?.length
    ? request.SecurityGroupRuleIds.map(
        (id) => there.find((rule) => rule.SecurityGroupRuleId === id) ?? fail(ruleNotFound(id)),
      )
    : rulesOf(tx, group, request).map(
        (wanted) => there.find((rule) => ruleKey(rule) === ruleKey(wanted)) ?? fail(permissionNotFound()),
      )
  for (const rule of revoked) tx.delete('ec2.security-group-rule', rule.SecurityGroupRuleId)
  return {
    Return: true,
    RevokedSecurityGroupRules: revoked.map(({ ReferencedGroupId, Tags: _tags, ...rule }) => ({
      ...rule,
      ...(ReferencedGroupId && { ReferencedGroupId }),
    })),
  }
}

import type { SecurityGroupRule } from '@aws-sdk/client-ec2'
import type { Doing } from '../../../data/index.ts'
import { ruleChanges } from './rule-changes.ts'
import { type Direction, type RuleRow, specOfRow } from './rule-row.ts'

/** Makes a group's rules in one direction what the rows say. All rows have been found good. */
export const saveRules = async (
  { call }: Pick<Doing, 'call'>,
  GroupId: string,
  direction: Direction,
  before: readonly SecurityGroupRule[],
  rows: readonly RuleRow[],
): Promise<void> => {
  const wanted = rows.map((row) => ({ spec: specOfRow(row)!, ...(row.rule && { rule: row.rule }) }))
  const inbound = direction === 'inbound'
  for (const change of ruleChanges(before, wanted))
    if ('revoke' in change)
      await call('ec2', inbound ? 'RevokeSecurityGroupIngress' : 'RevokeSecurityGroupEgress', {
        GroupId,
        SecurityGroupRuleIds: change.revoke,
      })
    else
      await call('ec2', inbound ? 'AuthorizeSecurityGroupIngress' : 'AuthorizeSecurityGroupEgress', {
        GroupId,
        IpPermissions: change.authorize,
        ...(change.tags.length > 0 && {
          TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: change.tags }],
        }),
      })
}

import { AwsError, fail } from '../../../kernel/index.ts'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeRule } from '../security-groups/describe.ts'

const ruleNotFound = (id: string) =>
  new AwsError('InvalidSecurityGroupRuleId.NotFound', `The security group rule ID '${id}' does not exist`)

export const describeSecurityGroupRules = operation('DescribeSecurityGroupRules', {
  decide({ SecurityGroupRuleIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = SecurityGroupRuleIds.length > 0
    const asked = given
      ? SecurityGroupRuleIds.map((id) => tx.get('ec2.security-group-rule', id) ?? fail(ruleNotFound(id)))
      : tx.list('ec2.security-group-rule')
    const found = filterBy(
      asked.map((rule) => describeRule(tx, rule)),
      Filters,
      {
        'group-id': (rule) => rule.GroupId,
        'security-group-rule-id': (rule) => rule.SecurityGroupRuleId,
      },
    )
    const { page, ...more } = paginate(found, {
      idOf: (rule) => rule.SecurityGroupRuleId!,
      MaxResults,
      NextToken,
      ids: { name: 'securityGroupRuleIdsSet', given },
    })
    return { SecurityGroupRules: page, ...more }
  },
})

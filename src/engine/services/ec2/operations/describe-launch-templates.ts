import { filterBy } from '../filters.ts'
import { describeTemplate } from '../launch-templates/describe-template.ts'
import { findTemplate } from '../launch-templates/find-template.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

export const describeLaunchTemplates = operation('DescribeLaunchTemplates', {
  decide(request, { tx }) {
    const { LaunchTemplateIds = [], LaunchTemplateNames = [], Filters, MaxResults, NextToken } = request
    const given = LaunchTemplateIds.length + LaunchTemplateNames.length > 0
    const asked = given
      ? [
          ...LaunchTemplateIds.map((LaunchTemplateId) => findTemplate(tx, { LaunchTemplateId })),
          ...LaunchTemplateNames.map((LaunchTemplateName) => findTemplate(tx, { LaunchTemplateName })),
        ]
      : tx.list('ec2.launch-template')
    const found = filterBy(asked.map(describeTemplate), Filters, {
      'create-time': (template) => template.CreateTime?.toISOString(),
      'launch-template-name': (template) => template.LaunchTemplateName,
    })
    const { page, ...more } = paginate(found, {
      idOf: (template) => template.LaunchTemplateId!,
      MaxResults,
      NextToken,
      ids: { name: 'launchTemplateIdSet', given },
      least: 1,
      most: 200,
    })
    return { LaunchTemplates: page, ...more }
  },
})

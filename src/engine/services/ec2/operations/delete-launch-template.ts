import { describeTemplate } from '../launch-templates/describe-template.ts'
import { findTemplate } from '../launch-templates/find-template.ts'
import { operation } from '../operation.ts'

/** All its versions go along; what they have launched stays. */
export const deleteLaunchTemplate = operation('DeleteLaunchTemplate', {
  decide(request, { tx }) {
    const template = findTemplate(tx, request)
    tx.delete('ec2.launch-template', template.LaunchTemplateId)
    return { LaunchTemplate: describeTemplate(template) }
  },
})

import { invalidCombination } from '../errors.ts'
import { describeTemplate } from '../launch-templates/describe-template.ts'
import { findTemplate, findVersion } from '../launch-templates/find-template.ts'
import { operation } from '../operation.ts'

/** Chooses the version that is launched when none is named. */
export const modifyLaunchTemplate = operation('ModifyLaunchTemplate', {
  decide(request, { tx }) {
    const template = findTemplate(tx, request)
    if (!request.DefaultVersion) throw invalidCombination('No attributes specified.')
    const { VersionNumber } = findVersion(template, request.DefaultVersion)
    const changed = { ...template, DefaultVersionNumber: VersionNumber }
    tx.put('ec2.launch-template', template.LaunchTemplateId, changed)
    return { LaunchTemplate: describeTemplate(changed) }
  },
})

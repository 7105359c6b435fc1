import { missingParameter } from '../errors.ts'
import { describeVersion } from '../launch-templates/describe-template.ts'
import { findTemplate, findVersion } from '../launch-templates/find-template.ts'
import { operation } from '../operation.ts'
import { wholeSeconds } from '../whole-seconds.ts'

/** What is not said is as in the source version, if one is named. The default version stays. */
export const createLaunchTemplateVersion = operation('CreateLaunchTemplateVersion', {
  decide(request, { tx, now }) {
    const template = findTemplate(tx, request)
    const { LaunchTemplateData, SourceVersion, VersionDescription } = request
    if (!LaunchTemplateData) throw missingParameter('LaunchTemplateData')
    const source = SourceVersion ? findVersion(template, SourceVersion).data : {}
    const VersionNumber = template.LatestVersionNumber + 1
    const version = {
      VersionNumber,
      CreateTime: wholeSeconds(now),
      data: { ...source, ...LaunchTemplateData },
      ...(VersionDescription !== undefined && { VersionDescription }),
    }
    const changed = {
      ...template,
      LatestVersionNumber: VersionNumber,
      versions: [...template.versions, version],
    }
    tx.put('ec2.launch-template', template.LaunchTemplateId, changed)
    return { LaunchTemplateVersion: describeVersion(changed, version) }
  },
})

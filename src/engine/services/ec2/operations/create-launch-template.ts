import { AwsError } from '../../../kernel/index.ts'
import { madeBefore, rememberToken } from '../client-tokens.ts'
import { missingParameter } from '../errors.ts'
import { describeTemplate } from '../launch-templates/describe-template.ts'
import { findTemplate, templateNamed } from '../launch-templates/find-template.ts'
import type { LaunchTemplateRecord } from '../launch-templates/records.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { wholeSeconds } from '../whole-seconds.ts'

const malformedName = () =>
  new AwsError(
    'InvalidLaunchTemplateName.MalformedException',
    'A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the following characters: - ( ) . / _.',
  )

const nameTaken = () =>
  new AwsError('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.')

export const createLaunchTemplate = operation('CreateLaunchTemplate', {
  decide(request, context) {
    const { tx, newId, principal } = context
    const { LaunchTemplateName = '', LaunchTemplateData, VersionDescription } = request
    if (!LaunchTemplateName) throw missingParameter('LaunchTemplateName')
    if (!/^[a-zA-Z0-9().\-/_]{3,128}$/.test(LaunchTemplateName)) throw malformedName()
    const call = { operation: 'CreateLaunchTemplate', input: request }
    const [before] = madeBefore(context, call) ?? []
    if (before) return { LaunchTemplate: describeTemplate(findTemplate(tx, { LaunchTemplateId: before })) }
    if (!LaunchTemplateData || Object.values(LaunchTemplateData).every((value) => value === undefined))
      throw missingParameter('LaunchTemplateData')
    if (templateNamed(tx, LaunchTemplateName)) throw nameTaken()
    const CreateTime = wholeSeconds(context.now)
    const template: LaunchTemplateRecord = {
      LaunchTemplateId: newId('lt'),
      LaunchTemplateName,
      CreateTime,
      CreatedBy: principal.arn,
      DefaultVersionNumber: 1,
      LatestVersionNumber: 1,
      versions: [
        {
          VersionNumber: 1,
          CreateTime,
          data: LaunchTemplateData,
          ...(VersionDescription !== undefined && { VersionDescription }),
        },
      ],
      Tags: tagsFor('launch-template', request.TagSpecifications),
    }
    tx.put('ec2.launch-template', template.LaunchTemplateId, template)
    rememberToken(context, call, [template.LaunchTemplateId])
    return { LaunchTemplate: describeTemplate(template) }
  },
})

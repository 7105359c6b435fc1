import { AwsError, fail, type Transaction } from '../../../kernel/index.ts'
import { invalidCombination, malformedId, missingParameter } from '../errors.ts'
import { checkId } from '../ids.ts'
import type { LaunchTemplateRecord, TemplateVersionRecord } from './records.ts'

const malformed = malformedId('InvalidLaunchTemplateId.Malformed', 'lt')

export const templateNotFound = (id: string) =>
  new AwsError(
    'InvalidLaunchTemplateId.NotFound',
    `The specified launch template, with template ID ${id}, does not exist.`,
  )

const nameNotFound = (name: string) =>
  new AwsError(
    'InvalidLaunchTemplateName.NotFoundException',
    `The specified launch template, with template name ${name}, does not exist.`,
  )

const versionNotFound = (id: string, version: string) =>
  new AwsError(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${version} for the launch template with ID ${id}.`,
  )

interface Named {
  LaunchTemplateId?: string | undefined
  LaunchTemplateName?: string | undefined
}

/** By id or by name; one of the two must be given. */
export const findTemplate = (
  tx: Transaction,
  { LaunchTemplateId, LaunchTemplateName }: Named,
): LaunchTemplateRecord => {
  if (LaunchTemplateId && LaunchTemplateName)
    throw invalidCombination(
      'The parameters LaunchTemplateId and LaunchTemplateName cannot be used together. Specify only one of them.',
    )
  if (LaunchTemplateId)
    return (
      tx.get('ec2.launch-template', checkId('lt', LaunchTemplateId, malformed)) ??
      fail(templateNotFound(LaunchTemplateId))
    )
  if (LaunchTemplateName)
    return templateNamed(tx, LaunchTemplateName) ?? fail(nameNotFound(LaunchTemplateName))
  throw missingParameter('LaunchTemplateId or LaunchTemplateName')
}

export const templateNamed = (tx: Transaction, name: string): LaunchTemplateRecord | undefined =>
  tx.list('ec2.launch-template').find((template) => template.LaunchTemplateName === name)

/** A number, `$Latest` or `$Default`, which is also what is meant when nothing is said. */
export const findVersion = (
  template: LaunchTemplateRecord,
  version: string = '$Default',
): TemplateVersionRecord => {
  const number =
    version === '$Latest'
      ? template.versions.at(-1)!.VersionNumber
      : version === '$Default' || version === ''
        ? template.DefaultVersionNumber
        : Number(version)
  return (
    template.versions.find((each) => each.VersionNumber === number) ??
    fail(versionNotFound(template.LaunchTemplateId, version))
  )
}

import type { LaunchTemplateErrorCode } from '@aws-sdk/client-ec2'
import { missingParameter } from '../errors.ts'
import { findTemplate } from '../launch-templates/find-template.ts'
import { operation } from '../operation.ts'

/** Version by version: what cannot go is told, and the others go. */
export const deleteLaunchTemplateVersions = operation('DeleteLaunchTemplateVersions', {
  decide(request, { tx }) {
    const template = findTemplate(tx, request)
    const { LaunchTemplateId, LaunchTemplateName, DefaultVersionNumber, versions } = template
    const { Versions = [] } = request
    if (Versions.length === 0) throw missingParameter('LaunchTemplateVersion')
    const named = { LaunchTemplateId, LaunchTemplateName }
    const refusal = (number: number): { Code: LaunchTemplateErrorCode; Message: string } | undefined => {
      if (!versions.some((version) => version.VersionNumber === number))
        return {
          Code: 'launchTemplateVersionDoesNotExist',
          Message: `The specified launch template version does not exist: ${number}`,
        }
      return number === DefaultVersionNumber
        ? { Code: 'unexpectedError', Message: 'The default version of a launch template cannot be deleted.' }
        : undefined
    }
    const judged = Versions.map((version) => ({
      VersionNumber: Number(version),
      ResponseError: refusal(Number(version)),
    }))
    const gone = new Set(judged.flatMap((each) => (each.ResponseError ? [] : each.VersionNumber)))
    tx.put('ec2.launch-template', LaunchTemplateId, {
      ...template,
      versions: versions.filter((version) => !gone.has(version.VersionNumber)),
    })
    return {
      SuccessfullyDeletedLaunchTemplateVersions: [...gone].map((VersionNumber) => ({
        ...named,
        VersionNumber,
      })),
      UnsuccessfullyDeletedLaunchTemplateVersions: judged.flatMap(({ VersionNumber, ResponseError }) =>
        ResponseError ? { ...named, VersionNumber, ResponseError } : [],
      ),
    }
  },
})

import type { LaunchTemplate, LaunchTemplateVersion, ResponseLaunchTemplateData } from '@aws-sdk/client-ec2'
import { tagMember } from '../tags.ts'
import type { LaunchTemplateRecord, TemplateVersionRecord } from './records.ts'

const Operator = { Managed: false }

export const describeTemplate = (template: LaunchTemplateRecord): LaunchTemplate => ({
  LaunchTemplateId: template.LaunchTemplateId,
  LaunchTemplateName: template.LaunchTemplateName,
  CreateTime: template.CreateTime,
  CreatedBy: template.CreatedBy,
  DefaultVersionNumber: template.DefaultVersionNumber,
  LatestVersionNumber: template.LatestVersionNumber,
  ...tagMember(template.Tags),
  Operator,
})

export const describeVersion = (
  template: LaunchTemplateRecord,
  { data, VersionDescription, ...version }: TemplateVersionRecord,
): LaunchTemplateVersion => ({
  LaunchTemplateId: template.LaunchTemplateId,
  LaunchTemplateName: template.LaunchTemplateName,
  VersionNumber: version.VersionNumber,
  ...(VersionDescription !== undefined && { VersionDescription }),
  CreateTime: version.CreateTime,
  CreatedBy: template.CreatedBy,
  DefaultVersion: version.VersionNumber === template.DefaultVersionNumber,
  // What was put in comes out: the two shapes have the same members.
  LaunchTemplateData: data as ResponseLaunchTemplateData,
  Operator,
})

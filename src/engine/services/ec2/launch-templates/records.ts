import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2'
import type { Tags } from '../tags.ts'

export interface TemplateVersionRecord {
  VersionNumber: number
  VersionDescription?: string
  CreateTime: Date
  data: RequestLaunchTemplateData
}

export interface LaunchTemplateRecord {
  LaunchTemplateId: string
  LaunchTemplateName: string
  CreateTime: Date
  /** The ARN of who made it. */
  CreatedBy: string
  DefaultVersionNumber: number
  /** Numbers are not given again. */
  LatestVersionNumber: number
  /** In the order of their numbers: the default one is always among them. */
  versions: readonly TemplateVersionRecord[]
  Tags: Tags
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    'ec2.launch-template': LaunchTemplateRecord
  }
}

import type { Tag } from '@aws-sdk/client-iam'

/** What users, groups and roles have in common: the policies they hold. */
export interface Holder {
  Path: string
  Arn: string
  CreateDate: Date
  /** ARNs of managed policies. */
  attached: readonly string[]
  /** Documents by name. */
  inline: Readonly<Record<string, string>>
}

export interface UserRecord extends Holder {
  UserName: string
  UserId: string
  Tags: readonly Tag[]
  /** The ARN of the policy that limits it. */
  boundary?: string
  /** Names of the groups that it is in. */
  groups: readonly string[]
}

export interface GroupRecord extends Holder {
  GroupName: string
  GroupId: string
}

export interface RoleRecord extends Holder {
  RoleName: string
  RoleId: string
  /** Who may assume it. */
  trust: string
  Description?: string
  MaxSessionDuration: number
  Tags: readonly Tag[]
  boundary?: string
}

export interface InstanceProfileRecord {
  InstanceProfileName: string
  InstanceProfileId: string
  Path: string
  Arn: string
  CreateDate: Date
  Tags: readonly Tag[]
  /** Names: one at most. */
  roles: readonly string[]
}

export interface PolicyVersionRecord {
  VersionId: string
  Document: string
  CreateDate: Date
}

export interface PolicyRecord {
  PolicyName: string
  PolicyId: string
  Path: string
  Arn: string
  Description?: string
  CreateDate: Date
  UpdateDate: Date
  Tags: readonly Tag[]
  DefaultVersionId: string
  versions: readonly PolicyVersionRecord[]
  /** Numbers are not given again. */
  nextVersion: number
}

declare module '../../kernel/records.ts' {
  /** All in the region `global`, by their names; policies by their ARNs. */
  interface RecordKinds {
    'iam.user': UserRecord
    'iam.group': GroupRecord
    'iam.role': RoleRecord
    'iam.instance-profile': InstanceProfileRecord
    'iam.policy': PolicyRecord
  }
}

import type { Tag } from '@aws-sdk/client-iam'
import { managedPolicies } from '../../catalog/index.ts'
import type { Transaction } from '../../kernel/index.ts'
import { holdersOf, managedRecord, rolesOf } from './find.ts'
import type { GroupRecord, InstanceProfileRecord, PolicyRecord, RoleRecord, UserRecord } from './records.ts'

/** Documents come back escaped as RFC 3986 has it. */
export const escapeDocument = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

const boundaryOf = (arn: string | undefined) =>
  arn === undefined
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy' as never, PermissionsBoundaryArn: arn } }

const tagMember = (tags: readonly Tag[]) => (tags.length > 0 ? { Tags: [...tags] } : {})

/** Lists leave tags and boundaries out. */
export const userInList = ({ Path, UserName, UserId, Arn, CreateDate }: UserRecord) => ({
  Path,
  UserName,
  UserId,
  Arn,
  CreateDate,
})

export const describeUser = (user: UserRecord) => ({
  ...userInList(user),
  ...boundaryOf(user.boundary),
  ...tagMember(user.Tags),
})

export const describeGroup = ({ Path, GroupName, GroupId, Arn, CreateDate }: GroupRecord) => ({
  Path,
  GroupName,
  GroupId,
  Arn,
  CreateDate,
})

export const roleInList = (role: RoleRecord) => ({
  Path: role.Path,
  RoleName: role.RoleName,
  RoleId: role.RoleId,
  Arn: role.Arn,
  CreateDate: role.CreateDate,
  AssumeRolePolicyDocument: escapeDocument(role.trust),
  ...(role.Description !== undefined && { Description: role.Description }),
  MaxSessionDuration: role.MaxSessionDuration,
})

export const describeRole = (role: RoleRecord) => ({
  ...roleInList(role),
  ...boundaryOf(role.boundary),
  ...tagMember(role.Tags),
  RoleLastUsed: {},
})

export const describeProfile = (tx: Transaction, profile: InstanceProfileRecord) => ({
  Path: profile.Path,
  InstanceProfileName: profile.InstanceProfileName,
  InstanceProfileId: profile.InstanceProfileId,
  Arn: profile.Arn,
  CreateDate: profile.CreateDate,
  Roles: rolesOf(tx, profile).map(roleInList),
  ...tagMember(profile.Tags),
})

export const policyInList = (tx: Transaction, policy: PolicyRecord) => {
  const { users, groups, roles, limitedUsers, limitedRoles } = holdersOf(tx, policy.Arn)
  return {
    PolicyName: policy.PolicyName,
    PolicyId: policy.PolicyId,
    Arn: policy.Arn,
    Path: policy.Path,
    DefaultVersionId: policy.DefaultVersionId,
    AttachmentCount: users.length + groups.length + roles.length,
    PermissionsBoundaryUsageCount: limitedUsers.length + limitedRoles.length,
    IsAttachable: true,
    CreateDate: policy.CreateDate,
    UpdateDate: policy.UpdateDate,
  }
}

export const describePolicy = (tx: Transaction, policy: PolicyRecord) => ({
  ...policyInList(tx, policy),
  ...(policy.Description !== undefined && { Description: policy.Description }),
  Tags: [...policy.Tags],
})

/** AWS's own, as if they were records. */
export const allManaged = (): PolicyRecord[] => managedPolicies.map(({ arn }) => managedRecord(arn)!)

/** `ListAttachedRolePolicies` and its like. */
export const attachedOf = (tx: Transaction, arns: readonly string[]) =>
  arns.map((PolicyArn) => ({
    PolicyName: (tx.get('iam.policy', PolicyArn) ?? managedRecord(PolicyArn))?.PolicyName ?? '',
    PolicyArn,
  }))

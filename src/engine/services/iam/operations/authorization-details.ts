import type { EntityType } from '@aws-sdk/client-iam'
import type { Transaction } from '../../../kernel/index.ts'
import { operation } from '../operation.ts'
import {
  allManaged,
  attachedOf,
  describeGroup,
  describePolicy,
  describeProfile,
  describeRole,
  describeUser,
  escapeDocument,
} from '../output.ts'
import { below, pageOf } from '../paging.ts'
import type { GroupRecord, Holder, PolicyRecord, RoleRecord, UserRecord } from '../records.ts'

const inlineOf = ({ inline }: Holder) =>
  Object.entries(inline).map(([PolicyName, text]) => ({ PolicyName, PolicyDocument: escapeDocument(text) }))

const userDetail = (tx: Transaction, user: UserRecord) => {
  const UserPolicyList = inlineOf(user)
  return {
    ...describeUser(user),
    ...(UserPolicyList.length > 0 && { UserPolicyList }),
    GroupList: [...user.groups],
    AttachedManagedPolicies: attachedOf(tx, user.attached),
    Tags: [...user.Tags],
  }
}

const groupDetail = (tx: Transaction, group: GroupRecord) => ({
  ...describeGroup(group),
  GroupPolicyList: inlineOf(group),
  AttachedManagedPolicies: attachedOf(tx, group.attached),
})

const roleDetail = (tx: Transaction, role: RoleRecord) => {
  // The details leave these two out.
  const { Description: _, MaxSessionDuration: __, ...described } = describeRole(role)
  return {
    ...described,
    InstanceProfileList: tx
      .list('iam.instance-profile')
      .filter(({ roles }) => roles.includes(role.RoleName))
      .map((profile) => describeProfile(tx, profile)),
    RolePolicyList: inlineOf(role),
    AttachedManagedPolicies: attachedOf(tx, role.attached),
    Tags: [...role.Tags],
  }
}

const policyDetail = (tx: Transaction, policy: PolicyRecord) => {
  const { Tags: _, ...described } = describePolicy(tx, policy)
  return {
    ...described,
    PolicyVersionList: policy.versions.map(({ VersionId, Document, CreateDate }) => ({
      Document: escapeDocument(Document),
      VersionId,
      IsDefaultVersion: VersionId === policy.DefaultVersionId,
      CreateDate,
    })),
  }
}

/** AWS's policies are shown where somebody holds them or is limited by them. */
const managedInUse = (tx: Transaction) =>
  allManaged()
    .map((policy) => policyDetail(tx, policy))
    .filter((policy) => policy.AttachmentCount + policy.PermissionsBoundaryUsageCount > 0)

/** Everything that decides who may what, in one list that is paged as a whole. */
export const getAccountAuthorizationDetails = operation('GetAccountAuthorizationDetails', {
  decide(request, { tx }) {
    const { Filter = [] } = request
    const wanted = (type: EntityType) => Filter.length === 0 || Filter.includes(type)
    const all = <T extends { Path: string }>(
      type: EntityType,
      items: readonly T[],
      nameOf: (item: T) => string,
    ) => (wanted(type) ? below(items, undefined, nameOf) : [])
    const users = all('User', tx.list('iam.user'), ({ UserName }) => UserName)
    const groups = all('Group', tx.list('iam.group'), ({ GroupName }) => GroupName)
    const roles = all('Role', tx.list('iam.role'), ({ RoleName }) => RoleName)
    const own = all('LocalManagedPolicy', tx.list('iam.policy'), ({ PolicyName }) => PolicyName)
    const { page, more } = pageOf(
      [
        ...users.map((user) => ['user', userDetail(tx, user)] as const),
        ...groups.map((group) => ['group', groupDetail(tx, group)] as const),
        ...roles.map((role) => ['role', roleDetail(tx, role)] as const),
        ...own.map((policy) => ['policy', policyDetail(tx, policy)] as const),
        ...(wanted('AWSManagedPolicy') ? managedInUse(tx) : []).map((policy) => ['policy', policy] as const),
      ],
      request,
    )
    return {
      UserDetailList: page.flatMap(([kind, detail]) => (kind === 'user' ? [detail] : [])),
      GroupDetailList: page.flatMap(([kind, detail]) => (kind === 'group' ? [detail] : [])),
      RoleDetailList: page.flatMap(([kind, detail]) => (kind === 'role' ? [detail] : [])),
      Policies: page.flatMap(([kind, detail]) => (kind === 'policy' ? [detail] : [])),
      ...more,
    }
  },
})

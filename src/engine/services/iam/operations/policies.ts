import type { PolicyScopeType } from '@aws-sdk/client-iam'
import { fail, type Transaction } from '../../../kernel/index.ts'
import { checkIdentityPolicy } from '../documents.ts'
import { alreadyExists, deleteConflict, limitExceeded, notFound, unmodifiable } from '../errors.ts'
import { checkArn, findPolicy, holdersOf, managedRecord } from '../find.ts'
import { arnOf, newEntityId, wholeSeconds } from '../names.ts'
import { operation } from '../operation.ts'
import { allManaged, describePolicy, escapeDocument, policyInList } from '../output.ts'
import { below, pageOf } from '../paging.ts'
import type { PolicyRecord } from '../records.ts'
import { withoutTags, withTags } from '../tags.ts'

const mostVersions = 5

/** One of the account's own: AWS's cannot be changed. */
const ownPolicy = (tx: Transaction, arn = ''): PolicyRecord => {
  if (managedRecord(arn)) throw unmodifiable()
  return tx.get('iam.policy', checkArn(arn)) ?? fail(notFound.policy(arn))
}

export const createPolicy = operation('CreatePolicy', {
  decide({ PolicyName = '', Path = '/', PolicyDocument, Description, Tags }, context) {
    const { tx } = context
    const Document = checkIdentityPolicy(PolicyDocument)
    const taken = tx
      .list('iam.policy')
      .some((policy) => policy.PolicyName.toLowerCase() === PolicyName.toLowerCase())
    if (taken)
      throw alreadyExists(`A policy called ${PolicyName} already exists. Duplicate names are not allowed.`)
    const CreateDate = wholeSeconds(context.now)
    const policy: PolicyRecord = {
      PolicyName,
      PolicyId: newEntityId(context, 'ANPA'),
      Path,
      Arn: arnOf(context, 'policy', Path, PolicyName),
      CreateDate,
      UpdateDate: CreateDate,
      Tags: withTags([], Tags),
      DefaultVersionId: 'v1',
      versions: [{ VersionId: 'v1', Document, CreateDate }],
      nextVersion: 2,
      ...(Description !== undefined && { Description }),
    }
    tx.put('iam.policy', policy.Arn, policy)
    return { Policy: policyInList(tx, policy) }
  },
})

export const getPolicy = operation('GetPolicy', {
  decide: ({ PolicyArn }, { tx }) => ({ Policy: describePolicy(tx, findPolicy(tx, PolicyArn)) }),
})

const inScope = (tx: Transaction, scope: PolicyScopeType | undefined): PolicyRecord[] => [
  ...(scope === 'AWS' ? [] : tx.list('iam.policy')),
  ...(scope === 'Local' ? [] : allManaged()),
]

export const listPolicies = operation('ListPolicies', {
  decide(request, { tx }) {
    const { Scope, PathPrefix, OnlyAttached, PolicyUsageFilter } = request
    const policies = below(inScope(tx, Scope), PathPrefix, ({ PolicyName }) => PolicyName)
      .map((policy) => policyInList(tx, policy))
      .filter(({ AttachmentCount, PermissionsBoundaryUsageCount }) => {
        if (PolicyUsageFilter === 'PermissionsBoundary') return PermissionsBoundaryUsageCount > 0
        return !OnlyAttached || AttachmentCount > 0
      })
    const { page, more } = pageOf(policies, request)
    return { Policies: page, ...more }
  },
})

export const deletePolicy = operation('DeletePolicy', {
  decide({ PolicyArn = '' }, { tx }) {
    const policy = ownPolicy(tx, PolicyArn)
    if (Object.values(holdersOf(tx, PolicyArn)).some((holders) => holders.length > 0))
      throw deleteConflict('Cannot delete a policy attached to entities.')
    if (policy.versions.length > 1)
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      )
    tx.delete('iam.policy', PolicyArn)
    return {}
  },
})

export const createPolicyVersion = operation('CreatePolicyVersion', {
  decide({ PolicyArn = '', PolicyDocument, SetAsDefault }, { tx, now }) {
    const policy = ownPolicy(tx, PolicyArn)
    const Document = checkIdentityPolicy(PolicyDocument)
    if (policy.versions.length >= mostVersions)
      throw limitExceeded(
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      )
    const CreateDate = wholeSeconds(now)
    const VersionId = `v${policy.nextVersion}`
    tx.put('iam.policy', PolicyArn, {
      ...policy,
      UpdateDate: CreateDate,
      DefaultVersionId: SetAsDefault ? VersionId : policy.DefaultVersionId,
      versions: [{ VersionId, Document, CreateDate }, ...policy.versions],
      nextVersion: policy.nextVersion + 1,
    })
    return { PolicyVersion: { VersionId, IsDefaultVersion: SetAsDefault ?? false, CreateDate } }
  },
})

const findVersion = (policy: PolicyRecord, version = '') =>
  policy.versions.find(({ VersionId }) => VersionId === version) ??
  fail(notFound.version(policy.Arn, version))

export const getPolicyVersion = operation('GetPolicyVersion', {
  decide({ PolicyArn, VersionId }, { tx }) {
    const policy = findPolicy(tx, PolicyArn)
    const version = findVersion(policy, VersionId)
    return {
      PolicyVersion: {
        Document: escapeDocument(version.Document),
        VersionId: version.VersionId,
        IsDefaultVersion: version.VersionId === policy.DefaultVersionId,
        CreateDate: version.CreateDate,
      },
    }
  },
})

export const listPolicyVersions = operation('ListPolicyVersions', {
  decide(request, { tx }) {
    const policy = findPolicy(tx, request.PolicyArn)
    const { page, more } = pageOf(policy.versions, request)
    const Versions = page.map(({ VersionId, CreateDate }) => ({
      VersionId,
      IsDefaultVersion: VersionId === policy.DefaultVersionId,
      CreateDate,
    }))
    return { Versions, ...more }
  },
})

export const setDefaultPolicyVersion = operation('SetDefaultPolicyVersion', {
  decide({ PolicyArn = '', VersionId }, { tx, now }) {
    const policy = ownPolicy(tx, PolicyArn)
    const { VersionId: DefaultVersionId } = findVersion(policy, VersionId)
    tx.put('iam.policy', PolicyArn, { ...policy, DefaultVersionId, UpdateDate: wholeSeconds(now) })
    return {}
  },
})

export const deletePolicyVersion = operation('DeletePolicyVersion', {
  decide({ PolicyArn = '', VersionId }, { tx }) {
    const policy = ownPolicy(tx, PolicyArn)
    const version = findVersion(policy, VersionId)
    if (version.VersionId === policy.DefaultVersionId)
      throw deleteConflict('Cannot delete the default version of a policy.')
    const versions = policy.versions.filter((each) => each !== version)
    tx.put('iam.policy', PolicyArn, { ...policy, versions })
    return {}
  },
})

export const listEntitiesForPolicy = operation('ListEntitiesForPolicy', {
  decide({ PolicyArn, EntityFilter, PathPrefix, PolicyUsageFilter }, { tx }) {
    const { Arn } = findPolicy(tx, PolicyArn)
    const held = holdersOf(tx, Arn)
    const limits = PolicyUsageFilter === 'PermissionsBoundary'
    const wanted = (type: 'User' | 'Group' | 'Role') => EntityFilter === undefined || EntityFilter === type
    const under = <T extends { Path: string }>(holders: readonly T[]) =>
      holders.filter(({ Path }) => Path.startsWith(PathPrefix ?? '/'))
    const users = wanted('User') ? under(limits ? held.limitedUsers : held.users) : []
    const roles = wanted('Role') ? under(limits ? held.limitedRoles : held.roles) : []
    const groups = wanted('Group') && !limits ? under(held.groups) : []
    return {
      PolicyGroups: groups.map(({ GroupName, GroupId }) => ({ GroupName, GroupId })),
      PolicyUsers: users.map(({ UserName, UserId }) => ({ UserName, UserId })),
      PolicyRoles: roles.map(({ RoleName, RoleId }) => ({ RoleName, RoleId })),
      IsTruncated: false,
    }
  },
})

export const tagPolicy = operation('TagPolicy', {
  decide({ PolicyArn = '', Tags }, { tx }) {
    const policy = ownPolicy(tx, PolicyArn)
    tx.put('iam.policy', PolicyArn, { ...policy, Tags: withTags(policy.Tags, Tags) })
    return {}
  },
})

export const untagPolicy = operation('UntagPolicy', {
  decide({ PolicyArn = '', TagKeys }, { tx }) {
    const policy = ownPolicy(tx, PolicyArn)
    tx.put('iam.policy', PolicyArn, { ...policy, Tags: withoutTags(policy.Tags, TagKeys) })
    return {}
  },
})

export const listPolicyTags = operation('ListPolicyTags', {
  decide(request, { tx }) {
    const { page, more } = pageOf(findPolicy(tx, request.PolicyArn).Tags, request)
    return { Tags: page, ...more }
  },
})

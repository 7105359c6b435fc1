import { managedPolicyOf } from '../../catalog/index.ts'
import { fail, type RecordKinds, type Transaction } from '../../kernel/index.ts'
import { notFound, validationError } from './errors.ts'
import type { GroupRecord, InstanceProfileRecord, PolicyRecord, RoleRecord, UserRecord } from './records.ts'

export const findUser = (tx: Transaction, name = ''): UserRecord =>
  tx.get('iam.user', name) ?? fail(notFound.user(name))

export const findGroup = (tx: Transaction, name = ''): GroupRecord =>
  tx.get('iam.group', name) ?? fail(notFound.group(name))

export const findRole = (tx: Transaction, name = ''): RoleRecord =>
  tx.get('iam.role', name) ?? fail(notFound.role(name))

export const findProfile = (tx: Transaction, name = ''): InstanceProfileRecord =>
  tx.get('iam.instance-profile', name) ?? fail(notFound.profile(name))

/** Names differ by more than their case. */
export const isTaken = (
  tx: Transaction,
  kind: 'iam.user' | 'iam.group' | 'iam.role' | 'iam.instance-profile',
  name: string,
) => tx.entries(kind).some(([known]) => known.toLowerCase() === name.toLowerCase())

/** A policy of the account's own, or of AWS, as both are shown. */
export const findPolicy = (tx: Transaction, arn = ''): PolicyRecord =>
  tx.get('iam.policy', arn) ?? managedRecord(checkArn(arn)) ?? fail(notFound.policy(arn))

export const checkArn = (arn: string) =>
  arn.startsWith('arn:') && arn.split(':').length >= 6
    ? arn
    : fail(validationError('Invalid ARN:  Could not be parsed!'))

export const managedRecord = (arn: string): PolicyRecord | undefined => {
  const policy = managedPolicyOf(arn)
  if (!policy) return undefined
  const UpdateDate = new Date(policy.updated)
  return {
    PolicyName: policy.name,
    PolicyId: policy.id,
    Path: policy.path,
    Arn: policy.arn,
    Description: policy.description,
    CreateDate: new Date(policy.created),
    UpdateDate,
    Tags: [],
    DefaultVersionId: policy.version,
    versions: [{ VersionId: policy.version, Document: policy.document, CreateDate: UpdateDate }],
    nextVersion: 0,
  }
}

/** Everyone who holds a managed policy, or is limited by it. */
export const holdersOf = (tx: Transaction, arn: string) => {
  const hold = <T extends { attached: readonly string[] }>(holders: readonly T[]) =>
    holders.filter(({ attached }) => attached.includes(arn))
  const limited = <T extends { boundary?: string }>(holders: readonly T[]) =>
    holders.filter(({ boundary }) => boundary === arn)
  const users = tx.list('iam.user')
  const roles = tx.list('iam.role')
  return {
    users: hold(users),
    groups: hold(tx.list('iam.group')),
    roles: hold(roles),
    limitedUsers: limited(users),
    limitedRoles: limited(roles),
  }
}

export const rolesOf = (tx: Transaction, profile: RecordKinds['iam.instance-profile']) =>
  profile.roles.flatMap((name) => tx.get('iam.role', name) ?? [])

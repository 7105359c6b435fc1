import { operation } from '../operation.ts'
import { keysOf } from '../caller.ts'
import { notFound } from '../errors.ts'

/** What there is, and how much there may be. */
export const getAccountSummary = operation('GetAccountSummary', {
  decide: (_, { tx, account }) => ({
    SummaryMap: {
      Users: tx.list('iam.user').length,
      UsersQuota: 5000,
      Groups: tx.list('iam.group').length,
      GroupsQuota: 300,
      Roles: tx.list('iam.role').length,
      RolesQuota: 1000,
      InstanceProfiles: tx.list('iam.instance-profile').length,
      InstanceProfilesQuota: 1000,
      Policies: tx.list('iam.policy').length,
      PoliciesQuota: 1500,
      PolicyVersionsInUse: tx.list('iam.policy').reduce((sum, { versions }) => sum + versions.length, 0),
      PolicyVersionsInUseQuota: 10_000,
      VersionsPerPolicyQuota: 5,
      AttachedPoliciesPerUserQuota: 10,
      AttachedPoliciesPerGroupQuota: 10,
      AttachedPoliciesPerRoleQuota: 10,
      GroupsPerUserQuota: 10,
      AccessKeysPerUserQuota: 2,
      AccountAccessKeysPresent: keysOf(tx, { Arn: `arn:aws:iam::${account}:root` }).length,
      MFADevices: 0,
      MFADevicesInUse: 0,
      AccountMFAEnabled: 0,
    },
  }),
})

/** Nobody can give the account an alias here. */
export const listAccountAliases = operation('ListAccountAliases', {
  decide: () => ({ AccountAliases: [], IsTruncated: false }),
})

/** Users here have no passwords, and nobody can set rules for them. */
export const getAccountPasswordPolicy = operation('GetAccountPasswordPolicy', {
  decide(_, { account }) {
    throw notFound.passwordPolicy(account)
  },
})

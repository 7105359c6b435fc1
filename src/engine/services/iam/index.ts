import { AwsError, type Service } from '../../kernel/index.ts'
import { iamAccesses } from './access.ts'
import * as accessKeys from './operations/access-keys.ts'
import * as account from './operations/account.ts'
import * as authorizationDetails from './operations/authorization-details.ts'
import * as contextKeys from './operations/context-keys.ts'
import * as credentialReport from './operations/credential-report.ts'
import * as emptyLists from './operations/empty-lists.ts'
import * as groups from './operations/groups.ts'
import * as heldPolicies from './operations/held-policies.ts'
import * as instanceProfiles from './operations/instance-profiles.ts'
import * as policies from './operations/policies.ts'
import * as roles from './operations/roles.ts'
import * as simulate from './operations/simulate.ts'
import * as users from './operations/users.ts'

/** Global: one for all regions. */
export const iam: Service = {
  name: 'iam',
  operations: Object.fromEntries(
    [
      accessKeys,
      account,
      authorizationDetails,
      contextKeys,
      credentialReport,
      emptyLists,
      groups,
      heldPolicies,
      instanceProfiles,
      policies,
      roles,
      simulate,
      users,
    ].flatMap((family) => Object.values(family).map((operation) => [operation.name, operation])),
  ),
  accesses: iamAccesses,
  denied: ({ sentence }) => new AwsError('AccessDenied', sentence, { status: 403 }),
}

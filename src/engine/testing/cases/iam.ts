import { type Case, casesOf } from './case.ts'

const { good, bad } = casesOf('iam')

const policy = (Action: string, Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] })

const trust = (Principal: Readonly<Record<string, string>>) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
  })

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const noUser = 'The user with name nobody cannot be found.'
const noGroup = 'The group with name nobody cannot be found.'
const noRole = 'The role with name nobody cannot be found.'
const noProfile = 'Instance Profile nobody cannot be found.'
const noPolicyArn = 'arn:aws:iam::$account:policy/nothing'
const noPolicy = `Policy ${noPolicyArn} was not found.`
const notAttachable = `Policy ${noPolicyArn} does not exist or is not attachable.`

const users: Case[] = [
  good(
    'CreateUser',
    { UserName: 'ann', Path: '/staff/' },
    {
      answer: { User: { UserName: 'ann', Arn: 'arn:aws:iam::$account:user/staff/ann' } },
    },
  ),
  bad('CreateUser', { UserName: 'Ann' }, 'EntityAlreadyExists', 'User with name Ann already exists.'),
  good('GetUser', { UserName: 'ann' }, { answer: { User: { Path: '/staff/' } } }),
  bad('GetUser', { UserName: 'nobody' }, 'NoSuchEntity', noUser),
  good('ListUsers', { PathPrefix: '/staff/' }, { answer: { Users: [{ UserName: 'ann' }] } }),
  bad('ListUsers', { Marker: 'x' }, 'ValidationError', 'Invalid Marker: x', {
    notBy: { cli: 'It makes its own markers.' },
  }),
  good('TagUser', { UserName: 'ann', Tags: [{ Key: 'team', Value: 'web' }] }),
  bad('TagUser', { UserName: 'nobody', Tags: [{ Key: 'a', Value: 'b' }] }, 'NoSuchEntity', noUser),
  good('ListUserTags', { UserName: 'ann' }, { answer: { Tags: [{ Key: 'team', Value: 'web' }] } }),
  bad('ListUserTags', { UserName: 'nobody' }, 'NoSuchEntity', noUser),
  good('UntagUser', { UserName: 'ann', TagKeys: ['team'] }),
  bad('UntagUser', { UserName: 'nobody', TagKeys: ['team'] }, 'NoSuchEntity', noUser),
  good(
    'CreateAccessKey',
    { UserName: 'ann' },
    {
      keep: {
        'ann.id': 'AccessKey.AccessKeyId',
        'ann.secret': 'AccessKey.SecretAccessKey',
        annKey: 'AccessKey.AccessKeyId',
      },
    },
  ),
  bad('CreateAccessKey', { UserName: 'nobody' }, 'NoSuchEntity', noUser),
  good('ListAccessKeys', { UserName: 'ann' }, { answer: { AccessKeyMetadata: [{ Status: 'Active' }] } }),
  bad('ListAccessKeys', { UserName: 'nobody' }, 'NoSuchEntity', noUser),
  // Who may nothing is told so, in the words that learners paste into search engines.
  bad(
    'ListUsers',
    {},
    'AccessDenied',
    'User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::$account:user/ because no identity-based policy allows the iam:ListUsers action',
    { by: 'ann' },
  ),
  bad(
    'GetAccountSummary',
    {},
    'AccessDenied',
    'User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: iam:GetAccountSummary on resource: * because no identity-based policy allows the iam:GetAccountSummary action',
    { by: 'ann' },
  ),
  good('GetAccountSummary', {}, { answer: { SummaryMap: { UsersQuota: 5000 } } }),
  good('ListMFADevices', { UserName: 'ann' }, { answer: { MFADevices: [] } }),
  bad('ListMFADevices', { UserName: 'nobody' }, 'NoSuchEntity', noUser),
  bad('GetLoginProfile', { UserName: 'ann' }, 'NoSuchEntity', 'Login Profile for User ann cannot be found.'),
  good('ListAccountAliases', {}, { answer: { AccountAliases: [] } }),
  bad(
    'ListAccountAliases',
    {},
    'AccessDenied',
    'User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: iam:ListAccountAliases on resource: * because no identity-based policy allows the iam:ListAccountAliases action',
    { by: 'ann' },
  ),
  good('PutUserPermissionsBoundary', { UserName: 'ann', PermissionsBoundary: readOnly }),
  bad(
    'PutUserPermissionsBoundary',
    { UserName: 'ann', PermissionsBoundary: noPolicyArn },
    'NoSuchEntity',
    notAttachable,
  ),
  good('DeleteUserPermissionsBoundary', { UserName: 'ann' }),
  bad('DeleteUserPermissionsBoundary', { UserName: 'nobody' }, 'NoSuchEntity', noUser),
]

/** What scripts look for before they clear a user away, and what an account may lack. */
const emptyLists: Case[] = [
  ...['ListSigningCertificates', 'ListSSHPublicKeys', 'ListServiceSpecificCredentials'].flatMap(
    (operation) => [
      good(operation, { UserName: 'ann' }),
      bad(operation, { UserName: 'nobody' }, 'NoSuchEntity', noUser),
    ],
  ),
  ...[
    'ListVirtualMFADevices',
    'ListServerCertificates',
    'ListSAMLProviders',
    'ListOpenIDConnectProviders',
  ].flatMap((operation) => [
    good(operation),
    bad(
      operation,
      {},
      'AccessDenied',
      `User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: iam:${operation} on resource: * because no identity-based policy allows the iam:${operation} action`,
      { by: 'ann' },
    ),
  ]),
  bad(
    'GetAccountPasswordPolicy',
    {},
    'NoSuchEntity',
    'The Password Policy with domain name $account cannot be found.',
  ),
  bad('GetCredentialReport', {}, 'ReportNotPresent', /^/, {
    notBy: { sdk: 'It has a name of its own for it.' },
  }),
  good('GenerateCredentialReport', {}, { answer: { State: 'STARTED' } }),
  good('GenerateCredentialReport', {}, { answer: { State: 'COMPLETE' } }),
  bad(
    'GenerateCredentialReport',
    {},
    'AccessDenied',
    'User: arn:aws:iam::$account:user/staff/ann is not authorized to perform: iam:GenerateCredentialReport on resource: * because no identity-based policy allows the iam:GenerateCredentialReport action',
    { by: 'ann' },
  ),
  good('GetCredentialReport', {}, { answer: { ReportFormat: 'text/csv' } }),
  good('GetAccessKeyLastUsed', { AccessKeyId: '$annKey' }, { answer: { UserName: 'ann' } }),
  bad(
    'GetAccessKeyLastUsed',
    { AccessKeyId: 'AKIANOBODYNOBODYNOBO' },
    'NoSuchEntity',
    'The Access Key with id AKIANOBODYNOBODYNOBO cannot be found.',
  ),
]

const groups: Case[] = [
  good('CreateGroup', { GroupName: 'readers' }, { answer: { Group: { GroupName: 'readers' } } }),
  bad(
    'CreateGroup',
    { GroupName: 'readers' },
    'EntityAlreadyExists',
    'Group with name readers already exists.',
  ),
  good('AddUserToGroup', { GroupName: 'readers', UserName: 'ann' }),
  bad('AddUserToGroup', { GroupName: 'nobody', UserName: 'ann' }, 'NoSuchEntity', noGroup),
  good('GetGroup', { GroupName: 'readers' }, { answer: { Users: [{ UserName: 'ann' }] } }),
  bad('GetGroup', { GroupName: 'nobody' }, 'NoSuchEntity', noGroup),
  good('ListGroups', {}, { answer: { Groups: [{ GroupName: 'readers' }] } }),
  bad('ListGroups', { Marker: 'x' }, 'ValidationError', 'Invalid Marker: x', {
    notBy: { cli: 'It makes its own markers.' },
  }),
  good('ListGroupsForUser', { UserName: 'ann' }, { answer: { Groups: [{ GroupName: 'readers' }] } }),
  bad('ListGroupsForUser', { UserName: 'nobody' }, 'NoSuchEntity', noUser),
]

/** Users, groups and roles hold policies by the same seven calls each. */
const holding = (type: 'User' | 'Group' | 'Role', name: string, missing: string): Case[] => {
  const holder = { [`${type}Name`]: name }
  const nobody = { [`${type}Name`]: 'nobody' }
  const inline = `The ${type.toLowerCase()} policy with name nothing cannot be found.`
  return [
    good(`Attach${type}Policy`, { ...holder, PolicyArn: readOnly }),
    bad(`Attach${type}Policy`, { ...holder, PolicyArn: noPolicyArn }, 'NoSuchEntity', notAttachable),
    good(`ListAttached${type}Policies`, holder, { answer: { AttachedPolicies: [{ PolicyArn: readOnly }] } }),
    bad(`ListAttached${type}Policies`, nobody, 'NoSuchEntity', missing),
    good(`Put${type}Policy`, { ...holder, PolicyName: 'inline', PolicyDocument: policy('ec2:Describe*') }),
    bad(
      `Put${type}Policy`,
      { ...holder, PolicyName: 'inline', PolicyDocument: '{' },
      'MalformedPolicyDocument',
      'This policy contains invalid Json',
    ),
    good(`Get${type}Policy`, { ...holder, PolicyName: 'inline' }, { answer: { PolicyName: 'inline' } }),
    bad(`Get${type}Policy`, { ...holder, PolicyName: 'nothing' }, 'NoSuchEntity', inline),
    good(`List${type}Policies`, holder, { answer: { PolicyNames: ['inline'] } }),
    bad(`List${type}Policies`, nobody, 'NoSuchEntity', missing),
    bad(
      `Delete${type}`,
      holder,
      'DeleteConflict',
      type === 'Group'
        ? 'Cannot delete entity, must remove referenced objects first.'
        : type === 'User'
          ? 'Cannot delete entity, must delete access keys first.'
          : 'Cannot delete entity, must remove roles from instance profile first.',
    ),
    good(`Delete${type}Policy`, { ...holder, PolicyName: 'inline' }),
    bad(`Delete${type}Policy`, { ...holder, PolicyName: 'nothing' }, 'NoSuchEntity', inline),
    good(`Detach${type}Policy`, { ...holder, PolicyArn: readOnly }),
    bad(
      `Detach${type}Policy`,
      { ...holder, PolicyArn: readOnly },
      'NoSuchEntity',
      `Policy ${readOnly} was not found.`,
    ),
  ]
}

const roles: Case[] = [
  good(
    'CreateRole',
    {
      RoleName: 'web',
      AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }),
      Description: 'what web servers may do',
    },
    { answer: { Role: { Arn: 'arn:aws:iam::$account:role/web' } } },
  ),
  bad(
    'CreateRole',
    { RoleName: 'other', AssumeRolePolicyDocument: policy('sts:AssumeRole') },
    'MalformedPolicyDocument',
    'Has prohibited field Resource',
  ),
  bad(
    'CreateRole',
    { RoleName: 'web', AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) },
    'EntityAlreadyExists',
    'Role with name web already exists.',
  ),
  good('GetRole', { RoleName: 'web' }, { answer: { Role: { MaxSessionDuration: 3600 } } }),
  bad('GetRole', { RoleName: 'nobody' }, 'NoSuchEntity', noRole),
  good('ListRoles', {}, { answer: { Roles: [{ RoleName: 'web' }] } }),
  bad('ListRoles', { Marker: 'x' }, 'ValidationError', 'Invalid Marker: x', {
    notBy: { cli: 'It makes its own markers.' },
  }),
  good('UpdateRole', { RoleName: 'web', MaxSessionDuration: 7200 }),
  bad(
    'UpdateRole',
    { RoleName: 'web', MaxSessionDuration: 60 },
    'ValidationError',
    "1 validation error detected: Value '60' at 'maxSessionDuration' failed to satisfy constraint: Member must have value greater than or equal to 3600",
    { notBy: { cli: 'It checks the range itself.' } },
  ),
  good('UpdateAssumeRolePolicy', {
    RoleName: 'web',
    PolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'ec2.amazonaws.com', AWS: 'arn:aws:iam::$account:user/admin' },
          Action: 'sts:AssumeRole',
        },
      ],
    }),
  }),
  bad(
    'UpdateAssumeRolePolicy',
    { RoleName: 'web', PolicyDocument: trust({ AWS: 'arn:aws:iam::$account:user/nobody' }) },
    'MalformedPolicyDocument',
    'Invalid principal in policy: "AWS":"arn:aws:iam::$account:user/nobody"',
  ),
  good('TagRole', { RoleName: 'web', Tags: [{ Key: 'team', Value: 'web' }] }),
  bad('TagRole', { RoleName: 'nobody', Tags: [{ Key: 'a', Value: 'b' }] }, 'NoSuchEntity', noRole),
  good('ListRoleTags', { RoleName: 'web' }, { answer: { Tags: [{ Key: 'team', Value: 'web' }] } }),
  bad('ListRoleTags', { RoleName: 'nobody' }, 'NoSuchEntity', noRole),
  good('UntagRole', { RoleName: 'web', TagKeys: ['team'] }),
  bad('UntagRole', { RoleName: 'nobody', TagKeys: ['team'] }, 'NoSuchEntity', noRole),
  good('PutRolePermissionsBoundary', { RoleName: 'web', PermissionsBoundary: readOnly }),
  bad(
    'PutRolePermissionsBoundary',
    { RoleName: 'web', PermissionsBoundary: noPolicyArn },
    'NoSuchEntity',
    notAttachable,
  ),
  good('DeleteRolePermissionsBoundary', { RoleName: 'web' }),
  bad('DeleteRolePermissionsBoundary', { RoleName: 'nobody' }, 'NoSuchEntity', noRole),
]

const profiles: Case[] = [
  good(
    'CreateInstanceProfile',
    { InstanceProfileName: 'ec2-profile' },
    {
      answer: { InstanceProfile: { Arn: 'arn:aws:iam::$account:instance-profile/ec2-profile' } },
    },
  ),
  bad(
    'CreateInstanceProfile',
    { InstanceProfileName: 'ec2-profile' },
    'EntityAlreadyExists',
    'Instance Profile ec2-profile already exists.',
  ),
  good('AddRoleToInstanceProfile', { InstanceProfileName: 'ec2-profile', RoleName: 'web' }),
  bad(
    'AddRoleToInstanceProfile',
    { InstanceProfileName: 'ec2-profile', RoleName: 'web' },
    'LimitExceeded',
    'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  ),
  good(
    'GetInstanceProfile',
    { InstanceProfileName: 'ec2-profile' },
    {
      answer: { InstanceProfile: { Roles: [{ RoleName: 'web' }] } },
    },
  ),
  bad('GetInstanceProfile', { InstanceProfileName: 'nobody' }, 'NoSuchEntity', noProfile),
  good(
    'ListInstanceProfiles',
    {},
    {
      answer: { InstanceProfiles: [{ InstanceProfileName: 'ec2-profile' }] },
    },
  ),
  bad('ListInstanceProfiles', { Marker: 'x' }, 'ValidationError', 'Invalid Marker: x', {
    notBy: { cli: 'It makes its own markers.' },
  }),
  good(
    'ListInstanceProfilesForRole',
    { RoleName: 'web' },
    {
      answer: { InstanceProfiles: [{ InstanceProfileName: 'ec2-profile' }] },
    },
  ),
  bad('ListInstanceProfilesForRole', { RoleName: 'nobody' }, 'NoSuchEntity', noRole),
  good('TagInstanceProfile', {
    InstanceProfileName: 'ec2-profile',
    Tags: [{ Key: 'team', Value: 'web' }],
  }),
  bad(
    'TagInstanceProfile',
    { InstanceProfileName: 'nobody', Tags: [{ Key: 'a', Value: 'b' }] },
    'NoSuchEntity',
    noProfile,
  ),
  good(
    'ListInstanceProfileTags',
    { InstanceProfileName: 'ec2-profile' },
    { answer: { Tags: [{ Key: 'team', Value: 'web' }] } },
  ),
  bad('ListInstanceProfileTags', { InstanceProfileName: 'nobody' }, 'NoSuchEntity', noProfile),
  good('UntagInstanceProfile', { InstanceProfileName: 'ec2-profile', TagKeys: ['team'] }),
  bad('UntagInstanceProfile', { InstanceProfileName: 'nobody', TagKeys: ['a'] }, 'NoSuchEntity', noProfile),
  bad(
    'DeleteInstanceProfile',
    { InstanceProfileName: 'ec2-profile' },
    'DeleteConflict',
    'Cannot delete entity, must remove roles from instance profile first.',
  ),
]

const PolicyArn = 'arn:aws:iam::$account:policy/starters'

const conditional = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'ec2:*',
      Resource: 'arn:aws:ec2:*:*:instance/${aws:username}-*',
      Condition: { StringEquals: { 'ec2:ResourceTag/team': 'web' } },
    },
  ],
})
const contextKeys = { ContextKeyNames: ['ec2:ResourceTag/team', 'aws:username'] }

const policies: Case[] = [
  good(
    'CreatePolicy',
    { PolicyName: 'starters', PolicyDocument: policy('ec2:StartInstances') },
    {
      answer: { Policy: { Arn: PolicyArn, DefaultVersionId: 'v1' } },
    },
  ),
  bad(
    'CreatePolicy',
    { PolicyName: 'starters', PolicyDocument: policy('ec2:StartInstances') },
    'EntityAlreadyExists',
    'A policy called starters already exists. Duplicate names are not allowed.',
  ),
  good('GetPolicy', { PolicyArn }, { answer: { Policy: { PolicyName: 'starters', AttachmentCount: 0 } } }),
  bad('GetPolicy', { PolicyArn: noPolicyArn }, 'NoSuchEntity', noPolicy),
  good('TagPolicy', { PolicyArn, Tags: [{ Key: 'team', Value: 'web' }] }),
  bad('TagPolicy', { PolicyArn: noPolicyArn, Tags: [{ Key: 'a', Value: 'b' }] }, 'NoSuchEntity', noPolicy),
  good('ListPolicyTags', { PolicyArn }, { answer: { Tags: [{ Key: 'team', Value: 'web' }] } }),
  bad('ListPolicyTags', { PolicyArn: noPolicyArn }, 'NoSuchEntity', noPolicy),
  good('UntagPolicy', { PolicyArn, TagKeys: ['team'] }),
  bad('UntagPolicy', { PolicyArn: noPolicyArn, TagKeys: ['a'] }, 'NoSuchEntity', noPolicy),
  good('ListPolicies', { Scope: 'Local' }, { answer: { Policies: [{ PolicyName: 'starters' }] } }),
  bad('ListPolicies', { Marker: 'x' }, 'ValidationError', 'Invalid Marker: x', {
    notBy: { cli: 'It makes its own markers.' },
  }),
  good(
    'CreatePolicyVersion',
    { PolicyArn, PolicyDocument: policy('ec2:St*'), SetAsDefault: true },
    {
      answer: { PolicyVersion: { VersionId: 'v2', IsDefaultVersion: true } },
    },
  ),
  bad(
    'CreatePolicyVersion',
    { PolicyArn, PolicyDocument: JSON.stringify({ Version: '2008-10-17', Statement: [] }) },
    'MalformedPolicyDocument',
    'Policy document must be version 2012-10-17 or greater.',
  ),
  good(
    'ListPolicyVersions',
    { PolicyArn },
    { answer: { Versions: [{ VersionId: 'v2' }, { VersionId: 'v1' }] } },
  ),
  bad('ListPolicyVersions', { PolicyArn: noPolicyArn }, 'NoSuchEntity', noPolicy),
  good(
    'GetPolicyVersion',
    { PolicyArn, VersionId: 'v1' },
    { answer: { PolicyVersion: { VersionId: 'v1' } } },
  ),
  bad(
    'GetPolicyVersion',
    { PolicyArn, VersionId: 'v9' },
    'NoSuchEntity',
    `Policy ${PolicyArn} version v9 does not exist or is not attachable.`,
  ),
  good('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' }),
  bad(
    'SetDefaultPolicyVersion',
    { PolicyArn: readOnly, VersionId: 'v1' },
    'AccessDenied',
    'Policy is outside your own account.',
  ),
  good('ListEntitiesForPolicy', { PolicyArn }, { answer: { PolicyUsers: [], PolicyRoles: [] } }),
  bad('ListEntitiesForPolicy', { PolicyArn: noPolicyArn }, 'NoSuchEntity', noPolicy),
  bad(
    'DeletePolicy',
    { PolicyArn },
    'DeleteConflict',
    "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
  ),
  good('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' }),
  bad(
    'DeletePolicyVersion',
    { PolicyArn, VersionId: 'v1' },
    'DeleteConflict',
    'Cannot delete the default version of a policy.',
  ),
  good('DeletePolicy', { PolicyArn }),
  good(
    'SimulatePrincipalPolicy',
    {
      PolicySourceArn: 'arn:aws:iam::$account:user/admin',
      ActionNames: ['ec2:RunInstances'],
    },
    { answer: { EvaluationResults: [{ EvalDecision: 'allowed' }] } },
  ),
  bad(
    'SimulatePrincipalPolicy',
    { PolicySourceArn: 'arn:aws:iam::$account:user/nobody', ActionNames: ['ec2:RunInstances'] },
    'NoSuchEntity',
    noUser,
  ),
  good(
    'SimulateCustomPolicy',
    {
      PolicyInputList: [policy('ec2:Describe*')],
      ActionNames: ['ec2:DescribeInstances', 'ec2:RunInstances'],
    },
    {
      answer: {
        EvaluationResults: [
          { EvalActionName: 'ec2:DescribeInstances', EvalDecision: 'allowed' },
          { EvalActionName: 'ec2:RunInstances', EvalDecision: 'implicitDeny' },
        ],
      },
    },
  ),
  bad(
    'SimulateCustomPolicy',
    { PolicyInputList: ['{'], ActionNames: ['ec2:RunInstances'] },
    'MalformedPolicyDocument',
    'This policy contains invalid Json',
  ),
  good('GetContextKeysForCustomPolicy', { PolicyInputList: [conditional] }, { answer: contextKeys }),
  bad(
    'GetContextKeysForCustomPolicy',
    { PolicyInputList: ['{'] },
    'MalformedPolicyDocument',
    'This policy contains invalid Json',
  ),
  good(
    'GetContextKeysForPrincipalPolicy',
    { PolicySourceArn: 'arn:aws:iam::$account:user/admin', PolicyInputList: [conditional] },
    { answer: contextKeys },
  ),
  bad(
    'GetContextKeysForPrincipalPolicy',
    { PolicySourceArn: 'arn:aws:iam::$account:user/nobody' },
    'NoSuchEntity',
    noUser,
  ),
  good(
    'GetAccountAuthorizationDetails',
    { Filter: ['Role'] },
    {
      answer: {
        UserDetailList: [],
        GroupDetailList: [],
        RoleDetailList: [
          {
            RoleName: 'web',
            InstanceProfileList: [{ InstanceProfileName: 'ec2-profile' }],
            RolePolicyList: [],
          },
        ],
        Policies: [],
      },
    },
  ),
  bad('GetAccountAuthorizationDetails', { Marker: 'x' }, 'ValidationError', 'Invalid Marker: x', {
    notBy: { cli: 'It makes its own markers.' },
  }),
]

export const iam: readonly Case[] = [
  ...users,
  ...emptyLists,
  ...groups,
  ...holding('User', 'ann', noUser),
  ...holding('Group', 'readers', noGroup),
  ...roles,
  ...profiles,
  ...holding('Role', 'web', noRole),
  ...policies,
]

/** After the other services have called with what there is. */
export const iamEnd: readonly Case[] = [
  good('RemoveRoleFromInstanceProfile', { InstanceProfileName: 'ec2-profile', RoleName: 'web' }),
  bad(
    'RemoveRoleFromInstanceProfile',
    { InstanceProfileName: 'ec2-profile', RoleName: 'web' },
    'NoSuchEntity',
    'The role with name web cannot be found.',
  ),
  good('DeleteInstanceProfile', { InstanceProfileName: 'ec2-profile' }),
  good('DeleteRole', { RoleName: 'web' }),
  good('RemoveUserFromGroup', { GroupName: 'readers', UserName: 'ann' }),
  bad('RemoveUserFromGroup', { GroupName: 'nobody', UserName: 'ann' }, 'NoSuchEntity', noGroup),
  good('DeleteGroup', { GroupName: 'readers' }),
  good('UpdateAccessKey', { UserName: 'ann', AccessKeyId: '$annKey', Status: 'Inactive' }),
  bad(
    'UpdateAccessKey',
    { UserName: 'ann', AccessKeyId: 'AKIANOBODYNOBODYNOBO', Status: 'Inactive' },
    'NoSuchEntity',
    'The Access Key with id AKIANOBODYNOBODYNOBO cannot be found.',
  ),
  good('DeleteAccessKey', { UserName: 'ann', AccessKeyId: '$annKey' }),
  bad(
    'DeleteAccessKey',
    { UserName: 'ann', AccessKeyId: '$annKey' },
    'NoSuchEntity',
    'The Access Key with id $annKey cannot be found.',
  ),
  good('DeleteUser', { UserName: 'ann' }),
]

import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DetachRolePolicyCommand,
  GetInstanceProfileCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetUserCommand,
  GetUserPolicyCommand,
  IAMClient,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListUsersCommand,
  PutUserPolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  SimulatePrincipalPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../testing/index.ts'

const account = '123456789012'
const policyFor = (Action: string | string[], more: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action, Resource: '*', ...more }],
  })
const trustIn = (Principal: unknown) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
  })
const ec2Trust = trustIn({ Service: 'ec2.amazonaws.com' })

/** A user with a key, and the client options of one who signs with it. */
const withUser = async (UserName = 'ann') => {
  const cloud = await testEngine()
  await cloud.iam.send(new CreateUserCommand({ UserName }))
  const { AccessKey } = await cloud.iam.send(new CreateAccessKeyCommand({ UserName }))
  const credentials = {
    accessKeyId: AccessKey!.AccessKeyId!,
    secretAccessKey: AccessKey!.SecretAccessKey!,
  }
  return { ...cloud, credentials, as: () => ({ ...cloud.clientOptions(), credentials }) }
}

test('the admin is a user like others, with AdministratorAccess', async () => {
  const { iam } = await testEngine()
  const { User } = await iam.send(new GetUserCommand({}))
  expect(User).toMatchObject({ UserName: 'admin', Arn: `arn:aws:iam::${account}:user/admin` })
  const { AttachedPolicies } = await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'admin' }))
  expect(AttachedPolicies).toEqual([
    { PolicyName: 'AdministratorAccess', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  ])
})

test("a user's key signs, until it is made inactive or deleted", async () => {
  const { iam, as, credentials } = await withUser()
  const sts = new STSClient(as())
  const whoAmI = () => sts.send(new GetCallerIdentityCommand({}))
  expect((await whoAmI()).Arn).toBe(`arn:aws:iam::${account}:user/ann`)
  const key = { UserName: 'ann', AccessKeyId: credentials.accessKeyId }
  await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Inactive' }))
  expect(await refusal(whoAmI())).toMatch(/^InvalidClientTokenId: /)
  await iam.send(new UpdateAccessKeyCommand({ ...key, Status: 'Active' }))
  await whoAmI()
  await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
  expect(await refusal(iam.send(new CreateAccessKeyCommand({ UserName: 'ann' })))).toBe(
    'LimitExceededException: Cannot exceed quota for AccessKeysPerUser: 2',
  )
  await iam.send(new DeleteAccessKeyCommand(key))
  expect(await refusal(whoAmI())).toMatch(/^InvalidClientTokenId: /)
})

test('who is nobody special may do nothing, and what a group may, its members may', async () => {
  const { iam, as } = await withUser()
  const hers = new IAMClient(as())
  const list = () => hers.send(new ListUsersCommand({}))
  expect(await refusal(list())).toBe(
    `AccessDenied: User: arn:aws:iam::${account}:user/ann is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::${account}:user/ because no identity-based policy allows the iam:ListUsers action`,
  )
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }))
  await iam.send(
    new AttachGroupPolicyCommand({
      GroupName: 'readers',
      PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess',
    }),
  )
  await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'ann' }))
  expect((await list()).Users!.map(({ UserName }) => UserName)).toEqual(['admin', 'ann'])
  expect(await refusal(hers.send(new CreateUserCommand({ UserName: 'eve' })))).toContain(
    `iam:CreateUser on resource: arn:aws:iam::${account}:user/eve because no identity-based policy`,
  )
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'ann',
      PolicyName: 'stop',
      PolicyDocument: policyFor('iam:List*', { Effect: 'Deny', Sid: 'Stop' }),
    }),
  )
  expect(await refusal(list())).toContain('with an explicit deny in an identity-based policy')
})

test("a user's policies are its own only by name: ${aws:username} in a resource", async () => {
  const { iam, as } = await withUser()
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'ann',
      PolicyName: 'self',
      PolicyDocument: policyFor('iam:*', { Resource: 'arn:aws:iam::*:user/${aws:username}' }),
    }),
  )
  const hers = new IAMClient(as())
  expect((await hers.send(new GetUserCommand({}))).User?.UserName).toBe('ann')
  expect(await refusal(hers.send(new GetUserCommand({ UserName: 'admin' })))).toContain('iam:GetUser')
})

test('policies have versions, are held, and are not deleted while they are', async () => {
  const { iam } = await withUser()
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'stop', PolicyDocument: policyFor('ec2:StopInstances') }),
  )
  const PolicyArn = Policy!.Arn!
  expect(PolicyArn).toBe(`arn:aws:iam::${account}:policy/stop`)
  const version = (SetAsDefault: boolean) =>
    iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policyFor('ec2:*'), SetAsDefault }))
  expect((await version(true)).PolicyVersion).toMatchObject({ VersionId: 'v2', IsDefaultVersion: true })
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }))
  expect(JSON.parse(decodeURIComponent(PolicyVersion!.Document!))).toEqual(
    JSON.parse(policyFor('ec2:StopInstances')),
  )
  for (let count = 3; count <= 5; count++) await version(false)
  expect(await refusal(version(false))).toMatch(/^LimitExceededException: A managed policy can have up to 5/)
  expect(await refusal(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v2' })))).toBe(
    'DeleteConflictException: Cannot delete the default version of a policy.',
  )
  await iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn }))
  expect(await refusal(iam.send(new DeletePolicyCommand({ PolicyArn })))).toBe(
    'DeleteConflictException: Cannot delete a policy attached to entities.',
  )
  const { PolicyUsers } = await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn }))
  expect(PolicyUsers).toMatchObject([{ UserName: 'ann' }])
  const { Policies } = await iam.send(new ListPoliciesCommand({ OnlyAttached: true }))
  expect(Policies!.map(({ PolicyName }) => PolicyName)).toEqual(['AdministratorAccess', 'stop'])
  const local = await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))
  expect(local.Policies).toMatchObject([{ PolicyName: 'stop', AttachmentCount: 1, DefaultVersionId: 'v2' }])
})

test('a role goes into one instance profile, and is deleted when nothing holds it', async () => {
  const { iam } = await testEngine()
  const RoleName = 'web'
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: ec2Trust }))
  expect(Role!.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/)
  const got = await iam.send(new GetRoleCommand({ RoleName }))
  expect(decodeURIComponent(got.Role!.AssumeRolePolicyDocument!)).toBe(ec2Trust)
  expect(got.Role!.MaxSessionDuration).toBe(3600)
  const InstanceProfileName = 'web'
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }))
  const add = () => iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }))
  await add()
  expect(await refusal(add())).toBe(
    'LimitExceededException: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  )
  const { InstanceProfile } = await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))
  expect(InstanceProfile!.Roles).toMatchObject([{ RoleName, Arn: `arn:aws:iam::${account}:role/web` }])
  const remove = () => iam.send(new DeleteRoleCommand({ RoleName }))
  expect(await refusal(remove())).toMatch(/^DeleteConflictException: .*remove roles from instance profile/)
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }))
  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'
  await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
  expect(await refusal(remove())).toBe(
    'DeleteConflictException: Cannot delete entity, must detach all policies first.',
  )
  await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }))
  await remove()
  expect(await refusal(iam.send(new GetRoleCommand({ RoleName })))).toBe(
    'NoSuchEntityException: The role with name web cannot be found.',
  )
})

test('what is wrong is said in the words of AWS', async () => {
  const { iam } = await withUser()
  const role = (AssumeRolePolicyDocument: string, RoleName = 'r') =>
    iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }))
  const policy = (PolicyDocument: string) =>
    iam.send(new CreatePolicyCommand({ PolicyName: 'p', PolicyDocument }))
  const attach = (PolicyArn: string) => iam.send(new AttachUserPolicyCommand({ UserName: 'ann', PolicyArn }))
  const ours = `arn:aws:iam::${account}:policy/none`
  const malformed = 'MalformedPolicyDocumentException: '
  const noEntity = 'NoSuchEntityException: '
  const trusting = JSON.parse(ec2Trust) as { Statement: object[] }
  const withResource = JSON.stringify({
    ...trusting,
    Statement: [{ ...trusting.Statement[0], Resource: '*' }],
  })
  const rows: [Promise<unknown>, string][] = [
    [iam.send(new GetUserCommand({ UserName: 'x' })), `${noEntity}The user with name x cannot be found.`],
    [iam.send(new DeleteRoleCommand({ RoleName: 'x' })), `${noEntity}The role with name x cannot be found.`],
    [attach(ours), `${noEntity}Policy ${ours} does not exist or is not attachable.`],
    [attach('nonsense-that-is-long'), 'ValidationError: Invalid ARN:  Could not be parsed!'],
    [iam.send(new DeletePolicyCommand({ PolicyArn: ours })), `${noEntity}Policy ${ours} was not found.`],
    [
      iam.send(new GetUserPolicyCommand({ UserName: 'ann', PolicyName: 'x' })),
      `${noEntity}The user policy with name x cannot be found.`,
    ],
    [
      iam.send(new DeleteUserPolicyCommand({ UserName: 'ann', PolicyName: 'x' })),
      `${noEntity}The user policy with name x cannot be found.`,
    ],
    [
      iam.send(new CreateUserCommand({ UserName: 'Ann' })),
      'EntityAlreadyExistsException: User with name Ann already exists.',
    ],
    [
      iam.send(new DeleteUserCommand({ UserName: 'ann' })),
      'DeleteConflictException: Cannot delete entity, must delete access keys first.',
    ],
    [role('{'), `${malformed}This policy contains invalid Json`],
    [role(withResource), `${malformed}Has prohibited field Resource`],
    [
      role(trustIn({ AWS: `arn:aws:iam::${account}:user/x` })),
      `${malformed}Invalid principal in policy: "AWS":"arn:aws:iam::${account}:user/x"`,
    ],
    [policy('[]'), `${malformed}Syntax errors in policy.`],
    [
      policy(policyFor('ec2:*').replace('2012', '2008')),
      `${malformed}Policy document must be version 2012-10-17 or greater.`,
    ],
    [
      policy(policyFor('RunInstances')),
      `${malformed}Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.`,
    ],
    [
      policy(policyFor('ec2:*', { Resource: 'i-1' })),
      `${malformed}Resource i-1 must be in ARN format or "*".`,
    ],
    [
      policy(policyFor('ec2:*', { Principal: '*' })),
      `${malformed}Policy document should not specify a principal.`,
    ],
    [
      iam.send(new CreateUserCommand({ UserName: 'a b' })),
      "ValidationError: 1 validation error detected: Value 'a b' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
    ],
  ]
  const answers = await Promise.all(rows.map(([call]) => refusal(call)))
  expect(answers).toEqual(rows.map(([, words]) => words))
  expect(await refusal(iam.send(new CreateUserCommand({ UserName: 'ben', Path: 'staff' })))).toBe(
    'ValidationError: The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  )
})

test('a simulation judges as calls are judged', async () => {
  const { iam } = await withUser()
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'ann',
      PolicyName: 'small',
      PolicyDocument: policyFor('ec2:RunInstances', {
        Condition: { StringEquals: { 'ec2:InstanceType': 't3.nano' } },
      }),
    }),
  )
  const simulate = async (type: string) => {
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${account}:user/ann`,
        ActionNames: ['ec2:RunInstances'],
        ContextEntries: [
          { ContextKeyName: 'ec2:InstanceType', ContextKeyValues: [type], ContextKeyType: 'string' },
        ],
      }),
    )
    return EvaluationResults![0]!.EvalDecision
  }
  expect(await simulate('t3.nano')).toBe('allowed')
  expect(await simulate('t3.large')).toBe('implicitDeny')
})

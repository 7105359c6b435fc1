import {
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetAccessKeyLastUsedCommand,
  GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand,
  GetCredentialReportCommand,
  paginateGetAccountAuthorizationDetails,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { expect, test } from 'vitest'
import { testEngine } from '../../testing/index.ts'

const document = (statement: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] })
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess'

const withPeople = async () => {
  const cloud = await testEngine()
  const { iam } = cloud
  for (const UserName of ['ann', 'ben']) await iam.send(new CreateUserCommand({ UserName }))
  const PolicyDocument = document({ Action: 'ec2:Describe*', Resource: '*' })
  await iam.send(new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'looks', PolicyDocument }))
  await iam.send(new CreatePolicyCommand({ PolicyName: 'own', PolicyDocument }))
  const trust = document({ Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })
  await iam.send(new CreateRoleCommand({ RoleName: 'web', AssumeRolePolicyDocument: trust }))
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'web', PolicyArn: readOnly }))
  return { ...cloud, PolicyDocument }
}

test('the details of an account hold all who may something, and the policies that say so', async () => {
  const { iam, PolicyDocument } = await withPeople()
  const details = await iam.send(new GetAccountAuthorizationDetailsCommand({}))
  const users = details.UserDetailList!
  expect(users.map(({ UserName }) => UserName)).toEqual(['admin', 'ann', 'ben'])
  const [policy] = users[1]!.UserPolicyList!
  expect([policy!.PolicyName, decodeURIComponent(policy!.PolicyDocument!)]).toEqual(['looks', PolicyDocument])
  expect('UserPolicyList' in users[2]!).toBe(false)
  expect(details.RoleDetailList).toMatchObject([
    {
      RoleName: 'web',
      AttachedManagedPolicies: [{ PolicyArn: readOnly }],
      InstanceProfileList: [],
      Tags: [],
    },
  ])
  expect(details.Policies!.map(({ PolicyName }) => PolicyName)).toEqual(
    expect.arrayContaining(['own', 'ReadOnlyAccess']),
  )
  expect(details.Policies!.find(({ PolicyName }) => PolicyName === 'own')!.PolicyVersionList).toMatchObject([
    { VersionId: 'v1', IsDefaultVersion: true },
  ])
})

test('the details are paged as one list', async () => {
  const { iam } = await withPeople()
  const names: string[] = []
  let pages = 0
  for await (const page of paginateGetAccountAuthorizationDetails({ client: iam, pageSize: 2 }, {})) {
    pages++
    names.push(...page.UserDetailList!.map(({ UserName }) => UserName!))
    names.push(...page.RoleDetailList!.map(({ RoleName }) => RoleName!))
    names.push(...page.Policies!.map(({ PolicyName }) => PolicyName!))
  }
  expect(names.slice(0, 5)).toEqual(['admin', 'ann', 'ben', 'web', 'own'])
  expect(pages).toBe(Math.ceil(names.length / 2))
})

test('a key says when and where it was used last, or that it never was', async () => {
  const { iam, clientOptions, skip } = await withPeople()
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
  const { AccessKeyId = '', SecretAccessKey = '' } = AccessKey!
  const used = async () =>
    (await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).AccessKeyLastUsed
  expect(await used()).toEqual({ ServiceName: 'N/A', Region: 'N/A' })
  const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }
  await new STSClient({ ...clientOptions('eu-west-1'), credentials }).send(new GetCallerIdentityCommand({}))
  await skip({ seconds: 2 })
  // Looks are written with the next change.
  await iam.send(new CreateUserCommand({ UserName: 'cem' }))
  expect(await used()).toEqual({
    LastUsedDate: new Date('2026-10-01T09:00:00Z'),
    ServiceName: 'sts',
    Region: 'eu-west-1',
  })
})

test('the credential report has a row for the root and for each user, with their keys', async () => {
  const { iam, skip } = await withPeople()
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
  const get = async () =>
    new TextDecoder().decode((await iam.send(new GetCredentialReportCommand({}))).Content).split('\n')
  const generate = async () => (await iam.send(new GenerateCredentialReportCommand({}))).State
  await expect(get()).rejects.toMatchObject({ name: 'CredentialReportNotPresentException' })
  expect([await generate(), await generate()]).toEqual(['STARTED', 'COMPLETE'])
  const [header, ...rows] = await get()
  const table = rows.map((row) => row.split(','))
  expect(header!.split(',')).toHaveLength(22)
  expect(table.map((cells) => [cells[0], cells.length])).toEqual([
    ['<root_account>', 22],
    ['admin', 22],
    ['ann', 22],
    ['ben', 22],
  ])
  expect(table[2]!.slice(7, 14)).toEqual([
    'false',
    'true',
    '2026-10-01T09:00:00+00:00',
    'N/A',
    'N/A',
    'N/A',
    'false',
  ])
  expect(AccessKey!.Status).toBe('Active')
  expect(table[1]!.slice(10, 13)).toEqual(['2026-10-01T09:00:00+00:00', 'us-east-1', 'iam'])
  await skip({ hours: 5 })
  expect(await generate()).toBe('STARTED')
})

import { describe, expect, test } from 'vitest'
import { evaluate, policyOf, type PolicySet, type StatementDocument } from './index.ts'

const account = '123456789012'
const caller = { accountId: account, arn: `arn:aws:iam::${account}:user/ann` }
const queue = `arn:aws:sqs:us-east-1:${account}:jobs`

type Written = Partial<StatementDocument>

const named = (name: string, ...statements: Written[]) => ({
  name,
  policy: policyOf(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: statements.map((statement) => ({ Effect: 'Allow', Action: '*', ...statement })),
    }),
  ),
})

const any = { Resource: '*' }
const deny = { Effect: 'Deny', Resource: '*' } as const

const ask = (
  policies: Partial<PolicySet>,
  {
    action = 'sqs:SendMessage',
    resource = queue,
    context = {} as Record<string, string | readonly string[]>,
  } = {},
) => evaluate({ action, resource, context }, { caller, identity: [], ...policies })

const permits = (statement: Written, request?: Parameters<typeof ask>[1]) =>
  ask({ identity: [named('own', { ...any, ...statement })] }, request).allowed

describe('actions', () => {
  test.each([
    ['sqs:SendMessage', true],
    ['SQS:sendmessage', true],
    ['sqs:Send*', true],
    ['sqs:*Message', true],
    ['sqs:Sen?Message', true],
    ['sqs:SendMessage?', false],
    ['*', true],
    ['*:*', true],
    ['s*:SendMessage', true],
    ['s3:*', false],
    ['sqs:Send', false],
  ])('%s: %s', (Action, allowed) => {
    expect(permits({ Action })).toBe(allowed)
    const { Action: _, ...rest } = { Action }
    expect(
      evaluate(
        { action: 'sqs:SendMessage', resource: queue, context: {} },
        {
          caller,
          identity: [
            {
              name: 'not',
              policy: policyOf(
                JSON.stringify({
                  Version: '2012-10-17',
                  Statement: { Effect: 'Allow', NotAction: Action, Resource: '*', ...rest },
                }),
              ),
            },
          ],
        },
      ).allowed,
    ).toBe(!allowed)
  })
})

describe('resources match by segment', () => {
  const object = 'arn:aws:s3:::my-bucket/a:b/c.txt'
  test.each([
    ['*', object, true],
    ['arn:aws:s3:::my-bucket/*', object, true],
    ['arn:aws:s3:::my-bucket', object, false],
    ['arn:aws:s3:::*/c.txt', object, true],
    ['arn:aws:s3:::my-bucket/?:b/*', object, true],
    ['arn:aws:s3:*:*:my-bucket/*', object, true],
    ['arn:aws:s3*:::my-bucket/x', object, false],
    ['arn:aws:sqs:*:*:*', queue, true],
    ['arn:aws:sqs:us-*:*:jobs', queue, true],
    ['arn:aws:sqs:eu-*:*:jobs', queue, false],
    // A wildcard stays in its segment.
    ['arn:aws:sqs:us-east-1*:jobs', queue, false],
    ['arn:aws:sqs:us-east-1:*', queue, true],
    ['arn:aws:ec2:*:*:instance/*', '*', false],
  ])('%s on %s: %s', (Resource, resource, allowed) => {
    expect(permits({ Resource }, { resource })).toBe(allowed)
  })

  test('NotResource is everything else', () => {
    const identity = [
      {
        name: 'others',
        policy: policyOf(
          `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","NotResource":"${queue}"}}`,
        ),
      },
    ]
    expect(ask({ identity }).allowed).toBe(false)
    expect(ask({ identity }, { resource: `${queue}2` }).allowed).toBe(true)
  })
})

describe('conditions', () => {
  const context = {
    'aws:username': 'ann',
    'ec2:instancetype': 't3.micro',
    'ec2:volumesize': '20',
    'aws:currenttime': '2026-10-01T09:00:00Z',
    'aws:epochtime': '1790845200',
    'aws:sourceip': '203.0.113.7',
    'aws:securetransport': 'true',
    'aws:principalarn': 'arn:aws:iam::123456789012:role/path/web',
    'aws:tagkeys': ['team', 'stage'],
    six: '2001:db8::17',
  }
  const cases: [operator: string, key: string, wanted: unknown, holds: boolean][] = [
    ['StringEquals', 'aws:username', 'ann', true],
    ['StringEquals', 'aws:UserName', ['bob', 'ann'], true],
    ['StringEquals', 'aws:username', 'Ann', false],
    ['StringEquals', 'aws:username', 'a*', false],
    ['StringEquals', 'nothing', 'ann', false],
    ['StringEqualsIfExists', 'nothing', 'ann', true],
    ['StringNotEquals', 'aws:username', ['bob', 'eve'], true],
    ['StringNotEquals', 'aws:username', ['bob', 'ann'], false],
    ['StringNotEquals', 'nothing', 'ann', true],
    ['StringEqualsIgnoreCase', 'aws:username', 'ANN', true],
    ['StringNotEqualsIgnoreCase', 'aws:username', 'ANN', false],
    ['StringLike', 'ec2:InstanceType', ['t2.*', 't3.*'], true],
    ['StringLike', 'ec2:InstanceType', 't?.nano', false],
    ['StringNotLike', 'ec2:InstanceType', 't2.*', true],
    ['StringLike', 'aws:username', '${aws:username}', true],
    ['StringEquals', 'aws:username', "${aws:nobody, 'ann'}", true],
    ['StringEquals', 'aws:username', '${aws:nobody}', false],
    ['NumericEquals', 'ec2:VolumeSize', 20, true],
    ['NumericNotEquals', 'ec2:VolumeSize', '20.0', false],
    ['NumericLessThan', 'ec2:VolumeSize', '20', false],
    ['NumericLessThanEquals', 'ec2:VolumeSize', '20', true],
    ['NumericGreaterThan', 'ec2:VolumeSize', '9', true],
    ['NumericGreaterThanEquals', 'ec2:VolumeSize', '21', false],
    ['NumericEquals', 'aws:username', '1', false],
    ['DateLessThan', 'aws:CurrentTime', '2026-10-01T09:00:01Z', true],
    ['DateGreaterThan', 'aws:CurrentTime', '2026-10-01T10:00:00+01:00', false],
    ['DateGreaterThanEquals', 'aws:EpochTime', '2026-10-01T09:00:00Z', true],
    ['DateNotEquals', 'aws:CurrentTime', '2026-10-01', true],
    ['Bool', 'aws:SecureTransport', true, true],
    ['Bool', 'aws:SecureTransport', 'false', false],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'false', true],
    ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '203.0.113.0/24'], true],
    ['IpAddress', 'aws:SourceIp', '203.0.113.7', true],
    ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/29', false],
    ['IpAddress', 'six', '2001:db8::/32', true],
    ['IpAddress', 'six', '203.0.113.0/24', false],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/33', false],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/*', true],
    ['ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::*:role/path/w?b', true],
    ['ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/*', true],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam:*:role/*', false],
    ['Null', 'aws:username', 'true', false],
    ['Null', 'aws:username', 'false', true],
    ['Null', 'nothing', true, true],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['team', 'cost'], true],
    ['ForAnyValue:StringEquals', 'aws:TagKeys', ['cost'], false],
    ['ForAnyValue:StringEquals', 'nothing', ['cost'], false],
    ['ForAnyValue:StringNotEquals', 'aws:TagKeys', ['team'], true],
    ['ForAnyValue:StringNotEquals', 'nothing', ['team'], false],
    ['ForAllValues:StringLike', 'aws:TagKeys', ['t*', 's*'], true],
    ['ForAllValues:StringEquals', 'aws:TagKeys', ['team'], false],
    ['ForAllValues:StringEquals', 'nothing', ['team'], true],
    ['ForAllValues:StringNotEquals', 'aws:TagKeys', ['cost'], true],
    ['StringSounds', 'aws:username', 'ann', false],
  ]
  test.each(cases)('%s %s %j: %s', (operator, key, wanted, holds) => {
    expect(permits({ Condition: { [operator]: { [key]: wanted as string } } }, { context })).toBe(holds)
  })

  test('all keys and all operators must hold', () => {
    const both = { StringEquals: { 'aws:username': 'ann', 'ec2:InstanceType': 't3.nano' } }
    expect(permits({ Condition: both }, { context })).toBe(false)
    const two = { StringEquals: { 'aws:username': 'ann' }, Bool: { 'aws:SecureTransport': 'false' } }
    expect(permits({ Condition: two }, { context })).toBe(false)
  })
})

describe('variables', () => {
  const Resource = 'arn:aws:s3:::home/${aws:username}/*'
  test('stand for the value of the request, whose stars mean themselves', () => {
    const resource = 'arn:aws:s3:::home/ann/x'
    const as = (name: string) => permits({ Resource }, { resource, context: { 'aws:username': name } })
    expect([as('ann'), as('bob'), as('*')]).toEqual([true, false, false])
    expect(permits({ Resource }, { resource })).toBe(false)
  })
  test('are text in policies of 2008, and ${*} is a star', () => {
    const old = policyOf(
      `{"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"${Resource}"}}`,
    )
    const context = { 'aws:username': 'ann' }
    expect(
      ask({ identity: [{ name: 'old', policy: old }] }, { resource: 'arn:aws:s3:::home/ann/x', context })
        .allowed,
    ).toBe(false)
    const starred = { Resource: 'arn:aws:s3:::${*}/x' }
    expect(permits(starred, { resource: 'arn:aws:s3:::*/x' })).toBe(true)
    expect(permits(starred, { resource: 'arn:aws:s3:::a/x' })).toBe(false)
  })
})

describe('what adds up, and what limits', () => {
  const yes = named('yes', any)
  const no = named('no', { ...any, Action: 's3:*' })
  const byMe = named('by-me', { ...any, Principal: { AWS: caller.arn } })
  const byAccount = named('by-account', { ...any, Principal: { AWS: account } })
  const session = { accountId: account, arn: `arn:aws:sts::${account}:assumed-role/web/i-1` }
  const role = { ...session, roleArn: `arn:aws:iam::${account}:role/web` }
  const byRole = named('by-role', { ...any, Principal: { AWS: role.roleArn } })
  const cases: [string, Partial<PolicySet>, string][] = [
    ['nothing', {}, 'no identity-based policy'],
    ['identity', { identity: [no, yes] }, 'yes'],
    ['another action', { identity: [no] }, 'no identity-based policy'],
    ['a denial beats an allow', { identity: [yes, named('stop', deny)] }, 'deny in identity-based policy'],
    ['a boundary that allows', { identity: [yes], boundary: yes }, 'yes'],
    ['a boundary that does not', { identity: [yes], boundary: no }, 'no permissions boundary'],
    [
      'a boundary that denies',
      { identity: [yes], boundary: named('b', any, deny) },
      'deny in permissions boundary',
    ],
    ['a boundary alone gives nothing', { boundary: yes }, 'no identity-based policy'],
    ['a session policy', { identity: [yes], session: [no] }, 'no session policy'],
    ['no session policy allows anything', { identity: [yes], session: [] }, 'no session policy'],
    ['one session policy of two', { identity: [yes], session: [no, yes] }, 'yes'],
    ['the resource names the user', { resource: byMe }, 'by-me'],
    ['the resource names the user in spite of a boundary', { resource: byMe, boundary: no }, 'by-me'],
    ['the resource names the account', { resource: byAccount }, 'no identity-based policy'],
    ['the resource names the account and identity allows', { resource: byAccount, identity: [yes] }, 'yes'],
    ['the resource names the role', { resource: byRole, caller: role }, 'by-role'],
    [
      'the resource names the role, a boundary limits',
      { resource: byRole, caller: role, boundary: no },
      'no permissions boundary',
    ],
    [
      'the resource denies everyone',
      { identity: [yes], resource: named('r', { ...deny, Principal: '*' }) },
      'deny in resource-based policy',
    ],
    [
      'the resource denies somebody else',
      { identity: [yes], resource: named('r', { ...deny, Principal: { AWS: '999999999999' } }) },
      'yes',
    ],
    [
      'the resource denies all but me',
      { identity: [yes], resource: named('r', { ...deny, NotPrincipal: { AWS: caller.arn } }) },
      'yes',
    ],
    [
      'trust without a word for me',
      { identity: [yes], resource: byRole, resourceMustAllow: true },
      'no resource-based policy',
    ],
    ['trust in the account', { identity: [yes], resource: byAccount, resourceMustAllow: true }, 'yes'],
    [
      'a service',
      {
        caller: { ...caller, service: 'ec2.amazonaws.com' },
        resource: named('t', { ...any, Principal: { Service: 'ec2.amazonaws.com' } }),
      },
      't',
    ],
    ['the root user', { identity: undefined as never }, 'root'],
  ]
  test.each(cases)('%s', (_name, policies, outcome) => {
    const { allowed, explicit, type, policy } = ask(policies)
    expect(allowed ? policy : `${explicit ? 'deny in' : 'no'} ${type}`).toBe(outcome)
  })

  test('it says which statement decided', () => {
    const identity = [yes, named('guard', { ...any, Sid: 'First' }, { ...deny, Sid: 'Second' })]
    expect(ask({ identity })).toMatchObject({ policy: 'guard', index: 1, statement: { sid: 'Second' } })
  })
})

test('text that is no policy allows nothing, and no pattern is slow', () => {
  for (const text of ['', '[]', '{}', '{"Statement":[{"Effect":"Allow","Action":1}]}'])
    expect(ask({ identity: [{ name: 'broken', policy: policyOf(text) }] }).allowed).toBe(false)
  const Resource = `arn:aws:s3:::${'a*'.repeat(1000)}b`
  expect(permits({ Resource }, { resource: `arn:aws:s3:::${'a'.repeat(2000)}` })).toBe(false)
}, 1000)

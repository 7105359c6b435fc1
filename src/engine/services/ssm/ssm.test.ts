import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  paginateDescribeParameters,
  PutParameterCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm'
import { expect, test } from 'vitest'
import { refusal, testEngine } from '../../testing/index.ts'

const withParameters = async () => {
  const cloud = await testEngine()
  const { ssm } = cloud
  const put = (Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}) =>
    ssm.send(new PutParameterCommand({ Name, Value, Type: 'String', ...more }))
  const get = async (Name: string, WithDecryption?: boolean) =>
    (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter!
  return { ...cloud, put, get }
}

test('a parameter keeps its versions, each with its value, its time and who wrote it', async () => {
  const { ssm, put, get, skip } = await withParameters()
  await put('/app/colour', 'red', { Description: 'of the door' })
  await skip({ minutes: 1 })
  expect(await put('/app/colour', 'blue', { Overwrite: true })).toMatchObject({
    Version: 2,
    Tier: 'Standard',
  })
  expect(await get('/app/colour')).toEqual({
    Name: '/app/colour',
    Type: 'String',
    Value: 'blue',
    Version: 2,
    LastModifiedDate: new Date('2026-10-01T09:01:00Z'),
    ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/app/colour',
    DataType: 'text',
  })
  expect(await get('/app/colour:1')).toMatchObject({ Value: 'red', Selector: ':1', Version: 1 })
  expect((await get('arn:aws:ssm:us-east-1:123456789012:parameter/app/colour')).Value).toBe('blue')
  await put('plain', 'text')
  expect((await get('arn:aws:ssm:us-east-1:123456789012:parameter/plain')).Value).toBe('text')
  const { Parameters } = await ssm.send(new GetParameterHistoryCommand({ Name: '/app/colour' }))
  expect(Parameters).toMatchObject([
    { Version: 1, Value: 'red', Description: 'of the door', Labels: [] },
    { Version: 2, Value: 'blue', LastModifiedUser: 'arn:aws:iam::123456789012:user/admin' },
  ])
})

test('a secret is shown to those who ask for it decrypted, and is on no record', async () => {
  const { put, get, engine } = await withParameters()
  await put('/app/password', 'xyzzy', { Type: 'SecureString' })
  expect((await get('/app/password', true)).Value).toBe('xyzzy')
  expect((await get('/app/password')).Value).toMatch(/^AQICAH[A-Za-z0-9+/=]{100,}$/)
  expect((await get('/app/password')).Value).toBe((await get('/app/password')).Value)
  expect(JSON.stringify(engine.calls())).not.toContain('xyzzy')
})

test('what cannot be kept is refused in the words of AWS', async () => {
  const { put } = await withParameters()
  const refused = (Name: string, more: Partial<PutParameterCommandInput> = {}) =>
    refusal(put(Name, 'x', more))
  expect(await refused('aws-mine')).toBe(
    'ValidationException: Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive).',
  )
  expect(await refused('/aws/service/mine')).toBe(
    'AccessDeniedException: No access to reserved parameter name: /aws/service/mine.',
  )
  expect(await refused('a/b')).toBe('ValidationException: Parameter name must be a fully qualified name.')
  expect(await refused('/a b')).toMatch(/^ValidationException: Parameter name: can't be prefixed with "ssm"/)
  expect(await refused('x', { Type: undefined })).toBe(
    'ValidationException: A parameter type is required when you create a parameter.',
  )
  expect(await refused('x', { Value: 'v'.repeat(4097) })).toMatch(
    /^ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters\./,
  )
  expect(await put('large', 'v'.repeat(4097), { Tier: 'Intelligent-Tiering' })).toMatchObject({
    Tier: 'Advanced',
  })
  await put('mine', 'x')
  expect(await refused('mine')).toBe(
    'ParameterAlreadyExists: The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  )
  expect(await refused('mine', { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] })).toMatch(
    /^ValidationException: Invalid request: tags and overwrite can't be used together\./,
  )
  expect(await refused('secret', { Type: 'SecureString', KeyId: 'alias/mine' })).toMatch(/^InvalidKeyId: /)
})

test('parameters are found by path and by filters, page by page', async () => {
  const { ssm, put } = await withParameters()
  for (const name of ['/app/a', '/app/b', '/app/db/c', 'plain']) await put(name, name)
  await put('/app/secret', 'x', { Type: 'SecureString', Tags: [{ Key: 'team', Value: 'web' }] })
  const below = async (Recursive?: boolean) =>
    (await ssm.send(new GetParametersByPathCommand({ Path: '/app', Recursive }))).Parameters!.map(
      ({ Name }) => Name,
    )
  expect(await below()).toEqual(['/app/a', '/app/b', '/app/secret'])
  expect(await below(true)).toEqual(['/app/a', '/app/b', '/app/db/c', '/app/secret'])
  const found = async (Key: string, Value: string, Option?: string) =>
    (
      await ssm.send(new DescribeParametersCommand({ ParameterFilters: [{ Key, Values: [Value], Option }] }))
    ).Parameters!.map(({ Name }) => Name)
  expect(await found('Name', 'plain')).toEqual(['plain'])
  expect(await found('Name', '/app/d', 'BeginsWith')).toEqual(['/app/db/c'])
  expect(await found('Path', '/app/db')).toEqual(['/app/db/c'])
  expect(await found('tag:team', 'web')).toEqual(['/app/secret'])
  expect(await refusal(found('Colour', 'red'))).toMatch(/^InvalidFilterKey: /)
  const valueless = new DescribeParametersCommand({ ParameterFilters: [{ Key: 'Name' }] })
  expect(await refusal(ssm.send(valueless))).toMatch(/^InvalidFilterValue: /)
  const names: (string | undefined)[] = []
  for await (const page of paginateDescribeParameters({ client: ssm, pageSize: 2 }, {}))
    names.push(...page.Parameters!.map(({ Name }) => Name))
  expect(names).toEqual(['/app/a', '/app/b', '/app/db/c', '/app/secret', 'plain'])
  const { Parameters, InvalidParameters } = await ssm.send(
    new GetParametersCommand({ Names: ['/app/a', '/app/a:7', 'nothing'] }),
  )
  expect([Parameters!.map(({ Name }) => Name), InvalidParameters]).toEqual([
    ['/app/a'],
    ['/app/a:7', 'nothing'],
  ])
})

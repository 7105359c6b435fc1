import { expect, test } from 'vitest'
import { fakeCloud } from './testing/fake-cloud.ts'
import { bytesOf, textOf } from './wire.ts'

const cloud = () => fakeCloud(() => ({}), { trusted: 'admin', newRequestId: () => 'id' })

async function post(host: string, body: string | Uint8Array, headers: Record<string, string> = {}) {
  const target = cloud()
  const response = await target.door.handle({
    method: 'POST',
    rawPath: '/',
    query: '',
    headers: { host: `${host}.eu-west-1.amazonaws.com`, ...headers },
    rawBody: typeof body === 'string' ? bytesOf(body) : body,
  })
  return { status: response.status, text: textOf(response.body), calls: target.calls }
}

const ec2 = (query: string) => post('ec2', query)
const ssm = (body: string | Uint8Array, operation = 'GetParameters') =>
  post('ssm', body, { 'x-amz-target': `AmazonSSM.${operation}` })

const error = (code: string, message: string) => `<Code>${code}</Code><Message>${message}</Message>`

test('EC2 refuses parameters that it does not know, at any depth', async () => {
  const { text, status } = await ec2('Action=DescribeVpcs&VpcId.1=vpc-1&Colour=red')
  expect(status).toBe(400)
  expect(text).toContain(error('UnknownParameter', 'The parameter Colour is not recognized'))
  for (const parameter of [
    'Filter.1.Nam',
    'VpcId',
    'VpcId.x',
    'VpcId.1.1',
    'DryRun.1',
    'Filter',
    '__proto__',
    'VpcId.-1',
  ]) {
    expect((await ec2(`Action=DescribeVpcs&${parameter}=a`)).text).toContain('UnknownParameter')
  }
})

test('EC2 takes lists in the order of their indexes, however sparse', async () => {
  const { calls } = await ec2(
    'Action=StartInstances&InstanceId.999999999=i-c&InstanceId.2=i-b&InstanceId.1=i-a',
  )
  expect(calls[0]!.input).toEqual({ InstanceIds: ['i-a', 'i-b', 'i-c'] })
})

test('values of the wrong kind are named with the parameter', async () => {
  expect((await ec2('Action=RunInstances&MinCount=many&MaxCount=1')).text).toContain(
    'Value (many) for parameter MinCount is invalid.',
  )
  expect((await ec2('Action=DescribeVpcs&DryRun=perhaps')).text).toContain('InvalidParameterValue')
})

test('a required parameter that is missing or empty is named as it is spelt in a query', async () => {
  const missing = (name: string) =>
    error('MissingParameter', `The request must contain the parameter ${name}`)
  expect((await ec2('Action=CreateKeyPair')).text).toContain(missing('KeyName'))
  expect((await ec2('Action=CreateKeyPair&KeyName=')).text).toContain(missing('KeyName'))
  expect((await ec2('Action=CreateSecurityGroup&GroupName=a')).text).toContain(missing('GroupDescription'))
  expect((await ec2('Action=TerminateInstances')).text).toContain(missing('InstanceId'))
})

test('actions: none, one that AWS has and Sandcloud has not, one that nobody has', async () => {
  expect((await ec2('Version=2016-11-15')).text).toContain('MissingAction')
  const unserved = await ec2('Action=CreateTransitGateway')
  expect(unserved.status).toBe(501)
  expect(unserved.text).toContain(
    error('NotImplemented', 'Sandcloud does not offer ec2:CreateTransitGateway yet.'),
  )
  const message = 'The action MakeCoffee is not valid for this web service.'
  expect((await ec2('Action=MakeCoffee')).text).toContain(error('InvalidAction', message))
})

test('a service that Sandcloud has not answers so, in XML and in JSON', async () => {
  const redshift = await post('redshift', 'Action=DescribeClusters')
  expect(redshift).toMatchObject({ status: 501 })
  expect(redshift.text).toContain("Sandcloud does not offer the service 'redshift' yet.")
  const json = await post('kinesis', '{}', { 'x-amz-target': 'Kinesis_20131202.ListStreams' })
  expect(JSON.parse(json.text)).toMatchObject({ __type: 'NotImplemented' })
})

test('broken escapes are a syntax error', async () => {
  expect((await ec2('Action=DescribeVpcs&VpcId.1=%E0%A4%A')).text).toContain('MalformedQueryString')
})

test('broken JSON, and JSON of the wrong types, fail to be read', async () => {
  const refused = async (body: string) => JSON.parse((await ssm(body)).text) as unknown
  expect(await refused('{"Names": [')).toEqual({ __type: 'SerializationException' })
  const say = (message: string) => ({ __type: 'SerializationException', message })
  expect(await refused('[]')).toEqual(say('Start of structure or map found where not expected.'))
  expect(await refused('{"Names": "a"}')).toEqual(say('Unexpected field type'))
  expect(await refused('{"Names": [1]}')).toEqual(say('NUMBER_VALUE cannot be converted to String'))
  expect(await refused('{"Names": [{}]}')).toEqual(say('Start of structure or map found where not expected.'))
  expect(await refused('{"Names": ["a"], "WithDecryption": "no"}')).toEqual(
    say('STRING_VALUE cannot be converted to Boolean'),
  )
})

test("DynamoDB's errors are of the types that its clients know", async () => {
  const dynamodb = async (body: string, operation: string) => {
    const { text } = await post('dynamodb', body, { 'x-amz-target': `DynamoDB_20120810.${operation}` })
    return JSON.parse(text) as unknown
  }
  expect(await dynamodb('{', 'MakeCoffee')).toEqual({
    __type: 'com.amazon.coral.service#UnknownOperationException',
  })
  expect(await dynamodb('{}', 'PutItem')).toMatchObject({
    __type: 'com.amazonaws.dynamodb.v20120810#NotImplemented',
  })
})

test("JSON services list every violation in AWS's words", async () => {
  const refused = async (body: string, operation?: string) =>
    JSON.parse((await ssm(body, operation)).text) as unknown
  const one = '1 validation error detected: '
  expect(await refused('{}', 'GetParameter')).toEqual({
    __type: 'ValidationException',
    message: `${one}Value null at 'name' failed to satisfy constraint: Member must not be null`,
  })
  expect(await refused('{"Names": [null]}')).toEqual({
    __type: 'ValidationException',
    message: `${one}Value null at 'names.1.member' failed to satisfy constraint: Member must not be null`,
  })
  const { text } = await post(
    'sts',
    'Action=AssumeRole&Version=2011-06-15&RoleArn=short&RoleSessionName=a%20b',
  )
  expect(text).toContain('<Type>Sender</Type>')
  expect(text).toContain(
    error(
      'ValidationError',
      "2 validation errors detected: Value 'short' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20; " +
        "Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ),
  )
})

test('unknown members of JSON documents and of awsQuery are ignored', async () => {
  expect((await ssm('{"Names": ["a"], "Colour": "red", "__proto__": {"x": 1}}')).calls[0]!.input).toEqual({
    Names: ['a'],
  })
  const session = await post(
    'sts',
    'Action=GetSessionToken&Version=2011-06-15&Colour=red&DurationSeconds.x=1',
  )
  expect(session).toMatchObject({ status: 200, calls: [{ input: {} }] })
})

test.each([
  ['a long body', () => ec2(`Action=DescribeVpcs&VpcId.1=${'a'.repeat(3_000_000)}`), 413],
  ['a hundred thousand parameters', () => ec2(`Action=DescribeVpcs${'&VpcId.1=a'.repeat(100_000)}`), 200],
  ['a path of a million steps', () => ec2(`Action=DescribeVpcs&${'VpcId.1.'.repeat(100_000)}=a`), 400],
  ['deep JSON', () => ssm(`{"Names": ${'['.repeat(500_000)}`), 400],
  ['deep JSON that is whole', () => ssm(`{"Names": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 400],
  ['bytes that are no text', () => ssm(Uint8Array.from({ length: 1000 }, (_, at) => (at * 37) % 256)), 400],
  ['many violations', () => ssm(JSON.stringify({ Names: Array.from({ length: 100_000 }, () => null) })), 400],
])(
  '%s is answered in good time',
  async (_, send, status) => {
    expect(await send()).toMatchObject({ status })
  },
  10_000,
)

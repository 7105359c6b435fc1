import { CreateKeyPairCommand, RunInstancesCommand, type RunInstancesCommandInput } from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { testEngine } from '../testing/index.ts'

const withInstance = async (request: Partial<RunInstancesCommandInput> = {}) => {
  const { ec2, engine, skip } = await testEngine()
  await ec2.send(new CreateKeyPairCommand({ KeyName: 'my-key', KeyType: 'ed25519' }))
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-0fef201115eefe936',
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      KeyName: 'my-key',
      ...request,
    }),
  )
  const instance = Instances![0]!
  await skip({ seconds: 10 })
  const ask = (method: string, path: string, headers: Record<string, string> = {}) => {
    const { body, ...rest } = engine.metadata.handle(instance.InstanceId!, { method, path, headers })
    return { ...rest, body: typeof body === 'string' ? body : new TextDecoder().decode(body) }
  }
  const token = (ttl = '60') =>
    ask('PUT', '/latest/api/token', { 'x-aws-ec2-metadata-token-ttl-seconds': ttl })
  const get = (path: string) => {
    const { status, body } = ask('GET', path, { 'x-aws-ec2-metadata-token': token().body })
    return status === 200 ? body : status
  }
  return { engine, skip, instance, ask, token, get }
}

test('version 2 asks for a token, which runs out', async () => {
  const { ask, token, skip } = await withInstance()
  const path = '/latest/meta-data/instance-id'
  expect(ask('GET', path).status).toBe(401)
  expect(ask('GET', path, { 'x-aws-ec2-metadata-token': 'x' }).status).toBe(401)
  const headers = { 'x-aws-ec2-metadata-token': token('60').body }
  expect(ask('GET', path, headers).status).toBe(200)
  await skip({ seconds: 61 })
  expect(ask('GET', path, headers).status).toBe(401)
  expect(token('0').status).toBe(200)
  for (const ttl of ['-1', '21601', 'x', '']) expect(token(ttl).status).toBe(400)
  expect(ask('POST', path, headers).status).toBe(403)
})

test('version 1 works where the launch allows it, and nothing where it is switched off', async () => {
  const optional = await withInstance({ MetadataOptions: { HttpTokens: 'optional' } })
  expect(optional.ask('GET', '/latest/meta-data/instance-id').body).toBe(optional.instance.InstanceId)
  const off = await withInstance({ MetadataOptions: { HttpEndpoint: 'disabled' } })
  expect(off.token().status).toBe(403)
})

test('an instance reads about itself what the API says of it', async () => {
  const { get, instance } = await withInstance({
    UserData: btoa('#!/bin/bash\n'),
    MetadataOptions: { InstanceMetadataTags: 'enabled' },
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }],
  })
  expect(get('/latest/meta-data/local-ipv4')).toBe(instance.PrivateIpAddress)
  expect(get('/latest/meta-data/hostname')).toBe(instance.PrivateDnsName)
  expect(get('/latest/meta-data/placement/availability-zone')).toBe(instance.Placement!.AvailabilityZone)
  expect(get('/latest/meta-data/public-keys/')).toBe('0=my-key')
  expect(get('/latest/meta-data/public-keys/0/openssh-key')).toMatch(/^ssh-ed25519 \S+ my-key\n$/)
  expect(get('/latest/meta-data/tags/instance/Name')).toBe('web')
  expect(get('/latest/user-data')).toBe('#!/bin/bash\n')
  const { MacAddress } = instance.NetworkInterfaces![0]!
  expect(get('/latest/meta-data/network/interfaces/macs/')).toBe(`${MacAddress}/`)
  expect(get(`/latest/meta-data/network/interfaces/macs/${MacAddress}/vpc-id`)).toBe(instance.VpcId)
  expect(JSON.parse(String(get('/latest/dynamic/instance-identity/document')))).toMatchObject({
    accountId: '123456789012',
    instanceId: instance.InstanceId,
    region: 'us-east-1',
  })
  expect(String(get('/latest/meta-data/')).split('\n')).toEqual(
    expect.arrayContaining(['instance-id', 'placement/', 'public-ipv4', 'security-groups']),
  )
  expect(get('/latest/meta-data/iam/info')).toBe(404)
})

import { CreateKeyPairCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2'
import { expect, test } from 'vitest'
import { memoryStorage, StorageError } from '../storage/index.ts'
import { testEngine } from '../testing/index.ts'
import { callsKept } from './call-log.ts'

const names = (engine: { calls(): readonly { operation: string }[] }) =>
  engine.calls().map(({ operation }) => operation)

test('calls are there at once, and again when the account is opened again', async () => {
  const storage = memoryStorage()
  const first = await testEngine({ storage })
  await first.ec2.send(new CreateKeyPairCommand({ KeyName: 'k', KeyType: 'ed25519' }))
  await first.ec2.send(new DescribeVpcsCommand())
  expect(names(first.engine)).toEqual(['DescribeVpcs', 'CreateKeyPair'])
  // A change is written with what it changed; a look within the second.
  expect(names((await testEngine({ storage, seed: 2 })).engine)).toEqual(['CreateKeyPair'])
  first.clock.turn(1000)
  await first.engine.setPace('real')
  const again = await testEngine({ storage, seed: 3 })
  expect(names(again.engine)).toEqual(['DescribeVpcs', 'CreateKeyPair'])
  expect(again.engine.calls()[1]).toMatchObject({
    service: 'ec2',
    sort: 'write',
    region: 'us-east-1',
    principal: { arn: 'arn:aws:iam::123456789012:user/admin' },
    source: { accessKeyId: again.engine.adminKey.accessKeyId },
    input: { KeyName: 'k', KeyType: 'ed25519' },
  })
})

test('looks push out looks, and never what was done', async () => {
  const { engine, ec2, clock } = await testEngine()
  await ec2.send(new CreateKeyPairCommand({ KeyName: 'k', KeyType: 'ed25519' }))
  for (let round = 0; round < 3; round++) {
    for (let look = 0; look < callsKept.read; look++)
      await engine.call({ service: 'ec2', operation: 'DescribeVpcs', region: 'us-east-1' })
    clock.turn(1000)
  }
  const found = names(engine)
  expect(found.filter((name) => name === 'DescribeVpcs')).toHaveLength(callsKept.read)
  expect(found.at(-1)).toBe('CreateKeyPair')
})

test('nobody is told of calls being recorded', async () => {
  const { engine, clock } = await testEngine()
  const told: string[] = []
  engine.onCommit((changes) => told.push(...changes.map(({ kind }) => kind)))
  const call = (operation: string, input = {}) =>
    engine.call({ service: 'ec2', operation, input, region: 'us-east-1' })
  await call('DescribeVpcs')
  told.length = 0
  await call('DescribeVpcs')
  clock.turn(1000)
  await call('CreateKeyPair', { KeyName: 'k', KeyType: 'ed25519' })
  expect(told).toEqual(['ec2.key-pair'])
})

test('a call whose commit fails is remembered as one that failed', async () => {
  const storage = memoryStorage()
  const { engine } = await testEngine({ storage })
  const commit = storage.commit.bind(storage)
  storage.commit = () => Promise.reject(new StorageError('quota', 'full'))
  const failing = engine.call({
    service: 'iam',
    operation: 'CreateUser',
    input: { UserName: 'u' },
    region: 'us-east-1',
  })
  await expect(failing).rejects.toThrow('full')
  storage.commit = commit
  expect(engine.calls()).toMatchObject([{ operation: 'CreateUser', error: { code: 'InternalFailure' } }])
})

test('what is long is cut, and a reset forgets', async () => {
  const { engine } = await testEngine()
  const input = {
    UserName: 'u',
    Tags: Array.from({ length: 40 }, () => ({ Key: 'k', Value: 'v'.repeat(256) })),
  }
  await engine.call({ service: 'iam', operation: 'CreateUser', input, region: 'us-east-1' }).catch(() => {})
  await engine
    .call({
      service: 'iam',
      operation: 'CreatePolicy',
      input: { PolicyName: 'p', PolicyDocument: 'x'.repeat(100_000) },
      region: 'us-east-1',
    })
    .catch(() => {})
  expect(engine.calls()).toHaveLength(2)
  for (const call of engine.calls()) expect(JSON.stringify(call).length).toBeLessThan(20_000)
  await engine.reset()
  expect(engine.calls()).toEqual([])
})

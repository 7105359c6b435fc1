import { expect, test } from 'vitest'
import { inTodaysForm } from './form.ts'
import { memoryStorage } from './memory.ts'
import type { Migration } from './migrations.ts'
import type { Storage, StoredRecord } from './storage.ts'

const vpc = (id: string, record: unknown): StoredRecord => ({
  account: '123456789012',
  region: 'us-east-1',
  kind: 'ec2.vpc',
  id,
  record,
})

const put = (storage: Storage, ...records: StoredRecord[]) =>
  storage.commit({ records, blobs: new Map() }, 'relaxed')

const contents = async (storage: Storage) =>
  (await storage.load()).filter(({ kind }) => kind === 'ec2.vpc').map(({ id, record }) => [id, record])

const formOf = async (storage: Storage) => (await storage.load()).find(({ id }) => id === 'form')?.record

const doubled: Migration = (records) =>
  records
    .filter(({ kind }) => kind === 'ec2.vpc')
    .map((each) => ({ ...each, record: Number(each.record) * 2 }))
const withoutA: Migration = () => [vpc('a', undefined)]
const plusOne: Migration = (records) =>
  records
    .filter(({ kind }) => kind === 'ec2.vpc')
    .map((each) => ({ ...each, record: Number(each.record) + 1 }))
const impossible: Migration = () => {
  throw new Error('a VPC has no CIDR block')
}

test('a new account notes its form with its first commit', async () => {
  const kept = memoryStorage()
  const storage = inTodaysForm(kept, [doubled])
  await storage.load()
  expect(await formOf(kept)).toBeUndefined()
  await put(storage, vpc('a', 1))
  expect(await formOf(kept)).toBe(2)
  await storage.clear()
  await put(storage, vpc('a', 1))
  expect(await formOf(kept)).toBe(2)
  expect(await contents(inTodaysForm(kept, [doubled]))).toEqual([['a', 1]])
})

test('an account without a note has the first form, and goes through every step in order', async () => {
  const kept = memoryStorage()
  await put(kept, vpc('a', 1), vpc('b', 2))
  expect(await contents(inTodaysForm(kept, []))).toEqual([
    ['a', 1],
    ['b', 2],
  ])
  expect(await contents(inTodaysForm(kept, [doubled, withoutA, plusOne]))).toEqual([['b', 5]])
  expect(await formOf(kept)).toBe(4)
})

test('only the steps that an account has not gone through are gone through', async () => {
  const kept = memoryStorage()
  const storage = inTodaysForm(kept, [impossible])
  await storage.load()
  await put(storage, vpc('a', 3))
  expect(await contents(inTodaysForm(kept, [impossible, plusOne]))).toEqual([['a', 4]])
  expect(await contents(inTodaysForm(kept, [impossible, plusOne]))).toEqual([['a', 4]])
})

test('a step that fails changes nothing, and says so', async () => {
  const kept = memoryStorage()
  await put(kept, vpc('a', 1))
  await expect(inTodaysForm(kept, [doubled, impossible]).load()).rejects.toMatchObject({
    reason: 'form',
    message: /older Sandcloud.*a VPC has no CIDR block.*Nothing was changed/,
  })
  expect(await contents(kept)).toEqual([['a', 1]])
})

test('an account of a newer form is left alone', async () => {
  const kept = memoryStorage()
  const newer = inTodaysForm(kept, [doubled, plusOne])
  await newer.load()
  await put(newer, vpc('a', 1))
  await expect(inTodaysForm(kept, [doubled]).load()).rejects.toMatchObject({
    reason: 'form',
    message: /newer Sandcloud/,
  })
  expect(await contents(kept)).toEqual([['a', 1]])
})

test('what is no form at all is told as such', async () => {
  const kept = memoryStorage()
  await put(kept, { account: '-', region: 'global', kind: 'kernel.setting', id: 'form', record: 'one' })
  await expect(inTodaysForm(kept).load()).rejects.toMatchObject({ reason: 'form' })
})

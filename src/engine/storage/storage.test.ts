import { IDBObjectStore } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { indexedDbStorage } from './indexed-db.ts'
import { MemoryAccount, memoryStorage } from './memory.ts'
import { storageContract } from './storage.contract.ts'
import { StorageError } from './storage.ts'

let databases = 0

storageContract('in memory', () => {
  const account = new MemoryAccount()
  return async () => memoryStorage(account)
})

storageContract('in IndexedDB', () => {
  const name = `account-${++databases}`
  return () => indexedDbStorage(name)
})

afterEach(() => {
  vi.restoreAllMocks()
})

const record = (id: string, value: unknown) => ({
  account: '123456789012',
  region: 'us-east-1',
  kind: 'ec2.vpc' as const,
  id,
  record: value,
})

test('a commit of which one part cannot be stored changes nothing at all', async () => {
  const storage = await indexedDbStorage(`account-${++databases}`)
  await storage.commit({ records: [record('a', 1)], blobs: new Map() }, 'relaxed')
  const blobs = new Map([['x', Uint8Array.of(1)]])
  const unstorable = record('c', () => 'a function has no clone')
  const failed = storage.commit({ records: [record('a', 2), record('b', 1), unstorable], blobs }, 'relaxed')
  await expect(failed).rejects.toBeInstanceOf(StorageError)
  expect(await storage.load()).toEqual([record('a', 1)])
  expect(await storage.blobIds()).toEqual([])
})

test('a full disk is told as such, in words for the learner', async () => {
  const storage = await indexedDbStorage(`account-${++databases}`)
  const put = IDBObjectStore.prototype.put
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name === 'blobs') throw new DOMException('full', 'QuotaExceededError')
    return put.apply(this, args)
  })
  const blobs = new Map([['x', Uint8Array.of(1)]])
  const failed = storage.commit({ records: [record('a', 1)], blobs }, 'relaxed')
  await expect(failed).rejects.toMatchObject({ reason: 'quota', message: /no more room/ })
  vi.restoreAllMocks()
  expect(await storage.load()).toEqual([])
})

test('an account from before there were epochs is opened as it is', async () => {
  const name = `account-${++databases}`
  const before = await openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('records', { keyPath: ['account', 'region', 'kind', 'id'] })
      db.createObjectStore('blobs')
    },
  })
  await before.put('records', { ...record('a', 1), order: 0 })
  await before.put('blobs', Uint8Array.of(1), 'x')
  before.close()
  const storage = await indexedDbStorage(name)
  expect(await storage.load()).toEqual([record('a', 1)])
  expect(await storage.blobIds()).toEqual(['x'])
})

test('a database that only a newer Sandcloud can read is left alone', async () => {
  const name = `account-${++databases}`
  ;(await openDB(name, 99)).close()
  await expect(indexedDbStorage(name)).rejects.toMatchObject({ reason: 'form', message: /newer Sandcloud/ })
})

test('an account that another tab deleted refuses commits and says why', async () => {
  const name = `account-${++databases}`
  const storage = await indexedDbStorage(name)
  await new Promise((deleted) => {
    indexedDB.deleteDatabase(name).addEventListener('success', deleted)
  })
  const failed = storage.commit({ records: [record('a', 1)], blobs: new Map() }, 'relaxed')
  await expect(failed).rejects.toMatchObject({ reason: 'closed' })
})

import { expect, test } from 'vitest'
import type { Batch, Storage, StoredRecord } from './storage.ts'

const vpc = (id: string, record: unknown): StoredRecord => ({
  account: '123456789012',
  region: 'us-east-1',
  kind: 'ec2.vpc',
  id,
  record,
})

const batch = (records: StoredRecord[], blobs: Batch['blobs'] = new Map()): Batch => ({ records, blobs })

/** What every storage must do. `open` gives the same account again each time it is called, as a reload does. */
export const storageContract = (name: string, fresh: () => () => Promise<Storage>) => {
  const ids = async (storage: Storage) => (await storage.load()).map(({ id }) => id)

  test(`${name}: records come back as they were, in the order in which they first came`, async () => {
    const open = fresh()
    const storage = await open()
    const when = new Date('2026-10-01T09:00:00Z')
    const map = new Map([[1, 'block/a']])
    await storage.commit(batch([vpc('b', { when }), vpc('a', { map }), vpc('c', 1)]), 'relaxed')
    await storage.commit(batch([vpc('b', { when, changed: true })]), 'relaxed')
    expect(await storage.load()).toEqual([vpc('b', { when, changed: true }), vpc('a', { map }), vpc('c', 1)])
    const again = await open()
    await again.load()
    await again.commit(batch([vpc('a', 'later')]), 'strict')
    expect(await ids(again)).toEqual(['b', 'a', 'c'])
  })

  test(`${name}: what is deleted is gone, and comes last if it comes again`, async () => {
    const storage = await fresh()()
    await storage.commit(batch([vpc('a', 1), vpc('b', 2)]), 'relaxed')
    await storage.commit(batch([vpc('a', undefined)]), 'relaxed')
    expect(await ids(storage)).toEqual(['b'])
    await storage.commit(batch([vpc('a', 3)]), 'relaxed')
    expect(await ids(storage)).toEqual(['b', 'a'])
  })

  test(`${name}: the same id in another region or kind is another record`, async () => {
    const storage = await fresh()()
    const elsewhere = { ...vpc('a', 2), region: 'eu-west-1' }
    const subnet = { ...vpc('a', 3), kind: 'ec2.subnet' as const }
    await storage.commit(batch([vpc('a', 1), elsewhere, subnet]), 'relaxed')
    await storage.commit(batch([{ ...elsewhere, record: undefined }]), 'relaxed')
    expect(await storage.load()).toEqual([vpc('a', 1), subnet])
  })

  test(`${name}: blobs are put, overwritten and deleted with their commit`, async () => {
    const storage = await fresh()()
    const bytes = Uint8Array.of(1, 2, 3)
    await storage.commit(
      batch(
        [],
        new Map([
          ['x', bytes],
          ['y', bytes],
        ]),
      ),
      'strict',
    )
    await storage.commit(
      batch(
        [],
        new Map([
          ['x', Uint8Array.of(4)],
          ['y', undefined],
        ]),
      ),
      'relaxed',
    )
    expect(await storage.readBlob('x')).toEqual(Uint8Array.of(4))
    expect(await storage.readBlob('y')).toBeUndefined()
    expect(await storage.blobIds()).toEqual(['x'])
  })

  test(`${name}: clear leaves nothing`, async () => {
    const storage = await fresh()()
    await storage.commit(batch([vpc('a', 1)], new Map([['x', Uint8Array.of(1)]])), 'relaxed')
    await storage.clear()
    expect([await storage.load(), await storage.blobIds()]).toEqual([[], []])
  })

  test(`${name}: who opens an account takes it: the one before can write nothing more, and is told so`, async () => {
    const open = fresh()
    const old = await open()
    await old.commit(batch([vpc('a', 1)], new Map([['x', Uint8Array.of(1)]])), 'relaxed')
    // What the old one had sent off before stands, and the new one sees it.
    const last = old.commit(batch([vpc('a', 2)]), 'relaxed')
    const taker = await open()
    await last
    expect(await taker.load()).toEqual([vpc('a', 2)])
    const late = batch([vpc('a', 3), vpc('b', 3)], new Map([['x', undefined]]))
    const refused = { name: 'StorageError', reason: 'superseded', message: /Reload this page/ }
    await expect(old.commit(late, 'strict')).rejects.toMatchObject(refused)
    await expect(old.clear()).rejects.toMatchObject(refused)
    await taker.commit(batch([vpc('a', 4)]), 'relaxed')
    await expect(old.commit(late, 'relaxed')).rejects.toMatchObject(refused)
    expect(await taker.load()).toEqual([vpc('a', 4)])
    expect(await taker.blobIds()).toEqual(['x'])
  })
}

import { type Migration, migrations } from './migrations.ts'
import { newerForm } from './refusals.ts'
import type { Batch, Storage, StoredRecord } from './storage.ts'
import { StorageError } from './storage.ts'

const note = { account: '-', region: 'global', kind: 'kernel.setting', id: 'form' } as const

/**
 * A storage whose records are always in today's form: `load` brings older ones there, in one commit. The form
 * is a record of the account; accounts from before there was one have the first form.
 */
export const inTodaysForm = (storage: Storage, steps: readonly Migration[] = migrations): Storage => {
  const today = steps.length + 1
  const noted = { ...note, record: today }
  let isNoted = false
  return {
    ...storage,
    async load() {
      const records = await storage.load()
      isNoted = false
      if (records.length === 0) return records
      const stored = records.find(isNote)?.record
      const form = stored ?? 1
      if (typeof form !== 'number' || !Number.isInteger(form) || form < 1) throw unknownForm()
      if (form > today) throw newerForm()
      isNoted = stored === today
      if (form === today) return records
      await storage.commit(
        { records: [...migrated(records, steps.slice(form - 1)), noted], blobs: none },
        'strict',
      )
      isNoted = true
      return storage.load()
    },
    async commit(batch, durability) {
      if (isNoted) return storage.commit(batch, durability)
      await storage.commit({ ...batch, records: [...batch.records, noted] }, durability)
      isNoted = true
    },
    async clear() {
      await storage.clear()
      isNoted = false
    },
  }
}

const none: Batch['blobs'] = new Map()

const isNote = ({ account, region, kind, id }: StoredRecord) =>
  kind === note.kind && id === note.id && account === note.account && region === note.region

const keyOf = ({ account, region, kind, id }: StoredRecord) => JSON.stringify([account, region, kind, id])

/** Every change of the steps, each of which sees what those before it have made. */
const migrated = (records: readonly StoredRecord[], steps: readonly Migration[]): StoredRecord[] => {
  const now = new Map(records.map((each) => [keyOf(each), each]))
  const changes = new Map<string, StoredRecord>()
  try {
    for (const step of steps) {
      for (const change of step([...now.values()])) {
        changes.set(keyOf(change), change)
        if (change.record === undefined) now.delete(keyOf(change))
        else now.set(keyOf(change), change)
      }
    }
  } catch (error) {
    throw new StorageError(
      'form',
      `This account was made by an older Sandcloud and could not be brought up to date (${error instanceof Error ? error.message : String(error)}). Nothing was changed.`,
    )
  }
  return [...changes.values()]
}

const unknownForm = () =>
  new StorageError(
    'form',
    'What this browser keeps of Sandcloud has no form that it knows. Nothing was changed.',
  )

export { Epoch, epochStore } from './epoch.ts'
export { inTodaysForm } from './form.ts'
export { indexedDbStorage } from './indexed-db.ts'
export { memoryStorage } from './memory.ts'
export { storageError, superseded } from './refusals.ts'
export {
  type Batch,
  type Durability,
  type Storage,
  StorageError,
  type StorageRefusal,
  type StoredRecord,
} from './storage.ts'

export { indexedDbStorage } from './indexed-db.ts'
export { memoryStorage } from './memory.ts'
export { type Batch, type Durability, type Storage, StorageError, type StoredRecord } from './storage.ts'

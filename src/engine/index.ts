export type { AccessKey } from './account.ts'
export type { WireRequest, WireResponse } from './door/index.ts'
export { createEngine, type Engine, type EngineCall, type EngineOptions } from './engine.ts'
export type { AttachedVolume, DirtyChunks, Hypervisor, InstanceHardware, VolumeDevice } from './hypervisor.ts'
export {
  AwsError,
  type CallRecord,
  type CallSource,
  type Pace,
  pacedDelay,
  type Principal,
  type RandomBytes,
  type RecordChange,
  systemTime,
  type TimeSource,
} from './kernel/index.ts'
export type { MetadataAnswer, MetadataRequest } from './metadata/index.ts'
export { type Card, type From, formatIpv4, parseIpv4, type Step, type Verdict } from './network/index.ts'
export {
  type Durability,
  Epoch,
  epochStore,
  indexedDbStorage,
  memoryStorage,
  type Storage,
  StorageError,
  storageError,
  superseded,
} from './storage/index.ts'
export type { BlockImage } from './volumes.ts'

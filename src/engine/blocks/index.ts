export {
  type BlockMap,
  blockSize,
  changedIndexes,
  copySnapshot,
  emptyVolume,
  freeze,
  type ImageBlocks,
  putBlock,
  reencrypted,
  type SnapshotBlocks,
  startPutting,
  type VolumeBlocks,
  volumeFromSnapshot,
} from './block-map.ts'
export { BlockStore } from './block-store.ts'
export { Devices } from './devices.ts'
export { ImageBuilder } from './image-builder.ts'
export { EbsDevice } from './volume-device.ts'

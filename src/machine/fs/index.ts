/** File systems and the disks below them. */
export { type BlockDevice, type DirtyChunks, chunkSize } from './block-device.ts'
export type {
  Attributes,
  DirectoryEntry,
  FileSystem,
  FileType,
  Ino,
  Mounted,
  NewNode,
  Stat,
  StatFs,
} from './file-system.ts'

export { type CacheOptions, CachedDisk, MountedDisk } from './cache/cached-disk.ts'
export { type Timer } from './cache/write-back.ts'

export { type MadeExt4, type MakeExt4Options, makeExt4 } from './ext4/make.ts'
export { type MountedExt4, mountExt4 } from './ext4/mount.ts'
export { Ext4, type Ext4Options } from './ext4/ext4.ts'
export { type Grown, growExt4 } from './ext4/grow.ts'
export { type Ext4Facts, type Ext4Identity, describeExt4, identifyExt4 } from './ext4/identity.ts'

export { type TmpfsOptions } from './tmpfs.ts'

export { type Gpt, type GptPartition, linuxFileSystem } from './disk/gpt-format.ts'
export { type WriteGptOptions, growPartition, readGpt, writeGpt } from './disk/gpt.ts'
export { Partition, partition } from './disk/partition.ts'
export { randomUuid } from './uuid.ts'
export { decodeSwap, encodeSwap, swapPage } from './disk/swap-format.ts'
export { type Probed, probe } from './disk/probe.ts'

// Numbers of the on-disk format: https://docs.kernel.org/filesystems/ext4/

export const blockSize = 4096
/** Inodes count allocated space in these. */
export const sectorsPerBlock = blockSize / 512
export const blocksPerGroup = 8 * blockSize
export const inodeSize = 256
export const inodesPerBlock = blockSize / inodeSize
export const descriptorSize = 32
export const descriptorsPerBlock = blockSize / descriptorSize
/** The resize inode's one double-indirect block can name this many reserved descriptor blocks. */
export const maxDescriptorBlocks = blockSize / 4

export const superblockOffset = 1024
export const superblockMagic = 0xef53

/** Offsets within the superblock. */
export const sb = {
  inodes: 0x00,
  blocks: 0x04,
  reservedBlocks: 0x08,
  freeBlocks: 0x0c,
  freeInodes: 0x10,
  firstDataBlock: 0x14,
  logBlockSize: 0x18,
  logClusterSize: 0x1c,
  blocksPerGroup: 0x20,
  clustersPerGroup: 0x24,
  inodesPerGroup: 0x28,
  writeTime: 0x30,
  maxMounts: 0x36,
  magic: 0x38,
  state: 0x3a,
  errors: 0x3c,
  lastCheck: 0x40,
  creatorOs: 0x48,
  revision: 0x4c,
  firstInode: 0x54,
  inodeSize: 0x58,
  compatible: 0x5c,
  incompatible: 0x60,
  readOnlyCompatible: 0x64,
  uuid: 0x68,
  label: 0x78,
  reservedDescriptorBlocks: 0xce,
  journalInode: 0xe0,
  hashSeed: 0xec,
  journalBackupType: 0xfd,
  mountOptions: 0x100,
  mkfsTime: 0x108,
  journalBlocks: 0x10c,
  minExtraSize: 0x15c,
  wantExtraSize: 0x15e,
  flags: 0x160,
  logGroupsPerFlex: 0x174,
  backupGroups: 0x24c,
} as const

/** What a file system needs its reader to know. */
export const compatible = { journal: 0x4, xattr: 0x8, resizeInode: 0x10, sparseSuper2: 0x200 } as const
export const incompatible = { fileType: 0x2, extents: 0x40, flexGroups: 0x200 } as const
export const readOnlyCompatible = {
  sparseSuper: 0x1,
  largeFile: 0x2,
  hugeFile: 0x8,
  groupChecksum: 0x10,
  manyLinks: 0x20,
  extraSize: 0x40,
} as const

/** Offsets within a group descriptor. */
export const gd = {
  blockBitmap: 0x00,
  inodeBitmap: 0x04,
  inodeTable: 0x08,
  freeBlocks: 0x0c,
  freeInodes: 0x0e,
  usedDirectories: 0x10,
  flags: 0x12,
  unusedInodes: 0x1c,
  checksum: 0x1e,
} as const

export const groupFlags = { inodesUninitialized: 1, blocksUninitialized: 2, tableZeroed: 4 } as const

export const rootInode = 2
export const resizeInode = 7
export const journalInode = 8
/** lost+found is the first one made. */
export const firstInode = 11

export const maxLinks = 65_000
/** Longer symlink targets take a block. */
export const fastSymlinkLength = 59
/** Logical block numbers have 32 bits. */
export const maxFileSize = (2 ** 32 - 1) * blockSize

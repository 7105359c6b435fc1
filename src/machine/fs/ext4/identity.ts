import { ErrnoError } from '../../errno.ts'
import { formatUuid, parseUuid } from '../uuid.ts'
import type { Ext4 } from './ext4.ts'
import * as layout from './layout.ts'
import { sb } from './layout.ts'

/** What tells a file system from its copies. */
export interface Ext4Identity {
  label: string
  uuid: string
}

/** What tune2fs -l shows of a superblock; blocks are of 4 KiB, times seconds since the epoch. */
export interface Ext4Facts extends Ext4Identity {
  features: readonly string[]
  inodes: number
  freeInodes: number
  blocks: number
  reservedBlocks: number
  freeBlocks: number
  reservedDescriptorBlocks: number
  inodesPerGroup: number
  created: number
  written: number
  checked: number
}

const labelLength = 16

const featureNames: readonly (readonly [field: number, flags: Readonly<Record<string, number>>])[] = [
  [
    sb.compatible,
    { has_journal: 0x4, ext_attr: 0x8, resize_inode: 0x10, dir_index: 0x20, sparse_super2: 0x200 },
  ],
  [sb.incompatible, { filetype: 0x2, extent: 0x40, flex_bg: 0x200 }],
  [
    sb.readOnlyCompatible,
    {
      sparse_super: 0x1,
      large_file: 0x2,
      huge_file: 0x8,
      uninit_bg: 0x10,
      dir_nlink: 0x20,
      extra_isize: 0x40,
    },
  ],
]

export function describeExt4({ nodes: { superblock, space }, pages }: Ext4): Ext4Facts {
  const bytes = pages.read(0).subarray(layout.superblockOffset)
  const features = featureNames.flatMap(([field, flags]) =>
    Object.entries(flags).flatMap(([name, flag]) => ((superblock.get(field) & flag) === 0 ? [] : [name])),
  )
  return {
    label: new TextDecoder().decode(bytes.subarray(sb.label, sb.label + labelLength)).split('\0', 1)[0]!,
    uuid: formatUuid(bytes.subarray(sb.uuid, sb.uuid + 16)),
    features,
    inodes: superblock.get(sb.inodes),
    freeInodes: superblock.get(sb.freeInodes),
    blocks: superblock.get(sb.blocks),
    reservedBlocks: superblock.get(sb.reservedBlocks),
    freeBlocks: space.free,
    reservedDescriptorBlocks: superblock.get16(sb.reservedDescriptorBlocks),
    inodesPerGroup: superblock.get(sb.inodesPerGroup),
    created: superblock.get(sb.mkfsTime),
    written: superblock.get(sb.writeTime),
    checked: superblock.get(sb.lastCheck),
  }
}

/** tune2fs -L and -U. The group descriptors' checksums begin with the UUID: they are sealed anew. */
export function identifyExt4(
  { nodes: { groups }, pages, readOnly }: Ext4,
  { label, uuid }: Partial<Ext4Identity>,
): void {
  if (readOnly) throw new ErrnoError('EROFS')
  pages.transaction(() => {
    const bytes = pages.write(0).subarray(layout.superblockOffset)
    if (label !== undefined) {
      bytes.fill(0, sb.label, sb.label + labelLength)
      bytes.set(new TextEncoder().encode(label).subarray(0, labelLength), sb.label)
    }
    if (uuid === undefined) return
    const old = groups.geometry
    const parsed = parseUuid(uuid)
    bytes.set(parsed, sb.uuid)
    groups.geometry = { ...old, uuid: parsed }
    pages.undo(() => (groups.geometry = old))
    for (let group = 0; group < old.groups; group++) groups.set(group, [])
  })
}

/** EBS's own block size, and the machine's chunk size: 512 KiB. */
export const blockSize = 524_288

/** Which blob holds which block. An index that is missing was never written. */
export type BlockMap = ReadonlyMap<number, string>

export interface VolumeBlocks {
  map: BlockMap
  /**
   * What was written since the last snapshot: blobs that only this volume names, so that they may be
   * overwritten, and exactly what the next snapshot adds.
   */
  own: ReadonlySet<number>
  /** The snapshot from which the volume was made, or the last one taken of it. */
  parent?: string
  /** Snapshots that may be compared with each other have one lineage. */
  lineage: string
}

export interface SnapshotBlocks {
  map: BlockMap
  parent?: string
  lineage: string
  /** What it stores beyond its parent. */
  delta: readonly number[]
}

/** A stock image: built once per account, shared by every region. */
export interface ImageBlocks {
  map: BlockMap
}

declare module '../kernel/records.ts' {
  interface RecordKinds {
    'ebs.volume-blocks': VolumeBlocks
    'ebs.snapshot-blocks': SnapshotBlocks
    'ebs.image-blocks': ImageBlocks
  }
}

/** The volume after a snapshot, and the snapshot: a copied map, whatever the volume's size. */
export const freeze = (
  volume: VolumeBlocks,
  snapshotId: string,
): { volume: VolumeBlocks; snapshot: SnapshotBlocks } => ({
  volume: { ...volume, own: new Set(), parent: snapshotId },
  snapshot: {
    map: volume.map,
    lineage: volume.lineage,
    delta: [...volume.own].sort((a, b) => a - b),
    ...(volume.parent !== undefined && { parent: volume.parent }),
  },
})

export const emptyVolume = (volumeId: string): VolumeBlocks => ({
  map: new Map(),
  own: new Set(),
  lineage: volumeId,
})

export const volumeFromSnapshot = (snapshotId: string, { map, lineage }: SnapshotBlocks): VolumeBlocks => ({
  map,
  own: new Set(),
  parent: snapshotId,
  lineage,
})

/**
 * A copy of a snapshot names the same blobs. What it stores is what it does not share with `onto`, an
 * earlier copy of the same lineage in the same place.
 */
export const copySnapshot = (
  { map, lineage }: SnapshotBlocks,
  onto?: { id: string; blocks: SnapshotBlocks },
): SnapshotBlocks => ({
  map,
  lineage,
  delta: changedIndexes(onto?.blocks.map ?? new Map(), map),
  ...(onto && { parent: onto.id }),
})

/** A snapshot that is written block by block: its parent's blocks, until others are put over them. */
export const startPutting = (
  snapshotId: string,
  parent?: { id: string; blocks: SnapshotBlocks },
): SnapshotBlocks =>
  parent
    ? { map: parent.blocks.map, lineage: parent.blocks.lineage, delta: [], parent: parent.id }
    : { map: new Map(), lineage: snapshotId, delta: [] }

export const putBlock = (blocks: SnapshotBlocks, index: number, cid: string): SnapshotBlocks => ({
  ...blocks,
  map: new Map(blocks.map).set(index, cid),
  delta: [...new Set([...blocks.delta, index])].sort((a, b) => a - b),
})

/** Indexes at which two maps name different blobs, in ascending order. */
export const changedIndexes = (before: BlockMap, after: BlockMap): number[] =>
  [
    ...[...after.keys()].filter((index) => before.get(index) !== after.get(index)),
    ...[...before.keys()].filter((index) => !after.has(index)),
  ].sort((a, b) => a - b)

/** Blocks under another key are another lineage: they cannot be compared with those under the first. */
export const reencrypted = <T extends { lineage: string }>(blocks: T): T => ({
  ...blocks,
  lineage: `aws/ebs ${blocks.lineage}`,
})

import type { CreateVolumeCommandInput, Snapshot, Tag, VolumeType } from '@aws-sdk/client-ec2'
import { filledIn } from '../tags/index.ts'
import { volumeKind } from './volume-types.ts'

/** What the form for a new volume holds; numbers as they have been typed. */
export interface NewVolume {
  type: VolumeType
  size: string
  iops: string
  throughput: string
  tags: readonly Tag[]
}

/** What AWS's form begins with; a volume from a snapshot is as large as the snapshot's. */
export const proposedVolume = (snapshot?: Snapshot): NewVolume => ({
  type: 'gp3',
  size: String(snapshot?.VolumeSize ?? 100),
  iops: '3000',
  throughput: '125',
  tags: [],
})

/** Another type begins with what it has at least. */
export const changesForType = (type: VolumeType): Pick<NewVolume, 'type' | 'iops' | 'throughput'> => {
  const { iops, throughput } = volumeKind(type)
  return { type, iops: String(iops?.[0] ?? ''), throughput: String(throughput?.[0] ?? '') }
}

export interface VolumeProblems {
  size?: string
  iops?: string
  throughput?: string
}

/** What AWS would refuse, told at the field; empty for a good volume. */
export const volumeProblems = (volume: NewVolume, snapshotSize = 0): VolumeProblems => {
  const kind = volumeKind(volume.type)
  const problems: VolumeProblems = {}
  const size = wholeNumber(volume.size)
  const iops = wholeNumber(volume.iops)
  if (!within(size, kind.size)) problems.size = `Enter a size from ${kind.size[0]} to ${kind.size[1]} GiB.`
  else if (size < snapshotSize)
    problems.size = `The volume must be at least as large as the snapshot's: ${snapshotSize} GiB.`
  if (kind.iops) {
    if (!within(iops, kind.iops)) problems.iops = `Enter a number from ${kind.iops[0]} to ${kind.iops[1]}.`
    else if (tooMany(volume, iops, size))
      problems.iops = `The maximum ratio of IOPS to size is ${kind.ratio}:1. ${size} GiB can have ${size * kind.ratio!} IOPS.`
  }
  if (kind.throughput) {
    const throughput = wholeNumber(volume.throughput)
    if (!within(throughput, kind.throughput))
      problems.throughput = `Enter a number from ${kind.throughput[0]} to ${kind.throughput[1]}.`
    else if (throughput > iops / 4)
      problems.throughput = `The maximum ratio of throughput to IOPS is 0.25:1. ${iops} IOPS can have ${Math.floor(iops / 4)} MiB/s.`
  }
  return problems
}

/** The 3,000 IOPS that every gp3 volume has are free of the ratio. */
const tooMany = ({ type }: NewVolume, iops: number, size: number): boolean => {
  const { ratio, iops: range } = volumeKind(type)
  return iops > size * ratio! && !(type === 'gp3' && iops === range![0])
}

const wholeNumber = (text: string): number => (/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN)

const within = (value: number, [least, most]: readonly [number, number]) => value >= least && value <= most

export const volumeRequest = (
  volume: NewVolume,
  { zone, snapshotId }: { zone: string | undefined; snapshotId: string | undefined },
): CreateVolumeCommandInput => {
  const { iops, throughput } = volumeKind(volume.type)
  const Tags = filledIn(volume.tags)
  return {
    VolumeType: volume.type,
    Size: Number(volume.size),
    ...(iops && { Iops: Number(volume.iops) }),
    ...(throughput && { Throughput: Number(volume.throughput) }),
    AvailabilityZone: zone,
    SnapshotId: snapshotId,
    ...(Tags.length > 0 && { TagSpecifications: [{ ResourceType: 'volume', Tags }] }),
  }
}

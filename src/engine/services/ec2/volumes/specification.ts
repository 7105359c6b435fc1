import type { VolumeType } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { invalidCombination, invalidParameter } from '../errors.ts'

interface Limits {
  /** In GiB. */
  size: readonly [number, number]
  iops?: readonly [number, number]
  /** Operations a second per GiB at most. */
  ratio?: number
}

/** aws-facts 3.1. */
const limits: Partial<Record<VolumeType, Limits>> = {
  gp3: { size: [1, 65_536], iops: [3000, 80_000], ratio: 500 },
  gp2: { size: [1, 16_384] },
  io1: { size: [4, 16_384], iops: [100, 64_000], ratio: 50 },
  io2: { size: [4, 65_536], iops: [100, 256_000], ratio: 1000 },
  st1: { size: [125, 16_384] },
  sc1: { size: [125, 16_384] },
  standard: { size: [1, 1024] },
}

const throughputMost = 2000
const throughputLeast = 125
const throughputPerIops = 0.25

export interface VolumeRequest {
  Size?: number | undefined
  VolumeType?: string | undefined
  Iops?: number | undefined
  Throughput?: number | undefined
}

export interface VolumeSpecification {
  Size: number
  VolumeType: VolumeType
  Iops?: number
  Throughput?: number
}

/** What a request for a volume means; AWS's errors if it cannot be. `size` is that of the snapshot, if any. */
export const specify = (request: VolumeRequest, snapshotSize?: number): VolumeSpecification => {
  const VolumeType = typeOf(request.VolumeType)
  const { size: range, iops: iopsRange, ratio } = limits[VolumeType]!
  const Size = request.Size ?? snapshotSize!
  if (Size < 0)
    throw invalidParameter(`Value (${Size}) for parameter size is invalid. Value must be a positive integer.`)
  if (Size < range[0])
    throw invalidParameter(
      `The volume size is invalid for ${VolumeType} volumes: ${Size} GiB. ${VolumeType} volumes must be at least ${range[0]} GiB in size. Please specify a volume size above the minimum limit.`,
    )
  if (Size > range[1])
    throw invalidParameter(
      `The volume size is invalid for ${VolumeType} volumes: ${Size} GiB. ${VolumeType} volumes must not exceed ${range[1]} GiB in size. Please specify a volume size below the maximum limit.`,
    )
  if (request.Iops !== undefined && !iopsRange)
    throw invalidCombination(`The parameter iops is not supported for ${VolumeType} volumes.`)
  if (request.Throughput !== undefined && VolumeType !== 'gp3')
    throw invalidCombination(`The throughput parameter is not supported for ${VolumeType} volumes.`)
  if (request.Iops === undefined && (VolumeType === 'io1' || VolumeType === 'io2'))
    throw invalidCombination(`The parameter iops must be specified for ${VolumeType} volumes.`)
  if (VolumeType === 'gp2') return { Size, VolumeType, Iops: Math.min(16_000, Math.max(100, Size * 3)) }
  if (!iopsRange) return { Size, VolumeType }
  const Iops = request.Iops ?? iopsRange[0]
  // The 3,000 that every gp3 volume has are free of the ratio.
  if (Iops / Size > ratio! && !(VolumeType === 'gp3' && Iops === iopsRange[0]))
    throw invalidParameter(
      `Iops to volume size ratio of ${(Iops / Size).toFixed(6)} is too high; maximum is ${ratio}`,
    )
  if (Iops > iopsRange[1])
    throw invalidParameter(`Volume iops of ${Iops} is too high; maximum is ${iopsRange[1]}.`)
  if (Iops < iopsRange[0])
    throw invalidParameter(`Volume iops of ${Iops} is too low; minimum is ${iopsRange[0]}.`)
  return VolumeType === 'gp3'
    ? { Size, VolumeType, Iops, Throughput: throughputOf(request.Throughput, Iops) }
    : { Size, VolumeType, Iops }
}

/** Case does not matter, and an empty one is the default of the API (the console proposes gp3). */
const typeOf = (type: string | undefined): VolumeType => {
  const name = (type || 'gp2').toLowerCase()
  if (!Object.hasOwn(limits, name))
    throw new AwsError('UnknownVolumeType', `Unsupported volume type '${type}' for volume creation. `)
  return name as VolumeType
}

const throughputOf = (asked: number | undefined, iops: number): number => {
  const throughput = Math.max(throughputLeast, asked ?? throughputLeast)
  if (throughput > throughputMost)
    throw invalidParameter(`Volume throughput of ${throughput} is too high; maximum is ${throughputMost}.`)
  if (throughput / iops > throughputPerIops)
    throw invalidParameter(
      `Throughput (MiBps) to iops ratio of ${(throughput / iops).toFixed(6)} is too high; maximum is ${throughputPerIops.toFixed(6)} MiBps per iops`,
    )
  return throughput
}

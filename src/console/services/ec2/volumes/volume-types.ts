import type { VolumeType } from '@aws-sdk/client-ec2'

type Range = readonly [least: number, most: number]

export interface VolumeKind {
  type: VolumeType
  label: string
  /** In GiB. */
  size: Range
  /** Undefined where IOPS cannot be chosen. */
  iops?: Range
  /** IOPS per GiB at most. */
  ratio?: number
  /** In MiB/s; undefined where it cannot be chosen. */
  throughput?: Range
  /** What the size gives where it cannot be chosen. */
  given?: (size: number) => { iops?: string; throughput?: string }
}

/** AWS's list in AWS's order; the limits of 2025. */
export const volumeKinds: readonly VolumeKind[] = [
  {
    type: 'gp3',
    label: 'General Purpose SSD (gp3)',
    size: [1, 65_536],
    iops: [3000, 80_000],
    ratio: 500,
    throughput: [125, 2000],
  },
  {
    type: 'gp2',
    label: 'General Purpose SSD (gp2)',
    size: [1, 16_384],
    given: (size) => {
      const baseline = Math.min(16_000, Math.max(100, size * 3))
      return { iops: baseline < 3000 ? `${baseline} / 3000` : String(baseline) }
    },
  },
  {
    type: 'io1',
    label: 'Provisioned IOPS SSD (io1)',
    size: [4, 16_384],
    iops: [100, 64_000],
    ratio: 50,
  },
  {
    type: 'io2',
    label: 'Provisioned IOPS SSD (io2)',
    size: [4, 65_536],
    iops: [100, 256_000],
    ratio: 1000,
  },
  {
    type: 'sc1',
    label: 'Cold HDD (sc1)',
    size: [125, 16_384],
    given: (size) => ({ throughput: perTiB(size, 12, 192) }),
  },
  {
    type: 'st1',
    label: 'Throughput Optimized HDD (st1)',
    size: [125, 16_384],
    given: (size) => ({ throughput: perTiB(size, 40, 500) }),
  },
  {
    type: 'standard',
    label: 'Magnetic (standard)',
    size: [1, 1024],
  },
]

/** Disks that turn are as fast as they are large. */
const perTiB = (size: number, each: number, most: number): string =>
  `${Math.min(most, Math.round((size / 1024) * each))} MiB/s`

export const volumeKind = (type: string): VolumeKind =>
  volumeKinds.find((kind) => kind.type === type) ?? volumeKinds[0]!

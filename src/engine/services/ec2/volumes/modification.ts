import type { VolumeModification } from '@aws-sdk/client-ec2'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { wholeSeconds } from '../whole-seconds.ts'
import type { VolumeRecord } from './records.ts'
import type { VolumeSpecification } from './specification.ts'

export interface ModificationRecord {
  VolumeId: string
  state: 'modifying' | 'optimizing' | 'completed'
  original: VolumeSpecification
  target: VolumeSpecification
  progress: number
  StartTime: Date
  EndTime?: Date
  /** When the volume is what was asked for, and when its blocks have moved. */
  appliedAt: number
  endsAt: number
  /** When the modifications of the last 24 hours began, this one among them. */
  begun: readonly number[]
}

declare module '../../../kernel/records.ts' {
  interface RecordKinds {
    /** The last one of each volume, by its id. */
    'ec2.volume-modification': ModificationRecord
  }
}

export const modificationStep = 'ec2.volume.modification'

/** timings.json: an empty volume is `optimizing` after 2 s, and completed after 3. */
const appliedAfter = 2000
const optimizingTakes = 1000
const perBlock = 5
const steps = 4

const day = 24 * 3600 * 1000
const perDay = 4

/** The rolling 24 hours of the learner's own clock: no pace shortens them. */
const lastDay = (begun: readonly number[], now: number) => begun.filter((time) => time > now - day)

export const checkModifiable = ({ tx, now }: DecideContext, { VolumeId }: VolumeRecord) => {
  const last = tx.get('ec2.volume-modification', VolumeId)
  if (!last) return
  if (last.state !== 'completed')
    throw new AwsError(
      'IncorrectModificationState',
      `Volume ${VolumeId} cannot be modified in modification state ${last.state.toUpperCase()}`,
    )
  const begun = lastDay(last.begun, now.getTime())
  if (begun.length < perDay) return
  const free = new Date(begun.at(-perDay)! + day).toISOString().slice(0, 19)
  throw new AwsError(
    'VolumeModificationRateExceeded',
    `You've reached the maximum modification rate per volume limit. Wait until ${free}Z before you can issue the next modification request for this volume.`,
  )
}

export const beginModification = (
  { tx, now, after }: DecideContext,
  volume: VolumeRecord,
  target: VolumeSpecification,
): ModificationRecord => {
  const { VolumeId } = volume
  const blocks = tx.get('ebs.volume-blocks', VolumeId)!.map.size
  const before = tx.get('ec2.volume-modification', VolumeId)?.begun ?? []
  const record: ModificationRecord = {
    VolumeId,
    state: 'modifying',
    original: specificationOf(volume),
    target,
    progress: 0,
    StartTime: wholeSeconds(now),
    appliedAt: after(appliedAfter),
    endsAt: after(appliedAfter + optimizingTakes + blocks * perBlock),
    begun: [...lastDay(before, now.getTime()), now.getTime()],
  }
  tx.put('ec2.volume-modification', VolumeId, record)
  tx.wake(modificationStep, VolumeId, record.appliedAt)
  return record
}

/** Size and performance are there at once when the volume turns to `optimizing`; its blocks follow. */
export const modifyOn = (volumeId: string, { tx, now }: DecideContext) => {
  const volume = tx.get('ec2.volume', volumeId)
  const record = tx.get('ec2.volume-modification', volumeId)
  if (!volume || !record || record.state === 'completed') return
  if (record.state === 'modifying') {
    const { Iops: _iops, Throughput: _throughput, ...rest } = volume
    tx.put('ec2.volume', volumeId, { ...rest, ...record.target })
  }
  const time = now.getTime()
  const { appliedAt, endsAt } = record
  if (time >= endsAt) {
    const done = { state: 'completed', progress: 100, EndTime: wholeSeconds(now) } as const
    tx.put('ec2.volume-modification', volumeId, { ...record, ...done })
    return
  }
  const progress = Math.min(99, Math.floor(((time - appliedAt) / (endsAt - appliedAt)) * 100))
  tx.put('ec2.volume-modification', volumeId, { ...record, state: 'optimizing', progress })
  tx.wake(modificationStep, volumeId, Math.min(endsAt, time + Math.max(1, (endsAt - appliedAt) / steps)))
}

export const describeModification = (record: ModificationRecord): VolumeModification => ({
  VolumeId: record.VolumeId,
  ModificationState: record.state,
  TargetSize: record.target.Size,
  ...(record.target.Iops !== undefined && { TargetIops: record.target.Iops }),
  TargetVolumeType: record.target.VolumeType,
  ...(record.target.Throughput !== undefined && { TargetThroughput: record.target.Throughput }),
  TargetMultiAttachEnabled: false,
  OriginalSize: record.original.Size,
  ...(record.original.Iops !== undefined && { OriginalIops: record.original.Iops }),
  OriginalVolumeType: record.original.VolumeType,
  ...(record.original.Throughput !== undefined && { OriginalThroughput: record.original.Throughput }),
  OriginalMultiAttachEnabled: false,
  Progress: record.progress,
  StartTime: record.StartTime,
  ...(record.EndTime && { EndTime: record.EndTime }),
})

const specificationOf = ({ Size, VolumeType, Iops, Throughput }: VolumeRecord): VolumeSpecification => ({
  Size,
  VolumeType,
  ...(Iops !== undefined && { Iops }),
  ...(Throughput !== undefined && { Throughput }),
})

import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { incorrectState, invalidParameter } from '../errors.ts'
import type { VolumeRecord } from '../volumes/records.ts'

/** In progress at a time: st1 and sc1 volumes take one. */
const concurrent = ({ VolumeType }: VolumeRecord) => (VolumeType === 'st1' || VolumeType === 'sc1' ? 1 : 5)

/** The documented pause between two snapshots of a volume. */
const pause = 15_000

export const checkDescription = (text: string) => {
  if (text.length > 255)
    throw invalidParameter('Value for parameter description is invalid. Length exceeds maximum of 255.')
  if ([...text].some((char) => char > '\x7f'))
    throw invalidParameter(
      `Value (${text}) for parameter description is invalid. Character sets beyond ASCII are not supported.`,
    )
}

/** Whether a snapshot of the volume may be begun now. */
export const checkSnapshotAllowed = ({ tx, now, after }: DecideContext, volume: VolumeRecord) => {
  if (volume.State !== 'available' && volume.State !== 'in-use')
    throw incorrectState(`Volume '${volume.VolumeId}' is not in the 'available' or 'in-use' state.`)
  const taken = tx.list('ec2.snapshot').filter((snapshot) => snapshot.VolumeId === volume.VolumeId)
  if (taken.filter((snapshot) => snapshot.State === 'pending').length >= concurrent(volume))
    throw new AwsError(
      'ConcurrentSnapshotLimitExceeded',
      'Maximum allowed in-progress snapshots for a single volume exceeded.',
    )
  const gap = after(pause) - now.getTime()
  if (taken.some((snapshot) => now.getTime() < snapshot.StartTime.getTime() + gap))
    throw new AwsError(
      'SnapshotCreationPerVolumeRateExceeded',
      'The maximum per volume CreateSnapshot request rate has been exceeded. Use an increasing or variable sleep interval between requests.',
    )
}

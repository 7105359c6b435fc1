import { freeze } from '../../../blocks/index.ts'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { incorrectState, invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { copyAlarm, copyTakes, movingPart, nextStep } from '../snapshots/copy.ts'
import type { SnapshotRecord } from '../snapshots/records.ts'
import { tagsFor } from '../tags.ts'
import { findVolume } from '../volumes/find-volume.ts'
import type { VolumeRecord } from '../volumes/records.ts'

/** In progress at a time: st1 and sc1 volumes take one. */
const concurrent = ({ VolumeType }: VolumeRecord) => (VolumeType === 'st1' || VolumeType === 'sc1' ? 1 : 5)

/** The documented pause between two snapshots of a volume. */
const pause = 15_000

export const createSnapshot = operation('CreateSnapshot', {
  decide({ VolumeId = '', Description = '', TagSpecifications }, context) {
    const { tx, newId, now, account, facilities } = context
    const volume = findVolume(tx, VolumeId)
    checkDescription(Description)
    const Tags = tagsFor('snapshot', TagSpecifications)
    if (volume.State !== 'available' && volume.State !== 'in-use')
      throw incorrectState(`Volume '${VolumeId}' is not in the 'available' or 'in-use' state.`)
    checkRate(context, volume)

    // Point in time: everything written until now, the caches of a running guest included.
    facilities.devices.flush(tx, VolumeId)
    tx.strict()
    const SnapshotId = newId('snap')
    const frozen = freeze(tx.get('ebs.volume-blocks', VolumeId)!, SnapshotId)
    tx.put('ebs.volume-blocks', VolumeId, frozen.volume)
    tx.put('ebs.snapshot-blocks', SnapshotId, frozen.snapshot)
    const blocks = frozen.snapshot.delta.length
    const start = now.getTime()
    const end = context.after(copyTakes(blocks))
    const snapshot: SnapshotRecord = {
      SnapshotId,
      VolumeId,
      VolumeSize: volume.Size,
      State: 'pending',
      Progress: '',
      StartTime: now,
      Description,
      copy: { start, end, moving: (end - start) * movingPart(blocks) },
      Tags,
    }
    tx.put('ec2.snapshot', SnapshotId, snapshot)
    tx.wake(copyAlarm, SnapshotId, nextStep(snapshot, start))
    return {
      Tags: [...Tags],
      SnapshotId,
      VolumeId,
      State: snapshot.State,
      StartTime: now,
      Progress: '',
      OwnerId: account,
      Description,
      VolumeSize: volume.Size,
      Encrypted: false,
    }
  },
})

const checkDescription = (text: string) => {
  if (text.length > 255)
    throw invalidParameter('Value for parameter description is invalid. Length exceeds maximum of 255.')
  if ([...text].some((char) => char > '\x7f'))
    throw invalidParameter(
      `Value (${text}) for parameter description is invalid. Character sets beyond ASCII are not supported.`,
    )
}

const checkRate = ({ tx, now, after }: DecideContext, volume: VolumeRecord) => {
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

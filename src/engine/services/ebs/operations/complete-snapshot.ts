import type { CompleteSnapshotRequest } from '@aws-sdk/client-ebs'
import { fail } from '../../../kernel/index.ts'
import { aggregate } from '../checksum.ts'
import { invalidSnapshot, invalidValue, snapshotNotFound } from '../errors.ts'
import { operation } from '../operation.ts'
import { completionTakes, snapshotEnds, writeTimeout } from '../writes.ts'

/** No more writes. Whether all blocks have come turns out later: as AWS does, the answer is `pending`. */
export const completeSnapshot = operation('CompleteSnapshot', {
  decide(request, { tx, now, after }) {
    const id = request.SnapshotId!
    const snapshot = tx.get('ec2.snapshot', id) ?? fail(snapshotNotFound(id))
    const { direct } = snapshot
    if (!direct) throw invalidSnapshot('Snapshot is already completed')
    if (direct.closed || snapshot.State !== 'pending') return { Status: snapshot.State }
    const written = Object.keys(direct.checksums).length
    checkAggregate(request, direct.checksums)
    const lacks =
      written === request.ChangedBlocksCount
        ? {}
        : { StateMessage: `${written} blocks were written, and not ${request.ChangedBlocksCount}.` }
    const end = after(completionTakes)
    tx.put('ec2.snapshot', id, {
      ...snapshot,
      ...lacks,
      copy: { start: now.getTime(), end, moving: 0 },
      direct: { ...direct, checksums: {}, closed: true },
    })
    tx.strict()
    tx.cancelAlarm(writeTimeout, id)
    tx.wake(snapshotEnds, id, end)
    return { Status: 'pending' as const }
  },
})

const checkAggregate = (
  { Checksum, ChecksumAlgorithm, ChecksumAggregationMethod }: CompleteSnapshotRequest,
  checksums: Readonly<Record<number, string>>,
) => {
  if (Checksum === undefined) return
  if (ChecksumAlgorithm !== 'SHA256' || ChecksumAggregationMethod !== 'LINEAR')
    throw invalidValue(
      'A checksum of the snapshot needs ChecksumAlgorithm SHA256 and ChecksumAggregationMethod LINEAR',
    )
  if (aggregate(checksums) !== Checksum)
    throw invalidValue('The checksum of the snapshot does not match that of its blocks')
}

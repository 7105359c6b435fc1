import { regionNamed } from '../../../catalog/index.ts'
import { AwsError, type Transaction } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { checkDescription } from '../snapshots/checks.ts'
import { beginCopy, beginFailingCopy } from '../snapshots/copy-snapshot.ts'
import { checkSnapshotId } from '../snapshots/find-snapshot.ts'
import { ensureStock, findSource, stockSnapshot } from '../snapshots/source.ts'
import { tagMember, tagsFor } from '../tags.ts'
import { isEncrypted } from '../volumes/encryption.ts'

export const copySnapshot = operation('CopySnapshot', {
  prepare: ({ SourceSnapshotId, SourceRegion = '' }, context) =>
    ensureStock(context, [SourceSnapshotId], SourceRegion),

  /** The call is made in the region to which the copy goes. */
  decide(request, context) {
    const { SourceRegion, SourceSnapshotId = '', TagSpecifications } = request
    const { tx, newId } = context
    if (!SourceRegion) throw missingParameter('SourceRegion')
    if (!regionNamed(SourceRegion))
      throw invalidParameter(`Value (${SourceRegion}) for parameter sourceRegion is invalid.`)
    checkSnapshotId(SourceSnapshotId)
    const Description = request.Description || `[Copied ${SourceSnapshotId} from ${SourceRegion}]`
    checkDescription(Description)
    if (request.CompletionDurationMinutes !== undefined || request.DestinationOutpostArn)
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no time-based copies and no Outposts yet.')
    const Tags = tagsFor('snapshot', TagSpecifications)
    const SnapshotId = newId('snap')
    const there = tx.in(SourceRegion)
    const source = isCompleted(there, SourceSnapshotId) ? findSource(there, SourceSnapshotId) : undefined
    // "You cannot set this parameter to false": leaving it out and false are the same here.
    const asked = { ...request, Encrypted: request.Encrypted || undefined }
    const copy = { SnapshotId, Description, Encrypted: isEncrypted(tx, asked, source), Tags }
    if (source) beginCopy(context, source, copy)
    else beginFailingCopy(context, copy, `The source snapshot ${SourceSnapshotId} is not available.`)
    return { ...tagMember(Tags), SnapshotId }
  },
})

const isCompleted = (tx: Transaction, id: string) =>
  stockSnapshot(tx.scope.region, id) !== undefined || tx.get('ec2.snapshot', id)?.State === 'completed'

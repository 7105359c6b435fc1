import type { StartSnapshotRequest, StartSnapshotResponse } from '@aws-sdk/client-ebs'
import { blockSize, startPutting } from '../../../blocks/index.ts'
import { managedKeyArn } from '../../../catalog/index.ts'
import { type DecideContext, fail, type RecordKinds } from '../../../kernel/index.ts'
import { conflictingToken, invalidSnapshot, invalidValue, snapshotNotFound, validation } from '../errors.ts'
import { operation } from '../operation.ts'
import { awaitWrite } from '../writes.ts'

type SnapshotRecord = RecordKinds['ec2.snapshot']

const usualTimeout = 60
/** In GiB. */
const largest = 65_536

/** A snapshot that belongs to no volume, to be written block by block. */
export const startSnapshot = operation('StartSnapshot', {
  decide(request, context) {
    const { tx, now, newId } = context
    const { ClientToken, Description = '', ParentSnapshotId, Tags = [], Timeout = usualTimeout } = request
    const asked = JSON.stringify(Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1)))
    const before =
      ClientToken === undefined
        ? undefined
        : tx.list('ec2.snapshot').find(({ direct }) => direct?.token?.text === ClientToken)
    if (before)
      return before.direct!.token!.asked === asked ? answer(context, before) : fail(conflictingToken())

    checkSize(request)
    const parent = ParentSnapshotId ? parentOf(context, request) : undefined
    checkEncryption(context, request)
    const SnapshotId = newId('snap')
    const time = now.getTime()
    const snapshot: SnapshotRecord = {
      SnapshotId,
      // As recorded: what the direct APIs write is of no volume.
      VolumeId: 'vol-ffffffff',
      VolumeSize: request.VolumeSize!,
      State: 'pending',
      Progress: '0%',
      StartTime: now,
      Description,
      Encrypted: encrypts(context, request, parent),
      copy: { start: time, end: time, moving: 0 },
      direct: {
        timeout: Timeout,
        checksums: {},
        ...(ClientToken !== undefined && { token: { text: ClientToken, asked } }),
        closed: false,
      },
      Tags: Tags.map(({ Key = '', Value = '' }) => ({ Key, Value })),
    }
    tx.put('ec2.snapshot', SnapshotId, snapshot)
    const from = ParentSnapshotId && {
      id: ParentSnapshotId,
      blocks: tx.get('ebs.snapshot-blocks', ParentSnapshotId)!,
    }
    tx.put('ebs.snapshot-blocks', SnapshotId, startPutting(SnapshotId, from || undefined))
    awaitWrite(context, SnapshotId, Timeout)
    return { ...answer(context, snapshot), ...(ParentSnapshotId && { ParentSnapshotId }) }
  },
})

const checkSize = ({ VolumeSize }: StartSnapshotRequest) => {
  if (VolumeSize! > largest)
    throw validation(`Volume size ${VolumeSize} is larger than ${largest} GiB`, 'INVALID_VOLUME_SIZE')
}

const parentOf = ({ tx }: DecideContext, { ParentSnapshotId = '', VolumeSize }: StartSnapshotRequest) => {
  const parent = tx.get('ec2.snapshot', ParentSnapshotId) ?? fail(snapshotNotFound(ParentSnapshotId))
  if (parent.State !== 'completed')
    throw invalidSnapshot(`Source snapshot (${ParentSnapshotId}) is not complete.`)
  if (VolumeSize! < parent.VolumeSize)
    throw validation(
      `Volume size ${VolumeSize} is smaller than that of the parent snapshot, ${parent.VolumeSize}`,
      'INVALID_VOLUME_SIZE',
    )
  return parent
}

const checkEncryption = (
  { account, region }: DecideContext,
  { ParentSnapshotId, Encrypted, KmsKeyArn }: StartSnapshotRequest,
) => {
  if (ParentSnapshotId && Encrypted !== undefined)
    throw invalidValue('Encrypted cannot be specified together with ParentSnapshotId.')
  if (KmsKeyArn && !Encrypted) throw invalidValue('KmsKeyArn requires Encrypted to be true.')
  if (KmsKeyArn && KmsKeyArn !== managedKeyArn({ account, region }))
    throw validation(
      'Sandcloud has no customer managed keys yet: leave KmsKeyArn out, and alias/aws/ebs is used.',
      'INVALID_CUSTOMER_KEY',
    )
}

/** A child is what its parent is. */
const encrypts = (
  { tx }: DecideContext,
  { Encrypted = false }: StartSnapshotRequest,
  parent: SnapshotRecord | undefined,
): boolean =>
  parent
    ? (parent.Encrypted ?? false)
    : Encrypted || (tx.get('ec2.ebs-encryption', 'default')?.byDefault ?? false)

const answer = ({ account, region }: DecideContext, snapshot: SnapshotRecord): StartSnapshotResponse => ({
  Description: snapshot.Description,
  SnapshotId: snapshot.SnapshotId,
  OwnerId: account,
  Status: snapshot.State,
  StartTime: snapshot.StartTime,
  VolumeSize: snapshot.VolumeSize,
  BlockSize: blockSize,
  Tags: [...snapshot.Tags],
  ...(snapshot.Encrypted && { KmsKeyArn: managedKeyArn({ account, region }) }),
})

import type { CreateVolumeRequest } from '@aws-sdk/client-ec2'
import { regionNamed, type StockImage, stockImagesIn } from '../../../catalog/index.ts'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { madeBefore, rememberToken } from '../client-tokens.ts'
import { incorrectState, invalidCombination, invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findSnapshot } from '../snapshots/find-snapshot.ts'
import { tagsFor } from '../tags.ts'
import { emptyBlocks, imageBlocks, snapshotBlocks } from '../volumes/blocks-for.ts'
import { describeNewVolume } from '../volumes/describe-volume.ts'
import { isEncrypted } from '../volumes/encryption.ts'
import { volumeLife, volumeTakes } from '../volumes/life.ts'
import type { VolumeRecord } from '../volumes/records.ts'
import { specify } from '../volumes/specification.ts'

/** Amazon's snapshots are public: the one below each stock image. */
const stockSnapshot = (region: string, id: string | undefined): StockImage | undefined =>
  stockImagesIn(region).find((image) => image.snapshotId === id)

export const createVolume = operation('CreateVolume', {
  async prepare({ SnapshotId }, { region, account, facilities }) {
    const image = stockSnapshot(region, SnapshotId)
    if (image) await facilities.images.ensure(account, image.build)
  },

  decide(request, context) {
    const { tx, newId, now } = context
    const zone = zoneOf(context, request)
    const source = sourceOf(context, request)
    checkOptions(request)
    if (request.Size === undefined && !source) throw missingParameter('size/snapshot')
    const specification = specify(request, source?.size)
    if (source && specification.Size < source.size)
      throw invalidParameter(
        `Volume of size ${specification.Size}GB is smaller than snapshot '${request.SnapshotId}', expect size >= ${source.size}GB`,
      )
    const Tags = tagsFor('volume', request.TagSpecifications)
    const call = { operation: 'CreateVolume', input: request }
    const [before] = madeBefore(context, call) ?? []
    if (before !== undefined) return describeNewVolume(tx, tx.get('ec2.volume', before) ?? alreadyDeleted())

    const volume: VolumeRecord = {
      VolumeId: newId('vol'),
      State: 'creating',
      ...specification,
      AvailabilityZone: zone.name,
      AvailabilityZoneId: zone.id,
      SnapshotId: request.SnapshotId ?? '',
      CreateTime: now,
      MultiAttachEnabled: false,
      Encrypted: isEncrypted(tx, request, source),
      Attachments: [],
      Tags,
    }
    tx.put('ec2.volume', volume.VolumeId, volume)
    if (source) source.copyTo(volume.VolumeId)
    else emptyBlocks(context, volume.VolumeId)
    tx.wake(volumeLife.created, volume.VolumeId, context.after(volumeTakes.creation))
    rememberToken(context, call, [volume.VolumeId])
    return describeNewVolume(tx, volume)
  },
})

const alreadyDeleted = (): never => {
  throw new AwsError(
    'IdempotentParameterMismatch',
    'The client token you have provided is associated with a resource that is already deleted. Please use a different client token.',
  )
}

const zoneOf = ({ region }: DecideContext, { AvailabilityZone, AvailabilityZoneId }: CreateVolumeRequest) => {
  if (AvailabilityZone && AvailabilityZoneId)
    throw invalidCombination(
      "AvailabilityZone and AvailabilityZoneId can't be used together. Specify only one of these parameters.",
    )
  const asked = AvailabilityZone || AvailabilityZoneId
  if (!asked) throw missingParameter('zone')
  const zone = regionNamed(region)!.zones.find(({ name, id }) =>
    AvailabilityZone ? name === asked : id === asked,
  )
  if (!zone) throw new AwsError('InvalidZone.NotFound', `The zone '${asked}' does not exist.`)
  return zone
}

const sourceOf = (context: DecideContext, { SnapshotId }: CreateVolumeRequest) => {
  if (!SnapshotId) return undefined
  const image = stockSnapshot(context.region, SnapshotId)
  if (image)
    return {
      size: image.size,
      Encrypted: false,
      copyTo: (volumeId: string) => imageBlocks(context, volumeId, image),
    }
  const snapshot = findSnapshot(context.tx, SnapshotId)
  if (snapshot.State !== 'completed') throw incorrectState(`Snapshot is in invalid state - ${snapshot.State}`)
  return {
    size: snapshot.VolumeSize,
    Encrypted: snapshot.Encrypted,
    copyTo: (volumeId: string) => snapshotBlocks(context, volumeId, SnapshotId),
  }
}

const checkOptions = ({ MultiAttachEnabled, VolumeType, OutpostArn }: CreateVolumeRequest) => {
  if (MultiAttachEnabled && VolumeType !== 'io1' && VolumeType !== 'io2')
    throw invalidCombination(
      `The parameter multi-attach-enabled is not supported for ${VolumeType ?? 'gp2'} volumes.`,
    )
  if (MultiAttachEnabled || OutpostArn)
    throw new AwsError('UnsupportedOperation', 'Sandcloud has no Multi-Attach and no Outposts yet.')
}

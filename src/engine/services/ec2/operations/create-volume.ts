import type { CreateVolumeRequest } from '@aws-sdk/client-ec2'
import { regionNamed } from '../../../catalog/index.ts'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { madeBefore, rememberToken } from '../client-tokens.ts'
import { invalidCombination, invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { ensureStock, findSource } from '../snapshots/source.ts'
import { tagsFor } from '../tags.ts'
import { putBlocksFor } from '../volumes/blocks-for.ts'
import { describeNewVolume } from '../volumes/describe-volume.ts'
import { isEncrypted } from '../volumes/encryption.ts'
import { volumeLife, volumeTakes } from '../volumes/life.ts'
import type { VolumeRecord } from '../volumes/records.ts'
import { specify } from '../volumes/specification.ts'

export const createVolume = operation('CreateVolume', {
  prepare: ({ SnapshotId }, context) => ensureStock(context, [SnapshotId]),

  decide(request, context) {
    const { tx, newId, now } = context
    const zone = zoneOf(context, request)
    const source = request.SnapshotId ? findSource(tx, request.SnapshotId) : undefined
    checkOptions(request)
    if (request.Size === undefined && !source) throw missingParameter('size/snapshot')
    const specification = specify(request, source?.VolumeSize)
    if (source && specification.Size < source.VolumeSize)
      throw invalidParameter(
        `Volume of size ${specification.Size}GB is smaller than snapshot '${request.SnapshotId}', expect size >= ${source.VolumeSize}GB`,
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
    putBlocksFor(tx, volume, source)
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

const checkOptions = (request: CreateVolumeRequest) => {
  const { MultiAttachEnabled, VolumeType, OutpostArn, VolumeInitializationRate: rate } = request
  if (MultiAttachEnabled && VolumeType !== 'io1' && VolumeType !== 'io2')
    throw invalidCombination(
      `The parameter multi-attach-enabled is not supported for ${VolumeType ?? 'gp2'} volumes.`,
    )
  // Blocks are there at once here, whatever the rate: only its bounds matter.
  if (rate !== undefined && (rate < 100 || rate > 300))
    throw invalidParameter('The value specified for VolumeInitializationRate is not in the allowed range.')
  if (MultiAttachEnabled || OutpostArn)
    throw new AwsError('UnsupportedOperation', 'Sandcloud has no Multi-Attach and no Outposts yet.')
}

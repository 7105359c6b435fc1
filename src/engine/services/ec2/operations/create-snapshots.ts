import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { findInstance } from '../instances/find-instance.ts'
import { omit } from '../omit.ts'
import { operation } from '../operation.ts'
import { beginSnapshot } from '../snapshots/begin-snapshot.ts'
import { checkDescription, checkSnapshotAllowed } from '../snapshots/checks.ts'
import { describeBegun } from '../snapshots/describe-snapshot.ts'
import { tagsFor, withTags } from '../tags.ts'
import { attachmentTo, volumesOf } from '../volumes/find-volume.ts'

/** All volumes of an instance at one moment: a decision is one. */
export const createSnapshots = operation('CreateSnapshots', {
  decide(request, context) {
    const { InstanceSpecification, Description = '', TagSpecifications, CopyTagsFromSource } = request
    const { InstanceId = '', ExcludeBootVolume, ExcludeDataVolumeIds = [] } = InstanceSpecification ?? {}
    const instance = findInstance(context.tx, InstanceId)
    checkDescription(Description)
    const tags = tagsFor('snapshot', TagSpecifications)
    if (request.OutpostArn || request.Location === 'local')
      throw new AwsError('UnsupportedOperation', 'Sandcloud has no Outposts and no Local Zones.')
    const all = volumesOf(context.tx, InstanceId)
    const isRoot = (volume: (typeof all)[number]) =>
      attachmentTo(volume, InstanceId)!.Device === instance.RootDeviceName
    const data = all.filter((volume) => !isRoot(volume)).map((volume) => volume.VolumeId)
    const stranger = ExcludeDataVolumeIds.find((id) => !data.includes(id))
    if (stranger !== undefined)
      throw invalidParameter(`The volume '${stranger}' is not a data volume of instance '${InstanceId}'.`)
    const volumes = all.filter((volume) =>
      isRoot(volume) ? !ExcludeBootVolume : !ExcludeDataVolumeIds.includes(volume.VolumeId),
    )
    if (volumes.length === 0) throw invalidParameter('No volumes are left to take snapshots of.')
    for (const volume of volumes) checkSnapshotAllowed(context, volume)
    return {
      Snapshots: volumes.map((volume) => {
        const Tags = CopyTagsFromSource === 'volume' ? withTags(volume.Tags, tags) : tags
        const snapshot = beginSnapshot(context, volume, { Description, Tags })
        return omit(describeBegun(context.tx, snapshot), 'KmsKeyId')
      }),
    }
  },
})

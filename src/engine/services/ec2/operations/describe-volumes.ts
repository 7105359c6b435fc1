import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { describeVolume } from '../volumes/describe-volume.ts'
import { findVolume, malformedVolumeId } from '../volumes/find-volume.ts'

export const describeVolumes = operation('DescribeVolumes', {
  decide({ VolumeIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = VolumeIds.length > 0
    const asked = given
      ? [...new Set(VolumeIds)].map((id) => findVolume(tx, id, malformedVolumeId('volumes')))
      : tx.list('ec2.volume')
    const found = filterBy(
      asked.map((volume) => describeVolume(tx, volume)),
      Filters,
      {
        'attachment.attach-time': (volume) =>
          volume.Attachments!.map((each) => each.AttachTime?.toISOString()),
        'attachment.delete-on-termination': (volume) =>
          volume.Attachments!.map((each) => each.DeleteOnTermination),
        'attachment.device': (volume) => volume.Attachments!.map((each) => each.Device),
        'attachment.instance-id': (volume) => volume.Attachments!.map((each) => each.InstanceId),
        'attachment.status': (volume) => volume.Attachments!.map((each) => each.State),
        'availability-zone': (volume) => volume.AvailabilityZone,
        'availability-zone-id': (volume) => volume.AvailabilityZoneId,
        'create-time': (volume) => volume.CreateTime?.toISOString(),
        encrypted: (volume) => volume.Encrypted,
        'fast-restored': (volume) => volume.FastRestored ?? false,
        'multi-attach-enabled': (volume) => volume.MultiAttachEnabled,
        'operator.managed': (volume) => volume.Operator?.Managed,
        'operator.principal': (volume) => volume.Operator?.Principal,
        size: (volume) => volume.Size,
        'snapshot-id': (volume) => volume.SnapshotId,
        status: (volume) => volume.State,
        'volume-id': (volume) => volume.VolumeId,
        'volume-type': (volume) => volume.VolumeType,
      },
    )
    const { page, ...more } = paginate(found, {
      idOf: (volume) => volume.VolumeId!,
      MaxResults,
      NextToken,
      ids: { name: 'volumeIdsSet', given },
    })
    return { Volumes: page, ...more }
  },
})

import type { VolumeStatusItem } from '@aws-sdk/client-ec2'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { findVolume, malformedVolumeId } from '../volumes/find-volume.ts'
import type { VolumeRecord } from '../volumes/records.ts'

/** Disks here do not fail: no events, no actions. Only provisioned IOPS are measured, and only in use. */
const statusOf = (volume: VolumeRecord): VolumeStatusItem => {
  const measured = volume.State === 'in-use' && ['io1', 'io2'].includes(volume.VolumeType)
  return {
    Actions: [],
    AvailabilityZone: volume.AvailabilityZone,
    Events: [],
    VolumeId: volume.VolumeId,
    VolumeStatus: {
      Details: [
        { Name: 'io-enabled', Status: 'passed' },
        { Name: 'io-performance', Status: measured ? 'normal' : 'not-applicable' },
      ],
      Status: 'ok',
    },
    AvailabilityZoneId: volume.AvailabilityZoneId,
    Operator: { Managed: false, HiddenByDefault: false },
  }
}

export const describeVolumeStatus = operation('DescribeVolumeStatus', {
  decide({ VolumeIds = [], Filters, MaxResults, NextToken }, { tx }) {
    const given = VolumeIds.length > 0
    const asked = given
      ? [...new Set(VolumeIds)].map((id) => findVolume(tx, id, malformedVolumeId('volumes')))
      : tx.list('ec2.volume')
    const found = filterBy(asked.map(statusOf), Filters, {
      'action.code': (item) => item.Actions!.map((each) => each.Code),
      'action.description': (item) => item.Actions!.map((each) => each.Description),
      'action.event-id': (item) => item.Actions!.map((each) => each.EventId),
      'availability-zone': (item) => item.AvailabilityZone,
      'availability-zone-id': (item) => item.AvailabilityZoneId,
      'event.description': (item) => item.Events!.map((each) => each.Description),
      'event.event-id': (item) => item.Events!.map((each) => each.EventId),
      'event.event-type': (item) => item.Events!.map((each) => each.EventType),
      'event.not-after': (item) => item.Events!.map((each) => each.NotAfter?.toISOString()),
      'event.not-before': (item) => item.Events!.map((each) => each.NotBefore?.toISOString()),
      'volume-status.details-name': (item) => item.VolumeStatus!.Details!.map((each) => each.Name),
      'volume-status.details-status': (item) => item.VolumeStatus!.Details!.map((each) => each.Status),
      'volume-status.status': (item) => item.VolumeStatus!.Status,
    })
    const { page, ...more } = paginate(found, {
      idOf: (item) => item.VolumeId!,
      MaxResults,
      NextToken,
      ids: { name: 'volumeIdsSet', given },
    })
    return { VolumeStatuses: page, ...more }
  },
})

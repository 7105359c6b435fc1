import { regionNamed } from '../../../catalog/index.ts'
import { AwsError, fail } from '../../../kernel/index.ts'
import { byMember, filterBy } from '../filters.ts'
import { operation } from '../operation.ts'

const invalidZone = (zone: string) =>
  new AwsError('InvalidParameterValue', `Invalid availability zone: [${zone}]`)

export const describeAvailabilityZones = operation('DescribeAvailabilityZones', {
  decide({ ZoneNames = [], ZoneIds = [], Filters }, { region }) {
    const zones = regionNamed(region)!.zones
    const asked = [
      ...ZoneNames.map((name) => zones.find((zone) => zone.name === name) ?? fail(invalidZone(name))),
      ...ZoneIds.map((id) => zones.find((zone) => zone.id === id) ?? fail(invalidZone(id))),
    ]
    const described = (ZoneNames.length + ZoneIds.length > 0 ? asked : zones).map((zone) => ({
      OptInStatus: 'opt-in-not-required' as const,
      Messages: [],
      RegionName: region,
      ZoneName: zone.name,
      ZoneId: zone.id,
      GroupName: `${region}-zg-1`,
      NetworkBorderGroup: region,
      ZoneType: 'availability-zone',
      State: 'available' as const,
    }))
    return {
      AvailabilityZones: filterBy(described, Filters, {
        ...byMember(['group-long-name', 'parent-zone-id', 'parent-zone-name']),
        message: () => undefined,
        'group-name': (zone) => zone.GroupName,
        'opt-in-status': (zone) => zone.OptInStatus,
        'region-name': (zone) => zone.RegionName,
        state: (zone) => zone.State,
        'zone-id': (zone) => zone.ZoneId,
        'zone-name': (zone) => zone.ZoneName,
        'zone-type': (zone) => zone.ZoneType,
      }),
    }
  },
})

import type { InstanceTypeOffering } from '@aws-sdk/client-ec2'
import { instanceTypes, regionNamed, zoneHasTypes } from '../../../catalog/index.ts'
import { invalidParameter } from '../errors.ts'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'

const locationsIn = (region: string): Record<string, readonly string[]> => {
  const zones = regionNamed(region)!.zones.filter(({ id }) => zoneHasTypes(id))
  return {
    region: [region],
    'availability-zone': zones.map(({ name }) => name),
    'availability-zone-id': zones.map(({ id }) => id),
    outpost: [],
  }
}

export const describeInstanceTypeOfferings = operation('DescribeInstanceTypeOfferings', {
  decide({ LocationType = 'region', Filters, MaxResults, NextToken }, { region }) {
    const locations = locationsIn(region)
    if (!Object.hasOwn(locations, LocationType))
      throw invalidParameter(`Value (${LocationType}) for parameter locationType is invalid.`)
    const offerings = instanceTypes.flatMap(({ name }) =>
      locations[LocationType]!.map((Location) => ({
        InstanceType: name as InstanceTypeOffering['InstanceType'],
        LocationType,
        Location,
      })),
    )
    const found = filterBy(offerings, Filters, {
      'instance-type': (offering) => offering.InstanceType,
      location: (offering) => offering.Location,
    })
    const { page, ...more } = paginate(found, {
      idOf: (offering) => `${offering.InstanceType} ${offering.Location}`,
      MaxResults,
      NextToken,
    })
    return { InstanceTypeOfferings: page, ...more }
  },
})

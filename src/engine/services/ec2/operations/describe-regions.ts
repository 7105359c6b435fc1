import { type Region, regionNamed, regions } from '../../../catalog/index.ts'
import { fail } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'

const describe = ({ name }: Region) => ({
  OptInStatus: 'opt-in-not-required',
  RegionName: name,
  Endpoint: `ec2.${name}.amazonaws.com`,
})

export const describeRegions = operation('DescribeRegions', {
  decide({ RegionNames = [], Filters }) {
    const asked =
      RegionNames.length > 0
        ? RegionNames.map((name) => regionNamed(name) ?? fail(invalidParameter(`Invalid region: [${name}]`)))
        : regions
    return {
      Regions: filterBy(asked.map(describe), Filters, {
        endpoint: (region) => region.Endpoint,
        'opt-in-status': (region) => region.OptInStatus,
        'region-name': (region) => region.RegionName,
      }),
    }
  },
})

import { useQuery } from '../data/index.ts'
import { firstRegion } from '../place/index.ts'
import { regionNames } from './region-names.ts'

/** The regions of the account in the order of AWS's menu, the first one first. */
export const useRegions = (): string[] => {
  const { data } = useQuery('ec2', 'DescribeRegions', {}, [])
  const order = Object.keys(regionNames)
  const rank = (region: string) => (order.indexOf(region) + order.length + 1) % (order.length + 1)
  const regions = data?.Regions?.map(({ RegionName }) => RegionName!) ?? [firstRegion]
  return regions.sort((a, b) => rank(a) - rank(b))
}

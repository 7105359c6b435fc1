import { invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { paginate } from '../paging.ts'
import { findAllocation } from '../vpc/elastic-ips.ts'

/** Reverse names cannot be given here, so that no address has one. */
export const describeAddressesAttribute = operation('DescribeAddressesAttribute', {
  decide({ AllocationIds = [], Attribute, MaxResults, NextToken }, { tx }) {
    if (Attribute !== undefined && (Attribute as string) !== 'domain-name')
      throw invalidParameter(`Value (${Attribute}) for parameter attribute is invalid. Unknown attribute.`)
    const asked =
      AllocationIds.length > 0 ? AllocationIds.map((id) => findAllocation(tx, id)) : tx.list('ec2.address')
    const { page, ...more } = paginate(asked, {
      idOf: (address) => address.AllocationId,
      MaxResults,
      NextToken,
      least: 1,
    })
    return {
      Addresses: page.map(({ PublicIp, AllocationId }) => ({ PublicIp, AllocationId })),
      ...more,
    }
  },
})

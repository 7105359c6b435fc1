import { filterBy } from '../filters.ts'
import { operation } from '../operation.ts'
import { describeAddress, findAllocation, findPublicIp } from '../vpc/elastic-ips.ts'

/** Without pages: an account has few. */
export const describeAddresses = operation('DescribeAddresses', {
  decide({ AllocationIds = [], PublicIps = [], Filters }, { tx }) {
    const asked =
      AllocationIds.length + PublicIps.length > 0
        ? [
            ...AllocationIds.map((id) => findAllocation(tx, id)),
            ...PublicIps.map((address) => findPublicIp(tx, address)),
          ]
        : tx.list('ec2.address')
    return {
      Addresses: filterBy(
        asked.map((address) => describeAddress(tx, address)),
        Filters,
        {
          'allocation-id': (address) => address.AllocationId,
          'association-id': (address) => address.AssociationId,
          domain: (address) => address.Domain,
          'instance-id': (address) => address.InstanceId,
          'network-border-group': (address) => address.NetworkBorderGroup,
          'network-interface-id': (address) => address.NetworkInterfaceId,
          'network-interface-owner-id': (address) => address.NetworkInterfaceOwnerId,
          'private-ip-address': (address) => address.PrivateIpAddress,
          'public-ip': (address) => address.PublicIp,
        },
      ),
    }
  },
})

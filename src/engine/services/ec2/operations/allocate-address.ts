import type { AllocateAddressRequest } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { tagsFor } from '../tags.ts'
import { freePublicAddress } from '../vpc/addresses.ts'

/** The quota of a new account, in each region. */
const limit = 5

export const allocateAddress = operation('AllocateAddress', {
  decide(request: Omit<AllocateAddressRequest, 'Domain'> & { Domain?: string | undefined }, context) {
    const { tx, region, newId } = context
    if (request.Domain && request.Domain !== 'vpc')
      throw invalidParameter(`Invalid value '${request.Domain}' for domain.`)
    if (request.NetworkBorderGroup && request.NetworkBorderGroup !== region)
      throw invalidParameter(request.NetworkBorderGroup)
    if (request.Address) throw invalidParameter(`Invalid value '${request.Address}' for address.`)
    if (
      request.CustomerOwnedIpv4Pool ||
      request.IpamPoolId ||
      (request.PublicIpv4Pool ?? 'amazon') !== 'amazon'
    )
      throw new AwsError('UnsupportedOperation', "Sandcloud has no address pools but Amazon's.")
    const Tags = tagsFor('elastic-ip', request.TagSpecifications)
    if (tx.list('ec2.address').length >= limit)
      throw new AwsError('AddressLimitExceeded', 'The maximum number of addresses has been reached.')
    const address = { AllocationId: newId('eipalloc'), PublicIp: freePublicAddress(context), Tags }
    tx.put('ec2.address', address.AllocationId, address)
    return {
      AllocationId: address.AllocationId,
      PublicIpv4Pool: 'amazon',
      NetworkBorderGroup: region,
      Domain: 'vpc' as const,
      PublicIp: address.PublicIp,
    }
  },
})

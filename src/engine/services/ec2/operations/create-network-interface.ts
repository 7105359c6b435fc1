import type { CreateNetworkInterfaceRequest } from '@aws-sdk/client-ec2'
import { AwsError } from '../../../kernel/index.ts'
import { madeBefore, rememberToken } from '../client-tokens.ts'
import { missingParameter } from '../errors.ts'
import { addressCount, addressesAsked } from '../vpc/addresses.ts'
import { groupsFor } from '../instances/placement.ts'
import { operation } from '../operation.ts'
import { omit } from '../omit.ts'
import { tagsFor } from '../tags.ts'
import { checkAddressCount } from '../vpc/attachment.ts'
import { describeInterface } from '../vpc/describe-interface.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import { findInterface, newInterface } from '../vpc/interfaces.ts'

const isSpecial = (request: CreateNetworkInterfaceRequest) =>
  (request.InterfaceType ?? 'interface') !== 'interface' ||
  request.Ipv4PrefixCount ||
  request.Ipv4Prefixes?.length ||
  request.Ipv6AddressCount ||
  request.Ipv6Addresses?.length ||
  request.Ipv6PrefixCount ||
  request.Ipv6Prefixes?.length ||
  request.EnablePrimaryIpv6

export const createNetworkInterface = operation('CreateNetworkInterface', {
  decide(request, context) {
    const { tx } = context
    if (!request.SubnetId) throw missingParameter('subnetId')
    if (isSpecial(request))
      throw new AwsError(
        'UnsupportedOperation',
        'Sandcloud makes plain interfaces with IPv4 addresses: no prefixes, no IPv6.',
      )
    const subnet = findSubnet(tx, request.SubnetId)
    const Tags = tagsFor('network-interface', request.TagSpecifications)
    const call = { operation: 'CreateNetworkInterface', input: request }
    const answer = (id: string) => ({
      // A new interface is pending when it is answered, and available when it is asked about.
      NetworkInterface: {
        ...omit(describeInterface(tx, findInterface(tx, id)), 'PublicDnsName'),
        Status: 'pending' as string as 'available',
      },
      ...(request.ClientToken && { ClientToken: request.ClientToken }),
    })
    const [before] = madeBefore(context, call) ?? []
    if (before) return answer(before)
    const wanted = addressesAsked(request)
    checkAddressCount(addressCount(wanted))
    const eni = newInterface(context, {
      subnet,
      groupIds: groupsFor(context, subnet, request.Groups),
      ...wanted,
      ...(request.Description && { Description: request.Description }),
      Tags,
    })
    tx.put('ec2.network-interface', eni.NetworkInterfaceId, eni)
    rememberToken(context, call, [eni.NetworkInterfaceId])
    return answer(eni.NetworkInterfaceId)
  },
})

import { AwsError } from '../../../kernel/index.ts'
import { madeBefore, rememberToken } from '../client-tokens.ts'
import { missingParameter } from '../errors.ts'
import { groupsFor } from '../instances/placement.ts'
import { operation } from '../operation.ts'
import { omit } from '../omit.ts'
import { tagsFor } from '../tags.ts'
import { describeInterface } from '../vpc/describe-interface.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import { findInterface, newInterface } from '../vpc/interfaces.ts'

export const createNetworkInterface = operation('CreateNetworkInterface', {
  decide(request, context) {
    const { tx } = context
    if (!request.SubnetId) throw missingParameter('subnetId')
    if (request.InterfaceType || request.Ipv6AddressCount || request.SecondaryPrivateIpAddressCount)
      throw new AwsError(
        'UnsupportedOperation',
        'Sandcloud makes plain interfaces with one private IPv4 address each.',
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
    const wanted =
      request.PrivateIpAddress ?? request.PrivateIpAddresses?.find((each) => each.Primary)?.PrivateIpAddress
    const eni = newInterface(context, {
      subnet,
      groupIds: groupsFor(context, subnet, request.Groups),
      ...(wanted && { privateAddress: wanted }),
      ...(request.Description && { Description: request.Description }),
      Tags,
    })
    tx.put('ec2.network-interface', eni.NetworkInterfaceId, eni)
    rememberToken(context, call, [eni.NetworkInterfaceId])
    return answer(eni.NetworkInterfaceId)
  },
})

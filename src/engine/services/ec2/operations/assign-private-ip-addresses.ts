import type { AssignPrivateIpAddressesRequest } from '@aws-sdk/client-ec2'
import { AwsError, type DecideContext } from '../../../kernel/index.ts'
import { addressesOf, hasPrivateAddress } from '../../../network/interfaces.ts'
import { invalidCombination, invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { checkInSubnet, moreAddresses } from '../vpc/addresses.ts'
import { checkAddressCount } from '../vpc/attachment.ts'
import { findSubnet } from '../vpc/find-subnet.ts'
import { findInterface } from '../vpc/interfaces.ts'
import { moveAddresses } from '../vpc/move-addresses.ts'
import type { NetworkInterfaceRecord } from '../vpc/records.ts'

export const assignPrivateIpAddresses = operation('AssignPrivateIpAddresses', {
  decide(request, context) {
    const { tx } = context
    const { NetworkInterfaceId, AllowReassignment = false } = request
    if (!NetworkInterfaceId) throw missingParameter('networkInterfaceId')
    if (request.Ipv4PrefixCount || request.Ipv4Prefixes?.length)
      throw new AwsError('UnsupportedOperation', 'Sandcloud assigns addresses, and no prefixes.')
    const eni = findInterface(tx, NetworkInterfaceId)
    const addresses = wanted(context, eni, request)
    const added = addresses.filter((address) => !hasPrivateAddress(eni, address))
    const instance = eni.Attachment && tx.get('ec2.instance', eni.Attachment.InstanceId)
    checkAddressCount(addressesOf(eni).length + added.length, instance?.InstanceType)
    moveAddresses(tx, eni, added, AllowReassignment)
    return {
      NetworkInterfaceId,
      AssignedPrivateIpAddresses: addresses.map((PrivateIpAddress) => ({ PrivateIpAddress })),
      AssignedIpv4Prefixes: [],
    }
  },
})

/** Those that are named, or so many free ones. */
const wanted = (
  context: DecideContext,
  eni: NetworkInterfaceRecord,
  { PrivateIpAddresses: named = [], SecondaryPrivateIpAddressCount: count }: AssignPrivateIpAddressesRequest,
): string[] => {
  const subnet = findSubnet(context.tx, eni.SubnetId)
  if (named.length > 0) {
    if (count !== undefined)
      throw invalidCombination(
        'The parameter privateIpAddress cannot be used with the parameter secondaryPrivateIpAddressCount',
      )
    for (const address of named) checkInSubnet(subnet, address)
    return [...new Set(named)]
  }
  if (count === undefined) throw invalidParameter('secondary-addresses')
  if (count < 1)
    throw invalidParameter(
      `Invalid value '${count}' for secondaryPrivateIpAddressCount. It must be at least 1.`,
    )
  checkAddressCount(count)
  return moreAddresses(context, subnet, count)
}

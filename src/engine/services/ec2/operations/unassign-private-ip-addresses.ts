import { AwsError } from '../../../kernel/index.ts'
import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findInterface } from '../vpc/interfaces.ts'
import { dropAddresses } from '../vpc/move-addresses.ts'

/** Of secondary addresses: the first one stays as long as the interface. */
export const unassignPrivateIpAddresses = operation('UnassignPrivateIpAddresses', {
  decide({ NetworkInterfaceId, PrivateIpAddresses = [], Ipv4Prefixes = [] }, { tx }) {
    if (!NetworkInterfaceId) throw missingParameter('networkInterfaceId')
    if (Ipv4Prefixes.length > 0)
      throw new AwsError('UnsupportedOperation', 'Sandcloud assigns addresses, and no prefixes.')
    if (PrivateIpAddresses.length === 0) throw missingParameter('privateIpAddress')
    const eni = findInterface(tx, NetworkInterfaceId)
    const secondary = eni.secondary.map(({ PrivateIpAddress }) => PrivateIpAddress)
    if (PrivateIpAddresses.some((address) => !secondary.includes(address)))
      throw invalidParameter(
        `Some of [${PrivateIpAddresses.join(', ')}] are not assigned to interface ${NetworkInterfaceId}`,
      )
    dropAddresses(tx, eni, PrivateIpAddresses)
    return {}
  },
})

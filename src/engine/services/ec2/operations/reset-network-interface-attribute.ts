import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findInterface } from '../vpc/interfaces.ts'

/** The one attribute that can be reset: the source and destination are checked again. */
export const resetNetworkInterfaceAttribute = operation('ResetNetworkInterfaceAttribute', {
  decide({ NetworkInterfaceId }, { tx }) {
    if (!NetworkInterfaceId) throw missingParameter('networkInterfaceId')
    const eni = findInterface(tx, NetworkInterfaceId)
    tx.put('ec2.network-interface', NetworkInterfaceId, { ...eni, sourceDestCheck: true })
    return {}
  },
})

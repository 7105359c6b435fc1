import { invalidParameter, missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findInterface, removeInterface } from '../vpc/interfaces.ts'

export const deleteNetworkInterface = operation('DeleteNetworkInterface', {
  decide({ NetworkInterfaceId }, { tx }) {
    if (!NetworkInterfaceId) throw missingParameter('networkInterfaceId')
    const eni = findInterface(tx, NetworkInterfaceId)
    if (eni.Attachment || eni.InterfaceType === 'nat_gateway')
      throw invalidParameter(`Network interface '${NetworkInterfaceId}' is currently in use.`)
    removeInterface(tx, eni)
    return {}
  },
})

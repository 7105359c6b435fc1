import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { findNatGateway, natLife, natTakes } from '../vpc/nat-gateways.ts'

export const deleteNatGateway = operation('DeleteNatGateway', {
  decide({ NatGatewayId }, { tx, after }) {
    if (!NatGatewayId) throw missingParameter('NatGatewayId')
    const gateway = findNatGateway(tx, NatGatewayId)
    if (gateway.State === 'pending' || gateway.State === 'available') {
      tx.put('ec2.nat-gateway', NatGatewayId, { ...gateway, State: 'deleting' })
      tx.wake(natLife.deleted, NatGatewayId, after(natTakes.deletion))
    }
    return { NatGatewayId }
  },
})

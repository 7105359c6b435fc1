import { missingParameter } from '../errors.ts'
import { operation } from '../operation.ts'
import { hasDependencies } from '../vpc/dependents.ts'
import { findInternetGateway } from '../vpc/internet-gateways.ts'

export const deleteInternetGateway = operation('DeleteInternetGateway', {
  decide({ InternetGatewayId }, { tx }) {
    if (!InternetGatewayId) throw missingParameter('internetGatewayId')
    if (findInternetGateway(tx, InternetGatewayId).VpcId)
      throw hasDependencies('internetGateway', InternetGatewayId)
    tx.delete('ec2.internet-gateway', InternetGatewayId)
    return {}
  },
})
